import {
  groupedText,
  isUnit,
  plainText,
  quantityText,
  scaleFor,
  shortText,
  type Unit,
  type UnitScale,
} from '../../src/base/number-text.ts';

/* How the page writes numbers: digits in groups, a true minus, no break between a number and its unit. */

const MINUS = '\u2212';
const NARROW = '\u202f';
/** Words that stand for a change of nothing. */
export const SAME = '=';

/** A number and its unit apart, since they differ in weight. */
export interface Figure {
  readonly value: string;
  readonly unit: string;
  /** Every digit, in the unit itself: for tooltips and copying. */
  readonly exact: string;
}

/** In the unit that suits the size; cycles with every digit, since architects compare them. */
export function figureOf(value: number, unit: Unit): Figure {
  const exact = `${signed(groupedText(plainText(value)))} ${unit}`;
  if (!Number.isFinite(value)) return { value: '–', unit: '', exact: 'none' };
  if (unit === 'share') return { value: (value * 100).toFixed(1), unit: '%', exact: String(value) };
  if (unit === 'cycles') return { value: signed(grouped(value, 1)), unit: value === 1 ? 'cycle' : 'cycles', exact };
  const { factor, symbol } = scaleFor(value, unit);
  const isCount = factor === 1 && Number.isInteger(value);
  return { value: isCount ? signed(grouped(value, 0)) : fourDigits(value / factor), unit: symbol, exact };
}

/** In four digits, cycles too: for phones. */
export function briefFigure(value: number, unit: Unit): Figure {
  if (unit !== 'cycles') return figureOf(value, unit);
  const { factor, symbol } = scaleFor(value, unit);
  return { ...figureOf(value, unit), value: fourDigits(value / factor), unit: symbol };
}

/** `1.837 mJ`. */
export function figureText(value: number, unit: string): string {
  if (!isUnit(unit)) return `${signed(groupedText(plainText(value)))}${unit === '' ? '' : `\u00a0${unit}`}`;
  const { value: digits, unit: symbol } = figureOf(value, unit);
  return symbol === '' ? digits : `${digits}${symbol === '%' ? NARROW : '\u00a0'}${symbol}`;
}

/** Of a memory: `512 KiB`, `16 bits`. */
export function sizeText(bits: number): string {
  const [digits = '', unit = ''] = quantityText(bits, 'bit').split(' ');
  return `${groupedText(digits)}\u00a0${unit === 'bit' && bits !== 1 ? 'bits' : unit}`;
}

/** A number of a column in a scale that all its rows share. What is counted, such as cycles, has decimals only where it needs them. */
export function columnText(value: number, { factor }: UnitScale, decimals: number): string {
  const scaled = value / factor;
  return signed(factor === 1 ? grouped(scaled, decimals) : groupedText(scaled.toFixed(decimals)));
}

/** Four digits, trailing zeros kept so that totals don't jump. */
function fourDigits(value: number): string {
  const size = Math.abs(value);
  if (size < 1 && size > 0) return signed(Number(value.toPrecision(4)).toString());
  if (size >= 1000) return signed(groupedText(shortText(value)));
  return signed(value.toFixed(size >= 100 ? 1 : size >= 10 ? 2 : 3));
}

function grouped(value: number, decimals: number): string {
  const rounded = Number(value.toFixed(decimals));
  const text = Number.isInteger(rounded) ? String(rounded) : rounded.toFixed(decimals);
  return Math.abs(rounded) < 1000 ? text : groupedText(text);
}

function signed(text: string): string {
  return text.replace('-', MINUS);
}

/** `77.4 %`. */
export function percentText(fraction: number): string {
  return Number.isFinite(fraction) ? `${signed((fraction * 100).toFixed(1))}${NARROW}%` : '–';
}

/** A change against state A: its text, and whether less or more is better. */
export interface Change {
  readonly text: string;
  readonly kind: 'gain' | 'loss' | 'same';
}

/** @param better which way is better. Area and costs: less. Utilisation: more. */
export function changeOf(now: number, before: number, better: 'less' | 'more' = 'less'): Change {
  if (now === before || (Number.isNaN(now) && Number.isNaN(before))) return { text: SAME, kind: 'same' };
  const kind = now < before === (better === 'less') ? 'gain' : 'loss';
  const fraction = now / before - 1;
  if (!Number.isFinite(fraction)) return { text: now > before ? 'new' : 'gone', kind };
  const percent = fraction * 100;
  const size = Math.abs(percent);
  const sign = percent < 0 ? MINUS : '+';
  if (size >= 1000) return { text: `× ${groupedText(shortText(now / before))}`, kind };
  const digits = size >= 0.05 ? size.toFixed(1) : size >= 0.001 ? size.toPrecision(1) : '<0.001';
  return { text: `${sign}${digits}${NARROW}%`, kind };
}

/** `−179.0 µJ`. */
export function differenceText(now: number, before: number, unit: Unit): string {
  const difference = now - before;
  const { factor, symbol } = scaleFor(difference, unit);
  const size = groupedText((Math.abs(difference) / factor).toFixed(1));
  return `${difference < 0 ? MINUS : '+'}${size}\u00a0${symbol}`;
}

/** `198 ms`, `1.4 s`. */
export function timeText(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)}\u00a0ms` : `${(milliseconds / 1000).toFixed(1)}\u00a0s`;
}

/** Bytes as people count files and traffic: `11.7 MB`. */
export function bytesText(bits: number): string {
  const bytes = bits / 8;
  const steps = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(steps.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
  const value = bytes / 1000 ** power;
  return `${value >= 100 || power === 0 ? Math.round(value) : value.toFixed(value >= 10 ? 1 : 2)}\u00a0${steps[power]}`;
}
