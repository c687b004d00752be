import { dumpFolder, files } from '../arguments.ts';
import { passiveStage } from '../passive-stage.ts';
import type { StageResult } from '../stage.ts';
import { ResultFileNames, reportText } from './result-file.ts';
import { writeResult } from './write-result.ts';

/**
 * Writes its energy (pJ) and latency (cycles) of every result passing through to `<layer>_simple.json` or `overall_simple.json` in
 * `dumpFolder`, one file per result, as it passes.
 *
 * Passes results on unchanged. Stands anywhere above what is to be saved.
 */
export class SimpleSaveStage extends passiveStage('SimpleSaveStage', { requires: { dumpFolder }, options: { files } }) {
  private readonly names = new ResultFileNames('simple');

  override onResult(result: StageResult): Iterable<StageResult> {
    const { cme } = result;
    const path = `${this.args.dumpFolder}/${this.names.next(cme)}`;
    writeResult(this.args.files, path, reportText(cme.simpleReport()));
    return [result];
  }
}
