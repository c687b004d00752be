import { paretoFront } from '../../base/pareto.ts';
import { rowsWhere, type SweepTable, statusAt, WITHIN } from './sweep-table.ts';

/** A number of a design of which less is better. */
export type Badness = (row: number) => number;

/** Rows within the limits that no other one beats in all numbers; ascending in the first. Rows with an unknown number are none. */
export function frontRows(table: SweepTable, badness: readonly Badness[]): number[] {
  return paretoFront(
    rowsWhere(table, (row) => statusAt(table, row) === WITHIN),
    badness,
  );
}
