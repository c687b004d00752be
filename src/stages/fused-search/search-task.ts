import type { SearchTime } from '../../chain/control/time-budget.ts';
import type { Task } from '../../chain/control/worker-pool.ts';
import type { Cost, OptimisationCriterion } from '../../search/criteria.ts';
import type { SearchArguments } from './search-question.ts';

/** Find the best temporal mapping of one layer with one spatial mapping; the result is a `SearchAnswer`. */
export interface SearchTask extends SearchArguments, Task {
  readonly kind: 'search';
  readonly criterion: OptimisationCriterion;
  readonly toBeat: Cost | undefined;
  readonly searchTime: SearchTime;
  /** Share of the remaining time that the search may take. */
  readonly partOfTime: number;
}
