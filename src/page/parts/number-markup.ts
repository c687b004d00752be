import type { Markup } from '../../charts/drawing/svg.ts';
import { html } from './markup.ts';

const UNITS = [
  'pJ',
  'cycles',
  'bit',
  'words',
  'elements',
  'MAC',
  'ns',
  'mm²',
  'units',
  'share',
  'pJ·cycles',
  'MAC/bit',
  'MAC/cycle',
  'bit/cycle',
  'TOP/s',
  'TOP/s/W',
  'TOP/s/mm²',
] as const;

/** Units of the figures in a report. Shares are written in per cent. */
export type Unit = (typeof UNITS)[number];

/** The unit that explanations call by a name, if the report knows how to write it. */
export function unitOf(name: string): Unit | undefined {
  return UNITS.find((unit) => unit === name);
}

/** Units of what is counted. */
const COUNTS: readonly Unit[] = ['cycles', 'words', 'elements', 'units'];

interface Prefix {
  readonly factor: number;
  readonly symbol: string;
}

const LARGE: readonly Prefix[] = [
  { factor: 1e15, symbol: 'P' },
  { factor: 1e12, symbol: 'T' },
  { factor: 1e9, symbol: 'G' },
  { factor: 1e6, symbol: 'M' },
  { factor: 1e3, symbol: 'k' },
  { factor: 1, symbol: '' },
];

/** Names of the powers of a thousand of a unit, as engineers write them; units that are not listed take no prefix. */
const STEPS: Partial<Readonly<Record<Unit, readonly Prefix[]>>> = {
  pJ: steps(['pJ', 'nJ', 'µJ', 'mJ', 'J', 'kJ']),
  pJ·cycles: steps(['pJ·cycles', 'nJ·cycles', 'µJ·cycles', 'mJ·cycles', 'J·cycles', 'kJ·cycles', 'MJ·cycles']),
  ns: steps(['ns', 'µs', 'ms', 's']),
  bit: prefixed('bit'),
  MAC: prefixed('MAC'),
};

function steps(symbols: readonly string[]): Prefix[] {
  return symbols.map((symbol, power) => ({ factor: 1000 ** power, symbol })).reverse();
}

function prefixed(unit: string): Prefix[] {
  return LARGE.map(({ factor, symbol }) => ({ factor, symbol: `${symbol}${unit}` }));
}

/** The factor and name of the unit in which a column of figures up to `largest` is written. */
export function columnUnit(largest: number, unit: Unit): Prefix {
  if (unit === 'share') return { factor: 0.01, symbol: '%' };
  const list = STEPS[unit] ?? [];
  return list.find(({ factor }) => Math.abs(largest) >= factor) ?? list.at(-1) ?? { factor: 1, symbol: unit };
}

/** `1.918 mJ`, `5 121 cycles`, `45.0 %`: a figure with its unit; `none` for quotients of nothing. */
export function quantity(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) return 'none';
  const { factor, symbol } = columnUnit(value, unit);
  const singular = Math.abs(value) === 1 && unit !== 'share' ? symbol.replace(/s$/, '') : symbol;
  return `${figureText(value / factor, unit)}${NO_BREAK}${singular}`;
}

const NO_BREAK = '\u00a0';
const THIN_BLANK = '\u202f';

/** Counts are exact, with groups of three digits; other figures have four significant digits. */
function figureText(value: number, unit: Unit): string {
  if (unit === 'share') return percentText(value);
  if (COUNTS.includes(unit)) return grouped(Number(value.toFixed(1)));
  return grouped(Number(Math.abs(value) < 1000 ? value.toPrecision(4) : value.toFixed(0)));
}

function percentText(percent: number): string {
  return percent !== 0 && Math.abs(percent) < 0.05 ? '<0.1' : percent.toFixed(1);
}

/** Digits in groups of three. */
export function grouped(value: number): string {
  const [whole = '', decimals] = String(value).split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, THIN_BLANK);
  return decimals === undefined ? groups : `${groups}.${decimals}`;
}

/** A figure that carries its exact value and its unit, also for programs: `<data value="1918103755.7">1.918 mJ</data>`. */
export function figure(value: number, unit: Unit): Markup {
  return html`<data value="${exact(value)}">${quantity(value, unit)}</data>`;
}

/** A figure of a table whose heading names the unit. */
export function columnFigure(value: number, { factor }: Prefix, decimals: number): Markup {
  return html`<data value="${exact(value)}">${columnText(value / factor, decimals)}</data>`;
}

function columnText(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return 'none';
  const text = value.toFixed(decimals);
  if (value > 0 && Number(text) === 0) return `<${(10 ** -decimals).toFixed(decimals)}`;
  return decimals === 0 ? grouped(Number(value.toFixed(1))) : text;
}

/** Every digit, as in results.json. */
export function exact(value: number): string {
  return String(value);
}
