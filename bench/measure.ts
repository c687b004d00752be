import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { HardwarePerformanceOptions } from 'zigzag-ts';
import * as z from 'zod';

/* What the benchmarks share: cases that run in processes of their own, medians, tables. */

const Measurement = z.object({
  /** Milliseconds of every run after the first. */
  times: z.array(z.number()),
  /** Orders of loops in all searches of a run; 0 where the revision does not count. */
  orders: z.object({ considered: z.number(), computed: z.number(), pruned: z.number() }),
  peakMegabytes: z.number(),
  energy: z.number(),
  latency: z.number(),
});

export type Measurement = z.infer<typeof Measurement>;

/** The repository. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const runCase = fileURLToPath(new URL('./run-case.mjs', import.meta.url));

/**
 * Runs a case in a process of its own: once to warm up, then up to `runs` times, only once where that takes over a second.
 * @param checkout folder of a built revision.
 */
export async function measure(
  options: HardwarePerformanceOptions,
  runs = 5,
  checkout = ROOT,
  signal?: AbortSignal,
): Promise<Measurement> {
  // Earlier revisions have no bundle of the library.
  const bundled = `${checkout}/bundle/index.js`;
  const library = pathToFileURL(existsSync(bundled) ? bundled : `${checkout}/dist/index.js`).href;
  const args = [runCase, library, JSON.stringify(options), String(runs)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { signal });
  return Measurement.parse(JSON.parse(stdout));
}

export function median(values: readonly number[]): number {
  return values.toSorted((x, y) => x - y)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Prints a row of a table: the first cell aligned to the left, all others to the right. */
export function printRow(widths: readonly number[], cells: readonly string[]): void {
  const padded = cells.map((cell, column) => {
    const width = widths[column] ?? cell.length;
    return column === 0 ? cell.padEnd(width) : cell.padStart(width);
  });
  console.log(padded.join('  '));
}
