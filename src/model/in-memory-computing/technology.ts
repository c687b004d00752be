/*
 * The technology behind every figure of the in-memory-computing model: 28 nm CMOS with ripple-carry adders and 6T SRAM, as
 * fitted by P. Houshmand, J. Sun, M. Verhelst, "Benchmarking and modeling of analog and digital SRAM in-memory computing
 * architectures", arXiv:2305.18335, 2023. Capacitances in pF, so that capacitance · V² is pJ; areas in mm²; delays in ns.
 */

/** Supply voltage in V. */
export const SUPPLY_VOLTS = 0.9;

const NAND2_CAPACITANCE_PF = 0.7e-3;
const NAND2_AREA_MM2 = 0.614e-6;
const NAND2_DELAY_NS = 0.0478;

/** Capacitance in pF of the gates, and per cell of the lines of the SRAM array. */
const CAPACITANCE_PF = {
  nand2: NAND2_CAPACITANCE_PF,
  xor2: 1.5 * NAND2_CAPACITANCE_PF,
  flipFlop: 3 * NAND2_CAPACITANCE_PF,
  wordline: 0.5 * NAND2_CAPACITANCE_PF,
  bitline: 0.5 * NAND2_CAPACITANCE_PF,
};

const AREA_MM2 = { nand2: NAND2_AREA_MM2, xor2: 2.4 * NAND2_AREA_MM2, flipFlop: 6 * NAND2_AREA_MM2 };

const DELAY_NS = { nand2: NAND2_DELAY_NS, xor2: 2.4 * NAND2_DELAY_NS };

/** pJ of charging and discharging a capacitance in pF once. */
function switchingEnergyPj(capacitancePf: number): number {
  return capacitancePf * SUPPLY_VOLTS ** 2;
}

/** A one-bit multiplier: a NOR, costed as a NAND2. Half of the switching energy, since the weight does not change. */
export const MULTIPLIER = {
  energyPj: 0.5 * switchingEnergyPj(CAPACITANCE_PF.nand2),
  areaMm2: AREA_MM2.nand2,
  delayNs: DELAY_NS.nand2,
};

/** A one-bit full adder: three NAND2 and two XOR2. */
export const FULL_ADDER = {
  energyPj: switchingEnergyPj(3 * CAPACITANCE_PF.nand2 + 2 * CAPACITANCE_PF.xor2),
  /** Energy while only one of the inputs is live: the XOR2 only. */
  oneInputEnergyPj: switchingEnergyPj(2 * CAPACITANCE_PF.xor2),
  areaMm2: 3 * AREA_MM2.nand2 + 2 * AREA_MM2.xor2,
  inputToSumNs: 2 * DELAY_NS.xor2,
  inputToCarryNs: DELAY_NS.xor2 + 2 * DELAY_NS.nand2,
  carryToCarryNs: 2 * DELAY_NS.nand2,
};

/** A one-bit register. Its delay is neglected. */
export const REGISTER = {
  energyPj: switchingEnergyPj(CAPACITANCE_PF.flipFlop),
  areaMm2: AREA_MM2.flipFlop,
};

/** pJ of swinging a bitline once, per cell on it. */
export const BITLINE_ENERGY_PJ = switchingEnergyPj(CAPACITANCE_PF.bitline);

/** pJ of precharging the local bitline of one weight bit and selecting one of `weights` cells on it. */
export function prechargeEnergyPj(weights: number): number {
  return switchingEnergyPj(CAPACITANCE_PF.wordline + CAPACITANCE_PF.bitline * weights);
}
