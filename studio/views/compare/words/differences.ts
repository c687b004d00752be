import type { UnitScale } from '../../../../src/base/number-text.ts';
import { columnText, SAME } from '../../../parts/figures.ts';

/** A difference in the scale of its column, with its sign; `=` where there is none. */
export function differenceOf(after: number, before: number, scale: UnitScale, decimals = 1): string {
  const difference = after - before;
  if (difference === 0) return SAME;
  return `${difference > 0 ? '+' : ''}${columnText(difference, scale, decimals)}`;
}
