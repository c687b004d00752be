import type { CompiledProblem } from '../engine/compiled-problem.ts';
import type { MemoryLevel } from '../model/memory.ts';
import { LoopAllocator } from './allocate-loops.ts';
import { type ClosestFailure, closerFailure } from './closest-failure.ts';
import { lomaFactors, type TemporalSearchOptions } from './loma-factors.ts';
import { layOut, loopKinds, nestFor } from './loop-kinds.ts';
import { LoopOrders } from './loop-orders.ts';
import { OrderTree } from './order-tree.ts';

/** A memory and the size with which a layer fits. */
export interface Enlargement {
  readonly memory: MemoryLevel;
  readonly bits: number;
}

/** Orders tried before the search for an enlargement gives up. */
const MOST_ORDERS = 200_000;

/** Memories enlarged, one after the other, before it gives up. */
const MOST_STEPS = 8;

/**
 * The memories to enlarge, and how far, so that some order of the loops fits. Each is enlarged by what the order that comes closest lacks
 * there: with one bit less none gets past it. None where that leads nowhere or takes too long to find out. (A larger memory than needed is no
 * remedy: operands take more loops into it, which then may not fit above.)
 */
export function smallestEnlargement(problem: CompiledProblem, options: TemporalSearchOptions): Enlargement[] {
  if (problem.layer.mapping.temporalOrdering.length > 0) return [];
  const check = new FeasibilityCheck(problem, options);
  const capacities = problem.memories.map(({ capacityBits }) => capacityBits);
  for (let step = 0; step < MOST_STEPS; step++) {
    const obstacle = check.obstacle(capacities);
    if (check.isTired) return [];
    if (obstacle === undefined) {
      return problem.memories.flatMap(({ memory, capacityBits }, index) =>
        capacities[index] > capacityBits ? [{ memory, bits: capacities[index] }] : [],
      );
    }
    const { memory, neededBits } = obstacle;
    const isFirstTime = capacities[memory] === problem.memories[memory].capacityBits;
    capacities[memory] = isFirstTime && neededBits > 0 ? Math.ceil(neededBits) : sizeToPass(check, capacities, memory);
  }
  return [];
}

/** The size with which some order gets past a memory: doubled until one does, then narrowed down to the bit. */
function sizeToPass(check: FeasibilityCheck, capacities: readonly number[], memory: number): number {
  const isTooSmall = (bits: number): boolean => check.obstacle(capacities.with(memory, bits))?.memory === memory;
  let tooSmall = capacities[memory];
  let enough = tooSmall;
  do enough *= 2;
  while (isTooSmall(enough) && enough < Number.MAX_SAFE_INTEGER && !check.isTired);
  while (enough - tooSmall > 1 && !check.isTired) {
    const middle = tooSmall + Math.floor((enough - tooSmall) / 2);
    if (isTooSmall(middle)) tooSmall = middle;
    else enough = middle;
  }
  return enough;
}

/** Where the order that comes closest fails. */
interface Obstacle {
  /** Index into `CompiledProblem.memories`. */
  readonly memory: number;
  /** 0 where loops are left over above it. */
  readonly neededBits: number;
}

/** Whether any order of the loops can be allocated, for given sizes of the memories. */
class FeasibilityCheck {
  private readonly problem: CompiledProblem;
  private readonly options: TemporalSearchOptions;
  private readonly orders: LoopOrders;
  private tried = 0;

  constructor(problem: CompiledProblem, options: TemporalSearchOptions) {
    this.problem = problem;
    this.options = options;
    this.orders = new LoopOrders(lomaFactors(problem, options.lpfLimit));
  }

  /** True when so many orders were tried that answers are neither worth waiting for any more, nor reliable. */
  get isTired(): boolean {
    return this.tried > MOST_ORDERS;
  }

  /** What stands in the way of the order that comes closest; undefined if some order fits. */
  obstacle(capacities: readonly number[]): Obstacle | undefined {
    const memories = this.problem.memories.map((memory, index) => ({ ...memory, capacityBits: capacities[index] }));
    const problem = { ...this.problem, memories };
    const allocator = new LoopAllocator(problem, this.options.type);
    const kinds = loopKinds(problem, this.orders.loops);
    const nest = nestFor(problem, this.orders.length);
    const tree = new OrderTree(this.orders.order);
    let closest: ClosestFailure | undefined;
    // Orders that share the loops which made one fail need not be tried.
    for (let passed = 0; tree.nextBeyond(passed) && !this.isTired; passed = allocator.decidingLoops) {
      this.tried++;
      layOut(nest, kinds, tree.order);
      if (allocator.allocate(nest)) return undefined;
      closest = closerFailure(closest, allocator);
    }
    return closest?.failure;
  }
}
