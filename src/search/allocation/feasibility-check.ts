import type { CompiledMapping } from '../../engine/problem/compiled-mapping.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
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

/** Orders tried before the check gives up. */
const MOST_ORDERS = 200_000;

/** What the search that is checked was allowed to do. */
export interface FeasibilityOptions extends TemporalSearchOptions {
  /** False for searches that take no notice of the user's ordering of the layer; default true. */
  readonly followsOrdering?: boolean;
}

/** Where the order that comes closest fails. */
export interface Obstacle {
  /** Index into `CompiledProblem.memories`. */
  readonly memory: number;
  /** 0 where loops are left over above it. */
  readonly neededBits: number;
}

/** Whether any order of the loops can be allocated, for given sizes of the memories. */
export class FeasibilityCheck {
  private readonly problem: CompiledProblem;
  private readonly options: FeasibilityOptions;
  /** What the search follows of the user's ordering. */
  private readonly ordering: readonly TemporalOrderingEntry[];
  /** The only order there is, where the mapping file prescribes it. */
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

  /** True when so many orders were tried that answers are neither worth waiting for any more, nor reliable. */
  get isTired(): boolean {
    return this.tried > MOST_ORDERS;
  }

  /** What stands in the way of the order that comes closest; undefined if some order fits. */
  obstacle(capacities: readonly number[]): Obstacle | undefined {
    const memories = this.problem.memories.map((memory, index) => ({ ...memory, capacityBits: capacities[index] }));
    return this.search({ ...this.problem, memories }).closest?.failure;
  }

  /** Some order that fits, allocated; undefined if none does, or none was found in time. */
  fittingOrder(): CompiledMapping | undefined {
    return this.search(this.problem).nest;
  }

  private search(problem: CompiledProblem): {
    readonly nest?: CompiledMapping;
    readonly closest?: ClosestFailure | undefined;
  } {
    const allocator = new LoopAllocator(problem, this.options.type);
    const orders = new LoopOrders(this.factors);
    const kinds = loopKinds(problem, this.prescribed ?? orders.loops);
    const nest = nestFor(problem, this.prescribed?.length ?? orders.length);
    let closest: ClosestFailure | undefined;
    for (const order of this.toTry(orders, allocator)) {
      layOut(nest, kinds, order);
      if (allocator.allocate(nest)) return { nest };
      closest = closerFailure(closest, allocator);
    }
    return { closest };
  }

  /** Orders to try, as long as there is patience. What the allocator made of one says which others need not be tried. */
  private *toTry(orders: LoopOrders, allocator: LoopAllocator): Generator<Int32Array> {
    if (this.prescribed !== undefined) {
      yield Int32Array.from(this.prescribed.keys());
    } else if (this.ordering.length > 0) {
      const isAllowed = orderingFilter(this.ordering, orders);
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
