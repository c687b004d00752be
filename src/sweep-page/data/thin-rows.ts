import { largest, smallest } from '../../base/extremes.ts';
import { grouped } from './grouped.ts';
import {
  type CellCount,
  isCosted,
  mainQuantity,
  REFUSED,
  rowsWhere,
  SKIPPED,
  type SweepTable,
  secondQuantity,
  statusAt,
  valueAt,
} from './sweep-table.ts';

/** Most designs with figures that a page draws. */
export const MOST_DRAWN = 20_000;
/** Most designs without figures that a page holds; the others are counted. */
const MOST_REFUSED = 1000;
const MOST_SKIPPED = 5000;
const COLUMNS = 160;
const ROWS = 96;

/**
 * The table with at most `most` designs that have figures: the front, `kept` rows, and of every cell of the plane of the first
 * scatter about equally many of the rest. How many each cell holds is kept. A smaller table is returned as it is.
 */
export function thinned(table: SweepTable, kept: Iterable<number>, most = MOST_DRAWN): SweepTable {
  const costed = rowsWhere(table, (row) => isCosted(table, row));
  const refused = rowsWhere(table, (row) => statusAt(table, row) === REFUSED);
  const skipped = rowsWhere(table, (row) => statusAt(table, row) === SKIPPED);
  if (costed.length <= most && refused.length <= MOST_REFUSED && skipped.length <= MOST_SKIPPED) return table;
  const chosen = new Set(kept);
  let thinning = table.thinning;
  if (costed.length <= most) {
    for (const row of costed) chosen.add(row);
  } else {
    const front = costed.filter((row) => table.front[row] === 1);
    for (const row of front.slice(0, most)) chosen.add(row);
    const cellOf = cells(table, costed);
    const byCell = grouped(costed, cellOf);
    byCell.delete(-1);
    const others = [...byCell.values()].map((rows) => rows.filter((row) => !chosen.has(row)));
    for (const row of evenShare(others, most - [...chosen].filter((row) => isCosted(table, row)).length))
      chosen.add(row);
    thinning = { costed: costed.length, columns: COLUMNS, rows: ROWS, cells: [...byCell].map(cellCount) };
  }
  for (const row of spread(refused, MOST_REFUSED)) chosen.add(row);
  for (const row of spread(skipped, MOST_SKIPPED)) chosen.add(row);
  return {
    ...subTable(
      table,
      [...chosen].filter((row) => row >= 0).sort((a, b) => a - b),
    ),
    thinning,
  };
}

/** The cell of a row in the plane, −1 where a figure is unknown. Both directions are logarithmic where all figures are positive. */
function cells(table: SweepTable, rows: readonly number[]): (row: number) => number {
  const place = (quantity: number | undefined): ((row: number) => number) => {
    if (quantity === undefined) return () => 0;
    const known = rows.map((row) => valueAt(table, quantity, row)).filter((value) => !Number.isNaN(value));
    const [least, most] = [smallest(known), largest(known)];
    const scale = least > 0 ? Math.log : (value: number) => value;
    const length = scale(most) - scale(least) || 1;
    return (row) => (scale(valueAt(table, quantity, row)) - scale(least)) / length;
  };
  const [x, y] = [place(secondQuantity(table)), place(mainQuantity(table).place)];
  return (row) => {
    const [right, up] = [x(row), y(row)];
    if (Number.isNaN(right) || Number.isNaN(up)) return -1;
    return Math.min(COLUMNS - 1, Math.floor(right * COLUMNS)) + COLUMNS * Math.min(ROWS - 1, Math.floor(up * ROWS));
  };
}

function cellCount([cell, { length }]: readonly [number, readonly number[]]): CellCount {
  return { x: (cell % COLUMNS) / COLUMNS, y: Math.floor(cell / COLUMNS) / ROWS, count: length };
}

/** Of every group as many as fit if each may have equally many; spread over the group. */
function evenShare(groups: readonly (readonly number[])[], most: number): number[] {
  let [share, tooMany] = [0, Math.max(1, most + 1)];
  while (tooMany - share > 1) {
    const middle = Math.floor((share + tooMany) / 2);
    const taken = groups.reduce((sum, { length }) => sum + Math.min(length, middle), 0);
    if (taken <= most) share = middle;
    else tooMany = middle;
  }
  // What is left over goes to larger groups at equal distances.
  const larger = groups.filter(({ length }) => length > share);
  const left = most - groups.reduce((sum, { length }) => sum + Math.min(length, share), 0);
  const lucky = new Set(spread(larger, left));
  return groups.flatMap((group) => spread(group, lucky.has(group) ? share + 1 : share)).slice(0, Math.max(0, most));
}

/** At most so many, at equal distances. */
function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return items.filter(
    (_, index) => Math.floor(((index + 1) * most) / items.length) > Math.floor((index * most) / items.length),
  );
}

/** Some rows of a table. Values of parameters that no row has any more are dropped. */
function subTable(table: SweepTable, rows: readonly number[]): SweepTable {
  const newRow = new Map(rows.map((row, index) => [row, index]));
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row] ?? Number.NaN);
  const columns = table.positions.map((positions, place) => {
    const used = [...new Set(rows.map((row) => positions[row] ?? 0))].sort((a, b) => a - b);
    const newPlace = new Map(used.map((position, index) => [position, index]));
    return { place, used, positions: Int32Array.from(rows, (row) => newPlace.get(positions[row] ?? 0) ?? 0) };
  });
  return {
    ...table,
    parameters: table.parameters.map((parameter, place) => {
      const used = columns[place]?.used ?? [];
      return {
        ...parameter,
        texts: used.map((position) => parameter.texts[position] ?? ''),
        numbers: parameter.numbers && used.map((position) => parameter.numbers?.[position] ?? 0),
      };
    }),
    points: pick(table.points),
    status: Uint8Array.from(rows, (row) => table.status[row] ?? REFUSED),
    positions: columns.map(({ positions }) => positions),
    values: table.values.map(pick),
    front: Uint8Array.from(rows, (row) => table.front[row] ?? 0),
    best: newRow.get(table.best) ?? -1,
    workloads: table.workloads.map(({ name, values }) => ({ name, values: pick(values) })),
  };
}
