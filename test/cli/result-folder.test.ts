import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { command, zigzag } from './support.ts';

/* One folder, several runs: at the same time, and one after the other. */

const GEMM = ['--workload', 'gemm', '--accelerator', 'gemm_l1', '--mapping', 'gemm_l1', '--lpf-limit', '3', '--quiet'];

function newFolder(): string {
  return join(temporaryFolder(), 'results');
}

const run = (folder: string, ...inputs: readonly string[]) => zigzag('run', ...inputs, '--out', folder);

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
    const design = ['--workload', 'alexnet', '--accelerator', 'ascend_like', '--mapping', 'ascend_like'];
    const long = spawn(process.execPath, [command, 'run', ...design, '--lpf-limit', 'none', '--out', folder], {
      stdio: 'ignore',
    });
    const ended = new Promise((done) => long.once('exit', done));
    while (!existsSync(join(folder, 'searches.json'))) await new Promise((resolve) => setTimeout(resolve, 50));
    const { status, stdout, stderr } = run(folder, ...GEMM);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`error ZZ6017: another run is writing to this folder: process ${long.pid}, since 20`);
    expect(stderr).toContain('fix: wait for that run to end, or choose another folder');
    expect(existsSync(join(folder, 'results.json'))).toBe(false);

    long.kill('SIGKILL');
    await ended;
    expect(existsSync(join(folder, 'run.lock'))).toBe(true);
    expect(run(folder, ...GEMM).status).toBe(0);
    expect(existsSync(join(folder, 'run.lock'))).toBe(false);
  });

  test.each([
    ['a process that is no more', lockedFolder(4194999, hostname())],
    ['a process of another machine', lockedFolder(process.pid, 'elsewhere')],
  ])('with the lock of %s is used', (_, folder) => {
    expect(run(folder, ...GEMM)).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(folder, 'run.lock'))).toBe(false);
  });

  test('with a lock that cannot be read is used', () => {
    const folder = lockedFolder(0, '');
    writeFileSync(join(folder, 'run.lock'), 'null');
    expect(run(folder, ...GEMM)).toMatchObject({ status: 0, stderr: '' });
  });

  test('is not made for inputs that are refused', () => {
    const folder = newFolder();
    expect(run(folder, ...GEMM, '--workload', 'nowhere.yaml').status).toBe(1);
    expect(existsSync(folder)).toBe(false);
  });

  test('with files of an earlier run keeps them, and they are named', () => {
    const folder = newFolder();
    expect(run(folder, ...GEMM)).toMatchObject({ status: 0, stderr: '' });
    expect(run(folder, ...GEMM)).toMatchObject({ status: 0, stderr: '' });
    writeFileSync(join(folder, 'old_complete.json'), '{}');
    writeFileSync(join(folder, 'notes.json'), '{}');
    const { status, stderr } = run(folder, ...GEMM);
    expect(status).toBe(0);
    expect(stderr).toContain('warning ZZ6018: the folder also contains files of an earlier run');
    expect(stderr).toContain('which this run did not write: old_complete.json\n');
    expect(readdirSync(folder)).toContain('old_complete.json');
    expect(JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')).warnings).toEqual([]);
  });
});
