import type { WorkerPool } from '../workers/worker-pool.ts';
import { pace } from './paced-run.ts';
import { type RunControl, report } from './run-control.ts';
import { searchHere } from './search-here.ts';
import type { SearchFinding, SearchQuestion } from './search-question.ts';

/**
 * The answer, from a thread of the pool where that pays. Which thread searches makes no difference to what is found.
 * @throws what the search throws. WorkerError when a thread dies, naming the layer.
 */
export async function findOnThreads(
  question: SearchQuestion,
  control: RunControl,
  pool: WorkerPool,
): Promise<SearchFinding> {
  const { searches } = control.run;
  for (;;) {
    const known = searches.known(question);
    if (known !== undefined) return known;
    const other = searches.running.get(question.key);
    if (other === undefined) break;
    // Should it fail, this one finds out for itself.
    await other.catch(() => undefined);
  }
  const search = searches.threadsPay ? searchOnThread(question, control, pool) : searchOnMainThread(question, control);
  searches.running.set(question.key, search);
  try {
    const finding = await search;
    searches.add(question, finding);
    return finding;
  } finally {
    searches.running.delete(question.key);
  }
}

async function searchOnMainThread(question: SearchQuestion, control: RunControl): Promise<SearchFinding> {
  const { searches } = control.run;
  searches.isSearchingHere = true;
  try {
    return await pace(searchHere(question, control), control);
  } finally {
    searches.isSearchingHere = false;
  }
}

async function searchOnThread(
  { problem, options, criterion, toBeat }: SearchQuestion,
  control: RunControl,
  pool: WorkerPool,
): Promise<SearchFinding> {
  const { layer, accelerator, spatialMapping, reuseAtPins } = problem;
  const { signal } = control;
  const stop = () => void pool.abandon(signal.reason);
  signal.addEventListener('abort', stop);
  try {
    const answers = pool.submit(
      {
        kind: 'search',
        layer,
        accelerator,
        spatialMapping,
        accessSameDataConsideredAsNoAccess: reuseAtPins,
        lomaLpfLimit: options.lpfLimit,
        temporalMappingType: options.type,
        criterion,
        toBeat,
      },
      { name: `the search for layer ${layer.name}`, progress: (event) => report(control, event), warn: control.warn },
    );
    for await (const answer of answers) if (isFinding(answer)) return answer;
    throw new Error(`a worker thread sent no mapping of layer ${layer.name}`);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function isFinding(value: unknown): value is SearchFinding {
  return typeof value === 'object' && value !== null && 'mapping' in value && 'toBeat' in value;
}
