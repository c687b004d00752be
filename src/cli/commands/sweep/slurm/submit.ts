import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../../../base/diagnostic.ts';
import { countText, digitsText, groupedText, roughDuration } from '../../../../base/number-text.ts';
import { writeWhole } from '../../../../platform/write-whole.ts';
import { type OpenSweep, openSweep } from '../../../../sweep/plan/open-sweep.ts';
import { plannedDesigns } from '../../../../sweep/run/planned-designs.ts';
import { readManifest } from '../../../../sweep-files/manifest-file.ts';
import { isComplete } from '../../../../sweep-files/part-file.ts';
import { COMMAND_PATH } from '../../../command-path.ts';
import { refuseShares } from '../shares.ts';
import { queuedTasks, type SiteLimits, siteLimits } from './slurm-commands.ts';
import { arrayIndexes, arrayScript, mergeScript } from './slurm-scripts.ts';
import { arrayScriptPath, mergeScriptPath, readSubmission } from './submission.ts';
import { submitShares } from './submit-shares.ts';
import { secondsPerDesign, taskCount } from './task-count.ts';

/** Flags of `zigzag sweep submit`. */
export interface SubmitFlags {
  readonly slurm?: boolean;
  readonly tasks?: number;
  readonly cpus: number;
  readonly atOnce?: number;
  readonly partition?: string;
  readonly account?: string;
  readonly time?: string;
  readonly sbatch: readonly string[];
  readonly dryRun?: boolean;
}

/** `zigzag sweep submit --slurm DIR`: an array job over the shares of a planned sweep, and a job that merges them. */
export async function submitCommand(given: string, flags: SubmitFlags): Promise<number> {
  if (flags.slurm !== true) throw noBatchSystem();
  const sweep = openSweep(readManifest(join(given, 'manifest.json')));
  refuseShares(sweep);
  const folder = realpathSync(given);
  const hash = sweep.manifest.sweep;
  const limits = flags.dryRun ? undefined : siteLimits();
  const before = readSubmission(folder, hash);
  if (limits !== undefined && before !== undefined) refuseSecond(given, queuedTasks(before.arrays).length);
  const count = await shareCount(sweep, { ...flags, tasks: flags.tasks ?? before?.count }, limits);
  const missing = Array.from({ length: count }, (_, index) => index).filter(
    (index) => !isComplete(folder, { index, count }, hash),
  );
  if (missing.length === 0) {
    process.stdout.write(`every share of ${count} is complete; write the results with: zigzag sweep merge ${given}\n`);
    return 0;
  }
  const { cpus, partition, account, time, sbatch } = flags;
  const options = Object.entries({ partition, account, time }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}=${value}`],
  );
  const parts = { folder, sweep: hash, count, cpus, node: process.execPath, command: COMMAND_PATH };
  const scripts = { ...parts, options: [...options, ...sbatch] };
  writeWhole(arrayScriptPath(folder, count), arrayScript(scripts));
  writeWhole(mergeScriptPath(folder), mergeScript(scripts));
  if (limits === undefined) {
    const range = `--array=${arrayIndexes(missing)}`;
    const array = arrayScriptPath(given, count);
    process.stdout.write(`written, not submitted: ${array} (sbatch ${range}) and ${mergeScriptPath(given)}\n`);
    return 0;
  }
  const first = { sweep: hash, count, arrays: before?.arrays ?? [], merges: before?.merges ?? [] };
  const { array, merge } = submitShares(folder, first, missing, flags.atOnce);
  process.stdout.write(
    `submitted ${countText(missing.length, 'share')} of ${count} as job ${array}, the results as job ${merge}\n` +
      `see how far it is with: zigzag sweep status ${given}\n`,
  );
  return 0;
}

/** The number of tasks that was asked for, or one with which a task takes minutes. */
async function shareCount(
  sweep: OpenSweep,
  { tasks, cpus }: { readonly tasks: number | undefined; readonly cpus: number },
  limits: SiteLimits | undefined,
): Promise<number> {
  // Half of the queue is left to others.
  const most = limits === undefined ? Number.MAX_SAFE_INTEGER : Math.min(limits.arraySize, Math.floor(limits.jobs / 2));
  if (tasks !== undefined) {
    if (tasks > most) throw tooManyTasks(tasks, most, limits);
    return tasks;
  }
  const designs = plannedDesigns(sweep);
  const seconds = await secondsPerDesign(sweep);
  const count = taskCount(designs, seconds, cpus, most);
  const milliseconds = (1000 * designs * seconds) / (count * cpus);
  process.stderr.write(
    `${groupedText(String(designs))} designs of about ${digitsText(seconds, 2)} s each on this machine: ` +
      `${countText(count, 'task')} of some ${roughDuration(milliseconds)} on ${countText(cpus, 'processor')}\n`,
  );
  return count;
}

function noBatchSystem(): InputError {
  return new InputError([
    {
      code: 'ZZ7220',
      severity: 'error',
      message: 'the batch system is not named',
      hint: 'add --slurm; see docs/sweeps-on-clusters.md for other batch systems',
    },
  ]);
}

function tooManyTasks(tasks: number, most: number, limits: SiteLimits | undefined): InputError {
  return new InputError([
    {
      code: 'ZZ7223',
      severity: 'error',
      message: `--tasks is ${tasks}, but this site takes at most ${most}: MaxArraySize is ${limits?.arraySize}, MaxJobCount ${limits?.jobs}`,
      hint: `give --tasks ${most} or less, or leave it out`,
    },
  ]);
}

/** @throws InputError when tasks of an earlier submission still wait or run. */
function refuseSecond(folder: string, tasks: number): void {
  if (tasks === 0) return;
  throw new InputError([
    {
      code: 'ZZ7224',
      severity: 'error',
      message: `the sweep is submitted already: ${countText(tasks, 'task')} of it still ${tasks === 1 ? 'waits or runs' : 'wait or run'}`,
      hint: `wait for them, cancel them with scancel, or submit what is missing with: zigzag sweep status ${folder} --resubmit`,
    },
  ]);
}
