import { compileProblem } from '../../engine/problem/compile.ts';
import { runSalsaChain } from '../../search/salsa/salsa.ts';
import { searchHere } from '../../stages/fused-search/search-here.ts';
import { type SearchFinding, searchQuestion } from '../../stages/fused-search/search-question.ts';
import type { SearchTask } from '../../stages/fused-search/search-task.ts';
import type { ProgressPlace } from '../control/progress.ts';
import { type RunControl, RunState } from '../control/run-control.ts';
import { encodeError } from './encode-error.ts';
import type { Report, Task, TaskMessage } from './protocol.ts';

/** A worker thread's side: does what a message asks for and reports on it. Never rejects. */
export async function serveTask({ id, task }: TaskMessage, send: (report: Report) => void): Promise<void> {
  try {
    for await (const value of runTask(task, id, send)) send({ id, type: 'result', value });
    send({ id, type: 'done' });
  } catch (error) {
    send({ id, type: 'failed', error: encodeError(error) });
  }
}

async function* runTask(task: Task, id: number, send: (report: Report) => void): AsyncGenerator<unknown> {
  if (task.kind === 'chain') {
    // Searches do not need the stages, which take longest to load.
    const { runChainTask } = await import('../../stages/run-chain-task.ts');
    yield* runChainTask(task, controlOf(id, send, new Date(task.startTime), task.place));
    return;
  }
  if (task.kind === 'search') {
    yield runSearchTask(task, id, send);
    return;
  }
  const problem = compileProblem(task.layer, task.accelerator, task.spatialMapping, task);
  for (const chain of task.chains) {
    const search = runSalsaChain(problem, task.options, chain);
    let step = search.next();
    while (!step.done) step = search.next();
    yield step.value;
  }
}

function runSearchTask(task: SearchTask, id: number, send: (report: Report) => void): SearchFinding {
  const search = searchHere(searchQuestion(task.criterion, task, task.toBeat), controlOf(id, send, new Date(), {}));
  let step = search.next();
  while (!step.done) step = search.next();
  return step.value;
}

/** Says what happens to the main thread. Nobody stops a task but by ending its thread. */
function controlOf(id: number, send: (report: Report) => void, startTime: Date, place: ProgressPlace): RunControl {
  return {
    signal: new AbortController().signal,
    progress: (event) => send({ id, type: 'progress', event }),
    warn: (diagnostic) => send({ id, type: 'warning', diagnostic }),
    place,
    run: new RunState(startTime),
  };
}
