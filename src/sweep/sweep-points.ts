import { platformFiles } from '../io/files/default-files.ts';
import { rememberedFiles } from '../io/files/remembered-files.ts';
import { createManifest } from './plan/manifest.ts';
import { type OpenSweep, openSweep } from './plan/open-sweep.ts';
import type { DesignPoint } from './points/design-point.ts';
import type { SweepResults } from './points/sweep-results.ts';
import { SummaryMaker } from './results/summary-maker.ts';
import { designWorkers } from './run/design-workers.ts';
import { plannedDesigns } from './run/planned-designs.ts';
import { runSweep } from './run/run-sweep.ts';
import type { SweepOptions } from './sweep-options.ts';

/** The points of a sweep as they are found. */
export async function* pointsOfSweep(options: SweepOptions): AsyncGenerator<DesignPoint> {
  yield* pointsOf(await opened(options), options);
}

/** A whole sweep. */
export async function resultsOfSweep(options: SweepOptions): Promise<SweepResults> {
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
