import { PAUSE, pace } from '../../chain/build/paced-run.ts';
import type { RunControl } from '../../chain/control/run-control.ts';
import type { WorkerPool } from '../../chain/control/worker-pool.ts';
import { type ExactAnswer, type ExactQuestion, type ExactTask, exactAnswer, questionKey } from './exact-question.ts';
import { ExactTime } from './exact-time.ts';

/** The exact searches of a run: networks repeat their layers, and no layer is searched twice. */
export class ExactAnswers {
  private readonly answers = new Map<string, ExactAnswer>();
  /** Searches under way, by question. */
  private readonly running = new Map<string, Promise<ExactAnswer>>();
  /** The last search on this thread: they take turns, so that each has the time to itself. */
  private turn: Promise<unknown> = Promise.resolve();

  /** Answers on this thread, pausing now and then. */
  *answerHere(
    question: ExactQuestion,
    control: RunControl,
    seconds: number | undefined,
  ): Generator<typeof PAUSE, ExactAnswer> {
    const key = questionKey(question);
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const deadline = control.run.shared(ExactTime).deadline(seconds, control, 1);
    const steps = exactAnswer(question, deadline);
    let step = steps.next();
    while (!step.done) {
      yield PAUSE;
      step = steps.next();
    }
    this.answers.set(key, step.value);
    return step.value;
  }

  /** Answers where the stages above can wait: on a thread of the pool, if there is one. */
  async answer(
    question: ExactQuestion,
    control: RunControl,
    seconds: number | undefined,
    pool: WorkerPool | undefined,
  ): Promise<ExactAnswer> {
    const key = questionKey(question);
    const running = this.running.get(key);
    if (running !== undefined) {
      try {
        return await running;
      } catch {
        // The error names another layer. This one finds out for itself.
      }
    }
    const search =
      pool === undefined ? this.answerInTurn(question, control, seconds) : onThread(question, control, seconds, pool);
    this.running.set(key, search);
    return search;
  }

  private answerInTurn(
    question: ExactQuestion,
    control: RunControl,
    seconds: number | undefined,
  ): Promise<ExactAnswer> {
    const begin = (): Promise<ExactAnswer> => pace(this.answerHere(question, control, seconds), control);
    const search = this.turn.then(begin);
    // One that fails says so to its own caller.
    this.turn = search.catch(() => undefined);
    return search;
  }
}

async function onThread(
  question: ExactQuestion,
  control: RunControl,
  seconds: number | undefined,
  pool: WorkerPool,
): Promise<ExactAnswer> {
  const deadline = control.run.shared(ExactTime).deadline(seconds, control, pool.threads);
  const name = `the exact search of layer ${question.layer.name}`;
  const answers = pool.submit<ExactTask>(
    { kind: 'exact', ...question, deadline },
    { name, progress: control.progress, warn: control.warn },
  );
  let found: ExactAnswer | undefined;
  // To the end of the stream: only then is the thread free.
  for await (const answer of answers) if (isAnswer(answer)) found = answer;
  if (found === undefined) throw new Error(`a worker thread sent no mapping of layer ${question.layer.name}`);
  return found;
}

function isAnswer(value: unknown): value is ExactAnswer {
  return typeof value === 'object' && value !== null && 'proven' in value;
}
