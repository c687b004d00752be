import { SUPPLY_VOLTS } from './technology.ts';

/*
 * Data converters of analog arrays (fits over published converters: P. Houshmand et al., arXiv:2305.18335, 2023).
 */

/** Area in mm² of one analog-to-digital converter; a one-bit converter is a sense amplifier that the cells include. */
export function analogToDigitalAreaMm2(resolutionBits: number): number {
  if (resolutionBits === 0 || resolutionBits === 1) return 0;
  return 10 ** (-0.0369 * resolutionBits + 1.206) * 2 ** resolutionBits * 1e-6;
}

/** ns of one conversion; it grows with the cells on the bitline, which has to settle. */
export function analogToDigitalDelayNs(resolutionBits: number, cellsOnBitline: number): number {
  return resolutionBits * (0.00653 * cellsOnBitline + 0.64);
}

/** pJ of one conversion. */
export function analogToDigitalEnergyPj(resolutionBits: number): number {
  if (resolutionBits === 0) return 0;
  return ((100 * resolutionBits + 0.001 * 4 ** resolutionBits) * SUPPLY_VOLTS ** 2) / 1000;
}

/** pJ of one digital-to-analog conversion; a single bit needs no converter. */
export function digitalToAnalogEnergyPj(resolutionBits: number): number {
  return resolutionBits === 1 ? 0 : 0.05 * resolutionBits * SUPPLY_VOLTS ** 2;
}
