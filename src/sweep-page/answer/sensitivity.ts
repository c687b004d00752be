import { largest, smallest } from '../../base/extremes.ts';
import { countText, shortText } from '../../base/number-text.ts';
import { rowsAlong } from '../data/along.ts';
import {
  freeParameters,
  isCosted,
  mainQuantity,
  positionAt,
  type SweepTable,
  statusAt,
  valueAt,
} from '../data/sweep-table.ts';

/** What one parameter does to the quantity that decides. */
export interface Sensitivity {
  readonly parameter: number;
  /** A row for each value that has one, in the order of the values. */
  readonly rows: readonly number[];
  readonly least: number;
  readonly most: number;
  /** Most through least; undefined if they are not both positive. */
  readonly factor: number | undefined;
}

/** Sensitivities, the largest first, and how they were found. */
export interface Sensitivities {
  /** `alone`: the others as in the best design. `best`: the best design with each value, where a sweep has no such designs. */
  readonly kind: 'alone' | 'best';
  readonly list: readonly Sensitivity[];
}

/** Share of the values of a parameter that designs must have which differ from the best in it alone. */
const LEAST_COVERED = 0.5;
/** Most values that are told apart, and into how many ranges more values are put. */
const MOST_VALUES = 16;
const RANGES = 8;
/** Below this factor a parameter hardly matters. */
const HARDLY = 1.01;
/** The first parameter must matter this much, and so much more than the second, before one is told to settle it first. */
const MATTERS = 1.05;
const STANDS_OUT = 1.2;

export function sensitivities(table: SweepTable): Sensitivities {
  const free = freeParameters(table);
  if (table.best < 0) return { kind: 'alone', list: [] };
  const alone = free.map((parameter) =>
    sensitivity(
      table,
      parameter,
      [...rowsAlong(table, table.best, parameter)].filter((row) => row >= 0 && isCosted(table, row)),
    ),
  );
  const isComplete = alone.every(({ parameter, rows }) => rows.length >= enoughRows(table, parameter));
  const list = isComplete
    ? alone
    : free.map((parameter) => sensitivity(table, parameter, bestByValue(table, parameter)));
  return {
    kind: isComplete ? 'alone' : 'best',
    list: list.filter(({ rows }) => rows.length > 1).sort((a, b) => (b.factor ?? 0) - (a.factor ?? 0)),
  };
}

/** Rows that a parameter needs besides the best design's, so that they tell what it does. */
function enoughRows({ parameters }: SweepTable, parameter: number): number {
  return Math.max(2, LEAST_COVERED * (parameters[parameter]?.texts.length ?? 0));
}

function sensitivity(table: SweepTable, parameter: number, rows: readonly number[]): Sensitivity {
  const { place } = mainQuantity(table);
  const values = rows.map((row) => valueAt(table, place, row)).filter((value) => !Number.isNaN(value));
  const [least, most] = [smallest(values), largest(values)];
  return { parameter, rows, least, most, factor: least > 0 && values.length > 0 ? most / least : undefined };
}

/** The best design with each value; of many values, with each of some ranges that hold equally many. */
function bestByValue(table: SweepTable, parameter: number): number[] {
  const { place, sign } = mainQuantity(table);
  const count = table.parameters[parameter]?.texts.length ?? 0;
  const width = count > MOST_VALUES ? count / RANGES : 1;
  const best: number[] = [];
  const isBetter = (row: number, known: number): boolean =>
    statusAt(table, row) === statusAt(table, known)
      ? sign * valueAt(table, place, row) < sign * valueAt(table, place, known)
      : statusAt(table, row) < statusAt(table, known);
  for (let row = 0; row < table.points.length; row++) {
    if (!isCosted(table, row) || Number.isNaN(valueAt(table, place, row))) continue;
    const position = Math.floor(positionAt(table, parameter, row) / width);
    const known = best[position];
    if (known === undefined || isBetter(row, known)) best[position] = row;
  }
  return best.filter((row) => row !== undefined);
}

/** `The array changes the product by a factor of 15.5, the SRAM size by 1.48. Settle the array first.` Undefined with nothing to say. */
export function sensitivitySentence(table: SweepTable, { list }: Sensitivities): string | undefined {
  const known = list.flatMap(({ parameter, factor }) =>
    factor === undefined ? [] : [{ title: table.parameters[parameter]?.title ?? '', factor }],
  );
  const [first, second] = known;
  const { short } = mainQuantity(table);
  if (first === undefined) return undefined;
  if (first.factor < HARDLY) return `No parameter changes the ${short} by more than 1\u00a0%.`;
  const telling = known.filter(({ factor }) => factor >= HARDLY);
  const flat = known.filter(({ factor }) => factor < HARDLY);
  const parts = telling.map(({ title, factor }, index) =>
    index === 0
      ? `${title} changes the ${short} by a factor of ${factorText(factor)}`
      : `${title} by ${factorText(factor)}`,
  );
  const advice =
    second !== undefined && first.factor >= MATTERS && first.factor - 1 >= (second.factor - 1) * STANDS_OUT
      ? ` Settle ${first.title} first.`
      : '';
  const rest =
    flat.length === 0
      ? ''
      : ` ${capital(listed(flat.map(({ title }) => title)))} hardly ${flat.length === 1 ? 'matters' : 'matter'}.`;
  return `${capital(listed(parts))}.${advice}${rest}`;
}

function factorText(factor: number): string {
  return shortText(Number(factor.toPrecision(3)));
}

/** With a large first letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `a, b and c`. */
function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** What the range of a parameter is: `8 to 64`, `3 values`. */
export function rangeText(table: SweepTable, parameter: number): string {
  const { texts = [], numbers } = table.parameters[parameter] ?? {};
  return numbers === undefined ? countText(texts.length, 'value') : `${texts[0]} to ${texts.at(-1)}`;
}
