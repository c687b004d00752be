import type { SweepTable } from './sweep-table.ts';

type Numbers = readonly (number | null)[];

/** A table as JSON for the script of the page: columns of plain numbers, null where one is not known. */
type EmbeddedTable = Omit<SweepTable, 'points' | 'status' | 'positions' | 'values' | 'front' | 'workloads'> & {
  readonly points: readonly number[];
  readonly status: readonly number[];
  readonly positions: readonly (readonly number[])[];
  readonly values: readonly Numbers[];
  readonly front: readonly number[];
  readonly workloads: readonly { readonly name: string; readonly values: Numbers }[];
};

/** More digits than hardware is known to; the files of the sweep have all. */
const DIGITS = 12;

/** The table as text that can stand in a script element. */
export function embeddedText(table: SweepTable): string {
  const embedded: EmbeddedTable = {
    ...table,
    points: [...table.points],
    status: [...table.status],
    positions: table.positions.map((column) => [...column]),
    values: table.values.map(shortNumbers),
    front: [...table.front],
    workloads: table.workloads.map(({ name, values }) => ({ name, values: shortNumbers(values) })),
  };
  // Nothing in it can end the element or start a comment.
  return JSON.stringify(embedded)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/** The table of a text made by `embeddedText`. */
export function tableOfText(text: string): SweepTable {
  const embedded: EmbeddedTable = JSON.parse(text);
  return {
    ...embedded,
    points: Float64Array.from(embedded.points),
    status: Uint8Array.from(embedded.status),
    positions: embedded.positions.map((column) => Int32Array.from(column)),
    values: embedded.values.map(allNumbers),
    front: Uint8Array.from(embedded.front),
    workloads: embedded.workloads.map(({ name, values }) => ({ name, values: allNumbers(values) })),
  };
}

function shortNumbers(values: Float64Array): Numbers {
  return Array.from(values, (value) => (Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : null));
}

function allNumbers(values: Numbers): Float64Array {
  return Float64Array.from(values, (value) => value ?? Number.NaN);
}
