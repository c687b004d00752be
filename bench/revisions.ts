import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './measure.ts';

/* Builds of other revisions, each in a working tree of its own that is removed in the end. */

const made: string[] = [];

/** The folder with a build of the revision; the repository itself for the working tree. */
export function checkout(revision: string | undefined): string {
  if (revision === undefined) {
    run('npm', ['run', 'build'], ROOT);
    return ROOT;
  }
  const folder = join(mkdtempSync(join(tmpdir(), 'zigzag-bench-')), 'tree');
  made.push(folder);
  run('git', ['worktree', 'add', '--detach', folder, revision], ROOT);
  const isSameLock =
    readFileSync(join(folder, 'package-lock.json'), 'utf8') === readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  if (isSameLock) symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  else run('npm', ['ci', '--ignore-scripts'], folder);
  run('npm', ['run', 'build'], folder);
  return folder;
}

/** Removes what `checkout` made. */
export function removeCheckouts(): void {
  for (const folder of made.splice(0)) {
    rmSync(join(folder, '..'), { recursive: true, force: true });
    run('git', ['worktree', 'prune'], ROOT);
  }
}

function run(command: string, args: readonly string[], folder: string): void {
  execFileSync(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}
