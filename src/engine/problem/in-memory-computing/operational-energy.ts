import { treeEnergyPj } from '../../../model/in-memory-computing/adders.ts';
import type { ArrayStructure } from '../../../model/in-memory-computing/array-structure.ts';
import type { Breakdown, EnergyPart } from '../../../model/in-memory-computing/breakdown.ts';
import { analogToDigitalEnergyPj, digitalToAnalogEnergyPj } from '../../../model/in-memory-computing/converters.ts';
import { BITLINE_ENERGY_PJ, FULL_ADDER, MULTIPLIER, REGISTER } from '../../../model/in-memory-computing/technology.ts';
import type { MappedArray } from './mapped-array.ts';

/**
 * Energy of the array for a whole layer in pJ, by part, without precharging, which depends on the order of the loops
 * (docs/in-memory-computing.md#energy-of-a-layer).
 *
 * Columns without weights cost nothing but their multipliers. An analog bitline is always charged whole. All digital multipliers switch,
 * mapped or not (parity quirk I7, docs/parity-quirks.md). Precisions are those of the hardware (I5). The corrected model says how many
 * operands a column accumulates; only their multipliers and adders then switch.
 */
export function operationalEnergyPj(array: ArrayStructure, mapped: MappedArray): Breakdown<EnergyPart> {
  const { weightBits } = array;
  const { rows, columns } = mapped;
  const cycles = array.cyclesPerOperation * mapped.activations;
  const isAnalog = array.type === 'analog';
  const { accumulated } = mapped;
  const live = accumulated ?? rows;
  const driven = mapped.isFurther === true ? 0 : rows;
  const digital = accumulated === undefined ? array.columns * array.rows : columns * accumulated;
  const multipliers = array.multipliersPerPosition * (isAnalog ? array.columns * driven : digital);
  return {
    local_bl_precharging: 0,
    dacs: isAnalog ? digitalToAnalogEnergyPj(array.serialBits) * driven * cycles : 0,
    adcs: analogToDigitalEnergyPj(array.converterBits) * array.converters * columns * cycles,
    mults: MULTIPLIER.energyPj * multipliers * cycles,
    analog_bl_addition: isAnalog ? BITLINE_ENERGY_PJ * weightBits * columns * array.rows * cycles : 0,
    adders_regular: array.trees === 0 ? 0 : treeEnergyPj(array.rows, weightBits, live) * array.trees * columns * cycles,
    adders_pv: FULL_ADDER.energyPj * array.placeValueAdders * columns * cycles,
    accumulators: (FULL_ADDER.energyPj + REGISTER.energyPj) * array.accumulatorBits * columns * cycles,
  };
}

/** The same for several parts of a macro, one after the other. */
export function sumOfOperationalEnergyPj(array: ArrayStructure, mapped: readonly MappedArray[]): Breakdown<EnergyPart> {
  const parts = mapped.map((one) => operationalEnergyPj(array, one));
  const sumOf = (part: EnergyPart): number => parts.reduce((sum, one) => sum + one[part], 0);
  return {
    local_bl_precharging: 0,
    dacs: sumOf('dacs'),
    adcs: sumOf('adcs'),
    mults: sumOf('mults'),
    analog_bl_addition: sumOf('analog_bl_addition'),
    adders_regular: sumOf('adders_regular'),
    adders_pv: sumOf('adders_pv'),
    accumulators: sumOf('accumulators'),
  };
}
