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
