import { unscaledText } from '../../base/number-text.ts';
import type { EqualTransfers } from '../../model/evaluation/exact-counts.ts';
import type { ExplainedCase } from '../explained-case.ts';
import {
  bracketed,
  call,
  constant,
  difference,
  digits,
  type FormulaSymbols,
  product,
  quotient,
  sum,
  type Term,
} from '../terms.ts';
import type { Activity } from '../traffic/activities.ts';
import { type PortOfMemory, unionOf } from '../traffic/ports.ts';
import { countedOf, interfaceOf, isReadBack, transferText } from '../traffic/transfers.ts';

/**
 * `max(own, busy − U)`: what transfers need beyond their own windows, or all of them beyond the cycles in which any may move
 * (docs/cost-model-corrected.md#stalls).
 */
export function countedStallTerm(
  explained: ExplainedCase,
  place: PortOfMemory,
  activities: readonly Activity[],
  symbols: FormulaSymbols,
): Term {
  const terms = activities.map((activity, index) =>
    activityTerms(explained, activity, activities.length === 1 ? '' : digits(index + 1), symbols),
  );
  return call(
    'max',
    sum(terms.map(({ own }) => own)),
    difference(sum(terms.map(({ busy }) => busy)), unionTerm(explained, place, activities, symbols)),
  );
}

/** Cycles of a transfer of one size: `ceil(elements · bits / width)`, in numbers. */
function cyclesTerm(elements: number, bits: number, width: number): Term {
  return call('ceil', quotient(product(constant(elements), constant(bits)), constant(width)));
}

/** What all transfers of a direction take, in numbers. */
export function totalTerm(explained: ExplainedCase, activity: Activity): Term {
  const counted = countedOf(explained, activity.transfer);
  if (counted === undefined) return constant(0);
  const { periods, bits, width } = counted;
  return sum(periods.map(({ elements, count }) => product(constant(count), cyclesTerm(elements, bits, width))));
}

function activityTerms(
  explained: ExplainedCase,
  { transfer, needed, allowed, count, busy }: Activity,
  suffix: string,
  symbols: FormulaSymbols,
): { readonly own: Term; readonly busy: Term } {
  const counted = countedOf(explained, transfer);
  if (counted === undefined) return { own: constant(0), busy: constant(0) };
  const { bits, width, periods } = counted;
  const what = transferText(transfer);
  const belongsToLoading = !isReadBack(transfer);
  const share = isReadBack(transfer) ? ' that return' : ', the first load or last store included';
  const A = symbols.of(
    `A${suffix}`,
    `cycles allowed per transfer, with ${unscaledText(count, 'transfers')} in all periods, ${what}`,
    allowed,
    'cycles',
  );
  const [only, ...others] = periods;
  if (only !== undefined && others.length === 0) {
    const R = symbols.named(
      `R${suffix}`,
      `cycles needed per transfer, ${what}: ceil(elements · bits / width of the port)`,
      needed,
      'cycles',
      cyclesTerm(only.elements, bits, width),
    );
    const N = symbols.of(`N${suffix}`, `number of transfers${share}, ${what}`, only.count, 'transfers');
    const repeats = belongsToLoading ? difference(N, constant(1)) : N;
    return { own: product(call('max', constant(0), difference(R, A)), repeats), busy: product(R, repeats) };
  }
  const inside = belongsToLoading ? withoutLargest(periods) : periods;
  const each = (term: (cycles: Term) => Term): Term =>
    sum(inside.map((equal) => product(term(cyclesTerm(equal.elements, bits, width)), constant(equal.count))));
  const beyond = each((cycles) => call('max', constant(0), difference(cycles, constant(allowed))));
  const sizes = `transfers of ${periods.length} sizes${belongsToLoading ? ', without the first load or last store' : ''}`;
  return {
    own: symbols.named(
      `own${suffix}`,
      `cycles beyond the allowed ones, ${what}: ${sizes}`,
      counted.overrunCycles,
      'cycles',
      beyond,
    ),
    busy: symbols.named(
      `busy${suffix}`,
      `cycles, ${what}: ceil(elements · bits / width of the port) · number of transfers, ${sizes}`,
      busy,
      'cycles',
      each((cycles) => cycles),
    ),
  };
}

function withoutLargest([largest, ...others]: readonly EqualTransfers[]): readonly EqualTransfers[] {
  if (largest === undefined) return [];
  return largest.count === 1 ? others : [{ ...largest, count: largest.count - 1 }, ...others];
}

/** In one line where the array is served or a single transfer uses the port; its number otherwise. */
function unionTerm(
  explained: ExplainedCase,
  place: PortOfMemory,
  activities: readonly Activity[],
  symbols: FormulaSymbols,
): Term {
  const value = unionOf(explained, place);
  const { latency } = explained.details;
  const { cyclesPerOperation } = explained.evaluation.accelerator.operationalArray;
  const meaning = 'cycles of the computation in which a transfer may use the port';
  const computation = latency.idealTemporalCycle / explained.times;
  if (activities.some(({ transfer }) => interfaceOf(transfer) === 0)) {
    const made = bracketed(difference(constant(computation), constant(cyclesPerOperation)));
    return symbols.named('U', `${meaning}: all but those of the last operation`, value, 'cycles', made);
  }
  const [only, ...others] = activities;
  if (only !== undefined && others.length === 0) {
    const made = product(constant(only.allowed), difference(constant(only.count), constant(1)));
    return symbols.named('U', `${meaning}: the allowed ones of every period but one`, value, 'cycles', made);
  }
  return symbols.of('U', `${meaning}: the union of their windows in every period but one`, value, 'cycles');
}
