import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { writeWhole } from '../../../../platform/write-whole.ts';

const submissionContent = z.object({
  schemaVersion: z.literal(1),
  sweep: z.string(),
  count: z.number(),
  arrays: z.array(z.string()),
  merges: z.array(z.string()),
});

/** What was submitted for a sweep, as the file `slurm/submission.json` in its folder. */
export interface Submission {
  /** Hash of the sweep. */
  readonly sweep: string;
  /** Number of shares. */
  readonly count: number;
  /** Array jobs, in the order of their submission. */
  readonly arrays: readonly string[];
  /** Jobs that write the results. */
  readonly merges: readonly string[];
}

/** The folder of scripts and logs. */
export function slurmFolder(folder: string): string {
  return join(folder, 'slurm');
}

/** The script of an array job over so many shares: each number has its own, so that shares of an earlier submission can go on. */
export function arrayScriptPath(folder: string, count: number): string {
  return join(slurmFolder(folder), `array-of-${count}.sh`);
}

/** The script that writes the results. */
export function mergeScriptPath(folder: string): string {
  return join(slurmFolder(folder), 'merge.sh');
}

export function writeSubmission(folder: string, submission: Submission): void {
  const text = JSON.stringify({ schemaVersion: 1, ...submission }, undefined, 2);
  writeWhole(join(slurmFolder(folder), 'submission.json'), `${text}\n`);
}

/** Undefined where nothing was submitted for this sweep. */
export function readSubmission(folder: string, sweep: string): Submission | undefined {
  const path = join(slurmFolder(folder), 'submission.json');
  if (!existsSync(path)) return undefined;
  const content = submissionContent.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  return content.success && content.data.sweep === sweep ? content.data : undefined;
}
