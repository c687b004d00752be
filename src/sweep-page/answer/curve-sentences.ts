import { percentText } from '../../base/number-text.ts';
import { rowsAlong } from '../data/along.ts';
import { isCosted, mainQuantity, positionAt, type SweepTable, statusAt, valueAt, WITHIN } from '../data/sweep-table.ts';
import { typeset } from '../words/words.ts';
import type { Sensitivities } from './sensitivity.ts';

/** A step to the best value must gain this much before the edge of the range is suspected to hide a better one. */
const EDGE_GAIN = 0.01;
/** A curve must rise this much on one side of the best value before it is told. */
const RISE = 0.001;
/** Most parameters that are spoken of. */
const MOST = 2;

/** What the curve over each parameter says, the most sensitive first: that the best lies inside its range, or at its edge. */
export function curveSentences(table: SweepTable, { kind, list }: Sensitivities, isPartial: boolean): string[] {
  if (kind !== 'alone') return [];
  return list.flatMap(({ parameter }) => curveSentence(table, parameter, isPartial) ?? []).slice(0, MOST);
}

function curveSentence(table: SweepTable, parameter: number, isPartial: boolean): string | undefined {
  const { title = '', texts = [], numbers } = table.parameters[parameter] ?? {};
  const { place, short, sign } = mainQuantity(table);
  const { best } = table;
  if (numbers === undefined || numbers.length < 3) return undefined;
  const rows = rowsAlong(table, best, parameter);
  const own = positionAt(table, parameter, best);
  const value = valueAt(table, place, best);
  /** How much worse the design with this value is. */
  const loss = (row: number | undefined): number =>
    row === undefined || row < 0 || !isCosted(table, row)
      ? Number.NaN
      : (sign * (valueAt(table, place, row) - value)) / Math.abs(value);
  const [below, above] = [loss(rows[own - 1]), loss(rows[own + 1])];
  if (own === 0 || own === numbers.length - 1) {
    const [next, word] = own === 0 ? [above, 'smallest'] : [below, 'largest'];
    // Values that are still to come are no reason to widen the range.
    if (isPartial || !(next >= EDGE_GAIN)) return undefined;
    return `The best value of ${title}, ${texts[own]}, is the ${word} of this sweep. ${own === 0 ? 'Smaller' : 'Larger'} ones may be better.`;
  }
  // Where a limit refuses the better side, the sentence on the limit says so.
  if (!(above >= RISE) || !(below >= RISE) || isBetterBeyond(table, rows, loss)) return undefined;
  const [lower, upper] = [texts[own - 1], texts[own + 1]];
  const more = sign > 0 ? 'more' : 'less';
  return `Of ${title}, ${texts[own]} is best: ${lower} takes ${amount(below)} ${more} ${short} and ${upper} ${amount(above)} ${more}.`;
}

function isBetterBeyond(table: SweepTable, rows: Int32Array, loss: (row: number) => number): boolean {
  return rows.some((row) => row >= 0 && statusAt(table, row) !== WITHIN && loss(row) < 0);
}

function amount(fraction: number): string {
  return typeset(percentText(fraction));
}
