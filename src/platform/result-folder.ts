import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Diagnostic, InputError } from '../base/diagnostic.ts';
import type { FileAccess } from './file-access.ts';
import { type LockHolder, lockHolder, RunLock } from './run-lock.ts';
import { makeFolder } from './write-whole.ts';

/** In the folder for as long as a run writes there. */
const LOCK = 'run.lock';

/** Files that only a run makes, and not every run the same ones. */
const OF_A_RUN =
  /_complete\.json$|^(overall_simple\.json|loop_ordering\.txt|list_of_cmes\.pickle)$|^(mem_hierarchy|energy_latency)\.(svg|png)$/;
/** More are counted, not named. */
const MOST_NAMED = 3;

/**
 * The folder of a run's results, in which nobody else writes meanwhile. It is taken with the first file, so that a run that is refused
 * leaves nothing. A process that was killed keeps no folder. Whether a run on another machine still writes cannot be told: its lock
 * counts, unless `force` is set.
 */
export class ResultFolder {
  private readonly folder: string;
  private readonly force: boolean;
  private readonly lock: RunLock;
  private readonly written = new Set<string>();
  private isTaken = false;

  /** @throws InputError when another run writes there already. */
  constructor(folder: string, { force = false }: { readonly force?: boolean } = {}) {
    this.folder = folder;
    this.force = force;
    this.lock = new RunLock(join(resolve(folder), LOCK));
    const holder = lockHolder(this.lock.path);
    if (holder !== undefined && isRefused(holder, force)) throw this.refusal(holder);
  }

  /** The same files; those of the folder are written once it is taken. */
  files(access: FileAccess): FileAccess {
    return {
      ...access,
      write: (path, content) => {
        this.take();
        this.written.add(resolve(path));
        access.write(path, content);
      },
    };
  }

  /** A warning that names files of earlier runs in the folder; undefined if there are none. */
  leftoverFiles(): Diagnostic | undefined {
    if (!this.isTaken) return undefined;
    const names = readdirSync(this.folder).filter(
      (name) => OF_A_RUN.test(name) && !this.written.has(resolve(this.folder, name)),
    );
    if (names.length === 0) return undefined;
    const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
    return {
      code: 'ZZ6018',
      severity: 'warning',
      file: this.folder,
      message: `the folder also contains files of an earlier run, which this run did not write: ${names.slice(0, MOST_NAMED).join(', ')}${more}`,
      hint: 'delete them, or give every run its own folder',
    };
  }

  /** @param whole whether the run came to its end. The lock of one that failed stays, to say so. */
  release(whole: boolean): void {
    if (this.isTaken && whole) this.lock.release();
    else if (this.isTaken) this.lock.leaveFailed();
    this.isTaken = false;
  }

  /** Before every file: meanwhile somebody may have deleted the lock, or taken it by force. */
  private take(): void {
    if (this.isTaken && this.lock.isHeld()) return;
    makeFolder(resolve(this.folder));
    const holder = this.lock.take(this.force && !this.isTaken);
    if (holder !== undefined) throw this.refusal(holder);
    this.isTaken = true;
  }

  private refusal(holder: LockHolder): InputError {
    const file = join(this.folder, LOCK);
    return new InputError([{ code: 'ZZ6017', severity: 'error', file: this.folder, ...wordsOf(holder, file) }]);
  }
}

function isRefused({ state }: LockHolder, force: boolean): boolean {
  return state === 'running' || (state !== 'dead' && !force);
}

function wordsOf({ state, process }: LockHolder, file: string): { readonly message: string; readonly hint: string } {
  if (process === undefined) {
    return {
      message: `${file} is not the lock of a run, so another run may be writing to this folder`,
      hint: 'choose another folder, or take this one with --force',
    };
  }
  if (state === 'elsewhere') {
    return {
      message: `a run on another machine may be writing to this folder: ${nameOf(process)}`,
      hint: 'wait for that run to end, or choose another folder; if that run is over, take the folder with --force',
    };
  }
  return {
    message: `another run is writing to this folder: process ${process.pid}, since ${process.since}`,
    hint: `wait for that run to end, or choose another folder; if the process is not zigzag, delete ${file}`,
  };
}

/** A warning that the last run into a folder has not ended, or failed; undefined if all its runs are over. */
export function unfinishedRun(folder: string): Diagnostic | undefined {
  const holder = lockHolder(join(resolve(folder), LOCK));
  if (holder === undefined) return undefined;
  const run = holder.process === undefined ? '' : `: ${nameOf(holder.process)}`;
  const what = {
    running: 'a run is writing to this folder',
    dead:
      holder.process?.failed === true
        ? 'the last run into this folder failed'
        : 'the last run into this folder was killed',
    elsewhere: 'a run into this folder has not ended',
    unreadable: `a run into this folder may not have ended, as ${LOCK} is there`,
  }[holder.state];
  return {
    code: 'ZZ6045',
    severity: 'warning',
    file: folder,
    message: `${what}${run}; the results are those of an earlier run, or of several`,
    hint: holder.state === 'running' ? 'wait for it to end' : 'finish that run with --resume, or run again',
  };
}

function nameOf({ pid, host, since }: NonNullable<LockHolder['process']>): string {
  return `process ${pid} on ${host}, since ${since}`;
}
