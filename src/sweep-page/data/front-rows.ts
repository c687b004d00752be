import { paretoFront } from '../../base/pareto.ts';
import { rowsWhere, type SweepTable, statusAt, WITHIN } from './sweep-table.ts';

/** A number of a design of which less is better. */
export type Badness = (row: number) => number;

/** Rows that are compared at a time; of a million rows all at once would take much memory. */
const CHUNK = 20_000;

/** Rows within the limits that no other one beats in all numbers; ascending in the first. Rows with an unknown number are none. */
export function frontRows(table: SweepTable, badness: readonly Badness[]): number[] {
  const rows = rowsWhere(table, (row) => statusAt(table, row) === WITHIN);
  let front: number[] = [];
  for (let start = 0; start < rows.length; start += CHUNK) {
    front = paretoFront([...front, ...rows.slice(start, start + CHUNK)], badness);
  }
  return front;
}
