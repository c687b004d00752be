import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { OrdersLeft } from './orders-left.ts';

/** Number of loop orders of a search, by what the search did with them. */
export interface OrderCounts {
  /** All orders of the loops. */
  readonly considered: number;
  /** Orders that were allocated one by one; those that fit were costed. */
  readonly computed: number;
  /** Orders pruned by a bound. Every order that is neither computed nor pruned costs the same as a computed one. */
  readonly pruned: number;
}

/** LOMA's search of the best temporal mapping of one problem. */
export interface MappingSearch {
  /** All orders of the loops. */
  readonly total: number;
  /** Orders decided so far: computed, pruned, or equal to a computed one. */
  readonly done: number;
  /** Share of the orders decided so far, from 0 to 1. */
  readonly share: number;
  readonly counts: OrderCounts;
  /** How many orders will still be visited; undefined while that can't be told. May take some tenths of a second. */
  ordersLeft(): OrdersLeft | undefined;
  /** True if the search may end early: it has a mapping, or only looks for a better one than a known one. */
  readonly mayEnd: boolean;
  /** The best mapping so far; undefined if none is better than the known cost. For searches that end early. */
  bestSoFar(): CostModelEvaluation | undefined;
  /**
   * With a tolerance, after the run: the other mappings that a comparison with other spatial mappings can still choose
   * (docs/mapping-search.md#tolerance). None without a tolerance.
   */
  readonly alternatives: readonly CostModelEvaluation[];
  /**
   * Runs the search and yields regularly. Returns the best mapping; undefined if no mapping is better than the known cost.
   * With a tolerance, returns the mapping of the least other cost among those within it; undefined if none is within that of the known
   * cost.
   * @throws MappingError when no order fits the memories.
   */
  run(): Generator<undefined, CostModelEvaluation | undefined>;
}
