import { columnText, groupedText, quantityText, signedPercentText } from '../../base/number-text.ts';
import { type PageQuantity, type SweepTable, valueAt } from '../data/sweep-table.ts';

const NO_BREAK = '\u00a0';

/** A text whose numbers stay with their units, with the sign of subtraction for a minus. */
export function typeset(text: string): string {
  return text.replaceAll(' ', NO_BREAK).replace(/^-/, '−');
}

/** `6.25 kJ·cycles` of a quantity of a design, or `unknown`. */
export function figureText({ unit }: PageQuantity, value: number): string {
  return Number.isNaN(value) ? 'unknown' : typeset(quantityText(value, unit));
}

/** A number of a column whose heading names the unit; `–` where it is unknown. */
export function cellText({ scale, decimals }: PageQuantity, value: number): string {
  return Number.isNaN(value) ? '–' : typeset(decimalText(value / scale.factor, decimals));
}

/** A number with so many decimals, its digits in groups. */
export function decimalText(value: number, decimals: number): string {
  return decimals === 0 ? columnText(Math.round(value), 0) : groupedText(columnText(value, decimals));
}

/** `energy (mJ)`: a quantity with the unit of its columns. */
export function headingText({ short, scale: { symbol } }: PageQuantity): string {
  return symbol === '' ? short : `${short} (${symbol})`;
}

/** By how much a figure differs from another, and whether that is better. */
export interface Change {
  readonly fraction: number;
  /** `+2.4 %`, `=`. */
  readonly text: string;
  readonly kind: 'gain' | 'loss' | 'same';
}

/** Change of a quantity from one design to another; undefined where one is unknown or nothing. */
export function changeOf(table: SweepTable, quantity: number, row: number, from: number): Change | undefined {
  const [value, before] = [valueAt(table, quantity, row), valueAt(table, quantity, from)];
  const fraction = (value - before) / Math.abs(before);
  if (!Number.isFinite(fraction)) return undefined;
  if (fraction === 0) return { fraction, text: '=', kind: 'same' };
  const isBetter = fraction * (table.quantities[quantity]?.sign ?? 1) < 0;
  return { fraction, text: typeset(signedPercentText(fraction)), kind: isBetter ? 'gain' : 'loss' };
}

/** `2.4 % more product`, `equal product`. */
export function moreText(fraction: number, { short }: PageQuantity): string {
  if (fraction === 0) return `equal ${short}`;
  const size = signedPercentText(Math.abs(fraction)).replace('+', '');
  return `${typeset(size)} ${fraction > 0 ? 'more' : 'less'} ${short}`;
}

/** `the least` of what should be little, `the most` of other quantities. */
export function extremeWord({ sign }: PageQuantity): string {
  return sign > 0 ? 'least' : 'most';
}
