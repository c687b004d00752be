import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { Cost, OptimisationCriterion } from '../criteria.ts';
import type { TemporalSearchOptions } from '../search-options.ts';
import { ClassSearch } from './class-search.ts';
import { EnumeratedSearch } from './enumerated-search.ts';
import type { MappingSearch } from './mapping-search.ts';

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
