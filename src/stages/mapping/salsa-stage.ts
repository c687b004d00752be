import { PAUSE, type PacedWork, runPaced } from '../../chain/build/paced-run.ts';
import { reportProgress } from '../../chain/control/run-control.ts';
import { partOfTime } from '../../chain/control/time-budget.ts';
import type { WorkerPool } from '../../chain/control/worker-pool.ts';
import { type StageResult, type StageRun, stage } from '../../chain/stage.ts';
import { compileProblem } from '../../engine/problem/compile.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import { nothingFitsError } from '../../search/allocation/nothing-fits.ts';
import {
  bestOutcome,
  runSalsaChain,
  type SalsaOptions,
  type SalsaOutcome,
  salsaFeasibility,
} from '../../search/salsa/salsa.ts';
import {
  accelerator,
  accessSameDataConsideredAsNoAccess,
  compiledProblem,
  costModel,
  layer,
  optimisationCriterion,
  salsaIterationNumber,
  salsaNumberOfChains,
  salsaNumberOfCore,
  salsaOptCriterion,
  salsaSeed,
  salsaStartTemperature,
  spatialMapping,
  temporalMapping,
  temporalMappingType,
} from '../arguments.ts';

/**
 * Searches the best order of loops by simulated annealing (SALSA, docs/mapping-search.md#salsa): for layers with more loop prime
 * factors than LOMA can permute. Runs `salsaNumberOfChains` independent chains of `salsaIterationNumber` steps on up to
 * `salsaNumberOfCore` worker threads and hands the best mapping down once.
 *
 * Yields (temporal mapping, extra) around every result. Minimises `salsaOptCriterion`, by default what the Minimal stage above
 * minimises. The same `salsaSeed` gives the same mapping, whatever the number of threads. Stands below the spatial mapping stage.
 * (In the reference the number of cores is the number of chains, seeds are not under control, the criterion does not follow `opt`,
 * latency is judged without on- and off-loading, and a layer without fitting mapping makes the run wait for ever.)
 * @throws MappingError when no start fits the memories.
 */
export class SalsaStage extends stage('SalsaStage', {
  requires: { accelerator, layer, spatialMapping },
  options: {
    salsaIterationNumber,
    salsaStartTemperature,
    salsaOptCriterion,
    salsaNumberOfCore,
    salsaNumberOfChains,
    salsaSeed,
    optimisationCriterion,
    temporalMappingType,
    accessSameDataConsideredAsNoAccess,
    costModel,
  },
  provides: { temporalMapping, compiledProblem },
  eitherWay: true,
  synchronousBelow: true,
}) {
  override run(): StageRun {
    const { args, control, mayWait } = this;
    if (args.layer.mapping.temporalOrdering.length > 0) this.warnOfOrdering();
    const threads = Math.min(args.salsaNumberOfCore, args.salsaNumberOfChains);
    const pool = mayWait && threads > 1 ? control.run.workers(threads) : undefined;
    return pool === undefined ? runPaced(this.search(), control, mayWait) : this.searchOn(pool, threads);
  }

  /** All chains, one after the other. */
  private *search(): PacedWork {
    const { args, options, problem } = this;
    const outcomes: SalsaOutcome[] = [];
    const shouldStop = this.control.run.timeBudget.endOf(partOfTime(this.control.place));
    for (let chain = 0; chain < args.salsaNumberOfChains; chain++) {
      if (shouldStop() && outcomes.some(({ best }) => best !== undefined)) break;
      const steps = runSalsaChain(problem, options, chain, shouldStop);
      let step = steps.next();
      while (!step.done) {
        if (this.control.run.isReportDue) this.announce(chain * options.iterationNumber + step.value);
        yield PAUSE;
        step = steps.next();
      }
      outcomes.push(step.value);
    }
    yield* this.evaluateBest(outcomes);
  }

  /** The chains in equal shares on worker threads. Outcomes are compared in the order of their numbers, as above. */
  private async *searchOn(pool: WorkerPool, threads: number): AsyncGenerator<StageResult> {
    const { args, options, control } = this;
    const chains = Array.from({ length: args.salsaNumberOfChains }, (_, chain) => chain);
    const outcomes: SalsaOutcome[] = [];
    const shares = Array.from({ length: threads }, (_, share) => chains.filter((chain) => chain % threads === share));
    const runs = shares.map(async (share) => {
      const task = {
        kind: 'salsa' as const,
        layer: args.layer,
        accelerator: args.accelerator,
        spatialMapping: args.spatialMapping,
        accessSameDataConsideredAsNoAccess: args.accessSameDataConsideredAsNoAccess,
        costModel: args.costModel,
        options,
        chains: share,
        searchTime: control.run.timeBudget.time,
        partOfTime: partOfTime(control.place),
      };
      const name = `the SALSA search of layer ${args.layer.name}`;
      const results = pool.submit(task, { name, progress: control.progress, warn: control.warn });
      let at = 0;
      for await (const outcome of results) {
        const chain = share[at++];
        if (chain !== undefined && isOutcome(outcome)) outcomes[chain] = outcome;
      }
    });
    await Promise.all(runs);
    yield* this.evaluateBest(outcomes);
  }

  /** Hands the best mapping of all chains down. */
  private *evaluateBest(outcomes: readonly SalsaOutcome[]): Generator<StageResult> {
    const { options, problem } = this;
    const { best, closest, steps } = bestOutcome(options.criterion, outcomes);
    this.announce(steps, true);
    if (best === undefined) {
      if (closest === undefined) throw new Error('SALSA tried no order');
      throw nothingFitsError(problem, closest, salsaFeasibility(options));
    }
    for (const { cme, extra } of this.next({ temporalMapping: best.mapping, compiledProblem: problem })) {
      yield { cme, extra: [best.mapping, extra] };
    }
  }

  private get options(): SalsaOptions {
    const { args } = this;
    return {
      iterationNumber: args.salsaIterationNumber,
      startTemperature: args.salsaStartTemperature,
      criterion: args.salsaOptCriterion ?? args.optimisationCriterion ?? 'energy',
      seed: args.salsaSeed,
      temporalMappingType: args.temporalMappingType,
    };
  }

  private readonly problem: CompiledProblem = compileProblem(
    this.args.layer,
    this.args.accelerator,
    this.args.spatialMapping,
    this.args,
  );

  private announce(done: number, isOver = false): void {
    const { salsaNumberOfChains: chains, salsaIterationNumber: steps } = this.args;
    const total = chains * steps;
    const early = isOver && done < total ? { searchedShare: done / total } : {};
    reportProgress(this.control, { stage: 'SalsaStage', done, total, ...early });
  }

  private warnOfOrdering(): void {
    const { name, mapping } = this.args.layer;
    this.control.warn({
      code: 'ZZ4426',
      severity: 'warning',
      message: `SALSA does not follow the temporal_ordering given for layer ${name}`,
      hint: 'use LOMA for layers with a temporal_ordering',
      ...(mapping.origin ?? {}),
    });
  }
}

function isOutcome(value: unknown): value is SalsaOutcome {
  return typeof value === 'object' && value !== null && 'best' in value;
}
