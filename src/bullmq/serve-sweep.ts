import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'bullmq';
import { InputError } from '../base/diagnostic.ts';
import { readManifest } from '../sweep-files/manifest-file.ts';
import { MANIFEST_VARIABLE } from './manifest-variable.ts';
import { type BatchData, type BatchResult, connectRedis, manifestKey, queueName } from './sweep-queue.ts';

/** Milliseconds between two looks whether the sweep is still there. */
const LOOK_MS = 2000;

export interface ServeOptions {
  /** Address of Redis, such as `redis://host:6379`. */
  readonly redis: string;
  /** Hash of the sweep, as in its manifest. */
  readonly sweep: string;
  /** Processes that evaluate designs, each one batch at a time; 1 if absent. */
  readonly processes?: number;
  /** Milliseconds without a sign of life after which a batch is given to another worker; 60 000 if absent. */
  readonly lockDuration?: number;
  /** Milliseconds between two looks for such batches; 30 000 if absent. */
  readonly stalledInterval?: number;
  /** Told about batches that are done, have failed once, or were taken from a dead worker; and about a Redis that is away. */
  readonly onEvent?: (event: ServeEvent) => void;
}

export interface ServeEvent {
  readonly kind: 'done' | 'failed' | 'stalled' | 'error';
  readonly text: string;
}

/** A worker of a queued sweep. */
export interface SweepServer {
  /** Resolves once the sweep is done: whoever collects its points has removed it. */
  readonly done: Promise<void>;
  /** Ends the batches under way, then leaves. */
  close(): Promise<void>;
}

/**
 * Works on a queued sweep, on any machine that reaches Redis; nothing else is shared. Workers may join and leave at any time. Designs are evaluated in
 * processes of their own: a search that held up this one would let its locks run out, and the batch would be done twice.
 * @throws InputError when there is no Redis, or no such sweep in it.
 */
export async function serveSweep({
  redis: url,
  sweep,
  processes = 1,
  lockDuration = 60_000,
  stalledInterval = 30_000,
  onEvent = () => {},
}: ServeOptions): Promise<SweepServer> {
  const redis = await connectRedis(url);
  const manifest = await redis.get(manifestKey(sweep));
  if (manifest === null) {
    redis.disconnect();
    throw noSuchSweep(sweep);
  }
  const folder = mkdtempSync(join(tmpdir(), 'zigzag-sweep-'));
  const path = join(folder, 'manifest.json');
  try {
    writeFileSync(path, manifest);
    readManifest(path);
  } catch (error) {
    rmSync(folder, { recursive: true });
    redis.disconnect();
    throw error;
  }
  const worker = new Worker<BatchData, BatchResult>(
    queueName(sweep),
    new URL('../bullmq/processor.js', import.meta.url),
    {
      connection: redis,
      concurrency: processes,
      lockDuration,
      stalledInterval,
      maxStalledCount: 3,
      workerForkOptions: { env: { ...process.env, [MANIFEST_VARIABLE]: path } },
    },
  );
  worker.on('completed', ({ id, data }) => onEvent({ kind: 'done', text: `${id}: ${data.designs.length} designs` }));
  worker.on('failed', (job, error) => onEvent({ kind: 'failed', text: `${job?.id}: ${error.message}` }));
  worker.on('stalled', (id) => onEvent({ kind: 'stalled', text: id }));
  worker.on('error', ({ message }) => onEvent({ kind: 'error', text: message }));
  let look: NodeJS.Timeout | undefined;
  const done = new Promise<void>((resolve) => {
    const isThere = () => redis.exists(manifestKey(sweep)).then((count) => count > 0 || resolve());
    look = setInterval(() => void isThere().catch(() => {}), LOOK_MS);
  });
  return {
    done,
    async close() {
      clearInterval(look);
      await worker.close();
      redis.disconnect();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function noSuchSweep(sweep: string): InputError {
  return new InputError([
    {
      code: 'ZZ7228',
      severity: 'error',
      message: `there is no sweep ${sweep} in this Redis: it was not queued, or it is done`,
      hint: 'queue it with: zigzag sweep queue DIR --redis URL',
    },
  ]);
}
