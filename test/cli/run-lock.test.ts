import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { RunLock } from '../../src/platform/run-lock.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const PROCESSES = 5;
const LOCKS = 120;
const PROGRAM = fileURLToPath(new URL('take-locks.mjs', import.meta.url));

/** A process that is over. */
const { pid: DEAD } = spawnSync(process.execPath, ['--version']);

function lockText(pid: number, host = hostname()): string {
  return JSON.stringify({ pid, host, since: '2026-01-02T03:04:05.000Z' });
}

function newLock(content?: string): string {
  const path = join(temporaryFolder(), 'run.lock');
  if (content !== undefined) writeFileSync(path, content);
  return path;
}

describe('a lock', () => {
  test('goes to exactly one of several processes, also where a dead one has it', async () => {
    const folder = temporaryFolder();
    const paths = Array.from({ length: LOCKS }, (_, index) => join(folder, String(index), 'run.lock'));
    for (const [index, path] of paths.entries()) {
      mkdirSync(join(folder, String(index)));
      if (index % 4 !== 0) writeFileSync(path, lockText(DEAD));
    }
    const start = String(Date.now() + 400);
    const processes = Array.from({ length: PROCESSES }, () =>
      spawn(process.execPath, [PROGRAM, start, ...paths], { stdio: ['pipe', 'pipe', 'inherit'] }),
    );
    // Those that are done live until all are.
    await Promise.all(processes.map(({ stdout }) => new Promise((done) => stdout.once('readable', done))));
    const outputs = processes.map(({ stdout, stdin }) => {
      stdin.end();
      return text(stdout);
    });
    const taken = (await Promise.all(outputs)).flatMap((output): unknown => JSON.parse(output));
    expect(taken.toSorted()).toEqual(paths.toSorted());
    for (const index of paths.keys()) expect(readdirSync(join(folder, String(index)))).toEqual(['run.lock']);
  });

  test('is taken from a dead process, even if another died while doing so', () => {
    const path = newLock(lockText(DEAD));
    const name = createHash('sha256')
      .update(`run.lock ${lockText(DEAD)}`)
      .digest('hex')
      .slice(0, 16);
    writeFileSync(`${path}.${name}`, lockText(DEAD));
    const lock = new RunLock(path);
    expect(lock.take()).toBeUndefined();
    expect(lock.isHeld()).toBe(true);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid, host: hostname() });
    expect(readdirSync(join(path, '..'))).toEqual(['run.lock']);
    lock.release();
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  test.each([
    ['a running process', lockText(process.ppid), 'running', 'running'],
    ['another machine', lockText(DEAD, 'elsewhere'), 'elsewhere', undefined],
    ['nobody that can be told', 'null', 'unreadable', undefined],
    ['nobody, being empty', '', 'unreadable', undefined],
  ])('of %s is left to it, unless forced', (_, content, state, stateWhenForced) => {
    const path = newLock(content);
    expect(new RunLock(path).take()?.state).toBe(state);
    expect(readFileSync(path, 'utf8')).toBe(content);
    expect(new RunLock(path).take(true)?.state).toBe(stateWhenForced);
  });

  test('that another process has by now is not released', () => {
    const path = newLock();
    const lock = new RunLock(path);
    lock.take();
    writeFileSync(path, lockText(process.ppid));
    lock.release();
    expect(readFileSync(path, 'utf8')).toBe(lockText(process.ppid));
  });

  test('that is a pipe is not waited for', () => {
    const path = newLock();
    spawnSync('mkfifo', [path]);
    expect(new RunLock(path).take()?.state).toBe('unreadable');
    expect(new RunLock(path).take(true)).toBeUndefined();
  });
});
