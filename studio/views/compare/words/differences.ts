import { groupedText, type UnitScale } from '../../../../src/base/number-text.ts';
import { columnText, SAME } from '../../../parts/figures.ts';

/** Share within which numbers are equal: sums over operands in another order differ in their last digits. */
const ROUNDING = 1e-12;

/** Whether two numbers differ by more than rounding. */
export function isOther(after: number, before: number): boolean {
  return Math.abs(after - before) > ROUNDING * Math.max(Math.abs(after), Math.abs(before));
}

/** A difference in the scale of its column, with its sign; `=` where there is none. One digit stands behind the point, but for cycles. */
export function differenceOf(after: number, before: number, scale: UnitScale): string {
  if (!isOther(after, before)) return SAME;
  const difference = (after - before) / scale.factor;
  const size = Math.abs(difference);
  const rounded =
    scale.symbol === 'cycles' ? columnText(size, { ...scale, factor: 1 }, 1) : groupedText(size.toFixed(1));
  // A small difference is told by its first digit, not as nothing.
  return `${difference > 0 ? '+' : '\u2212'}${Number(size.toFixed(1)) === 0 ? size.toPrecision(1) : rounded}`;
}
