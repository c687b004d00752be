import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { readManifest } from '../../../sweep-files/manifest-file.ts';
import { StopSignals } from '../../terminal/stop-signals.ts';
import { loadQueues } from './queue.ts';

/** Flags of `zigzag sweep serve`. */
export interface ServeFlags {
  readonly redis: string;
  readonly workers: number | 'auto';
  readonly quiet?: boolean;
}

/** `zigzag sweep serve SWEEP`: works on a queued sweep until it is done, or until a signal to stop. */
export async function serveCommand(name: string, { redis, workers, quiet = false }: ServeFlags): Promise<number> {
  const { serveSweep } = await loadQueues();
  const manifest = join(name, 'manifest.json');
  const sweep = existsSync(manifest) ? readManifest(manifest).sweep : name;
  const stop = new StopSignals();
  const processes = workers === 'auto' ? availableParallelism() : workers;
  const server = await serveSweep({
    redis,
    sweep,
    processes,
    onEvent: ({ kind, text }) => {
      if (!quiet || kind !== 'done') process.stderr.write(`${kind} ${text}\n`);
    },
  });
  await Promise.race([server.done, stop.whenStopped]);
  await server.close();
  stop.release();
  return 0;
}
