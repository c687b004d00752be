/*
 * A child process that runs one case with the library of some revision, so that peak memory is the case's own:
 *   node run-case.mjs <URL of the library> <options as JSON> <most runs>
 * Prints one line of JSON. Plain JavaScript: nothing but the library is loaded.
 */

import { existsSync, readFileSync } from 'node:fs';

const [library, options, mostRuns] = process.argv.slice(2);
const { getHardwarePerformance } = await import(library);

/** A run longer than this, in milliseconds, is not repeated. */
const LONG_MS = 1000;

const orders = { considered: 0, computed: 0, pruned: 0 };
const warmUp = await timed((event) => {
  for (const name of Object.keys(orders)) orders[name] += event.orders?.[name] ?? 0;
});
const times = [];
while (times.length < Number(mostRuns) && !(warmUp.milliseconds > LONG_MS && times.length > 0)) {
  times.push((await timed()).milliseconds);
}
const peakMegabytes = peakKilobytes() / 1024;
console.log(JSON.stringify({ times, orders, peakMegabytes, energy: warmUp.energy, latency: warmUp.latency }));

/** Of this process alone: `maxRSS` starts with what the parent had when it forked. */
function peakKilobytes() {
  if (!existsSync('/proc/self/status')) return process.resourceUsage().maxRSS;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}

async function timed(onProgress) {
  const start = performance.now();
  const { energy, latency } = await getHardwarePerformance({ ...JSON.parse(options), onProgress });
  return { milliseconds: performance.now() - start, energy, latency };
}
