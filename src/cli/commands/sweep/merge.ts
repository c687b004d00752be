import { join } from 'node:path';
import { openSweep } from '../../../sweep/plan/open-sweep.ts';
import { readManifest } from '../../../sweep-files/manifest-file.ts';
import { tableOptions } from '../../terminal/colours.ts';
import { sweepText } from '../../text/sweep-text.ts';
import { writeSweepResults } from './results.ts';
import { readSubmission } from './slurm/submission.ts';
import { missingShares, missingText } from './status.ts';
import { commandOf } from './sweep.ts';

/** `zigzag sweep merge DIR`: the results of all part files that are there, complete or not. */
export async function mergeCommand(folder: string): Promise<number> {
  const sweep = openSweep(readManifest(join(folder, 'manifest.json')));
  const summary = await writeSweepResults(folder, sweep, commandOf(sweep.manifest.file.file, { out: folder }));
  const { sweep: hash } = sweep.manifest;
  const { costed, refused, skipped } = summary.counts;
  const shares = missingShares(folder, sweep, costed + refused + skipped, readSubmission(folder, hash)?.count);
  if (shares.missing.length > 0) process.stderr.write(`the results are not complete: ${missingText(shares)}\n`);
  process.stdout.write(`${sweepText(summary, folder, tableOptions(process.stdout))}\n`);
  return 0;
}
