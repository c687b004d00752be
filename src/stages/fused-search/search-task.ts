import type { Cost, OptimisationCriterion } from '../../search/criteria.ts';
import type { SearchArguments } from './search-question.ts';

/** Find the best temporal mapping of one layer with one spatial mapping; the result is a `SearchFinding`. */
export interface SearchTask extends SearchArguments {
  readonly kind: 'search';
  readonly criterion: OptimisationCriterion;
  readonly toBeat: Cost | undefined;
}
