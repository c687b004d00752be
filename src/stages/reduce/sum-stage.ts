import { passiveStage } from '../../chain/passive-stage.ts';
import type { StageResult } from '../../chain/stage.ts';
import { CostModelEvaluation, CumulativeCME } from '../../model/evaluation/evaluation.ts';

/**
 * Adds up everything its substage yields, e.g. all layers of a network.
 *
 * Yields one total after the substage has ended; extra information: the list of results added, in order. Single-layer results
 * only; stands above WorkloadStage.
 */
export class SumStage extends passiveStage('SumStage', {
  singleEvaluationsOnly: 'adds single-layer results',
  yieldsSums: true,
}) {
  private total = new CumulativeCME();
  private readonly added: StageResult[] = [];

  override onResult(result: StageResult): Iterable<StageResult> {
    if (!(result.cme instanceof CostModelEvaluation)) {
      throw new Error('SumStage adds single-layer results but received something else; use one SumStage only');
    }
    this.total = this.total.plus(result.cme);
    this.added.push(result);
    return [];
  }

  override onEnd(): Iterable<StageResult> {
    return [{ cme: this.total, extra: this.added }];
  }
}
