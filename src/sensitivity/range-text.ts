import { percentText, quantityText, type Unit } from '../base/number-text.ts';
import type { Interval, TotalRange } from './range-propagation.ts';

/** `1.23 mJ −12.0 % … +14.0 %`: a total with its changes where ranges are independent; alone where none moves it. */
export function totalRangeText(range: TotalRange, unit: Unit): string {
  const nominal = quantityText(range.nominal, unit);
  return isMoved(range) ? `${nominal} ${intervalText(range.nominal, range.independent)}` : nominal;
}

/** `−18.0 % … +20.0 %`: the same in the worst case; undefined where no range moves the total. */
export function worstCaseText(range: TotalRange): string | undefined {
  return isMoved(range) ? intervalText(range.nominal, range.worstCase) : undefined;
}

function isMoved({ nominal, independent }: TotalRange): boolean {
  return independent.least < nominal || independent.most > nominal;
}

function intervalText(nominal: number, { least, most }: Interval): string {
  return `${changeText(least / nominal - 1)} … ${changeText(most / nominal - 1)}`;
}

function changeText(change: number): string {
  if (!Number.isFinite(change)) return 'none';
  const sign = change > 0 ? '+' : change < 0 ? '−' : '';
  return `${sign}${percentText(Math.abs(change))}`;
}
