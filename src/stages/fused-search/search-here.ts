import { MappingError } from '../../base/diagnostic.ts';
import { PAUSE } from '../../chain/build/paced-run.ts';
import { type RunControl, reportProgress } from '../../chain/control/run-control.ts';
import type { ShouldStop } from '../../chain/control/time-budget.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { mappingSearch } from '../../search/loma/fastest-search.ts';
import type { MappingSearch } from '../../search/loma/mapping-search.ts';
import { noMappingInTime, TOO_MANY_CLASSES } from '../../search/search-errors.ts';
import { SearchForecast } from './search-forecast.ts';
import type { SearchAnswer, SearchQuestion } from './search-question.ts';

/** Milliseconds that a search without any mapping goes on when it should end. */
const OVERTIME = 10_000;

/**
 * Answers on this thread, pausing now and then.
 * @param shouldStop ends the search with the best mapping so far. A search without any goes on until it has one, for ten seconds at most.
 * @param overtime these milliseconds.
 * @throws MappingError when no mapping fits, or none was found in time.
 */
export function* searchHere(
  { problem, options, criterion, tolerance, toBeat }: SearchQuestion,
  control: RunControl,
  shouldStop: ShouldStop,
  overtime = OVERTIME,
): Generator<typeof PAUSE, SearchAnswer> {
  const search = mappingSearch(problem, options, criterion, toBeat, tolerance);
  const steps = search.run();
  let overSince: number | undefined;
  const forecast = control.run.timeBudget.isLimited ? undefined : new SearchForecast(performance.now());
  for (;;) {
    let step: IteratorResult<undefined, CostModelEvaluation | undefined>;
    try {
      step = steps.next();
    } catch (error) {
      // A run with a time limit wants the best mapping that can be had.
      const isFull = error instanceof MappingError && error.diagnostic.code === TOO_MANY_CLASSES;
      if (!isFull || !search.mayEnd || !control.run.timeBudget.isLimited) throw error;
      return endEarly(search, toBeat, control);
    }
    if (step.done) {
      announce(search, control);
      return answerOf(search, step.value, toBeat);
    }
    if (shouldStop()) {
      if (search.mayEnd) return endEarly(search, toBeat, control);
      overSince ??= performance.now();
      if (performance.now() - overSince >= overtime) throw noMappingInTime(problem, search.share);
    }
    if (control.run.isReportDue) announce(search, control);
    const warning = forecast?.update(performance.now(), search, problem, options);
    if (warning !== undefined) control.warn(warning);
    yield PAUSE;
  }
}

function endEarly(search: MappingSearch, toBeat: SearchQuestion['toBeat'], control: RunControl): SearchAnswer {
  const { done, total, counts, share } = search;
  reportProgress(control, { stage: 'LomaStage', done, total, orders: counts, searchedShare: share });
  return { ...answerOf(search, search.bestSoFar(), toBeat), searchedShare: share };
}

function answerOf(
  search: MappingSearch,
  found: CostModelEvaluation | undefined,
  toBeat: SearchQuestion['toBeat'],
): SearchAnswer {
  const alternatives = search.alternatives.map(({ temporalMapping }) => temporalMapping);
  return { mapping: found?.temporalMapping, toBeat, ...(alternatives.length > 0 ? { alternatives } : {}) };
}

function announce({ done, total, counts }: MappingSearch, control: RunControl): void {
  reportProgress(control, { stage: 'LomaStage', done, total, ...(done === total ? { orders: counts } : {}) });
}
