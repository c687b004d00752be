import type { UnitScale } from '../../../../src/base/number-text.ts';
import { columnText, SAME } from '../../../parts/figures.ts';

/** Share within which numbers are equal: sums over operands in another order differ in their last digits. */
const ROUNDING = 1e-12;

/** Whether two numbers differ by more than rounding. */
export function isOther(after: number, before: number): boolean {
  return Math.abs(after - before) > ROUNDING * Math.max(Math.abs(after), Math.abs(before));
}

/** A difference in the scale of its column, with its sign; `=` where there is none. */
export function differenceOf(after: number, before: number, scale: UnitScale, decimals = 1): string {
  if (!isOther(after, before)) return SAME;
  const difference = (after - before) / scale.factor;
  const rounded = columnText(difference, { ...scale, factor: 1 }, decimals);
  // A small difference is told by its first digit, not as nothing.
  const text = Number(difference.toFixed(decimals)) === 0 ? difference.toPrecision(1).replace('-', '\u2212') : rounded;
  return `${difference > 0 ? '+' : ''}${text}`;
}
