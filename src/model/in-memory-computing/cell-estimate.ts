import { SRAM_32NM, type SramColumn, type SramEntry } from './sram-32nm.ts';

/** The cells of one macro: `columns` × `rows` positions, each storing `weightsPerPosition` weights of `weightBits` bits. */
export interface CellArray {
  readonly columns: number;
  readonly rows: number;
  readonly weightsPerPosition: number;
  readonly weightBits: number;
}

export interface CellEstimate {
  /** mm² of the cells of one position. */
  readonly areaPerPositionMm2: number;
  /** pJ of writing one weight. */
  readonly writeEnergyPerWeightPj: number;
}

/** Fewest cells on a bitline for which an SRAM can be organised. */
export const FEWEST_CELL_ROWS = 31;

/** Up to this many cells on a bitline the table holds; beyond twice as many the estimate is far from any computed figure. */
export const MOST_CELL_ROWS = 2 * 16384;

/** From 32 nm, where the table is, to 28 nm at 0.9 V; applied to energy and area alike. */
const NODE_SCALE = 0.81;
/** The table is for an organisation in halves, of which an array has both. */
const AREA_FACTOR = 2;
const WIDEST_COLUMN_BITS = 32;

/** Cells on one bitline of a macro. */
export function cellRows({ rows, weightsPerPosition }: CellArray): number {
  return rows * weightsPerPosition;
}

/**
 * Area and write energy of the cells when the accelerator file leaves them to the estimator
 * (docs/in-memory-computing.md#automatic-cell-costs): a macro is taken as an SRAM whose port writes a whole row of weights.
 * Arrays wider than 32 bits are put together from 32-bit slices.
 */
export function estimateCells(cells: CellArray): CellEstimate {
  const { columns, rows, weightBits } = cells;
  const widthBits = columns * weightBits;
  const slices = Math.max(1, widthBits / WIDEST_COLUMN_BITS);
  const sliceBits = Math.min(widthBits, WIDEST_COLUMN_BITS);
  // 31 rows are organised as 32.
  const capacityBytes = (Math.max(32, cellRows(cells)) * sliceBits) / 8;
  const figure = (value: (entry: SramEntry) => number): number => interpolate(capacityBytes, sliceBits, value);
  const macroMm2 = Number((NODE_SCALE * figure((entry) => entry.areaMm2) * AREA_FACTOR * slices).toFixed(7));
  const rowWritePj = NODE_SCALE * figure((entry) => entry.writeEnergyNj) * slices * 1000;
  return { areaPerPositionMm2: macroMm2 / (columns * rows), writeEnergyPerWeightPj: rowWritePj / columns };
}

/** Looks the table up; between its entries logarithms are linear, first along the capacity, then along the width. */
function interpolate(capacityBytes: number, widthBits: number, value: (entry: SramEntry) => number): number {
  const inColumn = ({ entries }: SramColumn): number =>
    alongLogarithms(
      entries.map((entry) => [entry.capacityBytes, value(entry)] as const),
      capacityBytes,
    );
  const column = SRAM_32NM.find((candidate) => candidate.widthBits === widthBits);
  if (column !== undefined) return inColumn(column);
  return alongLogarithms(
    SRAM_32NM.map((candidate) => [candidate.widthBits, inColumn(candidate)] as const),
    widthBits,
  );
}

/** The value at `x`: exact at a knot, else on the line through the knots around it, or the two nearest, in logarithms. */
function alongLogarithms(knots: readonly (readonly [x: number, y: number])[], x: number): number {
  const exact = knots.find(([knot]) => knot === x);
  if (exact !== undefined) return exact[1];
  const above = knots.findIndex(([knot]) => knot > x);
  const upper = Math.min(Math.max(above < 0 ? knots.length - 1 : above, 1), knots.length - 1);
  const [x0, y0] = knots[upper - 1] ?? [1, 1];
  const [x1, y1] = knots[upper] ?? [2, 1];
  return y0 * (y1 / y0) ** (Math.log(x / x0) / Math.log(x1 / x0));
}
