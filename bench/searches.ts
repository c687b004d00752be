import type { HardwarePerformanceOptions } from 'zigzag-ts';
import { goldenSearches } from '../test/golden/search-fixtures.ts';
import { type Measurement, measure, median, printRow } from './measure.ts';

/* How long whole searches take on one thread, how many orders they cost, and how often that fits into the reference's time. */

const WIDTHS = [42, 10, 13, 10, 13, 9, 10, 8];
const RESNET = { workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like' } as const;

/** A projection of MobileNetV2, 32 to 16 channels: its loops have ten prime factors on this array. */
const TEN_FACTORS = [
  {
    id: 0,
    name: 'projection',
    operator_type: 'Conv',
    equation: 'O[b][k][oy][ox]+=W[k][c]*I[b][c][oy][ox]',
    loop_dims: ['B', 'K', 'C', 'OY', 'OX'],
    loop_sizes: [1, 16, 32, 112, 112],
    operand_precision: { O: 16, O_final: 8, W: 8, I: 8 },
    operand_source: { W: 0, I: 0 },
  },
];

printRow(WIDTHS, ['search', 'ours (ms)', 'considered', 'computed', 'pruned', 'peak (MB)', 'theirs (s)', 'ratio']);
let networks = 0;
for (const { name, options, referenceSeconds } of goldenSearches()) {
  const result = await measure(options);
  if (/^(alexnet|resnet18)/.test(name)) networks += median(result.times);
  print(name, result, referenceSeconds);
}
for (const opt of ['energy', 'latency'] as const) {
  for (const lpfLimit of [8, 12])
    await printOwn(`resnet18 on tpu_like, ${opt}, limit ${lpfLimit}`, { ...RESNET, opt, lpfLimit });
  await printOwn(`one layer, ${opt}, 10 loop factors`, { ...RESNET, workload: TEN_FACTORS, opt, lpfLimit: null });
}
console.log(`all searches of alexnet and resnet18 together: ${(networks / 1000).toFixed(2)} s`);

async function printOwn(name: string, options: HardwarePerformanceOptions): Promise<void> {
  print(name, await measure(options), undefined);
}

function print(name: string, { times, orders, peakMegabytes }: Measurement, seconds: number | undefined): void {
  const milliseconds = median(times);
  printRow(WIDTHS, [
    name,
    milliseconds.toFixed(1),
    String(orders.considered),
    String(orders.computed),
    String(orders.pruned),
    peakMegabytes.toFixed(0),
    seconds?.toFixed(2) ?? '-',
    seconds === undefined ? '-' : `${((seconds * 1000) / milliseconds).toFixed(0)}×`,
  ]);
}
