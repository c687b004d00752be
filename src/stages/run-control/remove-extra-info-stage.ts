import { passiveStage } from '../../chain/passive-stage.ts';
import type { StageResult } from '../../chain/stage.ts';

/**
 * Removes the extra information from results, so that nothing but their costs and mappings is kept.
 *
 * Yields every result with extra information null. Stands anywhere; stages above that use extra information (PickleSaveStage above a
 * sum, keep-others lists) then find none.
 */
export class RemoveExtraInfoStage extends passiveStage('RemoveExtraInfoStage', { acceptsLists: true }) {
  override onResult({ cme }: StageResult): Iterable<StageResult> {
    return [{ cme, extra: null }];
  }
}
