import type { CompiledProblem } from '../problem/compiled-problem.ts';
import { LoopDecoupler } from '../problem/decoupling.ts';

/** Places in `EvaluationScratch.results`: memory energy and precharging of in-memory-computing arrays in pJ, the others in cycles. */
export const MEMORY_ENERGY = 0;
export const TEMPORAL_CYCLES = 1;
export const STALL_CYCLES = 2;
export const ONLOADING_CYCLES = 3;
export const OFFLOADING_CYCLES = 4;
export const PRECHARGE_ENERGY = 5;
/** Corrected model only, in cycles: the largest stall of a port, and the numbers that latency is the largest of. */
export const PORT_STALL = 6;
export const FILL_CYCLES = 7;
export const DRAIN_CYCLES = 8;
export const CHAIN_CYCLES = 9;
export const ONCE_CYCLES = 10;
export const BUSIEST_PORT = 11;
const RESULT_COUNT = 12;

/** Quantities of one version (fractional or integer) of the spatial mapping, indexed by interface. */
export interface VersionScratch {
  /** Elements held by one unit below the interface. */
  readonly elements: Float64Array;
  /** Bits per element crossing the interface: of partial sums or of finished elements. */
  readonly precision: Float64Array;
  /** Output only: 1 if partial sums cross the interface upward. */
  readonly partialSum: Uint8Array;
  /** Corrected model, output only: 1 if what leaves the lower side is unfinished. The interface itself may add up. */
  readonly partialSumBelow: Uint8Array;
  /** Output only: bits per element moved upward and read back downward, from the element counts. */
  readonly upwardPrecision: Float64Array;
  readonly downwardPrecision: Float64Array;
}

/**
 * Every intermediate quantity of one evaluation. The next evaluation overwrites the arrays, so that an evaluation allocates nothing.
 * `engine/details` reads the arrays after the winner has been evaluated again.
 */
export interface EvaluationScratch {
  /** Headline results, at the positions above. Numbers in object fields would be boxed; an array avoids that. */
  readonly results: Float64Array;
  /** `prefix[k]`: product of the k innermost temporal loops. */
  readonly prefix: Float64Array;
  /** Per level slot: number of loops at or below the level, after stationary loops are merged down. */
  readonly boundary: Int32Array;
  /** Per interface: cycles between transfers, and how many transfers. */
  readonly period: Float64Array;
  readonly periodCount: Float64Array;
  /** Per interface: product of the outermost run of irrelevant / relevant loops of the level below. */
  readonly topIrrelevant: Float64Array;
  readonly topRelevant: Float64Array;
  readonly versions: readonly [VersionScratch, VersionScratch];
  readonly doubleBuffered: Uint8Array;

  /** Per traffic slot. */
  readonly words: Float64Array;
  /** pJ. */
  readonly directionEnergy: Float64Array;
  readonly realCycles: Float64Array;
  readonly allowedCycles: Float64Array;
  /** Corrected model: elements of all transfers, their number, steps of the minimum width, bits per element, and elements of the largest. */
  readonly transferElements: Float64Array;
  readonly transferCount: Float64Array;
  readonly granules: Float64Array;
  readonly transferBits: Float64Array;
  readonly transferTile: Float64Array;
  /** Corrected model: cycles of all transfers, of those during the computation, and by how many these exceed what is allowed. */
  readonly totalCycles: Float64Array;
  readonly busyCycles: Float64Array;
  readonly overrunCycles: Float64Array;
  /** 1 if data moves: the period count isn't 0. */
  readonly active: Uint8Array;
  readonly loadingCycles: Float64Array;
  readonly loadingReduction: Float64Array;
  /** 1 if the data crosses only once. The computation can hide such a load. */
  readonly loadedOnce: Uint8Array;
  /** First loads of the two inputs: [shared, half shared, own] each. */
  readonly linkCycles: Float64Array;

  /** Per level slot: share of the memory, of one operand and of all its operands. `effective` counts only the slice in use at once. */
  readonly utilisation: Float64Array;
  readonly sharedUtilisation: Float64Array;
  readonly effectiveUtilisation: Float64Array;
  readonly effectiveSharedUtilisation: Float64Array;
  /** Per level slot: bits that must be resident at once. Corrected model: also in elements. */
  readonly sliceBits: Float64Array;
  readonly sliceElements: Float64Array;
  /** Per level slot: pJ. */
  readonly levelEnergy: Float64Array;
  /** Per port: stall (positive) or slack (negative) in cycles, and the union of its update windows. */
  readonly portStall: Float64Array;
  readonly portWindow: Float64Array;
  /** Corrected model, per port: cycles of its transfers during the computation, and of all. */
  readonly portBusy: Float64Array;
  readonly portTotal: Float64Array;

  /** Output only, per level of all its loops: the irrelevant part, and whether it exceeds 1. */
  readonly outputIrrelevance: Float64Array;
  readonly outputHasIrrelevance: Uint8Array;
  readonly decouplers: readonly LoopDecoupler[];
  /** Lists for the port models, as long as the largest number of services of a port. */
  readonly listA: Float64Array;
  readonly listB: Float64Array;
  readonly listC: Float64Array;
  readonly order: Int32Array;
}

export function createScratch(problem: CompiledProblem): EvaluationScratch {
  const { interfaceCount, levelSlotCount, operands, ports } = problem;
  const perInterface = (): Float64Array => new Float64Array(interfaceCount);
  const perLevel = (): Float64Array => new Float64Array(levelSlotCount);
  const perTraffic = (): Float64Array => new Float64Array(4 * levelSlotCount);
  const version = (): VersionScratch => ({
    elements: perInterface(),
    precision: perInterface(),
    partialSum: new Uint8Array(interfaceCount),
    partialSumBelow: new Uint8Array(interfaceCount),
    upwardPrecision: perInterface(),
    downwardPrecision: perInterface(),
  });
  const fractional = version();
  const shared = problem.versions[0] === problem.versions[1];
  const busiest = ports.reduce((most, port) => Math.max(most, port.trafficSlots.length), 1);
  return {
    results: new Float64Array(RESULT_COUNT),
    prefix: new Float64Array(64),
    boundary: new Int32Array(levelSlotCount),
    period: perInterface(),
    periodCount: perInterface(),
    topIrrelevant: perInterface(),
    topRelevant: perInterface(),
    versions: [fractional, shared ? fractional : version()],
    doubleBuffered: new Uint8Array(interfaceCount),
    words: perTraffic(),
    directionEnergy: perTraffic(),
    realCycles: perTraffic(),
    allowedCycles: perTraffic(),
    transferElements: perTraffic(),
    transferCount: perTraffic(),
    granules: perTraffic(),
    transferBits: perTraffic(),
    transferTile: perTraffic(),
    totalCycles: perTraffic(),
    busyCycles: perTraffic(),
    overrunCycles: perTraffic(),
    active: new Uint8Array(4 * levelSlotCount),
    loadingCycles: perTraffic(),
    loadingReduction: perTraffic(),
    loadedOnce: new Uint8Array(4 * levelSlotCount),
    linkCycles: new Float64Array(6),
    utilisation: perLevel(),
    sharedUtilisation: perLevel(),
    effectiveUtilisation: perLevel(),
    effectiveSharedUtilisation: perLevel(),
    sliceBits: perLevel(),
    sliceElements: perLevel(),
    levelEnergy: perLevel(),
    portStall: new Float64Array(ports.length),
    portWindow: new Float64Array(ports.length),
    portBusy: new Float64Array(ports.length),
    portTotal: new Float64Array(ports.length),
    outputIrrelevance: new Float64Array(operands[0].levelCount + 1),
    outputHasIrrelevance: new Uint8Array(operands[0].levelCount + 1),
    decouplers: operands.map((operand) => new LoopDecoupler(operand)),
    listA: new Float64Array(busiest),
    listB: new Float64Array(busiest),
    listC: new Float64Array(busiest),
    order: new Int32Array(busiest),
  };
}
