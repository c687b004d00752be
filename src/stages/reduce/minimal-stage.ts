import { MappingError } from '../../base/diagnostic.ts';
import type { Context } from '../../chain/kind.ts';
import { passiveStage } from '../../chain/passive-stage.ts';
import type { StageResult } from '../../chain/stage.ts';
import { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { isBetter, type OptimisationCriterion } from '../../search/criteria.ts';
import { reduceMinimalKeepOthers } from '../arguments.ts';

const NAME: string = 'MinimalStage';

/** What the stages that keep only the best result have in common; each names its criterion. */
export abstract class MinimalStage extends passiveStage(NAME, {
  options: { reduceMinimalKeepOthers },
  singleEvaluationsOnly: 'compares single-layer results',
  keepsBest: true,
}) {
  abstract readonly criterion: OptimisationCriterion;
  private best: CostModelEvaluation | undefined;
  private readonly others: StageResult[] = [];

  override onStart(): Context {
    return { optimisationCriterion: this.criterion };
  }

  override onResult(result: StageResult): Iterable<StageResult> {
    const { cme } = result;
    const { best } = this;
    if (!(cme instanceof CostModelEvaluation)) {
      throw new Error(
        'a Minimal stage compares results of one layer but received a sum or a list; move the stage that sums or lists above it',
      );
    }
    if (this.args.reduceMinimalKeepOthers) this.others.push(result);
    if (best === undefined || isBetter(this.criterion, cme.energy, cme.latency, best.energy, best.latency)) {
      this.best = cme;
    }
    return [];
  }

  override onEnd(): Iterable<StageResult> {
    const { layer } = this.control.place;
    if (this.best === undefined && layer !== undefined) throw noResult(layer.name);
    return this.best === undefined ? [] : [{ cme: this.best, extra: this.others }];
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
