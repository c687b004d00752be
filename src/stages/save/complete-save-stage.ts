import { dumpFolder, files } from '../arguments.ts';
import { passiveStage } from '../passive-stage.ts';
import type { StageResult } from '../stage.ts';
import { ResultFileNames, reportText } from './result-file.ts';
import { writeResult } from './write-result.ts';

/**
 * Writes the complete report (docs/outputs.md) of every result passing through to `<layer>_complete.json` or `overall_complete.json` in
 * `dumpFolder`, one file per result, as it passes.
 *
 * Passes results on unchanged. Stands anywhere above what is to be saved.
 */
export class CompleteSaveStage extends passiveStage('CompleteSaveStage', {
  requires: { dumpFolder },
  options: { files },
}) {
  private readonly names = new ResultFileNames('complete');

  override onResult(result: StageResult): Iterable<StageResult> {
    const { cme } = result;
    const path = `${this.args.dumpFolder}/${this.names.next(cme)}`;
    writeResult(this.args.files, path, reportText(cme.toJSON()));
    return [result];
  }
}
