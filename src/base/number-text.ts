/*
 * How numbers are written for readers, in the terminal, charts and the page alike. Numbers for copying and for programs are written
 * by `plainText` and `exactText`, in pJ, cycles and bits.
 */

/** A power of a unit and its symbol. */
export interface UnitScale {
  readonly factor: number;
  /** Empty for numbers without a unit. */
  readonly symbol: string;
}

/** Steps of a thousand from the unit itself on, as engineers write them. */
function steps(...symbols: readonly string[]): readonly UnitScale[] {
  return symbols.map((symbol, power) => ({ factor: 1000 ** power, symbol }));
}

function prefixed(unit: string): readonly UnitScale[] {
  return steps(...['', 'k', 'M', 'G', 'T', 'P'].map((prefix) => `${prefix}${unit}`));
}

const UNIT_SCALES = {
  pJ: steps('pJ', 'nJ', 'µJ', 'mJ', 'J', 'kJ'),
  cycles: prefixed('cycles'),
  ns: steps('ns', 'µs', 'ms', 's'),
  pJ·cycles: steps('pJ·cycles', 'nJ·cycles', 'µJ·cycles', 'mJ·cycles', 'J·cycles', 'kJ·cycles', 'MJ·cycles'),
  /** Amounts of data: bits, and from 1 KiB on the bytes in which memories are sized. */
  bit: ['bit', 'KiB', 'MiB', 'GiB', 'TiB'].map((symbol, power) => ({
    factor: power === 0 ? 1 : 8 * 1024 ** power,
    symbol,
  })),
  MAC: prefixed('MAC'),
  share: [{ factor: 0.01, symbol: '%' }],
  mm2: steps('mm²'),
  s: [
    { factor: 1e-9, symbol: 'ns' },
    { factor: 1e-6, symbol: 'µs' },
    { factor: 1e-3, symbol: 'ms' },
    { factor: 1, symbol: 's' },
  ],
  mW: [
    { factor: 1e-3, symbol: 'µW' },
    { factor: 1, symbol: 'mW' },
    { factor: 1e3, symbol: 'W' },
    { factor: 1e6, symbol: 'kW' },
  ],
  words: steps('words'),
  elements: steps('elements'),
  units: steps('units'),
  'word accesses': steps('word accesses'),
  'bit/cycle': steps('bit/cycle'),
  'MAC/bit': steps('MAC/bit'),
  'MAC/cycle': steps('MAC/cycle'),
  'tokens/s': steps('tokens/s'),
  'images/s': steps('images/s'),
  'utterances/s': steps('utterances/s'),
  'TOP/s': steps('TOP/s'),
  'TOP/s/W': steps('TOP/s/W'),
  'TOP/s/mm2': steps('TOP/s/mm²'),
  /** No unit. */
  '': steps(''),
} satisfies Readonly<Record<string, readonly UnitScale[]>>;

/** Units that are written for readers. Shares are fractions of 1, written in per cent. */
export type Unit = keyof typeof UNIT_SCALES;

/** The scales of every unit, the smallest first. */
export const UNITS: Readonly<Record<Unit, readonly UnitScale[]>> = UNIT_SCALES;

/** What is counted, and never written with a prefix: every digit, from five on in groups of three. */
const COUNTED: ReadonlySet<Unit> = new Set<Unit>(['words', 'elements', 'units', 'word accesses']);

/** Units whose plural ends in s, with or without a prefix. */
const PLURAL = /(cycle|word|element|unit)s$/;

/** Whether a name is that of a unit that is known here. */
export function isUnit(name: string): name is Unit {
  return Object.hasOwn(UNITS, name);
}

/** The scale in which numbers up to `largest` have the fewest digits before the point, but one at least. */
export function scaleFor(largest: number, unit: Unit): UnitScale {
  const [smallest, ...larger] = UNITS[unit];
  if (smallest === undefined) return { factor: 1, symbol: unit };
  // Rounding must not make a thousand of 999.96.
  const size = Number(Math.abs(largest).toPrecision(4));
  return larger.findLast(({ factor }) => size >= Number(factor.toPrecision(4))) ?? smallest;
}

/** `1.918 mJ`, `5.121 kcycles`, `1 cycle`, `45.0 %`, `64 KiB`: a number with its unit; `none` for quotients of nothing. */
export function quantityText(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) return 'none';
  if (unit === 'share') return percentText(value);
  const { factor, symbol } = scaleFor(value, unit);
  const plain = COUNTED.has(unit) ? plainText(value) : shortText(value / factor);
  const text = Math.abs(Number(plain)) < 10_000 ? plain : groupedText(plain);
  const named = text === '1' || text === '-1' ? symbol.replace(PLURAL, '$1') : symbol;
  return named === '' ? text : `${text} ${named}`;
}

/** `3.704 Mcycles = 3703960.5 cycles`: a total with its exact value, where `quantityText` rounds or scales it. */
export function totalText(value: number, unit: Unit): string {
  const rounded = quantityText(value, unit);
  const exact = unscaledText(value, unit);
  return rounded === exact || !Number.isFinite(value) ? rounded : `${rounded} = ${plainText(value)} ${unit}`;
}

/** Four significant digits, every digit before the point, no trailing zeros. */
export function shortText(value: number): string {
  return String(Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4)));
}

/** A number of a table: up to three decimals, no trailing zeros. Digits are not grouped, so that numbers can be copied. */
export function plainText(value: number): string {
  const rounded = Number(value.toFixed(3));
  return String(rounded === 0 ? 0 : rounded);
}

/** Twelve digits: more than hardware is known to, fewer than rounding shows. */
export function exactText(value: number): string {
  return digitsText(value, 12);
}

/** A number of any unit as formulas have it, so that it can be checked by hand: `1 cycle`, `4608 iterations`. */
export function unscaledText(value: number, unit: string): string {
  const named = value === 1 ? unit.replace(/^(\w+)ies\b/, '$1y').replace(/^(\w{2,})s\b/, '$1') : unit;
  return named === '' ? exactText(value) : `${exactText(value)} ${named}`;
}

/** A number of a column with so many decimals; what is more than nothing isn't written as nothing. */
export function columnText(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return 'none';
  const text = value.toFixed(decimals);
  if (value > 0 && Number(text) === 0) return `<${(10 ** -decimals).toFixed(decimals)}`;
  return decimals === 0 ? groupedText(plainText(value)) : text;
}

/** So many significant digits, no trailing zeros. */
export function digitsText(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}

/** `12.3 %` of a fraction; `<0.1 %` of what is more than nothing; `none` of quotients of nothing. */
export function percentText(fraction: number): string {
  if (!Number.isFinite(fraction)) return 'none';
  const percent = fraction * 100;
  return percent > 0 && percent < 0.05 ? '<0.1 %' : `${percent.toFixed(1)} %`;
}

/** `97.1 %` of a fraction of 1. What isn't all is not written as all. */
export function shareText(fraction: number): string {
  const text = percentText(fraction);
  return fraction < 1 && text === '100.0 %' ? '>99.9 %' : text.replace('.0 %', ' %');
}

/** `+12.5`, `-3`, `0`: with a sign, as `plainText`; a change too small for that is not written as none. */
export function signedText(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  return `${value < 0 ? '-' : '+'}${size < 0.0005 ? digitsText(size, 1) : plainText(size)}`;
}

/** `+12.3 %`, with enough decimals that a change is never written as none. */
export function signedPercentText(fraction: number): string {
  if (fraction === 0) return '0 %';
  const size = Math.abs(fraction * 100);
  const text = size >= 0.05 ? size.toFixed(1) : size >= 0.001 ? size.toPrecision(1) : '<0.001';
  return `${fraction < 0 ? '-' : '+'}${text} %`;
}

/** `1 layer`, `0 layers`, `2 copies`: a number of things. */
export function countText(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

const THIN_BLANK = '\u202f';

/** The digits of a number in groups of three. */
export function groupedText(text: string): string {
  const [whole = '', decimals] = text.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, THIN_BLANK);
  return decimals === undefined ? groups : `${groups}.${decimals}`;
}

/** A time that is only estimated, rounded up to one unit: `12 seconds`, `45 minutes`, `3 hours`. */
export function roughDuration(milliseconds: number): string {
  const minutes = milliseconds / 60_000;
  if (minutes < 1) return countText(Math.ceil(milliseconds / 1000), 'second');
  return minutes < 90 ? countText(Math.ceil(minutes), 'minute') : countText(Math.ceil(minutes / 60), 'hour');
}
