import { unscaledText } from '../../base/number-text.ts';
import type { MemoryLevel, MemoryPort } from '../../model/accelerator/memory.ts';
import { stallName } from '../../quantities/layer-quantities.ts';
import { deciderBinding } from '../counted/decider-binding.ts';
import { countedStallTerm } from '../counted/stall.ts';
import type { ExplainedCase } from '../explained-case.ts';
import type { QuantityAccount, QuantityFormula } from '../explained-quantity.ts';
import { call, constant, difference, digits, FormulaSymbols, product, sum, type Term } from '../terms.ts';
import { type Activity, activitiesOf } from '../traffic/activities.ts';
import { type PortOfMemory, portsOf, portText, stallOf, unionOf } from '../traffic/ports.ts';
import { movementOf, transferText } from '../traffic/transfers.ts';

/** Stall or slack of every port, in file order (docs/cost-model.md#stalls). */
export function stallFormulas(explained: ExplainedCase): QuantityFormula[] {
  return portsOf(explained).map(({ memory, port }) => ({
    name: stallName(memory.name, port.name),
    account: () => portAccount(explained, memory, port),
    changeable: {
      better: 'less',
      dependsOn: 'fullWidths',
      read: ({ problem, scratch }) => {
        const index = problem.ports.findIndex(
          (candidate) => candidate.memory === memory && candidate.name === port.name,
        );
        return scratch.portStall[index] ?? 0;
      },
    },
  }));
}

function portAccount(explained: ExplainedCase, memory: MemoryLevel, port: MemoryPort): QuantityAccount {
  const place = { memory, port };
  const value = stallOf(explained, place);
  const activities = activitiesOf(explained, place);
  const symbols = new FormulaSymbols();
  const binding = stallBinding(explained, place, activities, value);
  if (explained.evaluation.costModel === 'corrected' && activities.length > 0) {
    return { symbols, term: countedStallTerm(explained, place, activities, symbols), binding };
  }
  const single = activities.length === 1;
  const terms = activities.map((activity, index) =>
    activityTerms(explained, activity, single ? '' : digits(index + 1), symbols),
  );
  const [only] = terms;
  if (only === undefined)
    return { symbols, term: constant(0), binding: 'nothing of this layer moves through the port' };
  if (single) return { symbols, term: only.stall, binding };
  const isStall = (index: number): boolean => activities[index]?.overruns === true;
  const alone = terms.filter((_, index) => isStall(index)).map(({ stall }) => stall);
  const others = [
    ...terms.filter((_, index) => !isStall(index)).map(({ stall }) => stall),
    ...terms.map(({ window }) => window),
  ];
  const union = symbols.of(
    'U',
    'cycles of the whole computation in which at least one of the transfers may use the port',
    unionOf(explained, place),
    'cycles',
  );
  return {
    symbols,
    term: sum([...alone, call('max', constant(0), difference(sum(others), union))]),
    binding,
  };
}

/** `(R − A) · (N − 1)` and `A · (N − 1)`. */
function activityTerms(
  explained: ExplainedCase,
  { transfer, needed, allowed, count }: Activity,
  suffix: string,
  symbols: FormulaSymbols,
): { readonly stall: Term; readonly window: Term } {
  const what = transferText(transfer);
  const {
    data_trans_amount_per_period: amount,
    data_precision: precision,
    data_trans_period: period,
  } = movementOf(explained, transfer, 'dataMovementInt');
  const { bandwidthMax, name } = transfer.port;
  const work =
    `cycles needed per transfer, ${what}: ceil(${unscaledText(amount, 'elements')} · ${unscaledText(precision, 'bits')}` +
    ` / ${unscaledText(bandwidthMax, 'bits per cycle')} of ${name})`;
  const R = symbols.of(`R${suffix}`, work, needed, 'cycles');
  const A = symbols.of(
    `A${suffix}`,
    `cycles allowed per transfer, with one every ${unscaledText(period, 'iterations')}, ${what}`,
    allowed,
    'cycles',
  );
  const N = symbols.of(`N${suffix}`, `number of transfers, ${what}`, count, 'transfers');
  const repeats = difference(N, constant(1));
  return { stall: product(difference(R, A), repeats), window: product(A, repeats) };
}

function stallBinding(
  explained: ExplainedCase,
  place: PortOfMemory,
  activities: readonly Activity[],
  value: number,
): string {
  const uses = activities
    .filter(({ busy }) => busy > 0)
    .toSorted((a, b) => b.busy - a.busy)
    .map(({ transfer, busy }) => `${transferText(transfer)} (${unscaledText(busy, 'cycles')})`);
  const name = portText(place);
  if (uses.length === 0) return `${name} repeats no transfer: what moves once belongs to on- and off-loading`;
  if (value <= 0) return `${name} does not stall; it is used by ${uses.join(', ')}`;
  const causes = activities
    .filter(({ overruns }) => overruns)
    .map(
      ({ transfer, needed: R, allowed: A }) =>
        `${transferText(transfer)} need ${unscaledText(R, 'cycles')} where ${A} are allowed`,
    );
  const together = activities.reduce((total, { busy }) => total + busy, 0);
  const shared =
    activities.length > 1
      ? `together the transfers need ${unscaledText(together, 'cycles')}; the port is open to them for ${unscaledText(unionOf(explained, place), 'cycles')}`
      : undefined;
  return `${name} binds: ${[...causes, shared].filter((text) => text !== undefined).join('; ')}; it is used by ${uses.join(', ')}`;
}

/** What binds the temporal stall: the port with the largest stall, and what no port stall explains. Undefined when nothing waits. */
export function slowestPortBinding(explained: ExplainedCase): string | undefined {
  const { counts, latency } = explained.details;
  const isBeyond = counts !== undefined && latency.stallSlack > counts.latency.stall;
  const texts = [stallingPortBinding(explained), isBeyond ? deciderBinding(explained) : undefined];
  return texts.filter((text) => text !== undefined).join('; ') || undefined;
}

function stallingPortBinding(explained: ExplainedCase): string | undefined {
  const places = portsOf(explained);
  const largest = Math.max(0, ...places.map((place) => stallOf(explained, place)));
  const [first, ...others] = places.filter((place) => stallOf(explained, place) === largest);
  if (first === undefined || largest === 0) return undefined;
  const text = stallBinding(explained, first, activitiesOf(explained, first), largest);
  if (others.length === 0) return text;
  const names = others.map(portText).join(', ');
  return `${text}; ${names} ${others.length === 1 ? 'stalls' : 'stall'} as long, so that none of them alone is to blame`;
}
