import { platformFiles } from '../io/files/default-files.ts';
import { rememberedFiles } from '../io/files/remembered-files.ts';
import type { FileAccess } from '../platform/file-access.ts';
import { createManifest } from './plan/manifest.ts';
import { type OpenSweep, openSweep } from './plan/open-sweep.ts';
import type { DesignPoint } from './points/design-point.ts';
import type { SweepResults } from './points/sweep-results.ts';
import { SummaryMaker } from './results/summary-maker.ts';
import { designWorkers } from './run/design-workers.ts';
import { plannedDesigns } from './run/planned-designs.ts';
import { runSweep } from './run/run-sweep.ts';

/** A sweep and how it is run. */
export interface SweepOptions {
  /** Path of a sweep file, name of a built-in one, or the content of one (docs/sweeps.md). */
  readonly sweep: string | Readonly<Record<string, unknown>>;
  /** Designs that are evaluated at the same time, each on a thread of its own. Default `auto`: one per processor. Changes no result. */
  readonly workers?: number | 'auto' | undefined;
  /** Points of an earlier run of the same sweep: they are neither evaluated again nor yielded. */
  readonly known?: Iterable<DesignPoint> | undefined;
  /** Stops the sweep when aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Where files are read; by default the files of the platform. */
  readonly files?: FileAccess | undefined;
}

/**
 * The points of a sweep as they are found, in any order. Leaving the loop ends the sweep.
 *
 * ```ts
 * for await (const point of sweep({ sweep: 'sram-array' })) {
 *   if (point.status === 'costed') console.log(point.settings, point.quantities.edp);
 * }
 * ```
 * @throws InputError when the sweep file or one of its inputs cannot be used. Designs that cannot be are points.
 */
export async function* sweep(options: SweepOptions): AsyncGenerator<DesignPoint> {
  yield* pointsOf(await opened(options), options);
}

/**
 * A whole sweep: its points in the order of their numbers, the front and the best design.
 * @throws InputError as `sweep` does.
 */
export async function sweepResults(options: SweepOptions): Promise<SweepResults> {
  const open = await opened(options);
  const points = [...(options.known ?? [])];
  for await (const point of pointsOf(open, options)) points.push(point);
  const maker = new SummaryMaker(open);
  for (const point of points) maker.add(point);
  const file = typeof options.sweep === 'string' ? options.sweep : 'FILE.yaml';
  return { ...maker.summary(`zigzag sweep ${file} --out DIR`), points: points.toSorted((a, b) => a.point - b.point) };
}

async function opened({ sweep: file, files = platformFiles }: SweepOptions): Promise<OpenSweep> {
  return openSweep(await createManifest(file, rememberedFiles(files)));
}

async function* pointsOf(
  open: OpenSweep,
  { workers: wanted = 'auto', known = [], signal }: SweepOptions,
): AsyncGenerator<DesignPoint> {
  signal?.throwIfAborted();
  const knownPoints = new Map([...known].map((point) => [point.point, point]));
  const workers = designWorkers(open, wanted, plannedDesigns(open) - knownPoints.size, signal);
  try {
    for await (const point of runSweep(open, workers, { known: knownPoints })) {
      signal?.throwIfAborted();
      yield point;
    }
  } finally {
    await workers.close();
  }
}
