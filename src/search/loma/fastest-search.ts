import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { Cost, OptimisationCriterion } from '../criteria.ts';
import type { TemporalSearchOptions } from '../search-options.ts';
import { ClassSearch } from './class-search.ts';
import { EnumeratedSearch } from './enumerated-search.ts';
import type { MappingSearch } from './mapping-search.ts';

/**
 * Chooses the fastest search that works for the problem. All searches find the same mapping
 * (docs/mapping-search.md#classes-of-equal-orders).
 * @param known cost of a mapping that is known already. The search only looks for a better mapping.
 * @param tolerance share of the best objective within which the other cost decides.
 * @throws MappingError when the user's temporal ordering contradicts the layer.
 */
export function mappingSearch(
  problem: CompiledProblem,
  options: TemporalSearchOptions,
  criterion: OptimisationCriterion,
  known?: Cost,
  tolerance = 0,
): MappingSearch {
  return ClassSearch.serves(problem)
    ? new ClassSearch(problem, options, criterion, known, tolerance)
    : new EnumeratedSearch(problem, options, criterion, known, tolerance);
}
