import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { QueuedTask } from '../../../src/cli/commands/sweep/slurm/slurm-commands.ts';
import { arrayIndexes, arrayScript } from '../../../src/cli/commands/sweep/slurm/slurm-scripts.ts';
import { sortShares } from '../../../src/cli/commands/sweep/slurm/submit-shares.ts';
import { taskCount } from '../../../src/cli/commands/sweep/slurm/task-count.ts';
import { zigzagHere } from '../../cli/support.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { plannedFolder, workHere } from './small-sweep.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('numbers of shares are written as ranges that give the same numbers', () => {
  expect(arrayIndexes([0, 1, 2, 5, 7, 8])).toBe('0-2,5,7-8');
  const numbers = (text: string): number[] =>
    text.split(',').flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, place) => first + place);
    });
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(40), { minLength: 1 }), (some) => {
      const sorted = some.toSorted((a, b) => a - b);
      expect(numbers(arrayIndexes(sorted))).toEqual(sorted);
    }),
  );
});

test('a task takes some ten minutes, as far as the site allows', () => {
  expect(taskCount(1000, 0.1, 1, 1001)).toBe(1);
  expect(taskCount(1_000_000, 0.06, 1, 1001)).toBe(100);
  expect(taskCount(1_000_000, 0.06, 4, 1001)).toBe(25);
  expect(taskCount(100_000_000, 0.06, 1, 1001)).toBe(1001);
  expect(taskCount(3, 5000, 1, 1001)).toBe(3);
});

test('missing shares are idle if their task has ended, or Slurm holds it back', () => {
  const task = (index: number | undefined, state: string, reason: string, job = '10'): QueuedTask => ({
    job,
    index,
    state,
    reason,
  });
  const queued = [
    task(0, 'RUNNING', 'None'),
    task(1, 'PENDING', 'Resources'),
    task(2, 'PENDING', 'BeginTime'),
    task(3, 'PENDING', 'launch failed requeued held'),
    task(5, 'COMPLETING', 'None'),
    task(undefined, 'PENDING', 'Dependency', '11'),
  ];
  const shares = sortShares([0, 1, 2, 3, 4, 5], queued, ['11']);
  expect(shares).toMatchObject({ running: [0, 5], waiting: [1], idle: [2, 3, 4], reasons: ['Resources'] });
  expect(shares.obsolete.map(({ job, index }) => [job, index])).toEqual([
    ['10', 2],
    ['10', 3],
    ['11', undefined],
  ]);
});

describe('scripts', () => {
  test('quote what a shell would split', () => {
    const folder = "/data/it's a 100% sweep";
    const parts = { folder, sweep: 'ab', count: 2, cpus: 3, node: 'node', command: '/z z/zigzag.js', options: [] };
    const text = arrayScript(parts);
    expect(text).toContain(`#SBATCH --output="/data/it's a 100%% sweep/slurm/share-%a.log"\n`);
    const words = text.split('\nexec ')[1] ?? '';
    const { stdout } = spawnSync('bash', ['-c', `printf '%s\\n' ${words}`], { encoding: 'utf8' });
    expect(stdout.split('\n')).toEqual(
      ['node', '/z z/zigzag.js', 'sweep', 'work', '--manifest', `${folder}/manifest.json`, '--index', 'auto'].concat([
        '--count',
        '2',
        '--workers',
        '3',
        '',
      ]),
    );
  });

  test('are written without Slurm by --dry-run, for the shares that are missing', async () => {
    const folder = await plannedFolder();
    await workHere(folder, 1, 3);
    const flags = ['--tasks', '3', '--cpus', '2', '--time', '1:00:00', '--partition', 'long', '--sbatch=--mem=2G'];
    const { status, stdout } = await zigzagHere(folder, ['sweep', 'submit', '--slurm', 'out', '--dry-run', ...flags]);
    expect(status).toBe(0);
    expect(stdout).toContain('written, not submitted: out/slurm/array-of-3.sh (sbatch --array=0,2)');
    const script = readFileSync(join(folder, 'out', 'slurm', 'array-of-3.sh'), 'utf8');
    for (const option of [
      '--open-mode=append',
      '--requeue',
      '--signal=B:USR1@60',
      '--cpus-per-task=2',
      '--time=1:00:00',
      '--partition=long',
      '--mem=2G',
    ])
      expect(script).toContain(`#SBATCH ${option}\n`);
    expect(script).toContain(
      `--manifest ${realpathSync(folder)}/out/manifest.json --index auto --count 3 --workers 2\n`,
    );
    expect(readFileSync(join(folder, 'out', 'slurm', 'merge.sh'), 'utf8')).toContain(
      `sweep merge ${realpathSync(folder)}/out\n`,
    );
  });

  test('are not written where nothing can be submitted', async () => {
    const folder = await plannedFolder();
    const submit = (...flags: readonly string[]) => zigzagHere(folder, ['sweep', 'submit', 'out', ...flags]);
    expect((await submit()).stderr).toContain('ZZ7220');
    vi.stubEnv('PATH', temporaryFolder());
    const { status, stderr } = await submit('--slurm', '--tasks', '2');
    expect(status).toBe(1);
    expect(stderr).toContain("ZZ7221: scontrol can't be started on this machine");
    expect((await zigzagHere(folder, ['sweep', 'status', 'out', '--resubmit'])).stderr).toContain('ZZ7225');
    expect(readdirSync(join(folder, 'out'))).toEqual(['manifest.json']);
  });
});
