import { join } from 'node:path';
import type { Job, Queue } from 'bullmq';
import { InputError } from '../base/diagnostic.ts';
import { type OpenSweep, openSweep } from '../sweep/plan/open-sweep.ts';
import type { DesignPoint } from '../sweep/points/design-point.ts';
import { readManifest } from '../sweep-files/manifest-file.ts';
import { PartFile } from '../sweep-files/part-file.ts';
import { pointOfLine } from '../sweep-files/point-line.ts';
import { addBatches, type Batch, batchesOf, DESIGNS_PER_JOB } from './batches.ts';
import {
  type BatchData,
  type BatchResult,
  connectRedis,
  manifestKey,
  openQueue,
  storeManifest,
} from './sweep-queue.ts';

/** Milliseconds between two looks at the queue. */
const LOOK_MS = 500;

/** Results that are read from Redis at a time. */
const JOBS_AT_ONCE = 100;

export interface CollectOptions {
  /** Address of Redis, such as `redis://host:6379`. */
  readonly redis: string;
  /** Folder of a planned sweep: it has the manifest, and points are appended to its part file. */
  readonly folder: string;
  /** Designs of a job; 20 if absent. */
  readonly batch?: number;
  /** False: the points so far are kept, the jobs stay in the queue, and a later call goes on. */
  readonly mayGoOn?: () => boolean;
  /** Told the number of points that are known already. */
  readonly onStart?: (known: number) => void;
  readonly onPoint?: (point: DesignPoint) => void;
  /** Told why Redis is away; everything waits until it is back. */
  readonly onError?: (text: string) => void;
}

/** Puts the designs of a sweep into its queue, and returns. Doing so again changes nothing. @returns number of jobs. */
export async function addSweep({
  redis: url,
  folder,
  batch = DESIGNS_PER_JOB,
}: Pick<CollectOptions, 'redis' | 'folder' | 'batch'>): Promise<number> {
  const sweep = plannedSweep(folder);
  const redis = await connectRedis(url);
  const queue = openQueue(redis, sweep.manifest.sweep);
  try {
    const batches = [...batchesOf(sweep, batch)];
    await storeManifest(redis, sweep);
    await addBatches(queue, batches);
    return batches.length;
  } finally {
    await queue.close();
    redis.disconnect();
  }
}

/**
 * Puts the designs of a sweep into its queue, and appends the points that workers find to the part file of its folder. Once all are there, the queue is
 * removed. May be killed and started again: what is in the file isn't asked for again, what is in the queue stays there.
 * @returns whether all points are there: false after `mayGoOn` said no.
 * @throws InputError when some designs could not be evaluated in three attempts.
 */
export async function collectSweep({
  redis: url,
  folder,
  batch = DESIGNS_PER_JOB,
  mayGoOn = () => true,
  onStart,
  onPoint,
  onError = () => {},
}: CollectOptions): Promise<boolean> {
  const sweep = plannedSweep(folder);
  const { sweep: hash } = sweep.manifest;
  // Refuses strategies without a list, before anything is written.
  batchesOf(sweep, batch).next();
  const redis = await connectRedis(url);
  const queue = openQueue(redis, hash);
  queue.on('error', ({ message }) => onError(message));
  const part = new PartFile(folder, { index: 0, count: 1 }, hash, true);
  let isWhole = false;
  try {
    onStart?.(part.known.size);
    const open = new Map<string, Batch>();
    for (const one of batchesOf(sweep, batch, (design) => part.known.has(design))) open.set(one.id, one);
    await storeManifest(redis, sweep);
    await queue.retryJobs({ state: 'failed' });
    await addBatches(queue, open.values());
    while (open.size > 0 && mayGoOn()) {
      const found = await collectDone(queue, open, (line) => keep(part, hash, line, onPoint));
      if (found > 0 || open.size === 0) continue;
      await addLostOnes(queue, open);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    isWhole = open.size === 0;
  } finally {
    part.close(isWhole);
    if (isWhole) {
      await queue.obliterate({ force: true });
      await redis.del(manifestKey(hash));
    }
    await queue.close();
    redis.disconnect();
  }
  return isWhole;
}

function plannedSweep(folder: string): OpenSweep {
  return openSweep(readManifest(join(folder, 'manifest.json')));
}

function keep(part: PartFile, sweep: string, line: string, onPoint: CollectOptions['onPoint']): void {
  const point = pointOfLine(line, sweep);
  if (point === undefined) throw new Error(`a worker sent what is no point of sweep ${sweep}: ${line.slice(0, 100)}`);
  if (part.known.has(point.point)) return;
  part.append(point);
  onPoint?.(point);
}

/** Takes the results of jobs that are done and not yet collected. @returns their number. */
async function collectDone(
  queue: Queue<BatchData, BatchResult>,
  open: Map<string, Batch>,
  onLine: (line: string) => void,
): Promise<number> {
  const done = (await queue.getRanges(['completed'], 0, -1, true)).filter((id) => open.has(id));
  for (let start = 0; start < done.length; start += JOBS_AT_ONCE) {
    const jobs = await Promise.all(done.slice(start, start + JOBS_AT_ONCE).map((id) => queue.getJob(id)));
    for (const job of jobs) {
      if (job?.id === undefined) continue;
      for (const line of job.returnvalue) onLine(line);
      open.delete(job.id);
    }
  }
  return done.length;
}

/** Where nothing waits or runs although points are missing, Redis has lost jobs, or they have failed for good. */
async function addLostOnes(queue: Queue<BatchData, BatchResult>, open: ReadonlyMap<string, Batch>): Promise<void> {
  const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized');
  if (Object.values(counts).some((count) => count > 0)) return;
  const failed = (await queue.getFailed()).filter(({ id }) => id !== undefined && open.has(id));
  const done = new Set(await queue.getRanges(['completed']));
  const lost = [...open.values()].filter(({ id }) => !done.has(id) && !failed.some((job) => job.id === id));
  if (lost.length > 0) await addBatches(queue, lost);
  else if (failed.length === open.size) throw gaveUp(failed);
}

function gaveUp(failed: readonly Job<BatchData, BatchResult>[]): InputError {
  const [first] = failed;
  const designs = failed.reduce((sum, { data }) => sum + data.designs.length, 0);
  return new InputError([
    {
      code: 'ZZ7229',
      severity: 'error',
      message: `${designs} designs could not be evaluated in three attempts; those from design ${first?.data.designs[0]} on: ${first?.failedReason}`,
      hint: 'mend the cause on the machines of the workers, and start the same command again; other points are kept',
    },
  ]);
}
