import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { Cost, OptimisationCriterion } from '../criteria.ts';
import type { TemporalSearchOptions } from '../orders/loma-factors.ts';
import { ClassSearch } from './class-search.ts';
import { EnumeratedSearch } from './enumerated-search.ts';

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

/**
 * The fastest search that works for the problem; all find the same mapping (docs/mapping-search.md#classes-of-equal-orders).
 * @param known cost of a mapping known already: only what is better is searched for.
 * @throws MappingError when the user's temporal ordering contradicts the layer.
 */
export function mappingSearch(
  problem: CompiledProblem,
  options: TemporalSearchOptions,
  criterion: OptimisationCriterion,
  known?: Cost,
): MappingSearch {
  return ClassSearch.serves(problem)
    ? new ClassSearch(problem, options, criterion, known)
    : new EnumeratedSearch(problem, options, criterion, known);
}
