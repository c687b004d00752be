import type { CompiledProblem } from '../engine/compiled-problem.ts';
import type { MemoryLevel } from '../model/memory.ts';
import type { TemporalLoop } from '../model/temporal-mapping.ts';
import { LoopAllocator } from './allocate-loops.ts';
import { type ClosestFailure, closerFailure } from './closest-failure.ts';
import { lomaFactors, type TemporalSearchOptions } from './loma-factors.ts';
import { layOut, loopKinds, nestFor } from './loop-kinds.ts';
import { LoopOrders } from './loop-orders.ts';
import type { DimensionFactors } from './loop-prime-factors.ts';
import { OrderTree } from './order-tree.ts';
import { temporalLoopSizes } from './temporal-loops.ts';
import { completeOrdering, orderingFilter } from './user-ordering.ts';

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
  /** The only order there is, where the mapping file prescribes it. */
  private readonly prescribed: readonly TemporalLoop[] | undefined;
  private readonly factors: readonly DimensionFactors[];
  private tried = 0;

  constructor(problem: CompiledProblem, options: TemporalSearchOptions) {
    this.problem = problem;
    this.options = options;
    const { layer, spatialMapping } = problem;
    this.prescribed = completeOrdering(layer.mapping.temporalOrdering, temporalLoopSizes(layer, spatialMapping));
    this.factors = this.prescribed === undefined ? lomaFactors(problem, options.lpfLimit) : [];
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
    const orders = new LoopOrders(this.factors);
    const kinds = loopKinds(problem, this.prescribed ?? orders.loops);
    const nest = nestFor(problem, this.prescribed?.length ?? orders.length);
    let closest: ClosestFailure | undefined;
    for (const order of this.toTry(orders, allocator)) {
      layOut(nest, kinds, order);
      if (allocator.allocate(nest)) return undefined;
      closest = closerFailure(closest, allocator);
    }
    return closest?.failure;
  }

  /** Orders to try, as long as there is patience. What the allocator made of one says which others need not be tried. */
  private *toTry(orders: LoopOrders, allocator: LoopAllocator): Generator<Int32Array> {
    const { temporalOrdering } = this.problem.layer.mapping;
    if (this.prescribed !== undefined) {
      yield Int32Array.from(this.prescribed.keys());
    } else if (temporalOrdering.length > 0) {
      const isAllowed = orderingFilter(temporalOrdering, orders);
      while (orders.next() && !this.isTired) {
        this.tried++;
        if (isAllowed()) yield orders.order;
      }
    } else {
      const tree = new OrderTree(orders.order);
      // Orders that share the loops which made one fail need not be tried.
      for (let passed = 0; tree.nextBeyond(passed) && !this.isTired; passed = allocator.decidingLoops) {
        this.tried++;
        yield tree.order;
      }
    }
  }
}
