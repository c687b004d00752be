import { getHardwarePerformance } from 'zigzag-ts';
import { median, printRow } from './measure.ts';

/* What a second thread brings: MobileNetV2 on five accelerators, in one process, with one and with two threads in turn. */

const ROUNDS = 5;
const WIDTHS = [8, 16, 16, 8];
const DESIGNS = [
  ['tpu_like', 'tpu_like'],
  ['edge_tpu_like', 'edge_tpu_like'],
  ['meta_prototype', 'meta_prototype_like'],
  ['ascend_like', 'ascend_like'],
  ['tesla_npu_like', 'tesla_npu_like'],
] as const;

printRow(WIDTHS, ['limit', 'one thread (ms)', 'two threads (ms)', 'ratio']);
for (const lpfLimit of [6, 8]) {
  const times: Record<1 | 2, number[]> = { 1: [], 2: [] };
  const found = new Set<string>();
  for (let round = 0; round <= ROUNDS; round++) {
    for (const workers of [1, 2] as const) {
      const start = performance.now();
      found.add(await sweep(lpfLimit, workers));
      if (round > 0) times[workers].push(performance.now() - start);
    }
  }
  if (found.size > 1) throw new Error('the number of threads changed the results');
  const [one, two] = [median(times[1]), median(times[2])];
  printRow(WIDTHS, [String(lpfLimit), one.toFixed(0), two.toFixed(0), `${(one / two).toFixed(2)}×`]);
}

/** Searches all designs; returns what was found. */
async function sweep(lpfLimit: number, workers: number): Promise<string> {
  let found = '';
  for (const [accelerator, mapping] of DESIGNS) {
    const { energy, latency } = await getHardwarePerformance({
      workload: 'mobilenetv2',
      accelerator,
      mapping,
      lpfLimit,
      workers,
    });
    found += `${energy} ${latency};`;
  }
  return found;
}
