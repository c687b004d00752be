import { passiveStage } from '../../chain/passive-stage.ts';
import type { StageResult } from '../../chain/stage.ts';

/**
 * Holds results back until the substage has ended, then yields them in order. For stages above that must not begin before all work
 * below is done.
 *
 * Passes results on unchanged. Stands anywhere; keeps all results in memory.
 */
export class CacheBeforeYieldStage extends passiveStage('CacheBeforeYieldStage', { acceptsLists: true }) {
  private readonly results: StageResult[] = [];

  override onResult(result: StageResult): Iterable<StageResult> {
    this.results.push(result);
    return [];
  }

  override onEnd(): Iterable<StageResult> {
    return this.results;
  }
}
