import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { FREE_MAPPING, matrixProduct } from '../small-inputs.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { command, longRun, zigzag, zigzagHere } from './support.ts';

/* Runs that are killed, and what they leave; runs again, on one thread and on two: the same bytes. */

const inputs = temporaryFolder();

function input(name: string, content: unknown): string {
  const path = join(inputs, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const SHORT = input('short.yaml', [
  matrixProduct(0, 'first', [12, 16, 30]),
  matrixProduct(1, 'second', [30, 16, 12], 0),
  matrixProduct(2, 'third', [60, 24, 12], 1),
  matrixProduct(3, 'fourth', [12, 24, 60], 2),
]);
const MAPPING = input('mapping.yaml', [{ ...FREE_MAPPING, spatial_mapping: { D1: ['K, 8'] } }]);
const RUN = ['run', '--workload', SHORT, '--accelerator', 'gemm_l1', '--mapping', MAPPING, '--quiet', '--workers', '1'];

/** Its second layer takes hours. */
const LONG = [...longRun(inputs), '--quiet'];

/** How often a run is killed; set it to try harder. */
const KILLS = Number(process.env.KILLS ?? 2);

function newFolder(): string {
  return join(temporaryFolder(), 'results');
}

/** What a run wrote, but for the time at which it was made. */
function written(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder).map((file) => {
      const text = readFileSync(join(folder, file), 'latin1');
      return [file, text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'TIME')];
    }),
  );
}

/** Kills a run so many milliseconds after it has stored its first search. */
async function killedAfter(milliseconds: number, folder: string): Promise<void> {
  const run = spawn(process.execPath, [command, ...RUN, '--out', folder], { stdio: 'ignore' });
  const ended = new Promise((resolve) => run.once('exit', resolve));
  await storedSearches(folder);
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  run.kill('SIGKILL');
  await ended;
}

/** Waits until a run has stored its first search. */
async function storedSearches(folder: string): Promise<void> {
  while (!existsSync(join(folder, 'searches.json'))) await new Promise((resolve) => setTimeout(resolve, 2));
}

test('what a killed process left half written is removed, what others write is not', () => {
  const folder = newFolder();
  mkdirSync(folder);
  const remains = ['results.json.zigzag-4194999.tmp', `results.json.zigzag-${process.pid}.tmp`, 'notes.4194999.tmp'];
  for (const name of remains) writeFileSync(join(folder, name), '{');
  const gemm = ['--workload', 'gemm', '--accelerator', 'gemm_l1', '--mapping', 'gemm_l1', '--lpf-limit', '3'];
  expect(zigzag('run', ...gemm, '--out', folder, '--quiet').status).toBe(0);
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual(
    [`results.json.zigzag-${process.pid}.tmp`, 'notes.4194999.tmp'].toSorted(),
  );
});

/** A search of hours that has begun, and how it ends. */
async function begunRun(folder: string) {
  const run = spawn(process.execPath, [command, ...LONG, '--out', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: string[] = [];
  run.stderr.on('data', (data) => said.push(String(data)));
  const ended = new Promise<string | number | null>((resolve) => {
    run.once('exit', (code, by) => resolve(code ?? by));
  });
  await storedSearches(folder);
  return { run, ended, said };
}

test('SIGINT ends a search of hours with the best mappings so far', async () => {
  const folder = newFolder();
  const { run, ended, said } = await begunRun(folder);
  run.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(said.join('')).toContain('interrupted: ');
  expect(said.join('')).toContain('--resume');
  expect(said.join('')).toContain('warning ZZ4418: ');
  const { layers } = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8'));
  expect(layers).toHaveLength(3);
  expect(existsSync(join(folder, 'run.lock'))).toBe(false);
});

test.each([['SIGINT', 'SIGINT'], ['SIGTERM']] as const)('%s %s ends the process', async (...signals) => {
  const folder = newFolder();
  const { run, ended, said } = await begunRun(folder);
  const [first, second] = signals;
  run.kill(first);
  if (second !== undefined) {
    while (!said.join('').includes('interrupted: ')) await new Promise((resolve) => setTimeout(resolve, 1));
    run.kill(second);
  }
  // Everything may be over between two interrupts.
  expect(await ended).toBe(first);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    expect(() => JSON.parse(readFileSync(join(folder, file), 'utf8'))).not.toThrow();
  }
});

describe('a run', () => {
  const folder = newFolder();
  let reference: Map<string, string>;
  let duration = 0;
  beforeAll(() => {
    const start = performance.now();
    expect(zigzag(...RUN, '--out', folder).status).toBe(0);
    duration = performance.now() - start;
    reference = written(folder);
  });

  /** A folder with what the run wrote, to be changed. */
  const copy = (): string => {
    const copied = newFolder();
    cpSync(folder, copied, { recursive: true });
    return copied;
  };

  test.each(['1', '2'])('writes the same bytes again, with %s workers', (workers) => {
    const again = newFolder();
    expect(zigzag(...RUN, '--out', again, '--workers', workers).status).toBe(0);
    expect(written(again)).toEqual(reference);
  });

  test(
    'that is killed leaves whole files only, and goes on to the same bytes',
    async () => {
      for (let kill = 0; kill < KILLS; kill++) {
        const killed = newFolder();
        await killedAfter((duration * kill) / KILLS / 2, killed);
        for (const file of readdirSync(killed).filter((name) => name.endsWith('.json'))) {
          expect(() => JSON.parse(readFileSync(join(killed, file), 'utf8'))).not.toThrow();
        }
        expect(zigzag(...RUN, '--out', killed, '--resume').status).toBe(0);
        expect(written(killed)).toEqual(reference);
      }
    },
    15_000 * KILLS,
  );

  test('takes up only what belongs to the same question', async () => {
    const continued = copy();
    const other = [...RUN, '--opt', 'energy'];
    const { status, stderr } = await zigzagHere('.', [...other, '--out', continued, '--resume']);
    expect(status).toBe(0);
    expect(stderr).not.toContain('ZZ6016');
    const fresh = newFolder();
    expect((await zigzagHere('.', [...other, '--out', fresh])).status).toBe(0);
    const [resumed, expected] = [written(continued), written(fresh)];
    // The store keeps what both criteria found.
    resumed.delete('searches.json');
    expected.delete('searches.json');
    expect(resumed).toEqual(expected);
  });

  test.each([
    ['cut off', (text: string) => text.slice(0, 100)],
    ['of another form', () => '{"version":"0.1.0","sha256":"","findings":[]}'],
    [
      'changed in one place',
      (text: string) => text.replace(/"size": (\d+)/, (_, size) => `"size": ${Number(size) * 2}`),
    ],
    ['empty', () => ''],
  ])('does not use searches that are %s, and says so', async (_, damage) => {
    const damaged = copy();
    const searches = join(damaged, 'searches.json');
    writeFileSync(searches, damage(readFileSync(searches, 'utf8')));
    const { status, stderr } = await zigzagHere('.', [...RUN, '--out', damaged, '--resume']);
    expect(status).toBe(0);
    expect(stderr).toContain('warning ZZ6016: nothing can be resumed: the file is damaged');
    expect(written(damaged).get('results.csv')).toEqual(reference.get('results.csv'));
  });
});

test('--resume needs --out', () => {
  const { status, stderr } = zigzag(...RUN, '--resume');
  expect(status).toBe(1);
  expect(stderr).toContain('error ZZ6010: --resume has no effect without --out');
});
