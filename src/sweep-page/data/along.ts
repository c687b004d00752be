import {
  EXCEEDING,
  freeParameters,
  mainQuantity,
  positionAt,
  type SweepTable,
  statusAt,
  valueAt,
} from './sweep-table.ts';

/**
 * Designs that differ from one in no free parameter but this: by place of its value, the row, or −1. Of several the best with
 * figures stands.
 */
export function rowsAlong(table: SweepTable, from: number, parameter: number): Int32Array {
  return Int32Array.from(rowsAcross(table, from, parameter, parameter), ([row]) => row ?? -1);
}

/**
 * Designs that differ from one in no free parameters but these two: by place of the value of the first, then of the second. With
 * the same parameter twice every list has one row.
 */
export function rowsAcross(table: SweepTable, from: number, first: number, second: number): number[][] {
  const others = freeParameters(table).filter((place) => place !== first && place !== second);
  const wanted = others.map((place) => positionAt(table, place, from));
  const isSame = first === second;
  const columns = isSame ? 1 : (table.parameters[second]?.texts.length ?? 0);
  const grid = (table.parameters[first]?.texts ?? []).map(() => Array.from({ length: columns }, () => -1));
  for (let row = 0; row < table.points.length; row++) {
    if (!others.every((place, index) => positionAt(table, place, row) === wanted[index])) continue;
    const line = grid[positionAt(table, first, row)];
    const column = isSame ? 0 : positionAt(table, second, row);
    if (line !== undefined) line[column] = betterOf(table, line[column] ?? -1, row);
  }
  return grid;
}

/** By place of the value of one parameter and of another, the best design of all that have both; −1 where there is none. */
export function bestAcross(
  table: SweepTable,
  first: number,
  second: number,
  condition: (row: number) => boolean = () => true,
): number[][] {
  const columns = table.parameters[second]?.texts.length ?? 0;
  const grid = (table.parameters[first]?.texts ?? []).map(() => Array.from({ length: columns }, () => -1));
  for (let row = 0; row < table.points.length; row++) {
    if (!condition(row)) continue;
    const line = grid[positionAt(table, first, row)];
    const column = positionAt(table, second, row);
    if (line !== undefined) line[column] = betterOf(table, line[column] ?? -1, row);
  }
  return grid;
}

/** Within the limits before beyond them, these before those without figures; then the better. */
function betterOf(table: SweepTable, known: number, row: number): number {
  if (known < 0) return row;
  const [a, b] = [statusAt(table, known), statusAt(table, row)];
  if (a !== b) return b < a ? row : known;
  if (a > EXCEEDING) return known;
  const { place, sign } = mainQuantity(table);
  return sign * valueAt(table, place, row) < sign * valueAt(table, place, known) ? row : known;
}
