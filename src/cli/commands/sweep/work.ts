import { dirname } from 'node:path';
import { InputError } from '../../../base/diagnostic.ts';
import { openSweep } from '../../../sweep/plan/open-sweep.ts';
import { readManifest } from '../../../sweep-files/manifest-file.ts';
import { isComplete } from '../../../sweep-files/part-file.ts';
import { partPath } from '../../../sweep-files/part-names.ts';
import { refuseShares, shareOfJob } from './shares.ts';
import { STOPPED, workOnSweep } from './work-on-sweep.ts';

/** Flags of `zigzag sweep work`. */
export interface ShareFlags {
  readonly manifest: string;
  readonly index: number | 'auto';
  readonly count: number;
  readonly out?: string;
  readonly workers: number | 'auto';
  readonly quiet?: boolean;
}

/** `zigzag sweep work`: one share of a planned sweep. A complete share is left as it is. */
export async function workCommand({
  manifest: path,
  index,
  count,
  out,
  workers,
  quiet = false,
}: ShareFlags): Promise<number> {
  const share = { index: index === 'auto' ? shareOfJob(process.env) : index, count };
  if (share.index >= count) throw refusal(share.index, count);
  const sweep = openSweep(readManifest(path));
  if (count > 1) refuseShares(sweep);
  const folder = out ?? dirname(path);
  if (isComplete(folder, share, sweep.manifest.sweep)) {
    process.stdout.write(`${partPath(folder, share)} is complete\n`);
    return 0;
  }
  const isWhole = await workOnSweep(folder, sweep, { workers, share, resume: true, quiet });
  if (isWhole) process.stdout.write(`${partPath(folder, share)} is complete\n`);
  else console.error('stopped; the same command goes on');
  return isWhole ? 0 : STOPPED;
}

function refusal(index: number, count: number): InputError {
  return new InputError([
    {
      code: 'ZZ7205',
      severity: 'error',
      message: `--index is ${index}, but there are ${count} shares, counted from 0`,
      hint: `give an index from 0 to ${count - 1}, or another --count`,
    },
  ]);
}
