import { estimateCellArrayCost } from '../../../memory-cost/index.ts';
import type { AcceleratorFile, MemoryRecord } from '../accelerator-schema.ts';

/** The memory `cells` of an in-memory-computing array with its costs filled in, and the area in mm² of one position's cells. */
export interface ResolvedCells {
  readonly record: MemoryRecord;
  readonly areaMm2: number;
}

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

/** Up to half of this many cells on a bitline the table holds; beyond, the estimate is far from any computed figure. */
export const MOST_CELL_ROWS = 2 * 16384;

/** Technology that the array's own figures are for. */
const NODE_NM = 28;

/**
 * Costs of the cells as the file gives them, or estimated with `auto_cost_extraction`: then their area belongs to the array
 * alone, writing costs what a weight costs in a row, and reading is part of multiplying (parity quirk I1, docs/parity-quirks.md).
 */
export function resolveCells(file: AcceleratorFile): ResolvedCells | undefined {
  const record = file.memories.cells;
  const array = cellArrayOf(file);
  if (record === undefined || array === undefined) return undefined;
  if (!record.auto_cost_extraction) return { record, areaMm2: record.area ?? 0 };
  const estimate = estimateCells(array);
  if (estimate === undefined) return undefined;
  const costs = { r_cost: 0, w_cost: estimate.writeEnergyPerWeightPj, area: 0, auto_cost_extraction: false };
  return { record: { ...record, ...costs }, areaMm2: estimate.areaPerPositionMm2 };
}

/**
 * Area and write energy of the cells when the accelerator file leaves them to the estimator
 * (docs/in-memory-computing.md#automatic-cell-costs): a macro is taken as an SRAM whose port writes a whole row of weights.
 * Undefined with too few rows.
 */
export function estimateCells(cells: CellArray): CellEstimate | undefined {
  const { columns, rows, weightBits } = cells;
  const widthBits = columns * weightBits;
  const cost = estimateCellArrayCost({ nodeNm: NODE_NM, capacityBytes: (cellRows(cells) * widthBits) / 8, widthBits });
  if (cost === undefined) return undefined;
  return {
    areaPerPositionMm2: cost.areaMm2 / (columns * rows),
    writeEnergyPerWeightPj: cost.writeEnergyPj / columns,
  };
}

/** Cells on one bitline of a macro. */
export function cellRows({ rows, weightsPerPosition }: CellArray): number {
  return rows * weightsPerPosition;
}

/** The cells of one macro; undefined while dimensions, precision or cells are missing. Columns and rows follow from the dimensions' names. */
export function cellArrayOf({ operational_array: array, memories }: AcceleratorFile): CellArray | undefined {
  const [columns, rows] = array.dimensions.toSorted().map((name) => array.sizes[array.dimensions.indexOf(name)]);
  const [, weightBits] = array.input_precision ?? [];
  const { cells } = memories;
  if (columns === undefined || rows === undefined || weightBits === undefined || cells === undefined) return undefined;
  return { columns, rows, weightBits, weightsPerPosition: cells.size / weightBits };
}
