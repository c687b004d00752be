import { BLOCK, PAUSE, type PacedWork, runPaced } from '../../chain/build/paced-run.ts';
import { reportProgress } from '../../chain/control/run-control.ts';
import { partOfTime } from '../../chain/control/time-budget.ts';
import { type StageRun, stage } from '../../chain/stage.ts';
import { stageAlias } from '../../chain/stage-alias.ts';
import { compileProblem } from '../../engine/problem/compile.ts';
import { TemporalMappingCandidates } from '../../search/loma/temporal-mapping-candidates.ts';
import {
  accelerator,
  accessSameDataConsideredAsNoAccess,
  compiledProblem,
  costModel,
  layer,
  lomaLpfLimit,
  lomaShowProgressBar,
  spatialMapping,
  temporalMapping,
  temporalMappingType,
  workers,
} from '../arguments.ts';

/**
 * Runs the rest of the chain for every temporal mapping: each order of the loop prime factors, allocated to the memories from
 * the inside out (LOMA, AICAS 2021). An order fixed by the mapping file is the only one.
 *
 * Yields (temporal mapping, extra) around every result, in the order of enumeration. Reports progress in orders of loops. Stands
 * below the spatial mapping stage. Directly between a Minimal stage and CostModelStage it is replaced by a faster search with the
 * same result.
 * @throws MappingError when no order fits the memories.
 */
export class LomaStage extends stage('LomaStage', {
  requires: { accelerator, layer, spatialMapping },
  options: {
    lomaLpfLimit,
    lomaShowProgressBar,
    temporalMappingType,
    accessSameDataConsideredAsNoAccess,
    costModel,
    workers,
  },
  provides: { temporalMapping, compiledProblem },
  eitherWay: true,
  synchronousBelow: true,
}) {
  override run(): StageRun {
    return runPaced(this.search(), this.control, this.mayWait);
  }

  private *search(): PacedWork {
    const { args, control } = this;
    const problem = compileProblem(args.layer, args.accelerator, args.spatialMapping, args);
    const candidates = new TemporalMappingCandidates(problem, {
      lpfLimit: args.lomaLpfLimit,
      type: args.temporalMappingType,
    });
    const shouldStop = control.run.timeBudget.endOf(partOfTime(control.place));
    let isAny = false;
    let nextStop = BLOCK;
    while (candidates.next()) {
      if (candidates.tried >= nextStop) {
        nextStop = candidates.tried + BLOCK;
        if (isAny && shouldStop()) return this.announce(candidates, true);
        if (control.run.isReportDue) this.announce(candidates);
        yield PAUSE;
      }
      isAny = true;
      const mapping = candidates.mapping();
      for (const { cme, extra } of this.next({ temporalMapping: mapping, compiledProblem: problem })) {
        yield { cme, extra: [mapping, extra] };
      }
    }
    if (!candidates.anyFitted) throw candidates.noMappingError();
    this.announce(candidates);
  }

  private announce({ tried, total }: TemporalMappingCandidates, isEarly = false): void {
    const early = isEarly ? { searchedShare: tried / total } : {};
    reportProgress(this.control, { stage: 'LomaStage', done: tried, total, ...early });
  }
}

/** The name since the engine learnt user-given orderings. */
export const TemporalMappingGeneratorStage = stageAlias('TemporalMappingGeneratorStage', LomaStage);
