import { InputError } from '../../../base/diagnostic.ts';
import type { SweepManifest } from '../../../sweep/plan/manifest.ts';
import type { OpenSweep } from '../../../sweep/plan/open-sweep.ts';
import { readManifest } from '../../../sweep-files/manifest-file.ts';

/** Variables in which batch systems say which task of an array job this is, and the number of the first one. */
const INDEX_VARIABLES: readonly (readonly [variable: string, first: number])[] = [
  ['SLURM_ARRAY_TASK_ID', 0],
  ['JOB_COMPLETION_INDEX', 0],
  ['AWS_BATCH_JOB_ARRAY_INDEX', 0],
  ['PBS_ARRAY_INDEX', 0],
  ['PBS_ARRAYID', 0],
  ['LSB_JOBINDEX', 1],
  ['SGE_TASK_ID', 1],
];

/**
 * The share of an array job, from 0, by the variables of its batch system.
 * @throws InputError when none of them is set.
 */
export function shareOfJob(environment: Readonly<Record<string, string | undefined>>): number {
  for (const [variable, first] of INDEX_VARIABLES) {
    const text = environment[variable];
    // Outside array jobs SGE says "undefined", and LSF 0.
    if (text === undefined || !/^\d+$/.test(text) || Number(text) < first) continue;
    return Number(text) - first;
  }
  throw new InputError([
    {
      code: 'ZZ7203',
      severity: 'error',
      message: '--index auto found no array job: none of its variables is set',
      hint: `give --index as a number, or start an array job that sets one of ${INDEX_VARIABLES.map(([name]) => name).join(', ')}`,
    },
  ]);
}

/** @throws InputError for a sweep whose next designs depend on all others, so that no machine can work alone. */
export function refuseShares({ definition, manifest }: OpenSweep): void {
  if (definition.strategy.kind !== 'evolution') return;
  throw new InputError([
    {
      code: 'ZZ7204',
      severity: 'error',
      file: manifest.file.file,
      message: "strategy evolution can't be shared out: every generation depends on the one before",
      hint: 'run it on one machine with: zigzag sweep FILE --out DIR; or use strategy grid, random, halton or exact',
    },
  ]);
}

/** @throws InputError when a folder has the manifest of another sweep. */
export function refuseOtherSweep(path: string, manifest: SweepManifest, exists: boolean, hint: string): void {
  if (!exists || readManifest(path).sweep === manifest.sweep) return;
  throw new InputError([
    {
      code: 'ZZ7202',
      severity: 'error',
      file: path,
      message: 'the folder holds another sweep: the sweep file, one of its inputs, or the version has changed since',
      hint,
    },
  ]);
}
