import { isUnit, UNITS, type Unit } from '../../base/number-text.ts';
import type { SweptQuantity } from '../../sweep/points/sweep-results.ts';
import type { PageLimit } from '../data/sweep-table.ts';

const LIMIT = /^\s*([\w.]+)\s*(<=|<|>=|>)\s*([-+\d.e_]+)\s*(.*?)\s*$/i;

/** A limit as the file writes it, `area <= 4 mm2`. Where it is written otherwise, its text alone is kept. */
export function limitOf(text: string, quantities: readonly SweptQuantity[]): PageLimit {
  const [, name, operator = '', number = '', unit = ''] = LIMIT.exec(text) ?? [];
  const place = quantities.findIndex((quantity) => quantity.name === name);
  const quantity = quantities[place];
  const value =
    Number(number.replaceAll('_', '')) * (quantity === undefined ? Number.NaN : factorOf(unit, quantity.unit));
  return {
    text,
    quantity: Number.isNaN(value) ? -1 : place,
    kind: operator.startsWith('>') ? 'at least' : 'at most',
    value,
  };
}

/** How many of its smallest unit a unit is: 1e9 for `mJ`; not a number for units of other things. */
export function factorOf(written: string, unit: Unit): number {
  const plain = (symbol: string): string => symbol.replace('²', '2').replace('µ', 'u').replaceAll('*', '·');
  if (written === '') return 1;
  if (unit === 'share' && written === '%') return 0.01;
  const scales = isUnit(unit) ? UNITS[unit] : [];
  return scales.find(({ symbol }) => plain(symbol) === plain(written))?.factor ?? (written === unit ? 1 : Number.NaN);
}

/** `area ≤ 4 mm²` of `area <= 4 mm2`. */
export function readableLimit(text: string): string {
  return text
    .replaceAll('<=', '≤')
    .replaceAll('>=', '≥')
    .replace(/\bmm2\b/g, 'mm²')
    .replaceAll(/ /g, '\u00a0');
}
