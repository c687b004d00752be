import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/* The command as a user starts it, beside Node alone: wall time and peak memory of the process. */

const RUNS = 15;
const command = fileURLToPath(new URL('../bin/zigzag.js', import.meta.url));
const library = new URL('../bundle/index.js', import.meta.url).href;
const peak = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS))`;
const resnet = ['run', '--workload', 'resnet18', '--accelerator', 'tpu_like', '--mapping', 'tpu_like'];

print('node alone', ['--eval', '0']);
print('zigzag --version', [command, '--version']);
print('import of the library', ['--input-type=module', '--eval', `import ${JSON.stringify(library)}`]);
const seconds = print('resnet18 on tpu_like, whole process', [command, ...resnet]);
const memory = run(['--import', peak, command, ...resnet]);
console.log(`peak memory of that run: ${(Number(/peak (\d+)/.exec(memory)?.[1]) / 1024).toFixed(0)} MB`);
console.log(`the reference needed 70.50 s for the search alone: ${(70.5 / seconds).toFixed(0)}×`);

/** Prints the times of a process, and returns the median in seconds. */
function print(what: string, args: readonly string[]): number {
  const times: number[] = [];
  for (let count = 0; count < RUNS; count++) {
    const start = performance.now();
    run(args);
    times.push(performance.now() - start);
  }
  times.sort((x, y) => x - y);
  const [fastest = Number.NaN] = times;
  const median = times[Math.floor(RUNS / 2)] ?? Number.NaN;
  console.log(`${what}, ${RUNS} runs: median ${median.toFixed(0)} ms, fastest ${fastest.toFixed(0)} ms`);
  return median / 1000;
}

/** What the process wrote to standard error. */
function run(args: readonly string[]): string {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stderr;
}
