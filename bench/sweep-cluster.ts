import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PartFile } from '../src/sweep-files/part-file.ts';
import { processesWith } from '../test/sweep/cluster/processes-of.ts';
import { NO_REDIS, RedisServer } from '../test/sweep/cluster/redis-server.ts';
import { pause, until } from '../test/sweep/cluster/services.ts';
import { NO_SLURM, SlurmSite } from '../test/sweep/cluster/slurm-site.ts';

/*
 * What a sweep costs on a cluster, and what becomes of it when a node dies: npm run build && npx tsx bench/sweep-cluster.ts [files] [redis] [tasks] [signal] [controller] [node].
 * Takes some minutes, most of them waiting for Slurm's timers. docs/sweeps-on-clusters.md has the figures.
 */

const COMMAND = fileURLToPath(new URL('../bin/zigzag.js', import.meta.url));

/** 288 designs of ResNet-18, of some tens of milliseconds each once warm. */
const NETWORK = `workloads: resnet18
accelerator: tpu_like
mapping: tpu_like
run: {opt: EDP}
parameters:
  array: {sets: ["accelerator.operational_array.sizes[*]"], from: 2, to: 96, step: 2}
  sram: {sets: accelerator.memories.sram_2MB.size, from: 64 KiB, to: 2 MiB, factor: 2}
set:
  accelerator.memories.sram_2MB.auto_cost_extraction: true
objectives: [edp]
`;

/** 600 designs of one matrix product, a millisecond each. */
const PRODUCT = `workloads: gemm
accelerator: gemm_l1
mapping: gemm_l1
parameters:
  size: {sets: accelerator.memories.l1.size, values: [2097152, 4194304, 8388608]}
  unit: {sets: accelerator.operational_array.unit_energy, from: 0.01, to: 2, step: 0.01}
objectives: [energy]
`;

const seconds = (since: number): number => Number(((performance.now() - since) / 1000).toFixed(1));

function planned(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'zigzag-cluster-'));
  writeFileSync(join(folder, 'sweep.yaml'), text);
  zigzag(folder, {}, 'plan', 'sweep.yaml', '--out', 'out');
  return folder;
}

function zigzag(folder: string, environment: Readonly<Record<string, string>>, ...args: readonly string[]): string {
  const env = { ...process.env, ...environment };
  const { stdout, stderr } = spawnSync('node', [COMMAND, 'sweep', ...args], { cwd: folder, env, encoding: 'utf8' });
  return `${stdout}${stderr}`.trim();
}

/** Starts the command. Resolves to the processor time of it and its children, in seconds. */
function timed(
  folder: string,
  environment: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<number> {
  const env = { ...process.env, ...environment };
  const started = spawn('bash', ['-c', '"$@" >/dev/null; times', '_', 'node', COMMAND, 'sweep', ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  started.stdout.on('data', (text) => {
    said += String(text);
  });
  return new Promise((resolve) => {
    started.once('close', () => {
      const parts = [...(said.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
      const sum = parts.reduce((total, [, minutes, rest]) => total + 60 * Number(minutes) + Number(rest), 0);
      resolve(Number(sum.toFixed(1)));
    });
  });
}

/** The points of one command on this machine, and how long it took. */
async function alone(text: string): Promise<{ readonly csv: string; readonly took: string }> {
  const folder = planned(text);
  const started = performance.now();
  const cpu = await timed(folder, {}, 'sweep.yaml', '--out', 'out', '--quiet', '--workers', '1');
  const csv = readFileSync(join(folder, 'out', 'points.csv'), 'utf8');
  return { csv, took: `${seconds(started)} s, ${cpu} s of processor time` };
}

function compare(folder: string, expected: string): string {
  zigzag(folder, {}, 'merge', 'out');
  return readFileSync(join(folder, 'out', 'points.csv'), 'utf8') === expected ? 'bit-equal' : 'DIFFERENT';
}

async function slurmTrials(): Promise<void> {
  const site = await SlurmSite.start(mkdtempSync(join(tmpdir(), 'zigzag-slurm-')));
  try {
    const { csv, took } = await alone(NETWORK);
    if (isWanted('tasks')) await tasks(site, csv, took);
    if (isWanted('signal')) await signalled(site, csv);
    if (isWanted('controller')) await controllerDeath(site, csv);
    if (isWanted('node')) for (const resubmits of [false, true]) await nodeDeath(site, csv, resubmits);
  } finally {
    await site.stop();
  }
}

/** What starting tasks costs. */
async function tasks(site: SlurmSite, csv: string, took: string): Promise<void> {
  const empty = performance.now();
  site.slurm('sbatch', '--array=0-19', '--output=/dev/null', '--wrap=true');
  await until('empty tasks are done', () => site.queue() === '', 120);
  console.log(`20 empty tasks on two processors: ${seconds(empty)} s`);
  console.log(`288 designs by one command, one worker: ${took}`);

  const shared = planned(NETWORK);
  const started = performance.now();
  zigzag(shared, site.environment, 'submit', '--slurm', 'out', '--tasks', '4');
  await until('all is done', () => site.queue() === '', 300);
  console.log(`the same as 4 tasks and a merge: ${seconds(started)} s, ${compare(shared, csv)}`);
}

/** Asks a task to stop, as Slurm does before its time limit. */
async function signalled(site: SlurmSite, csv: string): Promise<void> {
  const stopped = planned(NETWORK);
  zigzag(stopped, site.environment, 'submit', '--slurm', 'out', '--tasks', '1');
  await until('it works', () => processesWith('sweep work', stopped).length > 0, 60);
  await pause(2500);
  const job = /^(\d+)_\d+ RUNNING/m.exec(site.queue())?.[1] ?? '';
  site.slurm('scancel', '--batch', '--signal=USR1', job);
  await until('it has stopped', () => site.queue() === '', 60);
  const exit = /ExitCode=(\S+)/.exec(site.slurm('scontrol', 'show', 'job', job))?.[1];
  console.log(`USR1 after 2.5 s: exit ${exit}, ${zigzag(stopped, site.environment, 'status', 'out').split('\n')[0]}`);
  zigzag(stopped, site.environment, 'status', 'out', '--resubmit');
  await until('all is done', () => site.queue() === '', 300);
  console.log(`  submitted again: ${compare(stopped, csv)}`);
}

/** Kills the controller while tasks run, then acts as an administrator and a user do. */
async function controllerDeath(site: SlurmSite, csv: string): Promise<void> {
  const folder = planned(NETWORK);
  zigzag(folder, site.environment, 'submit', '--slurm', 'out', '--tasks', '4');
  await until('it works', () => processesWith('sweep work', folder).length > 0, 60);
  await pause(500);
  await site.kill('slurmctld');
  const died = performance.now();
  await pause(5000);
  site.startController();
  let drained = 0;
  const isQuiet = (): boolean => {
    drained += site.resumeDrainedNode() ? 1 : 0;
    return site.running() === 0;
  };
  let rounds = 0;
  for (let isWhole = false; !isWhole; rounds++) {
    await until('nothing runs any more', isQuiet, 200, () => site.queue());
    isWhole = zigzag(folder, site.environment, 'status', 'out', '--resubmit').includes('is complete');
  }
  const again = `${rounds - 1} times submitted again`;
  console.log(
    `controller death: node drained ${drained} times, ${again}, done after ${seconds(died)} s, ${compare(folder, csv)}`,
  );
}

/** Kills the node daemon, its steps and the work, and starts the daemon again. */
async function nodeDeath(site: SlurmSite, csv: string, resubmits: boolean): Promise<void> {
  const folder = planned(NETWORK);
  zigzag(folder, site.environment, 'submit', '--slurm', 'out', '--tasks', '4');
  await until('it works', () => processesWith('sweep work', folder).length > 0, 60);
  await pause(1500);
  await site.kill('slurmd');
  for (const id of [...processesWith('slurmstepd'), ...processesWith('sweep work', folder)]) {
    try {
      process.kill(id, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
  const died = performance.now();
  await pause(1000);
  site.startNode();
  await until(
    'the node is back',
    () => /^(idle|mix|alloc)/.test(site.slurm('sinfo', '--noheader', '--format=%t')),
    120,
  );
  const back = seconds(died);
  if (resubmits) {
    await until('Slurm has noticed', () => site.queue().includes('BeginTime'), 200);
    const said = zigzag(folder, site.environment, 'status', 'out', '--resubmit');
    console.log(`  noticed after ${seconds(died)} s; ${/submitted again.*/.exec(said)?.[0]}`);
  }
  await until(
    'all is done',
    () => site.queue() === '',
    400,
    () => site.queue(),
  );
  const how = resubmits ? 'missing shares submitted again' : 'tasks requeued by Slurm';
  console.log(`node death, ${how}: node back after ${back} s, done after ${seconds(died)} s, ${compare(folder, csv)}`);
}

async function redisTrials(): Promise<void> {
  const server = await RedisServer.start(mkdtempSync(join(tmpdir(), 'zigzag-redis-')));
  try {
    for (const [name, text, batches] of [
      ['600 matrix products', PRODUCT, [1, 5, 20, 100]],
      ['288 designs of ResNet-18', NETWORK, [1, 20]],
    ] as const) {
      const { csv, took } = await alone(text);
      console.log(`${name} by one command, one worker: ${took}`);
      for (const batch of batches) {
        const folder = planned(text);
        const environment = { REDIS_URL: server.url };
        const started = performance.now();
        const queue = timed(folder, environment, 'queue', 'out', '--quiet', '--batch', String(batch));
        await pause(2500);
        const worker = timed(folder, environment, 'serve', 'out', '--workers', '1', '--quiet');
        const cpu = (await queue) + (await worker);
        const took = `${seconds(started)} s, ${cpu.toFixed(1)} s of processor time`;
        console.log(`  queued, ${batch} a job, one worker: ${took}, ${compare(folder, csv)}`);
      }
    }
  } finally {
    await server.kill();
  }
}

function fileTrials(): void {
  const folder = mkdtempSync(join(tmpdir(), 'zigzag-parts-'));
  const part = new PartFile(folder, { index: 0, count: 1 }, 'sweep', true);
  const points = 100_000;
  const before = process.cpuUsage();
  for (let point = 0; point < points; point++) {
    const quantities = { energy: point / 3, latency: 8191, edp: point * 2730.3, area: 1.5 };
    part.append({ point, settings: { array: 16, sram: 524288 }, status: 'costed', quantities });
  }
  part.close(true);
  const { user, system } = process.cpuUsage(before);
  console.log(`a line of a part file: ${((user + system) / points).toFixed(1)} µs of processor time`);
}

const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
console.log(`${availableParallelism()} processors, Node ${process.version}`);
if (isWanted('files')) fileTrials();
if (isWanted('redis')) await (NO_REDIS === undefined ? redisTrials() : console.log(NO_REDIS));
if (['tasks', 'signal', 'controller', 'node'].some(isWanted))
  await (NO_SLURM === undefined ? slurmTrials() : console.log(NO_SLURM));
process.exit(0);
