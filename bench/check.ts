import { parseArgs } from 'node:util';
import type { HardwarePerformanceOptions } from 'zigzag-ts';
import { type Measurement, measure, median, printRow } from './measure.ts';
import { checkout, removeCheckouts } from './revisions.ts';

/*
 * Compares the speed of two revisions: `npm run bench:check -- [REVISION_A [REVISION_B]] [--fail-above 15]`. Both run the same cases
 * in turn, so that a busy machine slows down both. Exits with 1 if B is slower by more than the threshold and by more than the runs of one
 * revision differ among themselves, or if its results differ.
 */

const ROUNDS = 7;
const MORE_ROUNDS = 15;
const WIDTHS = [36, 10, 10, 8, 12];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'fail-above': { type: 'string', default: '15' } },
});
const threshold = 1 + Number.parseFloat(values['fail-above']) / 100;
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

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    removeCheckouts();
    process.exit(1);
  });
}
try {
  const folders = [checkout(before), checkout(after)] as const;
  console.log(`A is ${before}, B is ${after ?? 'the working tree'}`);
  printRow(WIDTHS, ['case', 'A (ms)', 'B (ms)', 'B / A', 'spread of A']);
  for (const [name, options] of Object.entries(CASES)) {
    if (!compare(name, options, folders)) process.exitCode = 1;
  }
} finally {
  removeCheckouts();
}

/** Runs a case with both revisions and prints what came out; false if B is slower, or finds something else. */
function compare(name: string, options: HardwarePerformanceOptions, folders: readonly [string, string]): boolean {
  let runs = alternate(options, folders, ROUNDS);
  if (isSlower(runs)) runs = alternate(options, folders, MORE_ROUNDS);
  const [a, b] = runs.map(fastest);
  if (a === undefined || b === undefined) throw new Error('nothing was measured');
  const isSame = runs[0][0]?.energy === runs[1][0]?.energy && runs[0][0]?.latency === runs[1][0]?.latency;
  const verdict = isSame ? (isSlower(runs) ? '  slower' : '') : '  other results';
  const cells = [name, a.toFixed(1), b.toFixed(1), (b / a).toFixed(2), `${((spread(runs[0]) - 1) * 100).toFixed(0)} %`];
  printRow(WIDTHS, [...cells, verdict]);
  return verdict === '';
}

function alternate(
  options: HardwarePerformanceOptions,
  [a, b]: readonly [string, string],
  rounds: number,
): readonly [Measurement[], Measurement[]] {
  const runs: [Measurement[], Measurement[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    runs[0].push(measure(options, 3, a));
    runs[1].push(measure(options, 3, b));
  }
  return runs;
}

/** The fastest run of every process counts: what else the machine does can only slow it down. */
function isSlower([a, b]: readonly [Measurement[], Measurement[]]): boolean {
  return fastest(b) > fastest(a) * Math.max(threshold, spread(a));
}

function fastest(measurements: readonly Measurement[]): number {
  return Math.min(...measurements.flatMap(({ times }) => times));
}

/** How much slower the median process is than the fastest. */
function spread(measurements: readonly Measurement[]): number {
  return median(measurements.map(({ times }) => Math.min(...times))) / fastest(measurements);
}
