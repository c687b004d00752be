import type { CompiledProblem } from '../engine/compiled-problem.ts';
import type { MemoryLevel } from '../model/memory.ts';
import { type AllocationFailure, LoopAllocator } from './allocate-loops.ts';
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

/** No memory is made larger than this to see whether that helps. */
const MOST_BITS = Number.MAX_SAFE_INTEGER;

/**
 * The memory to enlarge, and how far, so that some order of the loops fits: with one bit less none does. Several memories where one is
 * not enough; then each as little as the others allow, one after the other. None where no enlargement helps or looking takes too long.
 * @param failure why the order that came closest did not fit.
 */
export function smallestEnlargement(
  problem: CompiledProblem,
  options: TemporalSearchOptions,
  failure: AllocationFailure,
): Enlargement[] {
  if (problem.layer.mapping.temporalOrdering.length > 0) return [];
  const check = new FeasibilityCheck(problem, options);
  const capacities = problem.memories.map(({ capacityBits }) => capacityBits);
  const enlarged: number[] = [];
  for (let next: number | undefined = failure.memory; next !== undefined; next = check.failedMemory(capacities)) {
    if (check.isTired || capacities[next] === MOST_BITS) return [];
    capacities[next] = MOST_BITS;
    enlarged.push(next);
  }
  for (const memory of enlarged) {
    let tooSmall = problem.memories[memory].capacityBits;
    let enough = MOST_BITS;
    while (enough - tooSmall > 1) {
      const middle = tooSmall + Math.floor((enough - tooSmall) / 2);
      capacities[memory] = middle;
      if (check.failedMemory(capacities) === undefined) enough = middle;
      else tooSmall = middle;
      if (check.isTired) return [];
    }
    capacities[memory] = enough;
  }
  return enlarged.map((memory) => ({ memory: problem.memories[memory].memory, bits: capacities[memory] }));
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

  /** True when so many orders were tried that answers are no longer worth waiting for, nor reliable. */
  get isTired(): boolean {
    return this.tried > MOST_ORDERS;
  }

  /** The memory at which the order that comes closest fails; undefined if some order fits. */
  failedMemory(capacities: readonly number[]): number | undefined {
    const memories = this.problem.memories.map((memory, index) => ({ ...memory, capacityBits: capacities[index] }));
    const problem = { ...this.problem, memories };
    const allocator = new LoopAllocator(problem, this.options.type);
    const kinds = loopKinds(problem, this.orders.loops);
    const nest = nestFor(problem, this.orders.length);
    const tree = new OrderTree(this.orders.order);
    let least = Number.POSITIVE_INFINITY;
    let failed: number | undefined;
    // Orders that share the loops which made one fail need not be tried.
    for (let passed = 0; tree.nextBeyond(passed) && !this.isTired; passed = allocator.decidingLoops) {
      this.tried++;
      layOut(nest, kinds, tree.order);
      if (allocator.allocate(nest)) return undefined;
      if (failed === undefined || allocator.overflowBits < least) {
        least = allocator.overflowBits;
        failed = allocator.failedMemory;
      }
    }
    return failed;
  }
}
