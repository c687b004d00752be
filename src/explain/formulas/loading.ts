import { impossibleFigures, QUIRK_OF } from '../../quantities/impossible-figures.ts';
import { deciderBinding } from '../counted/decider-binding.ts';
import { countedLatency } from '../counted/latency.ts';
import { type ExplainedCase, type ExplainedOperand, forAllLayers } from '../explained-case.ts';
import { cyclesFrom, type QuantityFormula } from '../explained-quantity.ts';
import { call, FormulaSymbols, sum, type Term } from '../terms.ts';
import { type Link, type LinkEnd, linksOf, linkText, loadingBinding, slowestLink } from '../traffic/links.ts';

/** First loads and last stores (docs/cost-model.md#on--and-off-loading). */
export function loadingFormulas(explained: ExplainedCase): QuantityFormula[] {
  return [
    {
      name: 'latency.onloading',
      changeable: cyclesFrom(({ onloadingCycles }) => onloadingCycles),
      account: () => {
        const symbols = new FormulaSymbols();
        const term = countedLatency(explained)?.onloading(symbols) ?? onloadTerm(explained, symbols);
        return {
          symbols,
          term: forAllLayers(explained, symbols, term),
          binding: onloadingBinding(explained),
        };
      },
    },
    {
      name: 'latency.offloading',
      changeable: cyclesFrom(({ offloadingCycles }) => offloadingCycles),
      account: () => {
        const symbols = new FormulaSymbols();
        const term =
          countedLatency(explained)?.offloading(symbols) ??
          sum(outputLinks(explained).map((link) => linkTerm(link, symbols)));
        return {
          symbols,
          term: forAllLayers(explained, symbols, term),
          binding: offloadingBinding(explained),
        };
      },
    },
  ];
}

export function onloadingBinding(explained: ExplainedCase): string | undefined {
  if (exceedsChain(explained, 'onloading')) return deciderBinding(explained);
  const binding = loadingBinding(inputLinks(explained));
  return withOddity(explained, explained.evaluation.onloadingCycles, binding);
}

/** Corrected cost model: whether more than the first loads, or last stores, of the chain count as loading. */
export function exceedsChain({ details, times }: ExplainedCase, part: 'onloading' | 'offloading'): boolean {
  const { counts, latency } = details;
  if (counts === undefined) return false;
  const { fill, drain } = counts.latency;
  return latency[part] / times > (part === 'onloading' ? fill : drain);
}

/** The port that on-loading waits for. */
export function slowestLoadingEnd(explained: ExplainedCase): LinkEnd | undefined {
  return slowestLink(inputLinks(explained))?.end;
}

/** The port that off-loading waits for. */
export function slowestStoringEnd(explained: ExplainedCase): LinkEnd | undefined {
  return slowestLink(outputLinks(explained))?.end;
}

function inputLinks(explained: ExplainedCase): Link[] {
  return loadedInputs(explained).flatMap((operand) => linksOf(explained, operand));
}

export function offloadingBinding(explained: ExplainedCase): string | undefined {
  if (exceedsChain(explained, 'offloading')) return deciderBinding(explained);
  return withOddity(explained, explained.evaluation.offloadingCycles, loadingBinding(outputLinks(explained)));
}

/** Says of a negative time why it is one. */
function withOddity({ evaluation }: ExplainedCase, cycles: number, binding: string | undefined): string | undefined {
  const odd = cycles < 0 ? impossibleFigures(evaluation).find(({ kind }) => kind === 'negativeLoading') : undefined;
  if (odd === undefined) return binding;
  return [binding, `no hardware could do this: ${odd.text} (${QUIRK_OF[odd.kind]})`].filter(Boolean).join('; ');
}

/** The inputs that on-loading looks at: the first two. */
function loadedInputs({ operands }: ExplainedCase): readonly ExplainedOperand[] {
  return operands.filter(({ isOutput }) => !isOutput).slice(0, 2);
}

function outputLinks(explained: ExplainedCase): Link[] {
  return explained.operands.filter(({ isOutput }) => isOutput).flatMap((operand) => linksOf(explained, operand));
}

function linkTerm(link: Link, symbols: FormulaSymbols): Term {
  return symbols.of(`t(${link.operand.name}, ${link.to.name})`, linkText(link), link.cycles, 'cycles');
}

/** The link times of one input: links both, one or none of whose ports serve both inputs. */
interface LoadTimes {
  readonly shared: Term;
  readonly half: Term;
  readonly own: Term;
}

/** Loads through ports that both inputs use follow one another, others run side by side. */
function onloadTerm(explained: ExplainedCase, symbols: FormulaSymbols): Term {
  const [first, second] = loadedInputs(explained).map((operand) => loadTimes(explained, operand, symbols));
  if (first === undefined) return sum([]);
  // Parity quirk C8: with one input its other links are lost.
  if (second === undefined) return first.own;
  return call(
    'min',
    sum([first.shared, call('max', sum([second.shared, second.half, second.own]), sum([first.half, first.own]))]),
    sum([second.shared, call('max', sum([first.shared, first.half, first.own]), sum([second.half, second.own]))]),
  );
}

function loadTimes(explained: ExplainedCase, operand: ExplainedOperand, symbols: FormulaSymbols): LoadTimes {
  const links = linksOf(explained, operand);
  const group = (name: string, meaning: string, members: readonly Link[]): Term => {
    const total = members.reduce((cycles, link) => cycles + link.cycles, 0);
    const made = sum(members.map((link) => linkTerm(link, symbols)));
    return symbols.named(`${name}_${operand.name}`, `${operand.name}: ${meaning}`, total, 'cycles', made);
  };
  const half = links.filter(({ sharedPorts }) => sharedPorts === 1);
  return {
    shared: group(
      'shared',
      'links both of whose ports serve both inputs',
      links.filter(({ sharedPorts }) => sharedPorts === 2),
    ),
    half: group('half', 'the outermost link one of whose ports serves both inputs (parity quirk C7)', half.slice(-1)),
    own: group(
      'own',
      'links none of whose ports serves both inputs',
      links.filter(({ sharedPorts }) => sharedPorts === 0),
    ),
  };
}
