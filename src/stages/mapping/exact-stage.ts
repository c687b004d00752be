import { type PacedWork, runPaced } from '../../chain/build/paced-run.ts';
import { reportProgress } from '../../chain/control/run-control.ts';
import { searchThreads } from '../../chain/control/search-threads.ts';
import { type StageResult, type StageRun, stage } from '../../chain/stage.ts';
import { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import {
  accelerator,
  accessSameDataConsideredAsNoAccess,
  costModel,
  enableMixSpatialMappingGeneration,
  exactGap,
  exactSpatialMappings,
  exactTimeLimit,
  givenSpatialMapping,
  layer,
  optimisationCriterion,
  spatialMapping,
  temporalMapping,
  temporalMappingType,
  workers,
} from '../arguments.ts';
import { ExactAnswers } from '../exact-search/exact-answers.ts';
import { type ExactAnswer, type ExactQuestion, loadExactSearch, questionOf } from '../exact-search/exact-question.ts';

/**
 * Searches the best of all temporal mappings, and proves how far it is from the optimum (docs/optimality.md). All orders of all loop
 * prime factors, each cut into memory levels in every way that fits. Below a spatial mapping stage it searches the spatial mapping
 * given. Directly below WorkloadStage it searches all spatial mappings of the generator, or `exactSpatialMappings` of them.
 *
 * Yields (temporal mapping, extra) around every result, evaluations with `proven`. Hands the best mapping down once. Minimises
 * what the Minimal stage above minimises, else energy. Starts with LOMA's answer at limit 6, so it is never worse than that one.
 * After `exactTimeLimit` seconds, or within `exactGap` of the optimum, it ends with the best mapping so far.
 * @throws MappingError when no mapping fits.
 */
export class ExactStage extends stage('ExactStage', {
  requires: { accelerator, layer },
  options: {
    spatialMapping: givenSpatialMapping,
    exactSpatialMappings,
    enableMixSpatialMappingGeneration,
    exactGap,
    exactTimeLimit,
    optimisationCriterion,
    temporalMappingType,
    accessSameDataConsideredAsNoAccess,
    costModel,
    workers,
  },
  provides: { spatialMapping, temporalMapping },
  eitherWay: true,
  synchronousBelow: true,
  prepare: loadExactSearch,
}) {
  override run(): StageRun {
    const { control, mayWait } = this;
    return mayWait ? this.searchWaiting() : runPaced(this.search(), control, mayWait);
  }

  private *search(): PacedWork {
    const { control, args } = this;
    const answers = control.run.shared(ExactAnswers);
    yield* this.evaluate(yield* answers.answerHere(this.question, control, args.exactTimeLimit));
  }

  private async *searchWaiting(): AsyncGenerator<StageResult> {
    const { control, args } = this;
    const answers = control.run.shared(ExactAnswers);
    const pool = searchThreads(args.workers, control);
    yield* this.evaluate(await answers.answer(this.question, control, args.exactTimeLimit, pool));
  }

  private get question(): ExactQuestion {
    const { args } = this;
    return questionOf(args, {
      temporalMappingType: args.temporalMappingType,
      criterion: args.optimisationCriterion ?? 'energy',
      gap: args.exactGap,
    });
  }

  private *evaluate({ best, proven }: ExactAnswer): Generator<StageResult> {
    if (best === undefined) throw new Error('the exact search found no mapping');
    reportProgress(this.control, { stage: 'ExactStage', done: 1, total: 1 });
    const { mapping } = best;
    // The one given, where it is the same: stages below tell by identity whether anything has changed.
    const changes = { spatialMapping: this.args.spatialMapping ?? best.spatialMapping, temporalMapping: mapping };
    for (const { cme, extra } of this.next(changes)) {
      yield {
        cme: cme instanceof CostModelEvaluation ? cme.withProof(proven) : cme,
        extra: [mapping, extra],
      };
    }
  }
}
