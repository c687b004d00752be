import { MappingError } from '../../base/diagnostic.ts';
import type { Context } from '../../chain/kind.ts';
import { passiveStage } from '../../chain/passive-stage.ts';
import type { StageResult } from '../../chain/stage.ts';
import { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { isBetter, type OptimisationCriterion } from '../../search/criteria.ts';
import { CostFront } from '../../search/loma/cost-front.ts';
import { minimalAbove, reduceMinimalKeepOthers, tolerance } from '../arguments.ts';

const NAME: string = 'MinimalStage';

/**
 * What the stages that keep only the best result have in common; each names its criterion. With a `tolerance`, the result of the least
 * other cost is chosen among those within it (docs/mapping-search.md#tolerance). Below a Minimal stage of the same criterion all results
 * that can still be chosen pass, so that the tolerance holds for all that is compared.
 */
export abstract class MinimalStage extends passiveStage(NAME, {
  options: { reduceMinimalKeepOthers, tolerance, minimalAbove },
  singleEvaluationsOnly: 'compares single-layer results',
  keepsBest: true,
}) {
  abstract readonly criterion: OptimisationCriterion;
  private best: CostModelEvaluation | undefined;
  private front: CostFront<CostModelEvaluation> | undefined;
  private readonly others: StageResult[] = [];

  override onStart(): Context {
    if (this.args.tolerance === 0) return { optimisationCriterion: this.criterion };
    this.front = new CostFront(this.criterion, this.args.tolerance);
    return { optimisationCriterion: this.criterion, minimalAbove: this.criterion };
  }

  override onResult(result: StageResult): Iterable<StageResult> {
    const { cme } = result;
    const { best, front } = this;
    if (!(cme instanceof CostModelEvaluation)) {
      throw new Error(
        'a Minimal stage compares results of one layer but received a sum or a list; move the stage that sums or lists above it',
      );
    }
    if (this.args.reduceMinimalKeepOthers) this.others.push(result);
    if (front !== undefined) {
      if (front.accepts(cme.energy, cme.latency)) front.add(cme.energy, cme.latency, cme);
    } else if (best === undefined || isBetter(this.criterion, cme.energy, cme.latency, best.energy, best.latency)) {
      this.best = cme;
    }
    return [];
  }

  override onEnd(): Iterable<StageResult> {
    const { layer } = this.control.place;
    const winners = this.winners();
    if (winners.length === 0 && layer !== undefined) throw noResult(layer.name);
    return winners.map((cme) => ({ cme, extra: this.others }));
  }

  private winners(): readonly CostModelEvaluation[] {
    const { best, front, criterion } = this;
    if (front === undefined) return best === undefined ? [] : [best];
    return this.args.minimalAbove === criterion ? front.members : front.members.slice(0, 1);
  }
}

/** A layer silently missing from totals would be worse than an error. */
function noResult(layerName: string): MappingError {
  return new MappingError(layerName, {
    code: 'ZZ4413',
    severity: 'error',
    message: `there is no mapping of layer ${layerName} to choose from: the stages below the Minimal stage yielded none`,
    hint: 'move stages that skip whole layers above the Minimal stage, or filter out fewer mappings',
  });
}
