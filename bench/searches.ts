import { getHardwarePerformance, type HardwarePerformanceOptions } from 'zigzag-ts';
import { goldenSearches } from '../test/golden/search-fixtures.ts';

/* How long whole searches take in one process, and how often that fits into the reference's time. */

const RUNS = 5;

console.log('search                                     ours (ms)   reference (s)      ratio');
let ours = 0;
let reference = 0;
for (const { name, options, referenceSeconds, isInMemoryComputing } of goldenSearches()) {
  if (isInMemoryComputing) continue;
  const milliseconds = await medianMilliseconds(options);
  ours += milliseconds;
  reference += referenceSeconds;
  console.log(line(name, milliseconds, referenceSeconds));
}
console.log(line('all together', ours, reference));

/** Median wall time of one search in this process, after a run to warm up. */
async function medianMilliseconds(options: HardwarePerformanceOptions): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const start = performance.now();
    await getHardwarePerformance(options);
    if (run > 0) times.push(performance.now() - start);
  }
  return times.sort((x, y) => x - y)[Math.floor(times.length / 2)] ?? Number.NaN;
}

function line(name: string, milliseconds: number, seconds: number): string {
  const ratio = (seconds * 1000) / milliseconds;
  return `${name.padEnd(40)} ${milliseconds.toFixed(1).padStart(11)} ${seconds.toFixed(2).padStart(15)} ${`${ratio.toFixed(0)}×`.padStart(10)}`;
}
