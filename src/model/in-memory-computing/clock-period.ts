import type { CostModelName } from '../cost-model.ts';
import { accumulatorDelayNs, placeValueDelayNs, treeDelayNs } from './adders.ts';
import type { ArrayStructure } from './array-structure.ts';
import type { ArrayPart, Breakdown } from './breakdown.ts';
import { analogToDigitalDelayNs } from './converters.ts';
import { MULTIPLIER } from './technology.ts';

/** Shortest clock period in ns, by part: all parts work one after the other within a cycle (docs/in-memory-computing.md#clock-period). */
export function clockPeriodNs(array: ArrayStructure, costModel: CostModelName = 'reference'): Breakdown<ArrayPart> {
  const { placeValueInputs, placeValueInputBits, accumulatorBits } = array;
  const accumulatedBits = placeValueInputs === 1 ? placeValueInputBits : placeValueInputBits + placeValueInputs;
  return {
    cells: 0,
    dacs: 0,
    adcs: array.converters === 0 ? 0 : analogToDigitalDelayNs(array.converterBits, array.rows),
    mults: MULTIPLIER.delayNs,
    adders_regular: array.trees === 0 ? 0 : treeDelayNs(array.rows, array.weightBits, costModel),
    adders_pv: placeValueDelayNs(placeValueInputs),
    accumulators: accumulatorBits === 0 ? 0 : accumulatorDelayNs(accumulatorBits, accumulatedBits),
  };
}
