import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import * as z from 'zod/mini';
import { type Diagnostic, InputError } from '../base/diagnostic.ts';
import type { FileAccess } from './file-access.ts';
import { isRunning } from './processes.ts';
import { makeFolder } from './write-whole.ts';

/** In the folder for as long as a run writes there. */
const LOCK = 'run.lock';

const lockContent = z.object({ pid: z.number(), host: z.string(), since: z.string() });

/** Files that only a run makes, and not every run the same ones. */
const OF_A_RUN =
  /_complete\.json$|^(overall_simple\.json|loop_ordering\.txt|list_of_cmes\.pickle)$|^(mem_hierarchy|energy_latency)\.(svg|png)$/;
/** More are counted, not named. */
const MOST_NAMED = 3;

/**
 * The folder of a run's results, in which nobody else writes meanwhile. It is taken with the first file, so that a run that is refused
 * leaves nothing. A process that was killed keeps no folder; whether one on another machine still runs cannot be told, so it does not either.
 */
export class ResultFolder {
  private readonly folder: string;
  private readonly lock: string;
  private readonly written = new Set<string>();
  private isTaken = false;

  /** @throws InputError when another run writes there already. */
  constructor(folder: string) {
    this.folder = folder;
    this.lock = join(resolve(folder), LOCK);
    this.refuseOthers();
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

  release(): void {
    if (this.isTaken) rmSync(this.lock, { force: true });
    this.isTaken = false;
  }

  private take(): void {
    if (this.isTaken) return;
    makeFolder(resolve(this.folder));
    this.refuseOthers();
    // What a killed process has left.
    rmSync(this.lock, { force: true });
    const content = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
    writeFileSync(this.lock, `${JSON.stringify(content)}\n`, { flag: 'wx' });
    this.isTaken = true;
  }

  private refuseOthers(): void {
    const holder = readLock(this.lock);
    if (holder === undefined || holder.host !== hostname()) return;
    // Containers give every run the same number: one with ours is not running any more.
    if (holder.pid === process.pid || !isRunning(holder.pid)) return;
    throw new InputError([
      {
        code: 'ZZ6017',
        severity: 'error',
        file: this.folder,
        message: `another run is writing to this folder: process ${holder.pid}, since ${holder.since}`,
        hint: `wait for that run to end, or choose another folder; if the process is not zigzag, delete ${join(this.folder, LOCK)}`,
      },
    ]);
  }
}

/** Who writes to the folder; nobody, where that cannot be read. */
function readLock(path: string): z.infer<typeof lockContent> | undefined {
  try {
    return lockContent.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
