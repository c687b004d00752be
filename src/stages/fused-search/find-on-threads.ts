import { pace } from '../../chain/build/paced-run.ts';
import { type RunControl, reportProgress } from '../../chain/control/run-control.ts';
import { partOfTime, searchesLeft } from '../../chain/control/time-budget.ts';
import type { WorkerPool } from '../../chain/control/worker-pool.ts';
import { SearchAnswers } from './search-answers.ts';
import { searchHere } from './search-here.ts';
import type { SearchAnswer, SearchQuestion } from './search-question.ts';
import type { SearchTask } from './search-task.ts';
import { ThreadForecast } from './thread-forecast.ts';

/**
 * The answer, and whether an earlier search gave it; from a thread of the pool where that pays. Which thread searches makes no difference to what is found.
 * @throws what the search throws. WorkerError when a thread dies, naming the layer.
 */
export async function findOnThreads(
  question: SearchQuestion,
  control: RunControl,
  pool: WorkerPool,
): Promise<{ readonly finding: SearchAnswer; readonly isKnown: boolean }> {
  const searches = control.run.shared(SearchAnswers);
  const forecast = control.run.shared(ThreadForecast);
  const left = searchesLeft(control.place);
  const timeUntilThreadsPay = (): number =>
    pool.isWarm ? 0 : forecast.timeUntilThreadsPay(pool.processorTime(), left, pool.threads);
  for (;;) {
    const known = searches.known(question);
    if (known !== undefined) return { finding: known, isKnown: true };
    const other = searches.running.get(question.key);
    // Should the other one fail, this one finds out for itself.
    if (other !== undefined) await other.catch(() => undefined);
    else if (searches.here === undefined || timeUntilThreadsPay() <= 0) break;
    else await settledWithin(searches.here, timeUntilThreadsPay());
  }
  const onThread = timeUntilThreadsPay() <= 0;
  const search = onThread ? searchOnThread(question, control, pool) : searchOnMainThread(question, control, pool);
  searches.running.set(question.key, search);
  try {
    const finding = await search;
    searches.add(question, finding);
    return { finding, isKnown: false };
  } finally {
    searches.running.delete(question.key);
  }
}

async function searchOnMainThread(
  question: SearchQuestion,
  control: RunControl,
  pool: WorkerPool,
): Promise<SearchAnswer> {
  const searches = control.run.shared(SearchAnswers);
  const search = pace(
    searchHere(question, control, control.run.timeBudget.endOf(partOfTime(control.place, pool.threads))),
    control,
  );
  const forecast = control.run.shared(ThreadForecast);
  searches.here = search;
  forecast.begin(pool.processorTime());
  try {
    return await search;
  } finally {
    searches.here = undefined;
    forecast.end(pool.processorTime());
  }
}

/** Waits until the work is over, however it ends, but no longer than this. */
function settledWithin(work: Promise<unknown>, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const finish = (): void => {
      clearTimeout(timer);
      resolve();
    };
    work.then(finish, finish);
  });
}

async function searchOnThread(
  { problem, options, criterion, tolerance, toBeat }: SearchQuestion,
  control: RunControl,
  pool: WorkerPool,
): Promise<SearchAnswer> {
  const { layer, accelerator, spatialMapping, reuseAtPins, costModel } = problem;
  const answers = pool.submit<SearchTask>(
    {
      kind: 'search',
      layer,
      accelerator,
      spatialMapping,
      accessSameDataConsideredAsNoAccess: reuseAtPins,
      costModel,
      lomaLpfLimit: options.lpfLimit,
      temporalMappingType: options.type,
      criterion,
      tolerance,
      toBeat,
      searchTime: control.run.timeBudget.time,
      partOfTime: partOfTime(control.place, pool.threads),
    },
    {
      name: `the search for layer ${layer.name}`,
      progress: (event) => reportProgress(control, event),
      warn: control.warn,
    },
  );
  let finding: SearchAnswer | undefined;
  // To the end of the stream: only then is the thread free.
  for await (const answer of answers) if (isFinding(answer)) finding = answer;
  if (finding === undefined) throw new Error(`a worker thread sent no mapping of layer ${layer.name}`);
  return finding;
}

function isFinding(value: unknown): value is SearchAnswer {
  return typeof value === 'object' && value !== null && 'mapping' in value && 'toBeat' in value;
}
