import { countText } from '../../../base/number-text.ts';
import type { OpenSweep } from '../../../sweep/plan/open-sweep.ts';
import { designWorkers } from '../../../sweep/run/design-workers.ts';
import { plannedDesigns } from '../../../sweep/run/planned-designs.ts';
import { runSweep } from '../../../sweep/run/run-sweep.ts';
import type { SweepShare } from '../../../sweep/run/strategy-context.ts';
import { PartFile } from '../../../sweep-files/part-file.ts';
import { StopSignals } from '../../terminal/stop-signals.ts';
import { SweepProgress } from '../../terminal/sweep-progress.ts';

/** Exit code of work that was stopped by a signal and can go on. */
export const STOPPED = 75;

export interface WorkOptions {
  readonly workers: number | 'auto';
  readonly share: SweepShare;
  readonly resume: boolean;
  readonly quiet: boolean;
}

/**
 * Evaluates the designs of a share and appends them to its part file.
 * @returns whether the share is complete: false after a signal to stop, at which designs under way are finished.
 */
export async function workOnSweep(
  folder: string,
  sweep: OpenSweep,
  { workers: wanted, share, resume, quiet }: WorkOptions,
): Promise<boolean> {
  const planned = Math.ceil(plannedDesigns(sweep) / share.count);
  const part = new PartFile(folder, share, sweep.manifest.sweep, resume);
  const stop = new StopSignals();
  const progress = new SweepProgress(!quiet, planned, part.known.size);
  if (part.known.size > 0)
    progress.say(
      `${countText(part.known.size, 'design')} of an earlier run ${part.known.size === 1 ? 'is' : 'are'} kept`,
    );
  const workers = designWorkers(sweep, wanted, planned - part.known.size, undefined);
  let isWhole = false;
  try {
    const points = runSweep(sweep, workers, {
      known: part.known,
      share,
      mayStart: () => !stop.isStopped,
      onBounds: (done, total) => progress.bounds(done, total),
    });
    for await (const point of points) {
      part.append(point);
      progress.add(point);
    }
    isWhole = !stop.isStopped;
  } finally {
    part.close(isWhole);
    stop.release();
    progress.finish();
    await workers.close();
  }
  return isWhole;
}
