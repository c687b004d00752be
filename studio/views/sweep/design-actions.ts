import { isCosted, pointAt, type SweepTable } from '../../../src/sweep-page/data/sweep-table.ts';
import { labelOf } from '../../../src/sweep-page/words/labels.ts';
import { loadDesign } from '../../store/sweep/run-sweep.ts';
import { explain, view } from '../../store/view.ts';

/* What can be done with a design of the sweep. */

/** Loads it into the project. */
export async function loadRow(table: SweepTable, row: number): Promise<void> {
  if (row >= 0 && isCosted(table, row)) await loadDesign(pointAt(table, row), labelOf(table, row));
}

/** Pins what is on screen as A, loads the design, and shows what differs. */
export async function compareDesign(table: SweepTable, row: number): Promise<void> {
  if (row < 0 || !isCosted(table, row)) return;
  await loadDesign(pointAt(table, row), labelOf(table, row), { pins: true });
  view.value = 'compare';
}

/** Loads the design, and explains the energy of its first layer. */
export async function explainDesign(table: SweepTable, row: number): Promise<void> {
  await loadRow(table, row);
  explain('energy');
}
