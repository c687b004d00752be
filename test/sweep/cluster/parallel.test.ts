import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command, zigzagHere } from '../../cli/support.ts';
import { plannedFolder, pointsOf, singleMachinePoints } from '../shares/small-sweep.ts';

const version = spawnSync('parallel', ['--version'], { encoding: 'utf8' }).stdout ?? '';
const NO_PARALLEL = version.startsWith('GNU parallel') ? undefined : 'GNU parallel is not installed';

if (NO_PARALLEL !== undefined) console.warn(`sweeps are not tested with GNU parallel: ${NO_PARALLEL}`);

test.skipIf(NO_PARALLEL !== undefined)(
  'the line of the documentation works, and does what is missing again',
  async () => {
    const folder = await plannedFolder();
    const work = [
      process.execPath,
      command,
      'sweep',
      'work',
      '--manifest',
      'out/manifest.json',
      '--index',
      '{}',
      '--count',
      '2',
    ];
    const parallel = (...options: readonly string[]) =>
      spawnSync('parallel', ['--jobs', '2', ...options, ...work, '--workers', '1', '--quiet', ':::', '0', '1'], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, PARALLEL_HOME: folder },
      });
    expect(parallel().status).toBe(0);
    rmSync(join(folder, 'out', 'parts', 'part-1-of-2.jsonl'));
    expect(parallel().status).toBe(0);
    expect(existsSync(join(folder, 'out', 'parts', 'part-1-of-2.jsonl'))).toBe(true);
    expect(readdirSync(join(folder, 'out', 'parts'))).toHaveLength(2);
    await zigzagHere(folder, ['sweep', 'merge', 'out']);
    expect(pointsOf(join(folder, 'out'))).toBe(await singleMachinePoints());
  },
);
