import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { command, longRun, zigzag, zigzagHere } from './support.ts';

/* One folder, several runs: at the same time, and one after the other. */

const GEMM = ['--workload', 'gemm', '--accelerator', 'gemm_l1', '--mapping', 'gemm_l1', '--lpf-limit', '3', '--quiet'];

function newFolder(): string {
  return join(temporaryFolder(), 'results');
}

const run = (folder: string, ...inputs: readonly string[]) => zigzagHere('.', ['run', ...inputs, '--out', folder]);

/** A folder with the lock of a process. */
function lockedFolder(pid: number, host: string): string {
  const folder = newFolder();
  mkdirSync(folder);
  writeFileSync(join(folder, 'run.lock'), JSON.stringify({ pid, host, since: '2026-01-02T03:04:05.000Z' }));
  return folder;
}

describe('a folder', () => {
  test('that a run is writing to is refused to others, until that run ends', async () => {
    const folder = newFolder();
    const long = spawn(process.execPath, [command, ...longRun(temporaryFolder()), '--out', folder], {
      stdio: 'ignore',
    });
    const ended = new Promise((done) => long.once('exit', done));
    while (!existsSync(join(folder, 'searches.json'))) await new Promise((resolve) => setTimeout(resolve, 50));
    const { status, stdout, stderr } = await run(folder, ...GEMM);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`error ZZ6017: another run is writing to this folder: process ${long.pid}, since 20`);
    expect(stderr).toContain('fix: wait for that run to end, or choose another folder');
    expect(existsSync(join(folder, 'results.json'))).toBe(false);

    long.kill('SIGKILL');
    await ended;
    expect(existsSync(join(folder, 'run.lock'))).toBe(true);
    expect((await run(folder, ...GEMM, '--force')).status).toBe(0);
    expect(existsSync(join(folder, 'run.lock'))).toBe(false);
  });

  test('with the lock of a process that is no more is used', async () => {
    const folder = lockedFolder(4194999, hostname());
    expect((await run(folder, ...GEMM)).status).toBe(0);
    expect(existsSync(join(folder, 'run.lock'))).toBe(false);
  });

  test('with the lock of another machine is refused, unless it is taken by --force', async () => {
    const folder = lockedFolder(4194999, 'elsewhere');
    const { status, stderr } = await run(folder, ...GEMM);
    expect(status).toBe(1);
    expect(stderr).toContain(
      'ZZ6017: a run on another machine may be writing to this folder: process 4194999 on elsewhere, since 2026-01-02T03:04:05.000Z',
    );
    expect(stderr).toContain('if that run is over, take the folder with --force');
    expect(readdirSync(folder)).toEqual(['run.lock']);
    expect(await run(folder, ...GEMM, '--force')).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(folder, 'run.lock'))).toBe(false);
  });

  test('with a pipe in the place of the lock is refused at once', async () => {
    const folder = lockedFolder(0, '');
    rmSync(join(folder, 'run.lock'));
    spawnSync('mkfifo', [join(folder, 'run.lock')]);
    expect((await run(folder, ...GEMM)).stderr).toContain('run.lock is not the lock of a run');
  });

  test('is needed for --force', () => {
    const { status, stderr } = zigzag('run', ...GEMM, '--force');
    expect(status).toBe(1);
    expect(stderr).toContain('error ZZ6010: --force has no effect without --out');
  });

  test('whose last run did not end says so wherever its results are shown', async () => {
    const folder = newFolder();
    expect((await run(folder, ...GEMM)).status).toBe(0);
    const lock = { pid: 4194999, host: hostname(), since: '2026-01-02T03:04:05.000Z' };
    writeFileSync(join(folder, 'run.lock'), JSON.stringify(lock));
    const picture = join(temporaryFolder(), 'energy.svg');
    for (const args of [
      ['show', folder],
      ['show', join(folder, 'results.json')],
      ['diff', folder, folder],
      ['report', folder],
      ['plot', folder, '--kind', 'energy', '--out', picture],
      ['explain', folder, '0'],
    ]) {
      const { status, stderr } = zigzag(...args);
      expect(status).toBe(0);
      expect(stderr).toContain('warning ZZ6045: the last run into this folder was killed: process 4194999 on');
      expect(stderr).toContain(
        'since 2026-01-02T03:04:05.000Z; the results are those of an earlier run, or of several',
      );
    }
    writeFileSync(join(folder, 'run.lock'), JSON.stringify({ ...lock, host: 'elsewhere', failed: true }));
    expect(zigzag('show', folder).stderr).toContain('ZZ6045: the last run into this folder failed');
    expect(await run(folder, ...GEMM)).toMatchObject({ status: 0, stderr: '' });
    expect(zigzag('show', folder).stderr).toBe('');
  });

  test('is not made for inputs that are refused', async () => {
    const folder = newFolder();
    expect((await run(folder, ...GEMM, '--workload', 'nowhere.yaml')).status).toBe(1);
    expect(existsSync(folder)).toBe(false);
  });

  test('with files of an earlier run keeps them, and they are named', async () => {
    const folder = newFolder();
    expect(await run(folder, ...GEMM)).toMatchObject({ status: 0, stderr: '' });
    expect(await run(folder, ...GEMM)).toMatchObject({ status: 0, stderr: '' });
    writeFileSync(join(folder, 'old_complete.json'), '{}');
    writeFileSync(join(folder, 'notes.json'), '{}');
    const { status, stderr } = await run(folder, ...GEMM);
    expect(status).toBe(0);
    expect(stderr).toContain('warning ZZ6018: the folder also contains files of an earlier run');
    expect(stderr).toContain('which this run did not write: old_complete.json\n');
    expect(readdirSync(folder)).toContain('old_complete.json');
    expect(JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')).warnings).toEqual([]);
  });
});
