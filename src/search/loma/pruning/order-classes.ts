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
 * Classes of loop orders that provably cost the same (docs/mapping-search.md#classes-of-equal-orders). Allocation and cost model read
 * an order from the innermost loop outwards. Behind some prefix, the order of the other loops doesn't change the cost. All orders with
 * this prefix form a class. The search allocates and costs one order of every class. README.md has the proofs.
 *
 *   FX 3   FY 3   K 2 | OX 7   OY 2   OY 2   OX 2   …      rf_2B is full before K; all other loops go to memories that hold everything
 *   ----- prefix -----|----- in any order ---------        every order of the other loops gives the same energy and latency, bit by bit
 */

/**
 * True if all orders of a class give the same energy and latency, bit by bit. All unrollings must be whole numbers, so that products
 * and quotients are exact. The output must have no partially relevant loops. Precharging must cost nothing, because it reads the order
 * in other ways.
 */
export function hasOrderClasses(problem: CompiledProblem): boolean {
  const isExact = problem.versions[FRACTIONAL] === problem.versions[INTEGER];
  return isExact && problem.precharge === undefined && problem.operands[0].relations.length === 0;
}

/**
 * 1 for operands whose tile size is monotonic: a further loop of factor f never shrinks the tile, and enlarges it at most f times.
 * If a memory takes all loops of such an operand, no other cut has fewer accesses, whatever the order.
 */
export function monotonicOperands(problem: CompiledProblem, nest: CompiledMapping): Uint8Array {
  const extents = fullExtents(problem, nest);
  return Uint8Array.from(problem.operands, ({ relations }) =>
    relations.every((relation) => growsMonotonically(relation, extents)) ? 1 : 0,
  );
}

/**
 * 1 for memories whose capacity never binds: they hold the whole tensors of all their operands together. Every operand takes all its
 * loops there, whatever the order.
 * @param monotonic see `monotonicOperands`.
 */
export function unboundedMemories(problem: CompiledProblem, nest: CompiledMapping, monotonic: Uint8Array): Uint8Array {
  return Uint8Array.from(problem.memories, ({ operands, capacityBits }) => {
    let needed = 0;
    for (const operand of operands) {
      needed +=
        monotonic[operand] === 1 ? wholeBits(problem, nest, problem.operands[operand]) : Number.POSITIVE_INFINITY;
    }
    return needed <= capacityBits ? 1 : 0;
  });
}

/** Upper bound of the bits of a tile: all temporal and spatial iterations, at the larger precision. */
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

/** Upper bound of the temporal and spatial iterations of every loop dimension. */
function fullExtents({ layer, dimensionNames }: CompiledProblem, nest: CompiledMapping): number[] {
  return dimensionNames.map((name, dimension) => {
    let inTime = 1;
    for (let position = 0; position < nest.length; position++) {
      if (nest.dimension[position] === dimension) inTime *= nest.size[position];
    }
    const size = layer.dimensions.find((candidate) => candidate.name === name)?.size ?? 1;
    // Rounded-up iterations can exceed the size. The product has the divisors of both numbers.
    return inTime * size;
  });
}

/** Larger extents are not examined. Numbers up to this one are exact and have few divisors. */
const MOST_EXTENT = 2 ** 40;

function growsMonotonically(relation: CompiledRelation, extents: readonly number[]): boolean {
  const [fullA, fullB] = [extents[relation.dimensionA], extents[relation.dimensionB]];
  if (Math.max(fullA, fullB) > MOST_EXTENT) return false;
  const stepsA = [...new Set(primeFactors(fullA))];
  const stepsB = [...new Set(primeFactors(fullB))];
  const isMonotonic = (before: number, after: number, factor: number) => after >= before && after <= factor * before;
  return divisors(fullA).every((a) =>
    divisors(fullB).every((b) => {
      const before = relationFootprint(relation, a, b);
      return (
        stepsA.every((factor) => isMonotonic(before, relationFootprint(relation, a * factor, b), factor)) &&
        stepsB.every((factor) => isMonotonic(before, relationFootprint(relation, a, b * factor), factor))
      );
    }),
  );
}

/**
 * Length of the prefix on which the cost of the mapping in `nest` depends. All orders with the same prefix cost the same.
 * Call it after `evaluator.evaluate(nest)`. With `aspect` energy, call it after `evaluateEnergy`; the orders then have the same energy.
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
      // The loop behind a level is the first one that isn't merged into the level.
      const end = boundary[operand.levelBase + level];
      if (end < length) deciding = Math.max(deciding, end + 1);
    }
  }
  // Double-buffering and transfer windows change the latency only.
  for (let m = 0; aspect === 'cost' && m < problem.memories.length; m++) {
    if (outermostLoopsMatter(problem, nest, evaluator, m)) return length;
  }
  return Math.min(deciding, length);
}

/**
 * Whether the latency depends on the outermost loops of a level that keeps all loops of its operand. These loops decide on
 * double-buffering and on the window of the single transfer into the level. They decide nothing in three cases. The memory has room
 * for two copies of everything. Or every transfer of the memory and on its ports happens once. Or the level is the top level.
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

/** Whether the single transfer into a level that keeps all loops shares a port with repeated transfers. */
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

/** Number of innermost loops during which the array uses the same words of an input. */
function stationaryLoops({ relevance }: CompiledOperand, nest: CompiledMapping): number {
  let loops = 0;
  while (loops < nest.length && relevance[nest.dimension[loops]] === IRRELEVANT) loops++;
  return loops;
}
