import type { CostModelName } from '../cost-model.ts';
import { FULL_ADDER } from './technology.ts';

/*
 * Adders of an array, all ripple-carry. A plain tree sums numbers of equal weight and grows by one bit per level; a place-value
 * tree sums numbers of weights 1, 2, 4, …, one per bit of a weight or of an activation.
 */

/** One-bit adders of a plain tree over `inputs` (a power of two) numbers of `bits` bits. */
export function treeAdders(inputs: number, bits: number): number {
  return inputs * (bits + 1) - (bits + Math.log2(inputs) + 1);
}

/** One-bit adders of a place-value tree over `inputs` numbers of `bits` bits. May be fractional; never rounded. */
export function placeValueAdders(inputs: number, bits: number): number {
  return inputs > 1 ? bits * (inputs - 1) + inputs * (Math.log2(inputs) - 0.5) : 0;
}

/** One-bit adders of a tree by how many of their inputs are live. */
export interface AdderActivity {
  readonly bothInputs: number;
  readonly oneInput: number;
}

/**
 * Adders of a plain tree that switch when only `live` of its inputs carry data, counted from the root. Live inputs stand
 * together, so at every node at most one half is partly live.
 */
export function treeActivity(inputs: number, bits: number, live: number): AdderActivity {
  if (live < 1) return { bothInputs: 0, oneInput: 0 };
  let bothInputs = 0;
  let oneInput = 0;
  let leaves = inputs;
  let liveLeaves = live;
  while (liveLeaves < leaves) {
    const half = leaves / 2;
    const width = bits + Math.log2(half);
    if (liveLeaves > half) {
      bothInputs += treeAdders(half, bits) + width;
      liveLeaves -= half;
    } else {
      oneInput += width;
    }
    leaves = half;
  }
  return { bothInputs: bothInputs + treeAdders(leaves, bits), oneInput };
}

/** pJ of one sum in a plain tree of which `live` inputs carry data. */
export function treeEnergyPj(inputs: number, bits: number, live: number): number {
  const { bothInputs, oneInput } = treeActivity(inputs, bits, live);
  return bothInputs * FULL_ADDER.energyPj + oneInput * FULL_ADDER.oneInputEnergyPj;
}

/** ns from the inputs of a plain tree to its sum. The reference does not give 0 for a single input (parity quirk I8, docs/parity-quirks.md). */
export function treeDelayNs(inputs: number, bits: number, costModel: CostModelName = 'reference'): number {
  if (costModel === 'corrected' && inputs === 1) return 0;
  const levels = Math.log2(inputs);
  return (
    (levels - 1) * FULL_ADDER.inputToSumNs + FULL_ADDER.inputToCarryNs + (bits + levels - 2) * FULL_ADDER.carryToCarryNs
  );
}

/** ns from the inputs of a place-value tree to its sum. */
export function placeValueDelayNs(inputs: number): number {
  if (inputs === 1) return 0;
  return (
    (Math.log2(inputs) - 1) * FULL_ADDER.inputToSumNs +
    FULL_ADDER.inputToCarryNs +
    (inputs - 1) * FULL_ADDER.carryToCarryNs
  );
}

/** ns of adding a number of `inputBits` bits to an accumulator of `bits` bits. */
export function accumulatorDelayNs(bits: number, inputBits: number): number {
  return FULL_ADDER.inputToCarryNs + (bits - inputBits - 1) * FULL_ADDER.carryToCarryNs;
}
