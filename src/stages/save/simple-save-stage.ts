import type { StageResult } from '../../chain/stage.ts';
import { SaveStage } from './save-stage.ts';

/**
 * Writes energy (pJ) and latency (cycles) of every result passing through: with `dumpFolder` to `<layer>_simple.json` or
 * `overall_simple.json` in it, as it passes; with `filenamePattern` as part of a JSON list, at the end (docs/stages.md#file-names).
 *
 * Passes results on unchanged. Stands anywhere above what is to be saved.
 * @throws InputError, before anything is searched, when the place cannot be written to.
 */
export class SimpleSaveStage extends SaveStage {
  static override readonly stageName = 'SimpleSaveStage';
  override readonly kind = 'simple';

  override reportOf({ cme }: StageResult): unknown {
    return cme.simpleReport();
  }
}
