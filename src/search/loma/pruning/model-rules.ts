import type { EvaluationScratch } from '../../../engine/cost/evaluation-scratch.ts';
import type { CompiledMapping } from '../../../engine/problem/compiled-mapping.ts';
import type { CompiledProblem } from '../../../engine/problem/compiled-problem.ts';

/** Outermost runs of a level that change the latency, as bits: that of irrelevant loops, and that of relevant ones. */
export const IRRELEVANT_RUN = 1;
export const RELEVANT_RUN = 2;

/**
 * What the fast search uses of a cost model, rule by rule (README.md). Everything else in this folder holds for all models.
 * One object per search. It allocates nothing per order.
 */
export interface ModelRules {
  /** R1: products and quotients of loops and unrollings are exact. */
  readonly isExact: boolean;
  /** R2: 1 for operands whose tile never shrinks with a further loop, and grows at most by the factor of the loop. */
  monotonicOperands(nest: CompiledMapping): Uint8Array;
  /** R2: upper bound of the bits that a memory must have to take all loops of an operand in every order. */
  mostBits(nest: CompiledMapping, memory: number, operand: number): number;
  /** R5: the first loop that doesn't fit decides on the cut of the memory's only operand. */
  firstMisfitDecides(memory: number): boolean;
  /**
   * R4: whether the latency of orders with the same prefix differs. Their outermost loops are the only reason. Call it after an
   * evaluation. It sets `ends` and `leastLatency`.
   * @param deciding length of a prefix that decides everything else.
   */
  outermostLoopsMatter(nest: CompiledMapping, scratch: EvaluationScratch, deciding: number): boolean;
  /** R4: per level slot, outermost runs that change the latency of these orders. */
  readonly ends: Uint8Array;
  /** R4: lower bound of the latency of these orders, in cycles. */
  readonly leastLatency: number;
  /** R5: sets `ends` to the outermost runs that can change the latency of any order with a prefix that decides on the exchange. */
  markEnds(nest: CompiledMapping, scratch: EvaluationScratch): void;
  /** R7: the tables bound the energy. */
  readonly boundsEnergy: boolean;
  /** R8: the tables bound the latency. */
  readonly boundsLatency: boolean;
  /** R8: cycles that a traffic slot occupies its port, as far as the computation can't begin before or end after them. */
  portCycles(scratch: EvaluationScratch, slot: number, interfaceIndex: number): number;
  /**
   * R9: lower bound of the cycles of on- and off-loading.
   * @param wholeCycles per traffic slot: cycles of the single transfer of a tile with all loops.
   */
  leastLoading(wholeCycles: Float64Array): number;
}

/** Whether a memory is the top level of all its operands. No interface lies above it, so its outermost runs change nothing. */
export function isTopForAll({ memories, operands }: CompiledProblem, memory: number): boolean {
  const { operands: held, levels } = memories[memory];
  for (let k = 0; k < held.length; k++) if (levels[k] < operands[held[k]].levelCount - 1) return false;
  return true;
}

/** Whether a memory holds all loops of all its operands. */
export function holdsEverything(
  { memories, operands }: CompiledProblem,
  nest: CompiledMapping,
  memory: number,
): boolean {
  const { operands: held, levels } = memories[memory];
  for (let k = 0; k < held.length; k++) {
    if (nest.boundary[operands[held[k]].levelBase + levels[k]] < nest.length) return false;
  }
  return true;
}
