import { InputError } from '../base/diagnostic.ts';
import type { FileAccess } from '../platform/file-access.ts';
import type { StoredRun } from '../results/index.ts';
import { readResults } from '../results/read-results.ts';
import type { StartedSweep } from './started-sweep.ts';

/** So many runs are kept. Older ones are forgotten. */
const MOST_RUNS = 50;

/** What a server remembers for its client: runs and sweeps, by handle. */
export class Session {
  readonly files: FileAccess;
  private readonly runs = new Map<string, StoredRun>();
  private readonly sweeps = new Map<string, StartedSweep>();
  private runsSoFar = 0;

  constructor(files: FileAccess) {
    this.files = files;
  }

  /** Keeps a run. @returns its handle. */
  keepRun(run: StoredRun): string {
    const handle = `run-${++this.runsSoFar}`;
    this.runs.set(handle, run);
    const [oldest] = this.runs.keys();
    if (this.runs.size > MOST_RUNS && oldest !== undefined) this.runs.delete(oldest);
    return handle;
  }

  /**
   * The run of a handle, or of a folder that `zigzag run --out` wrote.
   * @throws InputError where there is neither.
   */
  async runOf(place: string): Promise<StoredRun> {
    const run = this.runs.get(place);
    if (run !== undefined) return run;
    if (/^run-\d+$/.test(place) && !(await this.files.exists(place))) {
      throw unknownHandle(place, [...this.runs.keys()], 'run it again, or give a folder that "zigzag run --out" wrote');
    }
    return readResults(place, this.files);
  }

  /** Keeps a sweep. @returns its handle. */
  keepSweep(sweep: StartedSweep): string {
    const handle = `sweep-${this.sweeps.size + 1}`;
    this.sweeps.set(handle, sweep);
    return handle;
  }

  /** @throws InputError where there is no sweep of this handle. */
  sweepOf(handle: string): StartedSweep {
    const sweep = this.sweeps.get(handle);
    if (sweep === undefined) throw unknownHandle(handle, [...this.sweeps.keys()], 'start it with the tool sweep');
    return sweep;
  }

  /** Ends all sweeps. */
  close(): void {
    for (const sweep of this.sweeps.values()) sweep.stop();
  }
}

function unknownHandle(handle: string, known: readonly string[], hint: string): InputError {
  const list = known.length === 0 ? 'there is none yet' : `there are ${known.join(', ')}`;
  const message = `the server knows no "${handle}"; ${list}`;
  return new InputError([{ code: 'ZZ6111', severity: 'error', message, hint }]);
}
