import { join } from 'node:path';
import { rememberedFiles } from '../../../io/files/remembered-files.ts';
import { checkWritable, writeResult } from '../../../io/files/write-result.ts';
import { platformFiles } from '../../../platform/node.ts';
import { ResultFolder } from '../../../platform/result-folder.ts';
import { createManifest } from '../../../sweep/plan/manifest.ts';
import { openSweep } from '../../../sweep/plan/open-sweep.ts';
import { firstWarnings } from '../../../sweep/results/sweep-inputs.ts';
import { manifestText } from '../../../sweep-files/manifest-file.ts';
import { shellWord } from '../../shell-text.ts';
import { tableOptions } from '../../terminal/colours.ts';
import { NO_MAPPING, printDiagnostics } from '../../text/failures.ts';
import { sweepText } from '../../text/sweep-text.ts';
import { writeSweepResults } from './results.ts';
import { refuseOtherSweep } from './shares.ts';
import { STOPPED, workOnSweep } from './work-on-sweep.ts';

/** Flags of `zigzag sweep`. */
export interface SweepFlags {
  readonly out: string;
  readonly workers: number | 'auto';
  readonly resume?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
  readonly force?: boolean;
}

/** `zigzag sweep FILE --out DIR`: all designs on this machine, then the results. */
export async function sweepCommand(file: string, flags: SweepFlags): Promise<number> {
  const { out, workers, resume = false, quiet = false, json = false, force = false } = flags;
  const manifest = await createManifest(file, rememberedFiles(platformFiles), printDiagnostics);
  const sweep = openSweep(manifest);
  checkWritable(platformFiles, join(out, 'manifest.json'));
  if (resume) {
    const path = join(out, 'manifest.json');
    const hint = 'leave --resume out to begin anew, or choose another folder';
    refuseOtherSweep(path, manifest, await platformFiles.exists(path), hint);
  }
  printDiagnostics(firstWarnings(sweep));
  const folder = new ResultFolder(out, { force });
  let isOver = false;
  try {
    writeResult(folder.files(platformFiles), join(out, 'manifest.json'), manifestText(manifest));
    const share = { index: 0, count: 1 };
    const isWhole = await workOnSweep(out, sweep, { workers, share, resume, quiet: quiet || json });
    const summary = await writeSweepResults(out, sweep, commandOf(file, flags));
    isOver = true;
    if (json) process.stdout.write(`${JSON.stringify(summary, undefined, 2)}\n`);
    else process.stdout.write(`${sweepText(summary, out, tableOptions(process.stdout))}\n`);
    if (isWhole) return summary.counts.costed === 0 ? NO_MAPPING : 0;
    console.error('stopped; the same command with --resume goes on');
    return STOPPED;
  } finally {
    folder.release(isOver);
  }
}

/** The command that gives the same figures again. */
export function commandOf(file: string, { out }: Pick<SweepFlags, 'out'>): string {
  return `zigzag sweep ${shellWord(file)} --out ${shellWord(out)}`;
}
