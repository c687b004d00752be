import { PAUSE } from '../../chain/build/paced-run.ts';
import { type RunControl, reportProgress } from '../../chain/control/run-control.ts';
import { mappingSearch } from '../../search/loma/fastest-search.ts';
import type { MappingSearch } from '../../search/loma/mapping-search.ts';
import { longSearch } from '../../search/search-errors.ts';
import type { SearchAnswer, SearchQuestion } from './search-question.ts';

/** A search this old tells how long it will take, by the share of orders it has dealt with. */
const FORESIGHT_MS = 2000;

/** Longer than this, and the user is told. */
const LONG_MS = 600_000;

/**
 * Answers on this thread, pausing now and then.
 * @throws MappingError when no mapping fits.
 */
export function* searchHere(
  { problem, options, criterion, toBeat }: SearchQuestion,
  control: RunControl,
): Generator<typeof PAUSE, SearchAnswer> {
  const search = mappingSearch(problem, options, criterion, toBeat);
  const steps = search.run();
  const startedAt = performance.now();
  let isWarned = false;
  let step = steps.next();
  while (!step.done) {
    if (control.run.isReportDue) announce(search, control);
    if (!isWarned && performance.now() - startedAt > FORESIGHT_MS) {
      isWarned = true;
      const left = ((performance.now() - startedAt) * (search.total - search.done)) / search.done;
      if (left > LONG_MS) control.warn(longSearch(problem, options, search.total, left));
    }
    yield PAUSE;
    step = steps.next();
  }
  announce(search, control);
  return { mapping: step.value?.temporalMapping, toBeat };
}

function announce({ done, total, counts }: MappingSearch, control: RunControl): void {
  reportProgress(control, { stage: 'LomaStage', done, total, ...(done === total ? { orders: counts } : {}) });
}
