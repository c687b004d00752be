import {
  EXCEEDING,
  mainQuantity,
  type SweepTable,
  statusAt,
  valueAt,
} from '../../../src/sweep-page/data/sweep-table.ts';
import { readableLimit } from '../../../src/sweep-page/words/limit-texts.ts';
import { changeOf, figureText, typeset } from '../../../src/sweep-page/words/words.ts';
import { percentText } from '../../parts/figures.ts';

/** Smaller differences of a figure are not told. */
const MATTERS = 0.001;

/**
 * What is to be said of a design: what it is among the others first, then how it compares with what is on screen.
 * @param nowOf the project's own value of a quantity; undefined where that is not known.
 * @param isPartial whether designs are left to search, so that another one may become the best.
 */
export function sentencesOf(
  table: SweepTable,
  row: number,
  nowOf: (name: string) => number | undefined,
  isPartial: boolean,
): string[] {
  return [among(table, row, isPartial), ...against(table, row, nowOf)];
}

function among(table: SweepTable, row: number, isPartial: boolean): string {
  const main = mainQuantity(table);
  if (statusAt(table, row) === EXCEEDING) return 'Over the limit.';
  const within =
    table.limits.length === 0 ? '' : ` within ${table.limits.map(({ text }) => limitText(text)).join(' and ')}`;
  if (row === table.best) return `Best ${main.short}${within}${isPartial ? ' so far' : ''}.`;
  const change = changeOf(table, main.place, row, table.best);
  const worse = change === undefined ? '' : `, ${typeset(change.text)} ${main.short} against the best`;
  return table.front[row] === 1 ? `On the front${worse}.` : `Not on the front${worse}.`;
}

/** `area <= 4 mm2` is `4 mm²` beside a figure; other limits stay as they are. */
function limitText(text: string): string {
  return readableLimit(text).replace(/^area.≤./, '');
}

function against(table: SweepTable, row: number, nowOf: (name: string) => number | undefined): string[] {
  const main = mainQuantity(table);
  const [value, now] = [valueAt(table, main.place, row), nowOf(main.name)];
  if (now === undefined || Number.isNaN(value) || now === 0) return [];
  const fraction = value / now - 1;
  if (fraction === 0) return [`It has the ${main.short} of the design on screen.`];
  if (Math.abs(fraction) < MATTERS) return [];
  const word = fraction < 0 ? 'beats' : 'is behind';
  const price = table.price === undefined ? undefined : table.quantities[table.price];
  const [cost, costNow] = price === undefined ? [] : [valueAt(table, table.price ?? 0, row), nowOf(price.name)];
  const difference = cost === undefined || costNow === undefined || Number.isNaN(cost) ? 0 : cost - costNow;
  const tail =
    price === undefined || difference === 0
      ? ''
      : ` and takes ${figureText(price, Math.abs(difference))} ${difference > 0 ? 'more' : 'less'}`;
  return [`It ${word} the design on screen by ${percentText(Math.abs(fraction))}${tail}.`];
}
