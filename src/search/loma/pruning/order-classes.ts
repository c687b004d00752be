import { divisors, primeFactors } from '../../../base/integers.ts';
import type { EvaluationScratch } from '../../../engine/cost/evaluation-scratch.ts';
import type { MappingEvaluator } from '../../../engine/cost/mapping-evaluator.ts';
import { interfaceOf } from '../../../engine/cost/port-stalls.ts';
import type { CompiledMapping } from '../../../engine/problem/compiled-mapping.ts';
import {
  type CompiledMemory,
  type CompiledOperand,
  type CompiledProblem,
  type CompiledRelation,
  FRACTIONAL,
  INTEGER,
  IRRELEVANT,
  RELEVANT,
} from '../../../engine/problem/compiled-problem.ts';
import { relationFootprint } from '../../../engine/problem/decoupling.ts';
import type { LoopAllocator } from '../../allocation/allocate-loops.ts';

/*
 * Orders of loops that must cost the same (docs/mapping-search.md#classes-of-equal-orders). Allocation and cost look at an order
 * from the inside out, and at some place nothing further out matters: what follows only fills the topmost levels. All orders that
 * agree up to there form a class; one of them is allocated and costed.
 *
 *   FX 3   FY 3   K 2 | OX 7   OY 2   OY 2   OX 2   …      rf_2B is closed before K, everything else stays in the memories above:
 *   --------- read ---|--------- not read --------         any order of the rest gives the same bits
 */

/**
 * True if equal classes give equal bits. Needs whole unrollings, so that every product and quotient is exact, an output without
 * partially relevant loops, and no costs that read the order in other ways.
 */
export function hasOrderClasses(problem: CompiledProblem): boolean {
  const isExact = problem.versions[FRACTIONAL] === problem.versions[INTEGER];
  return isExact && problem.precharge === undefined && problem.operands[0].relations.length === 0;
}

/**
 * Operands whose tiles grow by at most the factor of every loop that is added, and never shrink. For them taking all loops into a
 * memory costs no more accesses than any other cut, whatever the order.
 */
export function steadyOperands(problem: CompiledProblem, nest: CompiledMapping): Uint8Array {
  const extents = fullExtents(problem, nest);
  return Uint8Array.from(problem.operands, ({ relations }) =>
    relations.every((relation) => growsSteadily(relation, extents)) ? 1 : 0,
  );
}

/**
 * Memories large enough for all that their operands ever need there, together: every operand takes all its loops, whatever the order.
 * @param steady see `steadyOperands`.
 */
export function ampleMemories(problem: CompiledProblem, nest: CompiledMapping, steady: Uint8Array): Uint8Array {
  return Uint8Array.from(problem.memories, ({ operands, capacityBits }) => {
    let needed = 0;
    for (const operand of operands) {
      needed += steady[operand] === 1 ? wholeBits(problem, nest, problem.operands[operand]) : Number.POSITIVE_INFINITY;
    }
    return needed <= capacityBits ? 1 : 0;
  });
}

/** An upper bound of what a tile of the operand takes: all iterations in time and on the array, at the larger precision. */
function wholeBits(problem: CompiledProblem, nest: CompiledMapping, operand: CompiledOperand): number {
  const { loopStart, loopDimension, loopFactor } = problem.versions[FRACTIONAL];
  let elements = 1;
  const grow = (dimension: number, factor: number) => {
    if (operand.relevance[dimension] === RELEVANT) elements *= factor;
  };
  for (let position = 0; position < nest.length; position++) grow(nest.dimension[position], nest.size[position]);
  const { interfaceBase, levelCount } = operand;
  const lastLoop = loopStart[interfaceBase + levelCount + 1];
  for (let loop = loopStart[interfaceBase]; loop < lastLoop; loop++) grow(loopDimension[loop], loopFactor[loop]);
  for (const { limit } of operand.relations) elements *= limit;
  return elements * Math.max(operand.partialPrecision, operand.finalPrecision);
}

/** Iterations of every loop dimension, in time and on the array. */
function fullExtents({ layer, dimensionNames }: CompiledProblem, nest: CompiledMapping): number[] {
  return dimensionNames.map((name, dimension) => {
    let inTime = 1;
    for (let position = 0; position < nest.length; position++) {
      if (nest.dimension[position] === dimension) inTime *= nest.size[position];
    }
    const size = layer.dimensions.find((candidate) => candidate.name === name)?.size ?? 1;
    // Rounded up iterations can exceed the size; a common multiple has the divisors of both.
    return inTime * size;
  });
}

/** Larger loops are not looked into: numbers of this size are exact, and their divisors few. */
const MOST_EXTENT = 2 ** 40;

function growsSteadily(relation: CompiledRelation, extents: readonly number[]): boolean {
  const [fullA, fullB] = [extents[relation.dimensionA], extents[relation.dimensionB]];
  if (Math.max(fullA, fullB) > MOST_EXTENT) return false;
  const stepsA = [...new Set(primeFactors(fullA))];
  const stepsB = [...new Set(primeFactors(fullB))];
  const isSteady = (before: number, after: number, factor: number) => after >= before && after <= factor * before;
  return divisors(fullA).every((a) =>
    divisors(fullB).every((b) => {
      const before = relationFootprint(relation, a, b);
      return (
        stepsA.every((factor) => isSteady(before, relationFootprint(relation, a * factor, b), factor)) &&
        stepsB.every((factor) => isSteady(before, relationFootprint(relation, a, b * factor), factor))
      );
    }),
  );
}

/**
 * Number of innermost loops on which the cost of the mapping in `nest` depends; all orders that agree in them cost the same.
 * To be called after `evaluator.evaluate(nest)`; after `evaluateEnergy` alone with `aspect` energy, for orders of the same energy.
 */
export function decidingLoops(
  problem: CompiledProblem,
  nest: CompiledMapping,
  allocator: LoopAllocator,
  evaluator: MappingEvaluator,
  aspect: 'cost' | 'energy',
): number {
  const { length } = nest;
  const { boundary } = evaluator.scratch;
  let deciding = allocator.decidingLoops;
  for (const operand of problem.operands) {
    if (!operand.isOutput) deciding = Math.max(deciding, stationaryLoops(operand, nest) + 1);
    for (let level = 0; level < operand.levelCount; level++) {
      // The loop behind a level says that no further one is merged into it.
      const end = boundary[operand.levelBase + level];
      if (end < length) deciding = Math.max(deciding, end + 1);
    }
  }
  // Double-buffering and windows are matters of latency.
  for (let m = 0; aspect === 'cost' && m < problem.memories.length; m++) {
    if (outermostLoopsMatter(problem, nest, evaluator, m)) return length;
  }
  return Math.min(deciding, length);
}

/**
 * Whether cost depends on which loops are outermost in a level that keeps all of them: they decide on double-buffering and on the
 * window of the one transfer into that level. Not so if there is room for two copies of all the memory holds; if nothing in the
 * memory and on its ports is transferred more than once; or if no level lies above.
 */
function outermostLoopsMatter(
  problem: CompiledProblem,
  nest: CompiledMapping,
  { scratch }: MappingEvaluator,
  memoryIndex: number,
): boolean {
  const memory = problem.memories[memoryIndex];
  let hasEverything = false;
  let hasParts = false;
  let share = 0;
  for (let k = 0; k < memory.operands.length; k++) {
    const { levelBase, levelCount } = problem.operands[memory.operands[k]];
    const level = memory.levels[k];
    share = scratch.sharedUtilisation[levelBase + level];
    if (level === levelCount - 1) continue;
    if (scratch.boundary[levelBase + level] === nest.length) hasEverything = true;
    else hasParts = true;
  }
  if (!hasEverything || share <= 0.5) return false;
  return hasParts || sharesPortWithRepeats(problem, nest, scratch, memory);
}

/** Whether the one transfer into a level that keeps everything shares a port with transfers that repeat. */
function sharesPortWithRepeats(
  problem: CompiledProblem,
  nest: CompiledMapping,
  { boundary, active, periodCount }: EvaluationScratch,
  memory: CompiledMemory,
): boolean {
  for (const port of problem.ports) {
    let repeats = false;
    let carries = false;
    for (let service = 0; service < port.trafficSlots.length; service++) {
      if (active[port.trafficSlots[service]] === 0) continue;
      const index = interfaceOf(problem, port, service);
      if (periodCount[index] > 1) repeats = true;
      for (let k = 0; k < memory.operands.length; k++) {
        const { interfaceBase, levelBase } = problem.operands[memory.operands[k]];
        const level = memory.levels[k];
        if (index === interfaceBase + level + 1 && boundary[levelBase + level] === nest.length) carries = true;
      }
    }
    if (repeats && carries) return true;
  }
  return false;
}

/** Innermost loops during which an input's words stay the same. */
function stationaryLoops({ relevance }: CompiledOperand, nest: CompiledMapping): number {
  let loops = 0;
  while (loops < nest.length && relevance[nest.dimension[loops]] === IRRELEVANT) loops++;
  return loops;
}
