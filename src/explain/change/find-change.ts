import type { VariableNumber } from '../../engine/problem/variable-problem.ts';
import type { ChangeableNumber } from './changeable-numbers.ts';
import type { ChangeEvaluator } from './evaluate-changes.ts';

/** A change of one number that makes a quantity better, while one step less of it does not. */
export interface FoundChange {
  readonly number: VariableNumber;
  readonly from: number;
  readonly to: number;
  /** The quantity then, of one layer. */
  readonly value: number;
  /** The next power of two, if `to` is none and it helps too. */
  readonly powerOfTwo?: { readonly to: number; readonly value: number };
  /** The least value of the number with which the quantity is within 1 % of the best it reaches, if that is another one. */
  readonly most?: { readonly to: number; readonly value: number };
}

/** Changes with less effect, as a share of the quantity, are no advice. */
export const HELPS = 0.01;

/** What counts as better. */
export interface Aim {
  readonly quantity: string;
  readonly better: 'less' | 'more';
}

/** The change of the smallest ratio between new and old value among all numbers; of equal ones that with the better quantity. */
export function smallestChange(
  evaluator: ChangeEvaluator,
  aim: Aim,
  numbers: readonly ChangeableNumber[],
): FoundChange | undefined {
  let smallest: FoundChange | undefined;
  for (const number of numbers) {
    const found = smallestValue(
      evaluator,
      aim,
      number,
      smallest === undefined ? Number.POSITIVE_INFINITY : ratio(smallest),
    );
    if (found === undefined) continue;
    if (smallest === undefined || isSmaller(aim, found, smallest)) smallest = found;
  }
  return smallest && withPowerOfTwo(evaluator, aim, smallest);
}

/** For every number the smallest change that helps, and how far further change helps. The number with the largest effect is first. */
export function rankedChanges(
  evaluator: ChangeEvaluator,
  aim: Aim,
  numbers: readonly ChangeableNumber[],
): readonly FoundChange[] {
  return numbers
    .flatMap((number) => {
      const found = smallestValue(evaluator, aim, number, Number.POSITIVE_INFINITY);
      return found === undefined ? [] : [withMost(evaluator, aim, number, withPowerOfTwo(evaluator, aim, found))];
    })
    .toSorted((a, b) => {
      const [valueA, valueB] = [bestOf(a), bestOf(b)];
      if (isBetter(aim, valueA, valueB)) return -1;
      return isBetter(aim, valueB, valueA) ? 1 : ratio(a) - ratio(b);
    });
}

function bestOf({ value, most }: FoundChange): number {
  return most?.value ?? value;
}

/** Adds how far a larger change of the same number helps. */
function withMost(
  evaluator: ChangeEvaluator,
  aim: Aim,
  { number, candidates, isContinuous }: ChangeableNumber,
  change: FoundChange,
): FoundChange {
  const valueAt = (to: number): number => evaluator.value(aim.quantity, number, to);
  const further = candidates.filter((to) => Math.abs(to - change.from) > Math.abs(change.to - change.from));
  const best = further.map(valueAt).reduce((a, b) => (isBetter(aim, b, a) ? b : a), change.value);
  const margin = Math.abs(evaluator.base(aim.quantity)) * HELPS;
  if (Math.abs(best - change.value) <= margin) return change;
  const isNearBest = (to: number): boolean => Math.abs(valueAt(to) - best) <= margin;
  let least = change.to;
  for (const candidate of further) {
    if (isNearBest(candidate)) {
      const to = isContinuous ? firstThatImproves(least, candidate, isNearBest) : candidate;
      return { ...change, most: { to, value: valueAt(to) } };
    }
    least = candidate;
  }
  return change;
}

/** Memories and ports are built in powers of two: adds the next one beyond the smallest change. */
function withPowerOfTwo(evaluator: ChangeEvaluator, aim: Aim, change: FoundChange): FoundChange {
  const { number, from, to } = change;
  const exponent = Math.log2(to);
  const next = 2 ** (to > from ? Math.ceil(exponent) : Math.floor(exponent));
  if (next === to) return change;
  const value = evaluator.value(aim.quantity, number, next);
  const isPossible = number.kind !== 'bandwidth_min' || evaluator.fullWidth(number) % next === 0;
  const helps = isPossible && isBetter(aim, value, evaluator.base(aim.quantity), HELPS);
  return helps ? { ...change, powerOfTwo: { to: next, value } } : change;
}

function isSmaller(aim: Aim, change: FoundChange, than: FoundChange): boolean {
  if (ratio(change) !== ratio(than)) return ratio(change) < ratio(than);
  return isBetter(aim, change.value, than.value);
}

/** The smallest change of one number, no larger than `limit` as a ratio. */
function smallestValue(
  evaluator: ChangeEvaluator,
  aim: Aim,
  { number, from, candidates, isContinuous }: ChangeableNumber,
  limit: number,
): FoundChange | undefined {
  const improves = (value: number): boolean =>
    isBetter(aim, evaluator.value(aim.quantity, number, value), evaluator.base(aim.quantity), HELPS);
  let least = from;
  for (const candidate of candidates) {
    if (Math.max(candidate / from, from / candidate) > limit) return undefined;
    if (!improves(candidate)) {
      least = candidate;
      continue;
    }
    const to = isContinuous ? firstThatImproves(least, candidate, improves) : candidate;
    return { number, from, to, value: evaluator.value(aim.quantity, number, to) };
  }
  return undefined;
}

/** The whole number at which a change begins to help: `worse` does not, `better` does. */
function firstThatImproves(worse: number, better: number, improves: (value: number) => boolean): number {
  let [low, high] = [worse, better];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (improves(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** @param share of the quantity that counts; by default differences of the last digits of sums do not. */
function isBetter({ better }: Aim, value: number, than: number, share = 1e-10): boolean {
  const gain = better === 'less' ? than - value : value - than;
  return gain > Math.abs(than) * share;
}

function ratio({ from, to }: FoundChange): number {
  return Math.max(to / from, from / to);
}
