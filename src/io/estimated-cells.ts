import { type CellArray, estimateCells } from '../model/in-memory-computing/cell-estimate.ts';
import type { AcceleratorFile, MemoryRecord } from './schema/accelerator.ts';

/** The memory `cells` of an in-memory-computing array with its costs filled in, and the area in mm² of one position's cells. */
export interface ResolvedCells {
  readonly record: MemoryRecord;
  readonly areaMm2: number;
}

/**
 * Costs of the cells as the file gives them, or estimated with `auto_cost_extraction`: then their area belongs to the array
 * alone, writing costs what a weight costs in a row, and reading is part of multiplying (parity quirk I1, docs/parity-quirks.md).
 */
export function resolveCells(file: AcceleratorFile): ResolvedCells | undefined {
  const record = file.memories.cells;
  const array = cellArrayOf(file);
  if (record === undefined || array === undefined) return undefined;
  if (!record.auto_cost_extraction) return { record, areaMm2: record.area ?? 0 };
  const { areaPerPositionMm2, writeEnergyPerWeightPj } = estimateCells(array);
  const costs = { r_cost: 0, w_cost: writeEnergyPerWeightPj, area: 0, auto_cost_extraction: false };
  return { record: { ...record, ...costs }, areaMm2: areaPerPositionMm2 };
}

/** The cells of one macro; undefined while dimensions, precision or cells are missing. Columns and rows follow from the dimensions' names. */
export function cellArrayOf({ operational_array: array, memories }: AcceleratorFile): CellArray | undefined {
  const [columns, rows] = array.dimensions.toSorted().map((name) => array.sizes[array.dimensions.indexOf(name)]);
  const [, weightBits] = array.input_precision ?? [];
  const { cells } = memories;
  if (columns === undefined || rows === undefined || weightBits === undefined || cells === undefined) return undefined;
  return { columns, rows, weightBits, weightsPerPosition: cells.size / weightBits };
}
