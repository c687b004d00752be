import { join } from 'node:path';
import { InputError } from '../../../base/diagnostic.ts';
import { openSweep } from '../../../sweep/plan/open-sweep.ts';
import { plannedDesigns } from '../../../sweep/run/planned-designs.ts';
import { readManifest } from '../../../sweep-files/manifest-file.ts';
import { StopSignals } from '../../terminal/stop-signals.ts';
import { SweepProgress } from '../../terminal/sweep-progress.ts';
import { mergeCommand } from './merge.ts';
import { STOPPED } from './work-on-sweep.ts';

/** Flags of `zigzag sweep queue`. */
export interface QueueFlags {
  readonly redis: string;
  readonly batch: number;
  readonly quiet?: boolean;
}

/** `zigzag sweep queue DIR`: has a planned sweep done by those who run `zigzag sweep serve`, and writes the results. */
export async function queueCommand(folder: string, { redis, batch, quiet = false }: QueueFlags): Promise<number> {
  const { collectSweep } = await loadQueues();
  const sweep = openSweep(readManifest(join(folder, 'manifest.json')));
  const planned = plannedDesigns(sweep);
  const stop = new StopSignals();
  let progress = new SweepProgress(!quiet, planned, 0);
  const told = new Set<string>();
  try {
    const isWhole = await collectSweep({
      folder,
      redis,
      batch,
      mayGoOn: () => !stop.isStopped,
      onStart: (known) => {
        progress = new SweepProgress(!quiet, planned, known);
        progress.say(`start workers anywhere with: zigzag sweep serve ${sweep.manifest.sweep} --redis URL`);
      },
      onPoint: (point) => progress.add(point),
      onError: (text) => {
        if (!told.has(text)) progress.say(`waiting for Redis: ${text}`);
        told.add(text);
      },
    });
    progress.finish();
    if (isWhole) return await mergeCommand(folder);
    console.error('stopped; the queue stays in Redis, and the same command goes on');
    return STOPPED;
  } finally {
    stop.release();
  }
}

/** The adapter, whose packages not everybody has. @throws InputError without them. */
export async function loadQueues(): Promise<typeof import('../../../bullmq/index.ts')> {
  try {
    return await import('../../../bullmq/index.ts');
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new InputError([
      {
        code: 'ZZ7230',
        severity: 'error',
        message: `queues in Redis need two packages that are not installed: ${error.message.split('\n')[0]}`,
        hint: 'install them beside zigzag-ts with: npm install bullmq ioredis',
      },
    ]);
  }
}
