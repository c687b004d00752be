import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/* A whole run as a user starts it: wall time and peak memory of the process. */

const RUNS = 7;
const command = fileURLToPath(new URL('../bin/zigzag.js', import.meta.url));
const peak = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS))`;
const args = ['run', '--workload', 'resnet18', '--accelerator', 'tpu_like', '--mapping', 'tpu_like'];

const seconds: number[] = [];
const megabytes: number[] = [];
for (let count = 0; count < RUNS; count++) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--import', peak, command, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  seconds.push((performance.now() - start) / 1000);
  megabytes.push(Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024);
}
console.log(
  `resnet18 on tpu_like, whole process, median of ${RUNS}: ${median(seconds).toFixed(2)} s, peak ${median(megabytes).toFixed(0)} MB`,
);
console.log(`the reference needed 70.50 s for the search alone: ${(70.5 / median(seconds)).toFixed(0)}×`);

function median(values: readonly number[]): number {
  return [...values].sort((x, y) => x - y)[Math.floor(values.length / 2)] ?? Number.NaN;
}
