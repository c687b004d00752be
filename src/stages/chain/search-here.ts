import { type MappingSearch, mappingSearch } from '../../search/mapping-search.ts';
import { PAUSE } from './paced-run.ts';
import { type RunControl, report } from './run-control.ts';
import type { SearchFinding, SearchQuestion } from './search-question.ts';

/**
 * Answers on this thread, pausing now and then.
 * @throws MappingError when no mapping fits.
 */
export function* searchHere(
  { problem, options, criterion, toBeat }: SearchQuestion,
  control: RunControl,
): Generator<typeof PAUSE, SearchFinding> {
  const search = mappingSearch(problem, options, criterion, toBeat);
  const steps = search.run();
  let step = steps.next();
  while (!step.done) {
    if (control.run.isReportDue) announce(search, control);
    yield PAUSE;
    step = steps.next();
  }
  announce(search, control);
  return { mapping: step.value?.temporalMapping, toBeat };
}

function announce({ done, total, counts }: MappingSearch, control: RunControl): void {
  report(control, { stage: 'LomaStage', done, total, ...(done === total ? { orders: counts } : {}) });
}
