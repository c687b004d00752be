import { type MemoryFigures, makeFigures } from './table/figures.ts';

/*
 * Registers are flip-flops, which were not measured. Their costs follow those of the smallest SRAM of the same width down to
 * their own size, by the trend of SRAMs from 128 B to 4 KiB. The first interval of the table would be no guide: figures of
 * neighbouring sizes jump with the organisation of the array.
 */

/** Exponent of each figure over capacity: d log / d log. Medians of the measured SRAMs from 128 B to 4 KiB. */
const EXPONENTS: MemoryFigures = {
  readEnergyNj: 0.57,
  writeEnergyNj: 0.46,
  leakageMwPerBank: 0.93,
  areaMm2: 0.86,
  accessTimeNs: 0.16,
  cycleTimeNs: 0.2,
};

/** From this size on every width of at most 32 bits was measured. */
const SMALLEST_COMPLETE_BYTES = 128;
const FEWEST_ROWS_MEASURED = 32;

/** Capacity of the smallest SRAM that stands for a register file; the register file's own if that is larger. */
export function nearestSramBytes(capacityBytes: number, widthBits: number): number {
  return Math.max(capacityBytes, SMALLEST_COMPLETE_BYTES, Math.ceil((FEWEST_ROWS_MEASURED * widthBits) / 8));
}

/** Figures of an SRAM, scaled down to a part of its capacity. */
export function scaledDown(figures: MemoryFigures, part: number): MemoryFigures {
  return makeFigures((figure) => figures[figure] * part ** EXPONENTS[figure]);
}
