import { treeAdders } from './adders.ts';
import type { ArrayStructure } from './array-structure.ts';
import type { ArrayPart, Breakdown } from './breakdown.ts';
import { analogToDigitalAreaMm2 } from './converters.ts';
import { FULL_ADDER, MULTIPLIER, REGISTER } from './technology.ts';

/** Area of an array in mm², by part (docs/in-memory-computing.md#area). Digital-to-analog converters are not counted. */
export function arrayAreaMm2(array: ArrayStructure): Breakdown<ArrayPart> {
  const allColumns = array.columns * array.macros;
  const treeAreaMm2 = array.trees === 0 ? 0 : FULL_ADDER.areaMm2 * treeAdders(array.rows, array.weightBits);
  return {
    cells: array.positions * array.cellAreaMm2,
    dacs: 0,
    adcs: analogToDigitalAreaMm2(array.converterBits) * array.converters * allColumns,
    mults: MULTIPLIER.areaMm2 * array.multipliersPerPosition * array.positions,
    adders_regular: treeAreaMm2 * array.trees * allColumns,
    adders_pv: FULL_ADDER.areaMm2 * array.placeValueAdders * allColumns,
    accumulators: (FULL_ADDER.areaMm2 + REGISTER.areaMm2) * array.accumulatorBits * allColumns,
  };
}
