import { parseArgs } from 'node:util';
import type { HardwarePerformanceOptions } from 'zigzag-ts';
import { type Measurement, measure, median, printRow } from './measure.ts';
import { checkout, removeCheckouts } from './revisions.ts';

/*
 * Compares the speed of two revisions: `npm run bench:check -- [REVISION_A [REVISION_B]] [--fail-above 15]`. Both run the same cases
 * in turn, so that a busy machine slows down both. Exits with 1 if B is slower by more than the threshold in the median of the rounds and slower
 * at all in three of four, or if its results differ.
 */

const ROUNDS = 7;
const MORE_ROUNDS = 15;
const WIDTHS = [36, 10, 10, 8, 12, 14];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'fail-above': { type: 'string', default: '15' } },
});
const percent = Number.parseFloat(values['fail-above']);
if (!(percent >= 0)) throw new Error(`--fail-above takes a percentage such as 15, not ${values['fail-above']}`);
const threshold = 1 + percent / 100;
const [before = 'HEAD~1', after] = positionals;

const resnet = { workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like' } as const;
const CASES: Readonly<Record<string, HardwarePerformanceOptions>> = {
  'resnet18, tpu_like, latency': { ...resnet, opt: 'latency' },
  'resnet18, tpu_like, energy, limit 8': { ...resnet, opt: 'energy', lpfLimit: 8 },
  'alexnet, meta_prototype, EDP': {
    workload: 'alexnet',
    accelerator: 'meta_prototype',
    mapping: 'meta_prototype_like',
    opt: 'EDP',
  },
  'mobilenetv2, ascend_like, latency': { workload: 'mobilenetv2', accelerator: 'ascend_like', mapping: 'ascend_like' },
  'gemm, generic_array, latency': { workload: 'gemm', accelerator: 'generic_array', mapping: 'generic_array' },
};

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
try {
  const folders = [await checkout(before, stop.signal), await checkout(after, stop.signal)] as const;
  console.log(`A is ${before}, B is ${after ?? 'the working tree'}`);
  printRow(WIDTHS, ['case', 'A (ms)', 'B (ms)', 'B / A', 'of rounds']);
  for (const [name, options] of Object.entries(CASES)) {
    if (!(await compare(name, options, folders))) process.exitCode = 1;
  }
} finally {
  await removeCheckouts();
}

/** Both revisions, one right after the other. */
interface Round {
  readonly a: Measurement;
  readonly b: Measurement;
}

/** Runs a case with both revisions and prints what came out; false if B is slower, or finds something else. */
async function compare(
  name: string,
  options: HardwarePerformanceOptions,
  folders: readonly [string, string],
): Promise<boolean> {
  let rounds = await alternate(options, folders, ROUNDS);
  if (isSlower(rounds)) rounds = await alternate(options, folders, MORE_ROUNDS);
  const isSame = rounds.every(({ a, b }) => a.energy === b.energy && a.latency === b.latency);
  const verdict = isSame ? (isSlower(rounds) ? 'slower' : '') : 'other results';
  const ratios = ratiosOf(rounds);
  printRow(WIDTHS, [
    name,
    median(rounds.map(({ a }) => fastest(a))).toFixed(1),
    median(rounds.map(({ b }) => fastest(b))).toFixed(1),
    median(ratios).toFixed(2),
    `${(ratios[0] ?? 0).toFixed(2)}-${(ratios.at(-1) ?? 0).toFixed(2)}`,
    verdict,
  ]);
  return verdict === '';
}

async function alternate(
  options: HardwarePerformanceOptions,
  [a, b]: readonly [string, string],
  count: number,
): Promise<Round[]> {
  const rounds: Round[] = [];
  while (rounds.length < count) {
    rounds.push({ a: await measure(options, 3, a, stop.signal), b: await measure(options, 3, b, stop.signal) });
  }
  return rounds;
}

/** Slower than allowed in the median, and slower at all in three rounds of four. */
function isSlower(rounds: readonly Round[]): boolean {
  const ratios = ratiosOf(rounds);
  return median(ratios) > threshold && (ratios[Math.floor(ratios.length / 4)] ?? 0) > 1;
}

/** B's time relative to A's in every round, ascending: what else the machine does in a round slows down both. */
function ratiosOf(rounds: readonly Round[]): number[] {
  return rounds.map(({ a, b }) => fastest(b) / fastest(a)).sort((x, y) => x - y);
}

function fastest({ times }: Measurement): number {
  return Math.min(...times);
}
