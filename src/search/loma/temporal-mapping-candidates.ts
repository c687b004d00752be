import type { MappingError } from '../../base/diagnostic.ts';
import type { CompiledMapping } from '../../engine/problem/compiled-mapping.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import { liftMapping } from '../../engine/problem/lift-mapping.ts';
import type { TemporalLoop, TemporalMapping } from '../../model/mapping/temporal-mapping.ts';
import { LoopAllocator } from '../allocation/allocate-loops.ts';
import { type ClosestFailure, closerFailure } from '../allocation/closest-failure.ts';
import { nothingFitsError } from '../allocation/nothing-fits.ts';
import { lomaFactors } from '../orders/loma-factors.ts';
import { type LoopKinds, layOut, loopKinds, nestFor } from '../orders/loop-kinds.ts';
import { LoopOrders } from '../orders/loop-orders.ts';
import { OrderingError } from '../orders/ordering-error.ts';
import { temporalLoopSizes } from '../orders/temporal-loops.ts';
import { completeOrdering, orderingFilter } from '../orders/user-ordering.ts';
import { noTemporalMapping, unusableOrdering } from '../search-errors.ts';
import type { TemporalSearchOptions } from '../search-options.ts';

/**
 * All temporal mappings that LOMA considers for one spatial mapping. A candidate is an order of the loop prime factors that the
 * user's ordering allows, allocated to the memories. Orders that don't fit are skipped. A complete user ordering is the only candidate.
 *
 * The object is a cursor: `next()` moves to the next candidate, and `nest` holds the present one.
 */
export class TemporalMappingCandidates {
  readonly problem: CompiledProblem;
  private readonly options: TemporalSearchOptions;
  readonly nest: CompiledMapping;
  /** Number of orders. */
  readonly total: number;
  /** Number of orders tried so far. */
  tried = 0;
  private readonly allocator: LoopAllocator;
  private readonly orders: LoopOrders | undefined;
  private readonly orderIsAllowed: () => boolean;
  private readonly kinds: LoopKinds;
  private readonly onlyOrder: Int32Array;
  private found = 0;
  private closest: ClosestFailure | undefined;

  /** @throws MappingError when the user's temporal ordering contradicts the layer. */
  constructor(problem: CompiledProblem, options: TemporalSearchOptions) {
    const { layer } = problem;
    const { temporalOrdering } = layer.mapping;
    this.problem = problem;
    this.options = options;
    this.allocator = new LoopAllocator(problem, options.type);
    const temporalLoops = temporalLoopSizes(layer, problem.spatialMapping);
    const complete = completeOrdering(temporalOrdering, temporalLoops);
    let loops: readonly TemporalLoop[];
    try {
      this.orders = complete === undefined ? new LoopOrders(lomaFactors(problem, options.lpfLimit)) : undefined;
      loops = this.orders?.loops ?? complete ?? [];
      this.orderIsAllowed =
        this.orders === undefined || temporalOrdering.length === 0
          ? () => true
          : orderingFilter(temporalOrdering, this.orders);
    } catch (error) {
      if (!(error instanceof OrderingError)) throw error;
      throw unusableOrdering(layer, error.message);
    }
    this.total = this.orders?.count ?? 1;
    this.nest = nestFor(problem, this.orders?.length ?? loops.length);
    this.kinds = loopKinds(problem, loops);
    this.onlyOrder = Int32Array.from(loops.keys());
  }

  /** Moves to the next mapping that fits. Returns false if there is none. */
  next(): boolean {
    while (this.nextOrder()) {
      if (!this.orderIsAllowed()) continue;
      layOut(this.nest, this.kinds, this.orders?.order ?? this.onlyOrder);
      if (this.allocator.allocate(this.nest)) {
        this.found++;
        return true;
      }
      this.closest = closerFailure(this.closest, this.allocator);
    }
    return false;
  }

  /** True if at least one mapping has fitted so far. */
  get anyFitted(): boolean {
    return this.found > 0;
  }

  /** The present mapping, with the names of its dimensions and operands. */
  mapping(): TemporalMapping {
    return liftMapping(this.problem, this.nest);
  }

  /** The error that no order fits. Its message describes the order that comes closest to fitting. */
  noMappingError(): MappingError {
    const { layer, accelerator } = this.problem;
    if (this.closest === undefined) {
      const cause = `none of the ${this.total} orders of its loops satisfies temporal_ordering`;
      return noTemporalMapping(layer, accelerator.name, cause, 'remove or correct the entries of temporal_ordering');
    }
    return nothingFitsError(this.problem, this.closest, this.options);
  }

  private nextOrder(): boolean {
    const more = this.orders === undefined ? this.tried === 0 : this.orders.next();
    if (more) this.tried++;
    return more;
  }
}
