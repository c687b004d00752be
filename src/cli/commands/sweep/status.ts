import { join } from 'node:path';
import { countText, groupedText } from '../../../base/number-text.ts';
import { openSweep } from '../../../sweep/plan/open-sweep.ts';
import { plannedDesigns } from '../../../sweep/run/planned-designs.ts';
import { readManifest } from '../../../sweep-files/manifest-file.ts';
import { isComplete } from '../../../sweep-files/part-file.ts';
import { partFiles } from '../../../sweep-files/part-names.ts';
import { PointStore } from '../../../sweep-files/sweep-folder.ts';

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

/** `zigzag sweep status DIR`. */
export async function statusCommand(
  folder: string,
  { count, json = false }: { readonly count?: number; readonly json?: boolean },
): Promise<number> {
  const status = statusOf(folder, count);
  process.stdout.write(json ? `${JSON.stringify(status, undefined, 2)}\n` : `${statusText(folder, status)}\n`);
  return status.missing.length > 0 ? MISSING : 0;
}

/** @param count of shares; by default that of the part files, else 1. */
export function statusOf(folder: string, count?: number): SweepStatus {
  const sweep = openSweep(readManifest(join(folder, 'manifest.json')));
  const { sweep: hash } = sweep.manifest;
  const shares = count ?? partFiles(folder).reduce((most, { share }) => Math.max(most, share.count), 1);
  const missing = Array.from({ length: shares }, (_, index) => index).filter(
    (index) => !isComplete(folder, { index, count: shares }, hash),
  );
  const { size } = new PointStore(folder, hash);
  return { designs: size, planned: plannedDesigns(sweep), count: shares, missing };
}

function statusText(folder: string, { designs, planned, count, missing }: SweepStatus): string {
  const done = `${groupedText(String(designs))} of ${groupedText(String(planned))} designs`;
  if (missing.length === 0)
    return `${done}; every share of ${count} is complete\nwrite the results with: zigzag sweep merge ${folder}`;
  const named = missing.slice(0, MOST_NAMED).join(', ');
  const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : '';
  return `${done}; ${countText(missing.length, 'share')} of ${count} missing: ${named}${more}`;
}
