import { spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { InputError } from '../../../../base/diagnostic.ts';

/** What a Slurm site allows. */
export interface SiteLimits {
  /** Tasks of one array job. */
  readonly arraySize: number;
  /** Jobs of all people together; every task counts as one. */
  readonly jobs: number;
}

/** A job, or one task of an array job, that waits or runs. */
export interface QueuedTask {
  readonly job: string;
  /** Undefined for a job that is no array. */
  readonly index: number | undefined;
  /** As Slurm writes it: RUNNING, PENDING and so on. */
  readonly state: string;
  /** Why it waits. */
  readonly reason: string;
}

/** The limits of the site, from its configuration. Slurm's own defaults where it doesn't name them. */
export function siteLimits(): SiteLimits {
  const text = slurm('scontrol', ['show', 'config']);
  const configured = (name: string, otherwise: number): number =>
    Number(new RegExp(`^${name}\\s*=\\s*(\\d+)`, 'm').exec(text)?.[1] ?? otherwise);
  return { arraySize: configured('MaxArraySize', 1001), jobs: configured('MaxJobCount', 10_000) };
}

/** Submits a script. @returns number of the job. */
export function submitScript(script: string, options: readonly string[]): string {
  // A federation appends the name of the cluster.
  return (
    slurm('sbatch', ['--parsable', ...options, script])
      .trim()
      .split(';')[0] ?? ''
  );
}

/** Those of some jobs that wait or run. Jobs that have ended may be forgotten by Slurm, so that it isn't asked for them by number. */
export function queuedTasks(jobs: readonly string[]): QueuedTask[] {
  const format = '--format=%F|%K|%T|%r';
  const text = slurm('squeue', ['--noheader', '--array', '--user', userInfo().username, format]);
  return text.split('\n').flatMap((line) => {
    const [job = '', index = '', state = '', reason = ''] = line.trim().split('|');
    if (!jobs.includes(job)) return [];
    return [{ job, index: /^\d+$/.test(index) ? Number(index) : undefined, state, reason }];
  });
}

/** Cancels tasks and jobs, if they still wait. */
export function cancelWaiting(tasks: readonly QueuedTask[]): void {
  if (tasks.length === 0) return;
  const names = tasks.map(({ job, index }) => (index === undefined ? job : `${job}_${index}`));
  slurm('scancel', ['--state=PENDING', ...names]);
}

/** Runs a command of Slurm. @throws InputError when there is none, or when it fails. */
function slurm(command: string, args: readonly string[]): string {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error !== undefined) {
    throw new InputError([
      {
        code: 'ZZ7221',
        severity: 'error',
        message: `${command} can't be started on this machine: ${error.message}`,
        hint: 'run this where Slurm jobs are submitted; see docs/sweeps-on-clusters.md for other batch systems',
      },
    ]);
  }
  if (status === 0) return stdout;
  const said = stderr.trim().replaceAll(/\s*\n\s*/g, '; ') || `exit code ${status}`;
  throw new InputError([
    {
      code: 'ZZ7222',
      severity: 'error',
      message: `${command} refused: ${said}`,
      hint: `try it by hand: ${[command, ...args].join(' ')}`,
    },
  ]);
}
