import { join } from 'node:path';
import { InputError } from '../../../base/diagnostic.ts';
import { countText, groupedText } from '../../../base/number-text.ts';
import { type OpenSweep, openSweep } from '../../../sweep/plan/open-sweep.ts';
import { plannedDesigns } from '../../../sweep/run/planned-designs.ts';
import { readManifest } from '../../../sweep-files/manifest-file.ts';
import { isComplete } from '../../../sweep-files/part-file.ts';
import { partFiles } from '../../../sweep-files/part-names.ts';
import { PointStore } from '../../../sweep-files/sweep-folder.ts';
import { queuedTasks } from './slurm/slurm-commands.ts';
import { readSubmission, type Submission } from './slurm/submission.ts';
import { type MissingShares, resubmitShares, sortShares } from './slurm/submit-shares.ts';

/** Exit code while designs are missing. */
const MISSING = 3;

/** So many shares are named. */
const MOST_NAMED = 20;

/** How far a planned sweep is. */
export interface SweepStatus {
  readonly designs: number;
  readonly planned: number;
  readonly count: number;
  /** Shares without a complete part file. */
  readonly missing: readonly number[];
}

export interface StatusFlags {
  readonly count?: number;
  readonly json?: boolean;
  readonly resubmit?: boolean;
}

/** `zigzag sweep status DIR`. */
export async function statusCommand(
  folder: string,
  { count, json = false, resubmit = false }: StatusFlags,
): Promise<number> {
  const sweep = openSweep(readManifest(join(folder, 'manifest.json')));
  const submission = readSubmission(folder, sweep.manifest.sweep);
  if (resubmit && submission === undefined) throw notSubmitted(folder);
  const status = statusOf(folder, sweep, resubmit ? submission?.count : (count ?? submission?.count));
  const shares = submission && status.missing.length > 0 ? sharesInQueue(status, submission, resubmit) : undefined;
  if (json) {
    const queue = shares && { running: shares.running, waiting: shares.waiting, idle: shares.idle };
    process.stdout.write(`${JSON.stringify({ ...status, ...queue }, undefined, 2)}\n`);
  } else {
    process.stdout.write(`${statusText(folder, status)}\n${shares === undefined ? '' : queueText(folder, shares)}`);
  }
  if (resubmit && submission !== undefined && shares !== undefined && shares.idle.length > 0) {
    process.stderr.write(`${resubmitShares(folder, submission, shares)}\n`);
  }
  return status.missing.length > 0 ? MISSING : 0;
}

/** @param count of shares; by default the largest of the part files, else 1. */
function statusOf(folder: string, sweep: OpenSweep, count?: number): SweepStatus {
  const { size } = new PointStore(folder, sweep.manifest.sweep);
  const planned = plannedDesigns(sweep);
  return { designs: size, planned, ...missingShares(folder, sweep, size, count) };
}

/**
 * Which shares have no complete part file; none where all designs are there, in whatever shares they were done.
 * @param designs that are done.
 * @param count of shares; by default the largest of the part files, else 1.
 */
export function missingShares(
  folder: string,
  sweep: OpenSweep,
  designs: number,
  count = partFiles(folder).reduce((most, { share }) => Math.max(most, share.count), 1),
): Pick<SweepStatus, 'count' | 'missing'> {
  if (designs >= plannedDesigns(sweep)) return { count, missing: [] };
  const missing = Array.from({ length: count }, (_, index) => index).filter(
    (index) => !isComplete(folder, { index, count }, sweep.manifest.sweep),
  );
  return { count, missing };
}

function statusText(folder: string, { designs, planned, count, missing }: SweepStatus): string {
  const done = `${groupedText(String(designs))} of ${groupedText(String(planned))} designs`;
  if (missing.length === 0)
    return `${done}; every share of ${count} is complete\nwrite the results with: zigzag sweep merge ${folder}`;
  return `${done}; ${missingText({ count, missing })}`;
}

/** Which shares are missing; at least one is. */
export function missingText({ count, missing }: Pick<SweepStatus, 'count' | 'missing'>): string {
  return `${countText(missing.length, 'share')} of ${count} missing: ${namedText(missing)}`;
}

/** Undefined where nobody can ask Slurm, though nobody has to. */
function sharesInQueue(
  { missing }: SweepStatus,
  { arrays, merges }: Submission,
  isNeeded: boolean,
): MissingShares | undefined {
  try {
    return sortShares(missing, queuedTasks([...arrays, ...merges]), merges);
  } catch (error) {
    if (isNeeded || !(error instanceof InputError)) throw error;
    return undefined;
  }
}

function queueText(folder: string, { running, waiting, reasons, idle }: MissingShares): string {
  const lines = [
    ['running', running],
    [`waiting${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}`, waiting],
    ['neither, submit them again with --resubmit', idle],
  ] as const;
  const told = lines.flatMap(([what, shares]) => (shares.length > 0 ? [`  ${namedText(shares)}: ${what}\n`] : []));
  return `${told.join('')}  logs: ${folder}/slurm/share-*.log\n`;
}

function namedText(shares: readonly number[]): string {
  const more = shares.length > MOST_NAMED ? ` and ${shares.length - MOST_NAMED} more` : '';
  return `${shares.slice(0, MOST_NAMED).join(', ')}${more}`;
}

function notSubmitted(folder: string): InputError {
  return new InputError([
    {
      code: 'ZZ7225',
      severity: 'error',
      file: folder,
      message: 'nothing of this sweep was submitted to Slurm from here',
      hint: `submit it with: zigzag sweep submit --slurm ${folder}`,
    },
  ]);
}
