import { createHash, randomUUID } from 'node:crypto';
import { linkSync, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename } from 'node:path';
import * as z from 'zod/mini';
import { isRunning } from './processes.ts';

const lockContent = z.object({
  pid: z.number(),
  host: z.string(),
  /** Start of the run, ISO 8601. */
  since: z.string(),
  /** True once the run has failed: nobody writes any more, but the files are not those of a whole run. */
  failed: z.optional(z.boolean()),
});

/** Who holds a lock, or why that cannot be told. */
export type LockHolder = {
  /** `dead`: no process that could still write. `unreadable`: not the lock of a run. */
  readonly state: 'running' | 'dead' | 'elsewhere' | 'unreadable';
  /** What the file says, and what no other lock says. */
  readonly text: string;
  readonly process?: Readonly<z.infer<typeof lockContent>>;
};

/** A file that at most one process has. It is made whole under a name of its own, so that nobody reads half of it. */
export class RunLock {
  readonly path: string;
  private readonly content = { pid: process.pid, host: hostname(), since: new Date().toISOString(), run: randomUUID() };
  private readonly text = `${JSON.stringify(this.content)}\n`;

  constructor(path: string) {
    this.path = path;
  }

  /**
   * Takes the lock, also from a process that is dead.
   * @param force takes it from whoever may have it, except a running process of this machine.
   * @returns undefined when it is taken, otherwise who has it.
   */
  take(force = false): LockHolder | undefined {
    for (;;) {
      if (this.create()) return undefined;
      const holder = lockHolder(this.path);
      if (holder === undefined) continue;
      if (holder.text === this.text) return undefined;
      if (holder.state === 'running' || (holder.state !== 'dead' && !force)) return holder;
      const other = this.replace(holder);
      if (other !== undefined) return other;
    }
  }

  /** Whether this process still has the lock. */
  isHeld(): boolean {
    return lockHolder(this.path)?.text === this.text;
  }

  release(): void {
    if (this.isHeld()) rmSync(this.path, { force: true });
  }

  /** Leaves the lock to say that the run failed; everybody may take it then. */
  leaveFailed(): void {
    if (this.isHeld()) this.write((file) => renameSync(file, this.path), { ...this.content, failed: true });
  }

  /** Makes the file if there is none. @returns whether it is this process's now. */
  private create(): boolean {
    try {
      this.write((file) => linkSync(file, this.path));
    } catch (error) {
      // The second: a run on another machine took the file for one that a killed run left.
      if (codeOf(error) === 'EEXIST' || (codeOf(error) === 'ENOENT' && isOfLink(error))) return false;
      if (!NO_LINKS.includes(codeOf(error))) throw error;
      return this.createWithoutLinks();
    }
    return this.isHeld();
  }

  /** Some file systems have no links. Another process may read half of the file then, and take it for a lock it cannot read. */
  private createWithoutLinks(): boolean {
    try {
      writeFileSync(this.path, this.text, { flag: 'wx' });
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
    return this.isHeld();
  }

  /**
   * Puts this lock in the place of another, in one step. Who may do so is decided by a lock of its own, named after the one to
   * replace: of several processes that found the same dead lock, one replaces it, and none removes what that one has made.
   * @returns who has that other lock; undefined when the attempt is over, whatever has come of it.
   */
  private replace({ text }: LockHolder): LockHolder | undefined {
    const name = createHash('sha256')
      .update(`${basename(this.path)} ${text}`)
      .digest('hex')
      .slice(0, 16);
    const replacement = new RunLock(`${this.path.replace(/\.[0-9a-f]{16}$/, '')}.${name}`);
    const other = replacement.take();
    if (other !== undefined) return other;
    try {
      if (lockHolder(this.path)?.text === text) this.write((file) => renameSync(file, this.path));
    } finally {
      replacement.release();
    }
    return undefined;
  }

  /** The content in a file with a name of its own; a later run removes what a killed one leaves of it (write-whole.ts). */
  private write(put: (file: string) => void, content: unknown = this.content): void {
    const file = `${this.path}.${randomUUID()}.zigzag-${process.pid}.tmp`;
    try {
      writeFileSync(file, `${JSON.stringify(content)}\n`, { flag: 'wx' });
      put(file);
    } finally {
      rmSync(file, { force: true });
    }
  }
}

/** What file systems without links answer. */
const NO_LINKS: readonly string[] = ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'];

/** What is answered where there is no lock: the folder may not even be one. */
const NO_FILE: readonly string[] = ['ENOENT', 'ENOTDIR'];

/** Who has the lock of this path; undefined if nobody. */
export function lockHolder(path: string): LockHolder | undefined {
  let text = '';
  try {
    const status = lstatSync(path);
    // Reading a pipe would wait for whoever writes to it.
    if (!status.isFile()) return { state: 'unreadable', text: `inode ${status.ino}` };
    text = readFileSync(path, 'utf8');
    const content = lockContent.parse(JSON.parse(text));
    return { state: stateOf(content), text, process: content };
  } catch (error) {
    return NO_FILE.includes(codeOf(error)) ? undefined : { state: 'unreadable', text };
  }
}

function stateOf({ pid, host, failed }: z.infer<typeof lockContent>): LockHolder['state'] {
  if (failed === true) return 'dead';
  if (host !== hostname()) return 'elsewhere';
  // Containers give every run the same number: one with ours is not running any more.
  return pid !== process.pid && isRunning(pid) ? 'running' : 'dead';
}

function isOfLink(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'link';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
