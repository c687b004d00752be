import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './measure.ts';

/* Builds of other revisions, each in a working tree of its own that is removed in the end. */

const made: string[] = [];

/** The folder with a build of the revision; the repository itself for the working tree. */
export async function checkout(revision: string | undefined, signal: AbortSignal): Promise<string> {
  if (revision === undefined) {
    await run('npm', ['run', 'build'], ROOT, signal);
    return ROOT;
  }
  const folder = join(mkdtempSync(join(tmpdir(), 'zigzag-bench-')), 'tree');
  made.push(folder);
  await run('git', ['worktree', 'add', '--detach', folder, revision], ROOT, signal);
  if (lockFile(folder) === lockFile(ROOT)) symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  else await run('npm', ['ci', '--ignore-scripts'], folder, signal);
  await run('npm', ['run', 'build'], folder, signal);
  return folder;
}

/** Removes what `checkout` made. */
export async function removeCheckouts(): Promise<void> {
  for (const folder of made.splice(0)) {
    await run('git', ['worktree', 'remove', '--force', folder], ROOT).catch(() => undefined);
    rmSync(join(folder, '..'), { recursive: true, force: true });
  }
}

function lockFile(folder: string): string {
  return readFileSync(join(folder, 'package-lock.json'), 'utf8');
}

async function run(command: string, args: readonly string[], folder: string, signal?: AbortSignal): Promise<void> {
  await promisify(execFile)(command, [...args], { cwd: folder, signal });
}
