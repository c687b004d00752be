import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { InputError } from '../base/diagnostic.ts';
import type { OpenSweep } from '../sweep/plan/open-sweep.ts';
import { manifestText } from '../sweep-files/manifest-file.ts';

/** Milliseconds in which Redis must answer at first. Later it may be away for any time. */
const FIRST_ANSWER_MS = 5000;

/** What a job asks for: some designs of the sweep that the queue is named after. */
export interface BatchData {
  readonly designs: readonly number[];
}

/** What a job gives: lines of a part file, one a design. */
export type BatchResult = readonly string[];

/** Every sweep has a queue of its own, so that points of two never mix. */
export function queueName(sweep: string): string {
  return `zigzag-${sweep}`;
}

/** The key that holds the manifest, which workers on other machines read. It is there as long as the sweep isn't done. */
export function manifestKey(sweep: string): string {
  return `zigzag-${sweep}-manifest`;
}

/**
 * A connection as BullMQ wants it: commands wait while Redis is away.
 * @param url such as `redis://user:password@host:6379`.
 * @param patience milliseconds.
 * @throws InputError when nothing answers there in time.
 */
export async function connectRedis(url: string, patience = FIRST_ANSWER_MS): Promise<Redis> {
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  let reason = '';
  redis.on('error', (error) => {
    reason = error.message;
  });
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, patience, 'late').unref());
  const answer = await Promise.race([redis.ping(), late]).catch((error: unknown) => {
    reason = error instanceof Error ? error.message : '';
    return 'late';
  });
  if (answer !== 'late') return redis;
  redis.disconnect();
  throw new InputError([
    {
      code: 'ZZ7226',
      severity: 'error',
      message: `no Redis answers at ${withoutPassword(url)}${reason === '' ? '' : `: ${reason}`}`,
      hint: 'give its address with --redis redis://HOST:PORT, or in the variable REDIS_URL',
    },
  ]);
}

function withoutPassword(url: string): string {
  return url.replace(/:[^:@/]*@/, ':***@');
}

/** The queue of a sweep. Jobs stay in it when they are done: one that was removed could be added, and so done, again. */
export function openQueue(redis: Redis, sweep: string): Queue<BatchData, BatchResult> {
  return new Queue<BatchData, BatchResult>(queueName(sweep), {
    connection: redis,
    defaultJobOptions: {
      attempts: 3,
      backoff: { type: 'fixed', delay: 1000 },
      removeOnComplete: false,
      removeOnFail: false,
    },
  });
}

/** Leaves the manifest of a sweep where workers find it. */
export async function storeManifest(redis: Redis, { manifest }: OpenSweep): Promise<void> {
  await redis.set(manifestKey(manifest.sweep), manifestText(manifest));
}
