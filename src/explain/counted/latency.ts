import type { ExactCounts } from '../../model/evaluation/exact-counts.ts';
import { idealTemporal } from '../computation.ts';
import type { ExplainedCase } from '../explained-case.ts';
import { bracketed, call, constant, difference, type FormulaSymbols, quotient, sum, type Term } from '../terms.ts';
import { activitiesOf } from '../traffic/activities.ts';
import { linksOf, linkText } from '../traffic/links.ts';
import { type PortOfMemory, portText } from '../traffic/ports.ts';
import { type Transfer, transferText } from '../traffic/transfers.ts';
import { busiestPorts, deciderOf, loadCycles, loadsThrough, passesOf } from './decider.ts';
import { totalTerm } from './stall.ts';

/** Undefined with the reference. */
export function countedLatency(explained: ExplainedCase): CountedLatency | undefined {
  const { counts } = explained.details;
  return counts && new CountedLatency(explained, counts);
}

/** Latency and its parts by the corrected model (docs/cost-model-corrected.md#latency), of one layer. */
class CountedLatency {
  private readonly explained: ExplainedCase;
  private readonly counts: ExactCounts;

  constructor(explained: ExplainedCase, counts: ExactCounts) {
    this.explained = explained;
    this.counts = counts;
  }

  /** `max(TC · cpo + SS + fill + drain, ports, once)`. */
  latency(symbols: FormulaSymbols): Term {
    return call('max', this.chain(symbols), this.ports(symbols), this.once(symbols));
  }

  /** The slowest port, and what no port of the chain and no load explains. */
  stall(symbols: FormulaSymbols, slowestPort: Term): Term {
    if (this.excess === 0) return slowestPort;
    if (deciderOf(this.explained).kind === 'once') return slowestPort;
    const excess = this.excessTerm(symbols);
    const rest = difference(difference(excess, this.hidden(symbols, false)), this.hidden(symbols, true));
    return sum([slowestPort, call('max', constant(0), rest)]);
  }

  onloading(symbols: FormulaSymbols): Term {
    const fill = this.fill(symbols);
    const decider = deciderOf(this.explained);
    if (decider.kind === 'chain') return fill;
    const excess = this.excessTerm(symbols);
    if (decider.kind === 'once') return decider.transfer.operand.isOutput ? fill : sum([fill, excess]);
    return sum([fill, call('min', excess, this.hidden(symbols, false))]);
  }

  offloading(symbols: FormulaSymbols): Term {
    const drain = this.drain(symbols);
    const decider = deciderOf(this.explained);
    if (decider.kind === 'chain') return drain;
    const excess = this.excessTerm(symbols);
    if (decider.kind === 'once') return decider.transfer.operand.isOutput ? sum([drain, excess]) : drain;
    const left = call('max', constant(0), difference(excess, this.hidden(symbols, false)));
    return sum([drain, call('min', left, this.hidden(symbols, true))]);
  }

  private get excess(): number {
    const { chain, busiestPort, once } = this.counts.latency;
    return Math.max(chain, busiestPort, once) - chain;
  }

  private chain(symbols: FormulaSymbols): Term {
    const { stall, fill, drain } = this.counts.latency;
    return sum([
      idealTemporal(this.explained, symbols),
      symbols.of('SS', 'cycles in which the array waits for the slowest port', stall, 'cycles'),
      symbols.of('fill', 'cycles in which the first data come', fill, 'cycles'),
      symbols.of('drain', 'cycles in which the last results leave', drain, 'cycles'),
    ]);
  }

  /** All transfers of the busiest port, one after the other; written out where they decide. */
  private ports(symbols: FormulaSymbols): Term {
    const { busiestPort } = this.counts.latency;
    const [place] = busiestPorts(this.explained);
    const meaning = `all transfers of the busiest port, ${place === undefined ? 'none' : portText(place)}`;
    if (place === undefined || deciderOf(this.explained).kind !== 'ports') {
      return symbols.of('ports', meaning, busiestPort, 'cycles');
    }
    const activities = activitiesOf(this.explained, place);
    const made = sum(activities.map((activity) => totalTerm(this.explained, activity)));
    const list = activities.map(({ transfer }) => transferText(transfer)).join(', ');
    return symbols.named(
      'ports',
      `${meaning}: number · ceil(elements · bits / width) of ${list}`,
      busiestPort,
      'cycles',
      made,
    );
  }

  /** What crosses once is there after the first pass over it, or leaves after the last; written out where it decides. */
  private once(symbols: FormulaSymbols): Term {
    const { once, fill, drain } = this.counts.latency;
    const decider = deciderOf(this.explained);
    const meaning = 'a transfer that takes place once, and the passes over its data that come after or before it';
    if (decider.kind !== 'once') return symbols.of('once', meaning, once, 'cycles');
    const { transfer } = decider;
    const computation = constant(this.explained.details.latency.idealTemporalCycle / this.explained.times);
    const pass = quotient(computation, constant(passesOf(this.explained, transfer)));
    const [whole] = loadCycles(this.explained, transfer);
    const atOtherEnd = transfer.operand.isOutput ? fill : drain;
    const made = sum([constant(whole), difference(computation, pass), constant(atOtherEnd)]);
    return symbols.named('once', onceMeaning(transfer), once, 'cycles', made);
  }

  private excessTerm(symbols: FormulaSymbols): Term {
    const { chain, busiestPort, once } = this.counts.latency;
    const made = difference(constant(Math.max(busiestPort, once)), constant(chain));
    const decider = deciderOf(this.explained).kind;
    return symbols.named(
      'excess',
      `cycles beyond the chain TC · cpo + SS + fill + drain: ${decider} − chain`,
      this.excess,
      'cycles',
      bracketed(made),
    );
  }

  /** What the loads through the deciding port could move during the computation. */
  private hidden(symbols: FormulaSymbols, ofOutput: boolean): Term {
    const decider = deciderOf(this.explained);
    const place: PortOfMemory | undefined = decider.kind === 'ports' ? decider.places[0] : undefined;
    const loads = place === undefined ? [] : loadsThrough(this.explained, place, ofOutput);
    const made = sum(
      loads.map((transfer) => {
        const [whole, needed] = loadCycles(this.explained, transfer);
        return difference(constant(whole), constant(needed));
      }),
    );
    const total = loads.reduce((cycles, transfer) => {
      const [whole, needed] = loadCycles(this.explained, transfer);
      return cycles + whole - needed;
    }, 0);
    const what = loads.length === 0 ? 'none' : loads.map(transferText).join(', ');
    return symbols.named(
      ofOutput ? 'H_out' : 'H_in',
      `cycles that ${ofOutput ? 'stores' : 'loads'} through ${place === undefined ? 'it' : portText(place)} have beyond what they need at once: ${what}`,
      total,
      'cycles',
      loads.length > 1 ? bracketed(made) : made,
    );
  }

  /** The links that add up to the time of the first loads, in the order of the inputs that takes least. */
  private fill(symbols: FormulaSymbols): Term {
    const { order, path } = this.counts.fill;
    const terms = path.map(({ operand: name, level, cycles }) => {
      const operand = this.explained.operands.find((candidate) => candidate.name === name);
      const link = operand && linksOf(this.explained, operand)[level];
      return symbols.of(
        `need(${name}, ${link?.to.name ?? ''})`,
        `${link === undefined ? name : linkText(link)}${order.length > 1 ? `; inputs in the order ${order.join(', ')}` : ''}`,
        cycles,
        'cycles',
      );
    });
    return sum(terms);
  }

  private drain(symbols: FormulaSymbols): Term {
    const output = this.explained.operands.find(({ isOutput }) => isOutput);
    const links = output === undefined ? [] : linksOf(this.explained, output);
    return sum(
      links
        .filter(({ cycles }) => cycles > 0)
        .map((link) =>
          symbols.of(`need(${link.operand.name}, ${link.to.name})`, linkText(link), link.cycles, 'cycles'),
        ),
    );
  }
}

function onceMeaning(transfer: Transfer): string {
  const what = transferText(transfer);
  return transfer.operand.isOutput
    ? `${what} take place once; their data are finished in the last pass over them: fill + computation − last pass + transfer`
    : `${what} take place once; the first pass needs all of their data: transfer + computation − first pass + drain`;
}
