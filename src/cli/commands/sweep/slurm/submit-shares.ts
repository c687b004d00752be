import { cancelWaiting, type QueuedTask, submitScript } from './slurm-commands.ts';
import { arrayIndexes } from './slurm-scripts.ts';
import { arrayScriptPath, mergeScriptPath, type Submission, writeSubmission } from './submission.ts';

/**
 * Submits some shares as an array job, and behind it a job that writes the results whatever became of the shares.
 * @param atOnce tasks that run at the same time, at most; undefined for as many as Slurm likes.
 * @returns the numbers of both jobs.
 */
export function submitShares(
  folder: string,
  before: Submission,
  indexes: readonly number[],
  atOnce?: number,
): { readonly array: string; readonly merge: string } {
  const limit = atOnce === undefined ? '' : `%${atOnce}`;
  const array = submitScript(arrayScriptPath(folder, before.count), [`--array=${arrayIndexes(indexes)}${limit}`]);
  const submitted = { ...before, arrays: [...before.arrays, array] };
  writeSubmission(folder, submitted);
  const merge = submitScript(mergeScriptPath(folder), [`--dependency=afterany:${array}`]);
  writeSubmission(folder, { ...submitted, merges: [...before.merges, merge] });
  return { array, merge };
}

/** What Slurm is doing about the shares that are missing. */
export interface MissingShares {
  readonly running: readonly number[];
  readonly waiting: readonly number[];
  /** What Slurm says they wait for. */
  readonly reasons: readonly string[];
  /** Nobody works on them: their tasks have failed, or are held back by Slurm. */
  readonly idle: readonly number[];
  /** Waiting tasks of idle shares, and merges that wait. */
  readonly obsolete: readonly QueuedTask[];
}

/**
 * Sorts missing shares by what Slurm does about them. A task that Slurm starts again waits for two minutes first, and one whose launch has failed is
 * held for good; both count as idle, since a new task starts at once.
 */
export function sortShares(
  missing: readonly number[],
  queued: readonly QueuedTask[],
  merges: readonly string[],
): MissingShares {
  const heldBack = ({ state, reason }: QueuedTask): boolean =>
    state === 'PENDING' && /^BeginTime$|requeued held|JobHeldAdmin/i.test(reason);
  const indexesOf = (tasks: readonly QueuedTask[]): Set<number | undefined> => new Set(tasks.map(({ index }) => index));
  const running = indexesOf(queued.filter(({ state }) => state !== 'PENDING'));
  const inLine = queued.filter((task) => task.state === 'PENDING' && !merges.includes(task.job) && !heldBack(task));
  const waiting = indexesOf(inLine);
  return {
    running: missing.filter((index) => running.has(index)),
    waiting: missing.filter((index) => !running.has(index) && waiting.has(index)),
    reasons: [...new Set(inLine.map(({ reason }) => reason))].filter((reason) => reason !== 'None'),
    idle: missing.filter((index) => !running.has(index) && !waiting.has(index)),
    obsolete: queued.filter((task) => heldBack(task) || (task.state === 'PENDING' && merges.includes(task.job))),
  };
}

/** Submits the idle shares again. */
export function resubmitShares(folder: string, submission: Submission, { idle, obsolete }: MissingShares): string {
  cancelWaiting(obsolete);
  const { array, merge } = submitShares(folder, submission, idle);
  return `submitted again: shares ${arrayIndexes(idle)} as job ${array}, the results as job ${merge}`;
}
