import { missingPortMessage } from './compile.ts';
import { type CompiledProblem, FRACTIONAL, INTEGER } from './compiled-problem.ts';
import { measureEnergy } from './energy.ts';
import { createScratch, type EvaluationScratch } from './evaluation-scratch.ts';
import { measureLoading, offloadingCycles, onloadingCycles } from './loading.ts';
import type { LoopNest } from './loop-nest.ts';
import { measureElements, measureLoops } from './loop-reuse.ts';
import { decideDoubleBuffering, measureUtilisation } from './memory-utilisation.ts';
import { measurePrecision } from './partial-sums.ts';
import { measureStalls } from './port-stalls.ts';
import { measureTransfers } from './transfer-cycles.ts';

/**
 * The cost model: from a loop nest to energy and latency (docs/cost-model.md). One object per compiled problem and thread.
 *
 * `evaluate` is the hot path of every search: it allocates nothing and leaves every intermediate quantity in `scratch`, from
 * which the detailed report of a winner is derived. bench: `npm run bench`
 */
export class MappingEvaluator {
  readonly problem: CompiledProblem;
  readonly scratch: EvaluationScratch;

  /** pJ. */
  energyTotal = 0;
  memoryEnergy = 0;
  /** Cycles: computation with stalls; with on-loading; with off-loading. */
  latencyTotal0 = 0;
  latencyTotal1 = 0;
  latencyTotal2 = 0;
  /** Cycles without any stall. */
  idealTemporalCycles = 0;
  stallCycles = 0;
  onloadingCycles = 0;
  offloadingCycles = 0;

  constructor(problem: CompiledProblem) {
    this.problem = problem;
    this.scratch = createScratch(problem);
  }

  /**
   * Evaluates one mapping; the results are in the fields and in `scratch` until the next call.
   * @throws Error when partial sums move through a memory that has no port for them.
   */
  evaluate(nest: LoopNest): void {
    const { problem, scratch } = this;
    measureLoops(problem, nest, scratch);
    this.measureData(nest, FRACTIONAL);
    if (problem.versions[INTEGER] !== problem.versions[FRACTIONAL]) this.measureData(nest, INTEGER);

    this.memoryEnergy = measureEnergy(problem, scratch);
    this.energyTotal = this.memoryEnergy + problem.macEnergyPj;
    if (Number.isNaN(this.energyTotal)) this.refuseMissingPort();

    measureUtilisation(problem, scratch);
    decideDoubleBuffering(problem, scratch);
    measureTransfers(problem, scratch);
    const temporalCycles = scratch.prefix[nest.length];
    this.idealTemporalCycles = temporalCycles * problem.cyclesPerOperation;
    this.stallCycles = measureStalls(problem, scratch);
    measureLoading(problem, scratch, Math.ceil(this.idealTemporalCycles) + this.stallCycles);
    this.onloadingCycles = onloadingCycles(problem, scratch);
    this.offloadingCycles = offloadingCycles(problem, scratch);
    this.latencyTotal0 = this.idealTemporalCycles + this.stallCycles;
    this.latencyTotal1 = this.latencyTotal0 + this.onloadingCycles;
    this.latencyTotal2 = this.latencyTotal1 + this.offloadingCycles;
  }

  private measureData(nest: LoopNest, version: number): void {
    measureElements(this.problem, nest, this.scratch, version);
    measurePrecision(this.problem, nest, this.scratch, version);
  }

  private refuseMissingPort(): never {
    const slot = this.scratch.words.findIndex((count) => Number.isNaN(count));
    throw new Error(missingPortMessage(this.problem, slot));
  }
}
