import type { CostModelName } from '../cost-model.ts';
import { treeAdders } from './adders.ts';
import { arrayAreaMm2 } from './area.ts';
import type { ArrayStructure } from './array-structure.ts';
import { type Breakdown, type EnergyPart, totalOf } from './breakdown.ts';
import { clockPeriodNs } from './clock-period.ts';
import { analogToDigitalEnergyPj, digitalToAnalogEnergyPj } from './converters.ts';
import { BITLINE_ENERGY_PJ, FULL_ADDER, MULTIPLIER, REGISTER } from './technology.ts';

/** What an array can do at best: every position busy, no weight ever replaced. A multiply-accumulate counts as two operations. */
export interface PeakPerformance {
  /** Tera-operations per second (TOP/s). */
  readonly topPerSecond: number;
  /** TOP/s/W, i.e. operations per pJ. */
  readonly topPerSecondPerWatt: number;
  /** TOP/s/mm², of the array alone. */
  readonly topPerSecondPerMm2: number;
  /** pJ per clock cycle, by part. */
  readonly energyPerCyclePj: Breakdown<EnergyPart>;
}

/** Peak figures of an array (docs/in-memory-computing.md#peak-performance). */
export function peakPerformance(array: ArrayStructure, costModel: CostModelName = 'reference'): PeakPerformance {
  const energyPerCyclePj = peakEnergyPj(array);
  const operationsPerCycle = (2 * array.positions) / array.cyclesPerOperation;
  const topPerSecond = operationsPerCycle / totalOf(clockPeriodNs(array, costModel)) / 1000;
  return {
    topPerSecond,
    topPerSecondPerWatt: operationsPerCycle / totalOf(energyPerCyclePj),
    topPerSecondPerMm2: topPerSecond / totalOf(arrayAreaMm2(array)),
    energyPerCyclePj,
  };
}

function peakEnergyPj(array: ArrayStructure): Breakdown<EnergyPart> {
  const { columns, rows, macros, weightBits, positions } = array;
  const isAnalog = array.type === 'analog';
  const allColumns = columns * macros;
  return {
    local_bl_precharging: 0,
    dacs: isAnalog ? digitalToAnalogEnergyPj(array.serialBits) * rows * macros : 0,
    adcs: analogToDigitalEnergyPj(array.converterBits) * array.converters * allColumns,
    mults: MULTIPLIER.energyPj * array.multipliersPerPosition * positions,
    analog_bl_addition: isAnalog ? BITLINE_ENERGY_PJ * weightBits * positions : 0,
    adders_regular:
      array.trees === 0 ? 0 : FULL_ADDER.energyPj * treeAdders(rows, weightBits) * array.trees * allColumns,
    adders_pv: FULL_ADDER.energyPj * array.placeValueAdders * allColumns,
    accumulators: (FULL_ADDER.energyPj + REGISTER.energyPj) * array.accumulatorBits * allColumns,
  };
}
