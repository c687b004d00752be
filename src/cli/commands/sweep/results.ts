import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../../../platform/write-whole.ts';
import type { OpenSweep } from '../../../sweep/plan/open-sweep.ts';
import type { CostedPoint } from '../../../sweep/points/design-point.ts';
import type { SweepSummary } from '../../../sweep/points/sweep-results.ts';
import { MissedObjectives } from '../../../sweep/results/missed-objectives.ts';
import { csvHeader, csvLine, reasonOf } from '../../../sweep/results/points-csv.ts';
import { SummaryMaker } from '../../../sweep/results/summary-maker.ts';
import { PointStore } from '../../../sweep-files/sweep-folder.ts';
import type { SweepText } from '../../text/sweep-text.ts';

/** Lines that are written at a time. */
const LINES_AT_ONCE = 1000;

/** Writes `sweep.json`, `points.csv`, `points.parquet` and `sweep.html` from the part files of a folder. Points pass by one after the other. */
export async function writeSweepResults(folder: string, sweep: OpenSweep, command: string): Promise<SweepText> {
  const store = new PointStore(folder, sweep.manifest.sweep);
  const maker = new SummaryMaker(sweep);
  const missed = new MissedObjectives(sweep.definition);
  let firstReason: string | undefined;
  for (const point of store.points()) {
    maker.add(point);
    missed.add(point);
    if (point.status === 'refused') firstReason ??= reasonOf(point);
  }
  const summary = maker.summary(command);
  writeWhole(join(folder, 'sweep.json'), `${JSON.stringify(summary, undefined, 2)}\n`);
  writeCsv(join(folder, 'points.csv'), store, summary);
  await writeParquetFile(join(folder, 'points.parquet'), store, summary);
  const { sweepHtml } = await import('../../../sweep-page/index.ts');
  writeWhole(join(folder, 'sweep.html'), sweepHtml({ ...summary, points: store.points() }));
  return {
    ...summary,
    frontPoints: frontPoints(store, summary),
    firstReason,
    ...(summary.front.length === 0 ? { missed: missed.text() } : {}),
  };
}

/** The points of the front, in its order. */
function frontPoints(store: PointStore, { front }: SweepSummary): CostedPoint[] {
  const wanted = new Set(front);
  const found = new Map<number, CostedPoint>();
  for (const point of store.points())
    if (point.status === 'costed' && wanted.has(point.point)) found.set(point.point, point);
  return front.flatMap((number) => found.get(number) ?? []);
}

function writeCsv(path: string, store: PointStore, summary: SweepSummary): void {
  const front = new Set(summary.front);
  const unfinished = `${path}.zigzag-${process.pid}.tmp`;
  const descriptor = openSync(unfinished, 'w');
  let lines = [csvHeader(summary)];
  for (const point of store.points()) {
    lines.push(csvLine(point, summary, front));
    if (lines.length < LINES_AT_ONCE) continue;
    writeSync(descriptor, lines.join(''));
    lines = [];
  }
  writeSync(descriptor, lines.join(''));
  closeSync(descriptor);
  renameSync(unfinished, path);
}

/** The library for it is loaded when a sweep ends. */
async function writeParquetFile(path: string, store: PointStore, summary: SweepSummary): Promise<void> {
  const { fileWriter } = await import('hyparquet-writer');
  const { writeParquet } = await import('../../../sweep/results/points-parquet.ts');
  const unfinished = `${path}.zigzag-${process.pid}.tmp`;
  await writeParquet(fileWriter(unfinished), store.points(), summary);
  renameSync(unfinished, path);
}
