import { PAUSE, type PacedWork, runPaced } from '../../chain/build/paced-run.ts';
import { searchThreads } from '../../chain/control/search-threads.ts';
import { isAsynchronous, type StageResult, type StageRun, stage } from '../../chain/stage.ts';
import { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import {
  accelerator,
  accessSameDataConsideredAsNoAccess,
  boundCriterion,
  costModel,
  enableMixSpatialMappingGeneration,
  exactTimeLimit,
  layer,
  temporalMappingType,
  workers,
} from '../arguments.ts';
import { ExactAnswers } from '../exact-search/exact-answers.ts';
import { type ExactQuestion, loadExactSearch } from '../exact-search/exact-question.ts';

/**
 * Proves how far a layer's result is from the optimum over all spatial mappings of the generator (docs/optimality.md). The result
 * stays as it is; its evaluation gets `proven`. The criterion is `boundCriterion`: what the Minimal stage below minimises.
 *
 * Yields what it gets. Stands above the Minimal stage of a layer, below WorkloadStage. After `exactTimeLimit` seconds for all layers
 * it uses the bounds so far.
 */
export class BoundStage extends stage('BoundStage', {
  requires: { accelerator, layer },
  options: {
    boundCriterion,
    enableMixSpatialMappingGeneration,
    exactTimeLimit,
    temporalMappingType,
    accessSameDataConsideredAsNoAccess,
    costModel,
    workers,
  },
  singleEvaluationsOnly: 'bounds the cost of single layers',
  eitherWay: true,
  prepare: loadExactSearch,
}) {
  override run(): StageRun {
    const below = this.nextRun({});
    return isAsynchronous(below) ? this.boundWaiting(below) : runPaced(this.bound(below), this.control, false);
  }

  private *bound(below: Iterable<StageResult>): PacedWork {
    const { control, args } = this;
    for (const { cme, extra } of below) {
      if (!(cme instanceof CostModelEvaluation)) throw new Error('BoundStage stands above results of single layers');
      const answers = control.run.shared(ExactAnswers);
      const steps = answers.answerHere(this.questionOf(cme), control, args.exactTimeLimit);
      let step = steps.next();
      while (!step.done) {
        yield PAUSE;
        step = steps.next();
      }
      yield { cme: cme.withProof(step.value.proven), extra };
    }
  }

  private async *boundWaiting(below: AsyncIterable<StageResult>): AsyncGenerator<StageResult> {
    const { control, args } = this;
    for await (const { cme, extra } of below) {
      if (!(cme instanceof CostModelEvaluation)) throw new Error('BoundStage stands above results of single layers');
      const answers = control.run.shared(ExactAnswers);
      const pool = searchThreads(args.workers, control);
      const { proven } = await answers.answer(this.questionOf(cme), control, args.exactTimeLimit, pool);
      yield { cme: cme.withProof(proven), extra };
    }
  }

  private questionOf({ energy, latency }: CostModelEvaluation): ExactQuestion {
    const { args } = this;
    return {
      layer: args.layer,
      accelerator: args.accelerator,
      spatialMapping: undefined,
      nbMappingsGenerated: undefined,
      enableMixSpatialMappingGeneration: args.enableMixSpatialMappingGeneration,
      temporalMappingType: args.temporalMappingType,
      accessSameDataConsideredAsNoAccess: args.accessSameDataConsideredAsNoAccess,
      costModel: args.costModel,
      criterion: args.boundCriterion,
      gap: 0,
      known: { energy, latency },
    };
  }
}
