import { shellWord } from '../../../shell-text.ts';

/** What the scripts of a sweep are made of. Paths are absolute. */
export interface SlurmScripts {
  readonly folder: string;
  /** Hash of the sweep. */
  readonly sweep: string;
  /** Number of shares. */
  readonly count: number;
  /** Processors of a task. */
  readonly cpus: number;
  readonly node: string;
  readonly command: string;
  /** Further options of sbatch, such as `--partition=long`; for both jobs. */
  readonly options: readonly string[];
}

/** Seconds before the time limit at which work is asked to stop: a design takes far less. */
const SECONDS_LEFT = 60;

/** The script of an array job: one share a task. */
export function arrayScript({ folder, sweep, count, cpus, node, command, options }: SlurmScripts): string {
  const manifest = `${folder}/manifest.json`;
  const work = [node, command, 'sweep', 'work', '--manifest', manifest, '--index', 'auto', '--count', String(count)];
  return script(
    `One share of a sweep a task. A share may be submitted again at any time: sbatch --array=3 array-of-${count}.sh`,
    [
      `--job-name=zigzag-${sweep}`,
      logOption(folder, 'share-%a.log'),
      // A task that Slurm starts again would empty its log.
      '--open-mode=append',
      '--nodes=1',
      '--ntasks=1',
      `--cpus-per-task=${cpus}`,
      '--requeue',
      `--signal=B:USR1@${SECONDS_LEFT}`,
      ...options,
    ],
    'exec: signals must reach the work, not this shell. It ends its design, then exits with 75.',
    [...work, '--workers', String(cpus)],
  );
}

/** The script of the job that writes the results. */
export function mergeScript({ folder, sweep, node, command, options }: SlurmScripts): string {
  return script(
    'Writes the results of a sweep from the part files that are there.',
    [
      `--job-name=zigzag-${sweep}-merge`,
      logOption(folder, 'merge.log'),
      '--open-mode=append',
      '--nodes=1',
      '--ntasks=1',
      '--requeue',
      ...options,
    ],
    'May be started by hand as well.',
    [node, command, 'sweep', 'merge', folder],
  );
}

function script(about: string, options: readonly string[], note: string, command: readonly string[]): string {
  return [
    '#!/bin/bash',
    `# ${about}`,
    ...options.map((option) => `#SBATCH ${option}`),
    '',
    `# ${note}`,
    `exec ${command.map(shellWord).join(' ')}`,
    '',
  ].join('\n');
}

/** `%` begins a placeholder in the names of logs. */
function logOption(folder: string, name: string): string {
  return `--output="${folder.replaceAll('%', '%%')}/slurm/${name}"`;
}

/** Numbers in ascending order as Slurm takes them: `0-3,7`. */
export function arrayIndexes(indexes: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const index of indexes) {
    const range = ranges.at(-1);
    if (range?.[1] === index - 1) range[1] = index;
    else ranges.push([index, index]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}
