import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';

/** How many orders of loops a search has dealt with, and how. */
export interface OrderCounts {
  /** Orders there are. */
  readonly considered: number;
  /** Orders allocated and costed, or found not to fit, one by one. */
  readonly computed: number;
  /** Orders ruled out by a bound. All others are known to cost the same as one that was computed. */
  readonly pruned: number;
}

/** LOMA's search of the best temporal mapping of one problem. */
export interface MappingSearch {
  /** Orders there are. */
  readonly total: number;
  /** Orders dealt with so far. */
  readonly done: number;
  readonly counts: OrderCounts;
  /**
   * Searches, pausing now and then. Returns the best mapping; undefined when nothing is better than what was known before.
   * @throws MappingError when no order fits the memories.
   */
  run(): Generator<undefined, CostModelEvaluation | undefined>;
}
