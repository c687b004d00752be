import { goldenSearches, medianMilliseconds } from './golden-searches.ts';

/* How long whole searches take in one process, and how often that fits into the reference's time. */

console.log('search                                     ours (ms)   reference (s)      ratio');
let ours = 0;
let reference = 0;
for (const { name, options, referenceSeconds } of goldenSearches()) {
  const milliseconds = await medianMilliseconds(options, 5);
  ours += milliseconds;
  reference += referenceSeconds;
  console.log(line(name, milliseconds, referenceSeconds));
}
console.log(line('all together', ours, reference));

function line(name: string, milliseconds: number, seconds: number): string {
  const ratio = (seconds * 1000) / milliseconds;
  return `${name.padEnd(40)} ${milliseconds.toFixed(1).padStart(11)} ${seconds.toFixed(2).padStart(15)} ${`${ratio.toFixed(0)}×`.padStart(10)}`;
}
