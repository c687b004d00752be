import { ListedResults } from '../../chain/listed-results.ts';
import { passiveStage } from '../../chain/passive-stage.ts';
import type { StageResult } from '../../chain/stage.ts';

/**
 * Makes one result of all results of its substage: their list stands in the place of the evaluation.
 *
 * Yields one result after the substage has ended (an empty list if it yielded none); `cme` is a `ListedResults` to iterate over,
 * extra information null. Stands near the top: above it only stages that do not look at costs.
 */
export class ListifyStage extends passiveStage('ListifyStage', { yieldsLists: true, acceptsLists: true }) {
  private readonly results: StageResult[] = [];

  override onResult(result: StageResult): Iterable<StageResult> {
    this.results.push(result);
    return [];
  }

  override onEnd(): Iterable<StageResult> {
    return [{ cme: new ListedResults(this.results), extra: null }];
  }
}
