import { getHardwarePerformance, type HardwarePerformanceOptions } from 'zigzag-ts';
import { explainedQuantities, explainQuantity } from 'zigzag-ts/explain';
import { median, printRow } from './measure.ts';

/* How soon something answers: a run after its abort signal, and the explanation of everything about one layer. */

const ROUNDS = 9;
const WIDTHS = [44, 12, 12];
const RESNET = { workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like' };

/** Runs that would take minutes or hours. */
const ENDLESS: readonly (readonly [string, HardwarePerformanceOptions])[] = [
  ['LOMA', { ...RESNET, lpfLimit: null }],
  ['LOMA on two threads', { ...RESNET, lpfLimit: null, workers: 2 }],
  ['SALSA', { ...RESNET, temporalMappingSearchEngine: 'salsa', salsaIterationNumber: 1e9 }],
];

/** Milliseconds from the abort to the end of the run. */
async function stoppingTime(options: HardwarePerformanceOptions): Promise<number> {
  const controller = new AbortController();
  let aborted = 0;
  setTimeout(() => {
    aborted = performance.now();
    controller.abort();
  }, 1200);
  await getHardwarePerformance({ ...options, signal: controller.signal }).catch(() => undefined);
  return performance.now() - aborted;
}

function print(name: string, times: readonly number[]): void {
  printRow(WIDTHS, [name, `${median(times).toFixed(1)} ms`, `${Math.max(...times).toFixed(1)} ms`]);
}

printRow(WIDTHS, ['', 'median', 'longest']);
for (const [name, options] of ENDLESS) {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await stoppingTime(options));
  print(`end after the abort signal: ${name}`, times);
}

const { evaluations } = await getHardwarePerformance({ ...RESNET, lpfLimit: 4 });
print(
  'all explanations of a layer',
  evaluations.map((evaluation) => {
    const start = performance.now();
    for (const name of explainedQuantities(evaluation)) explainQuantity(evaluation, name);
    return performance.now() - start;
  }),
);
