import type { CompiledMapping } from '../../engine/problem/compiled-mapping.ts';
import type { CompiledMemory, CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { TemporalOrderingEntry } from '../../model/mapping/mapping-constraints.ts';
import type { TemporalLoop } from '../../model/mapping/temporal-mapping.ts';
import { lomaFactors } from '../orders/loma-factors.ts';
import { layOut, loopKinds, nestFor } from '../orders/loop-kinds.ts';
import { LoopOrders } from '../orders/loop-orders.ts';
import type { DimensionFactors } from '../orders/loop-prime-factors.ts';
import { OrderTree } from '../orders/order-tree.ts';
import { temporalLoopSizes } from '../orders/temporal-loops.ts';
import { completeOrdering, orderingFilter } from '../orders/user-ordering.ts';
import type { TemporalSearchOptions } from '../search-options.ts';
import { LoopAllocator } from './allocate-loops.ts';
import { type ClosestFailure, closerFailure } from './closest-failure.ts';
import { leastWhole } from './least-whole.ts';

/** Number of orders after which the check gives up. */
const MOST_ORDERS = 200_000;

/** Options of the search that is checked. */
export interface FeasibilityOptions extends TemporalSearchOptions {
  /** False for searches that ignore the user's ordering of the layer; default true. */
  readonly followsOrdering?: boolean;
}

/** The memory at which the order that comes closest fails. */
export interface Obstacle {
  /** Index into `CompiledProblem.memories`. */
  readonly memory: number;
  /** Bits that the operands need there; 0 if the memory is a top memory that leaves loops over. */
  readonly neededBits: number;
}

/** Checks whether any order of the loops can be allocated, for given sizes of the memories. */
export class FeasibilityCheck {
  private readonly problem: CompiledProblem;
  private readonly options: FeasibilityOptions;
  /** The entries of the user's ordering that the search follows. */
  private readonly ordering: readonly TemporalOrderingEntry[];
  /** The only order, if the mapping file prescribes all loops. */
  private readonly prescribed: readonly TemporalLoop[] | undefined;
  private readonly factors: readonly DimensionFactors[];
  private tried = 0;

  constructor(problem: CompiledProblem, options: FeasibilityOptions) {
    this.problem = problem;
    this.options = options;
    const { layer, spatialMapping } = problem;
    this.ordering = options.followsOrdering === false ? [] : layer.mapping.temporalOrdering;
    this.prescribed = completeOrdering(this.ordering, temporalLoopSizes(layer, spatialMapping));
    this.factors = this.prescribed === undefined ? lomaFactors(problem, options.lpfLimit, this.ordering) : [];
  }

  /** True when the check has tried its largest number of orders. Its answers are no longer reliable. */
  get hasGivenUp(): boolean {
    return this.tried > MOST_ORDERS;
  }

  /** The memory at which the order that comes closest fails; undefined if some order fits. */
  obstacle(capacities: readonly number[]): Obstacle | undefined {
    return this.search(this.resized(capacities)).closest?.failure;
  }

  /**
   * The least whole number of bits with which some order that a memory stops gets past it. Undefined if the memory stops no order.
   * Every order is tried once, with one bit less than the earlier ones need. Orders that then fail aren't looked at further.
   */
  leastSize(capacities: readonly number[], index: number): number | undefined {
    const present = capacities[index];
    const memory = { ...this.problem.memories[index], capacityBits: Number.POSITIVE_INFINITY };
    const { orders, kinds, nest, allocator } = this.allocation(this.resized(capacities).with(index, memory));
    const passesWith = (bits: number): boolean => {
      memory.capacityBits = bits;
      return allocator.allocate(nest) || allocator.failingMemory > index;
    };
    let least: number | undefined;
    for (const order of this.ordersToTry(orders, allocator)) {
      layOut(nest, kinds, order);
      const fewer = least === undefined ? Number.POSITIVE_INFINITY : least - 1;
      if (!passesWith(fewer) || passesWith(present)) continue;
      least = leastWhole(present, passesWith);
      passesWith(least - 1);
    }
    return least;
  }

  /** An order that fits, allocated; undefined if no order fits, or if the check gives up. */
  fittingOrder(): CompiledMapping | undefined {
    return this.search(this.problem.memories).nest;
  }

  private resized(capacities: readonly number[]): CompiledMemory[] {
    return this.problem.memories.map((memory, index) => ({ ...memory, capacityBits: capacities[index] }));
  }

  private allocation(memories: readonly CompiledMemory[]) {
    const { problem } = this;
    const orders = new LoopOrders(this.factors);
    return {
      orders,
      kinds: loopKinds(problem, this.prescribed ?? orders.loops),
      nest: nestFor(problem, this.prescribed?.length ?? orders.length),
      allocator: new LoopAllocator({ ...problem, memories }, this.options.type),
    };
  }

  private search(memories: readonly CompiledMemory[]): {
    readonly nest?: CompiledMapping;
    readonly closest?: ClosestFailure | undefined;
  } {
    const { orders, kinds, nest, allocator } = this.allocation(memories);
    let closest: ClosestFailure | undefined;
    for (const order of this.ordersToTry(orders, allocator)) {
      layOut(nest, kinds, order);
      if (allocator.allocate(nest)) return { nest };
      closest = closerFailure(closest, allocator);
    }
    return { closest };
  }

  /** The orders to try. Orders that fail for the same reason as an earlier one are skipped. */
  private *ordersToTry(orders: LoopOrders, allocator: LoopAllocator): Generator<Int32Array> {
    if (this.prescribed !== undefined) {
      yield Int32Array.from(this.prescribed.keys());
    } else if (this.ordering.length > 0) {
      const isAllowed = orderingFilter(this.ordering, orders);
      while (orders.next() && !this.hasGivenUp) {
        this.tried++;
        if (isAllowed()) yield orders.order;
      }
    } else {
      const tree = new OrderTree(orders.order);
      // Orders with the prefix that made the present order fail are skipped.
      for (let passed = 0; tree.nextBeyond(passed) && !this.hasGivenUp; passed = allocator.decidingLoops) {
        this.tried++;
        yield tree.order;
      }
    }
  }
}
