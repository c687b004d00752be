import { InputError, MappingError } from '../../src/base/diagnostic.ts';
import type { TaskMessage } from '../../src/chain/workers/protocol.ts';
import { performanceOrFailure } from '../../src/run/evaluate.ts';
import { RunAbortedError } from '../../src/stages/main-stage.ts';
import type { AnyTask } from '../../src/worker/any-task.ts';
import type { Inputs } from '../state/project.ts';
import { answer } from './answer.ts';
import { FinishedSearches } from './finished-search.ts';
import { runOptions } from './project-files.ts';
import type { Refusal, Reply, Request } from './protocol.ts';
import { summarise } from './result/summarise.ts';
import type { SweepMessage } from './sweep/sweep-protocol.ts';

/*
 * The worker of the page: one search at a time, and questions about those that are finished. It runs sweeps, too. The
 * library starts more of it as threads, to which it gives tasks.
 */

const finished = new FinishedSearches();
let running: { readonly id: number; readonly abort: AbortController } | undefined;

addEventListener('message', ({ data }: MessageEvent<Request | SweepMessage | TaskMessage<AnyTask>>) => {
  if ('sweep' in data) {
    const { sweep } = data;
    void import('./sweep/serve-sweep-request.ts').then(({ serveSweepRequest }) => serveSweepRequest(sweep));
    return;
  }
  if ('task' in data) {
    void serve(data);
    return;
  }
  switch (data.kind) {
    case 'search':
      running?.abort.abort();
      void search(data.id, data.inputs);
      break;
    case 'abort':
      if (running?.id === data.id) running.abort.abort();
      break;
    case 'ask':
      answer(data.question, (id) => finished.get(id)).then(
        (given) => reply({ kind: 'answer', id: data.id, answer: given }),
        (error: unknown) => reply({ kind: 'failed', id: data.id, message: messageOf(error) }),
      );
  }
});

/** A task of the library: this worker is one of its threads, too. */
async function serve(message: TaskMessage<AnyTask>): Promise<void> {
  const [{ serveTask }, { runAnyTask }] = await Promise.all([
    import('../../src/chain/workers/serve-task.ts'),
    import('../../src/worker/any-task.ts'),
  ]);
  await serveTask(message, (given) => postMessage(given), runAnyTask);
}

async function search(id: number, inputs: Inputs): Promise<void> {
  const abort = new AbortController();
  running = { id, abort };
  const start = performance.now();
  const options = runOptions(inputs);
  try {
    const {
      performance: found,
      created,
      failure,
    } = await performanceOrFailure({
      ...options,
      signal: abort.signal,
      onProgress: ({ stage, done, total }) => {
        if (stage === 'WorkloadStage') reply({ kind: 'progress', id, done, total });
      },
    });
    if (failure !== undefined) {
      reply({ kind: 'refused', id, refusal: refusalOf(failure) });
      return;
    }
    finished.add(id, { performance: found, options, created });
    reply({ kind: 'found', id, result: summarise(found, id, performance.now() - start) });
  } catch (error) {
    if (error instanceof RunAbortedError || abort.signal.aborted) reply({ kind: 'aborted', id });
    else reply({ kind: 'refused', id, refusal: refusalOf(error) });
  } finally {
    if (running?.id === id) running = undefined;
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof InputError)
    return { reason: 'input', diagnostics: error.diagnostics.map((one) => ({ ...one })) };
  if (error instanceof MappingError) {
    const all = [error, ...error.others];
    return { reason: 'mapping', diagnostics: all.map(({ diagnostic }) => ({ ...diagnostic })) };
  }
  return { reason: 'fault', diagnostics: [], message: messageOf(error) };
}

function reply(message: Reply): void {
  postMessage(message);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
