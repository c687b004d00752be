import { defaultChain, type HardwarePerformanceOptions, MainStage } from 'zigzag-ts';
import { printRow } from './measure.ts';

/* How the time of a search grows with the limit of loop prime factors: every different layer of ResNet-18 on tpu_like, one thread. */

const RUNS = 15;
const WIDTHS = [10, 12, 12, 12, 12, 18];

printRow(WIDTHS, ['criterion', 'limit 6 (ms)', 'limit 8 (ms)', '10 (ms)', '12 (ms)', 'limit 8 / limit 6']);
for (const opt of ['energy', 'latency'] as const) {
  const network = { workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like', opt } as const;
  const [six, eight, ten, twelve] = [
    await layerTimes({ ...network, lpfLimit: 6 }, RUNS),
    await layerTimes({ ...network, lpfLimit: 8 }, RUNS),
    await layerTimes({ ...network, lpfLimit: 10 }, 1),
    await layerTimes({ ...network, lpfLimit: 12 }, 1),
  ];
  const ratios = six.map((time, layer) => (eight[layer] ?? Number.NaN) / time);
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  printRow(WIDTHS, [opt, ...[six, eight, ten, twelve].map((times) => total(times).toFixed(1)), `${mean.toFixed(2)}×`]);
}
console.log('(least times, all layers together; the last column is the geometric mean over the layers)');

/** Least milliseconds of the search of every layer that is searched at all: equal ones are searched once. */
async function layerTimes(options: HardwarePerformanceOptions, runs: number): Promise<number[]> {
  let least: number[] = [];
  for (let run = 0; run < runs; run++) {
    const times = await layerTimesOnce(options);
    least = times.map((time, layer) => Math.min(time, least[layer] ?? Number.POSITIVE_INFINITY));
  }
  return least;
}

async function layerTimesOnce(options: HardwarePerformanceOptions): Promise<number[]> {
  const times: number[] = [];
  let wasSearched = false;
  let started = 0;
  const { stages, args } = defaultChain(options);
  const onWorkload = () => {
    started = performance.now();
  };
  await MainStage.from(stages, { ...args, onWorkload }).run({
    onProgress: ({ stage, orders }) => {
      if (orders !== undefined) wasSearched = true;
      if (stage !== 'WorkloadStage') return;
      const now = performance.now();
      if (wasSearched) times.push(now - started);
      wasSearched = false;
      started = now;
    },
  });
  return times;
}

function total(times: readonly number[]): number {
  return times.reduce((sum, time) => sum + time, 0);
}
