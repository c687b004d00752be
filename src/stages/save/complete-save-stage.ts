import type { StageResult } from '../../chain/stage.ts';
import { SaveStage } from './save-stage.ts';

/**
 * Writes the complete report (docs/outputs.md#the-complete-report) of every result passing through: with `dumpFolder` to
 * `<layer>_complete.json` or `overall_complete.json` in it, as it passes; with `filenamePattern` as part of a JSON list, at the end
 * (docs/stages.md#file-names).
 *
 * Passes results on unchanged. Stands anywhere above what is to be saved.
 * @throws InputError, before anything is searched, when the place cannot be written to.
 */
export class CompleteSaveStage extends SaveStage {
  static override readonly stageName = 'CompleteSaveStage';
  override readonly kind = 'complete';

  override reportOf({ cme }: StageResult): unknown {
    return cme;
  }
}
