import { TimeBudget } from '../chain/control/time-budget.ts';
import type { ChainTask } from '../chain/workers/protocol.ts';
import type { ControlOf } from '../chain/workers/serve-task.ts';
import { compileProblem } from '../engine/problem/compile.ts';
import { runSalsaChain } from '../search/salsa/salsa.ts';
import { type ExactTask, exactAnswer, loadExactSearch } from './exact-search/exact-question.ts';
import { searchHere } from './fused-search/search-here.ts';
import { type SearchAnswer, searchQuestion } from './fused-search/search-question.ts';
import type { SearchTask } from './fused-search/search-task.ts';
import type { SalsaTask } from './mapping/salsa-task.ts';

/** What worker threads of this package do. */
export type WorkerTask = ChainTask | ExactTask | SalsaTask | SearchTask;

/** Runs a task on the thread that calls it; its results are plain data. */
export async function* runWorkerTask(task: WorkerTask, controlOf: ControlOf): AsyncGenerator<unknown> {
  switch (task.kind) {
    case 'chain': {
      // A search needs no stages, and stages take longest to load.
      const { runChainTask } = await import('./run-chain-task.ts');
      yield* runChainTask(task, controlOf(new Date(task.startTime), task.place, task.searchTime));
      break;
    }
    case 'search':
      yield runSearchTask(task, controlOf);
      break;
    case 'exact':
      await loadExactSearch();
      yield lastStep(exactAnswer(task, task.deadline));
      break;
    case 'salsa': {
      const problem = compileProblem(task.layer, task.accelerator, task.spatialMapping, task);
      const shouldStop = new TimeBudget(task.searchTime).endOf(task.partOfTime);
      for (const chain of task.chains) yield lastStep(runSalsaChain(problem, task.options, chain, shouldStop));
    }
  }
}

function runSearchTask(task: SearchTask, controlOf: ControlOf): SearchAnswer {
  const control = controlOf(new Date(), {}, task.searchTime);
  const shouldStop = control.run.timeBudget.endOf(task.partOfTime);
  return lastStep(searchHere(searchQuestion(task.criterion, task, task.toBeat), control, shouldStop));
}

/** Runs a search that pauses now and then to its end. */
function lastStep<T>(search: Generator<unknown, T>): T {
  let step = search.next();
  while (!step.done) step = search.next();
  return step.value;
}
