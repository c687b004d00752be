import type { CompiledMapping } from '../problem/compiled-mapping.ts';
import type { CompiledProblem } from '../problem/compiled-problem.ts';
import { missingPortError } from '../problem/missing-port.ts';
import {
  createScratch,
  type EvaluationScratch,
  MEMORY_ENERGY,
  OFFLOADING_CYCLES,
  ONLOADING_CYCLES,
  PRECHARGE_ENERGY,
  STALL_CYCLES,
  TEMPORAL_CYCLES,
} from './evaluation-scratch.ts';
import { CorrectedParts } from './parts/corrected-parts.ts';
import type { CostModelParts } from './parts/cost-model-parts.ts';
import { ReferenceParts } from './parts/reference-parts.ts';

/**
 * The cost model: energy and latency of a loop nest (docs/cost-model.md). Use one object per compiled problem and thread.
 *
 * `evaluate` is the hot path of every search and allocates nothing. It leaves every intermediate quantity in `scratch`. The details of a
 * winner are derived from it. bench: `npm run bench`
 */
export class MappingEvaluator {
  readonly problem: CompiledProblem;
  readonly scratch: EvaluationScratch;
  /** The rules of the problem's cost model. */
  private readonly parts: CostModelParts;

  constructor(problem: CompiledProblem) {
    this.problem = problem;
    this.scratch = createScratch(problem);
    this.parts =
      problem.tiles === undefined
        ? new ReferenceParts(problem, this.scratch)
        : new CorrectedParts(problem, problem.tiles, this.scratch);
  }

  /**
   * Evaluates one mapping. The results stay in the fields and in `scratch` until the next call.
   * @throws MappingError when partial sums move through a memory that has no port for them.
   */
  evaluate(nest: CompiledMapping): void {
    this.evaluateEnergy(nest);
    this.evaluateLatency(nest);
  }

  /**
   * The first half of `evaluate`: energy and memory utilisation. A search that minimises energy needs no latency of a mapping with more
   * energy than the best one.
   * @throws MappingError when partial sums move through a memory that has no port for them.
   */
  evaluateEnergy(nest: CompiledMapping): void {
    const { problem, scratch } = this;
    this.measureWords(nest);
    if (Number.isNaN(scratch.results[MEMORY_ENERGY])) this.refuseMissingPort();
    if (problem.precharge !== undefined) {
      scratch.results[PRECHARGE_ENERGY] = this.parts.measurePrecharge(nest);
    }
    this.parts.measureUtilisation();
  }

  /** The second half of `evaluate`, after `evaluateEnergy` of the same mapping. */
  evaluateLatency(nest: CompiledMapping): void {
    const { parts, scratch } = this;
    parts.decideDoubleBuffering();
    parts.measureTransfers(nest);
    scratch.results[TEMPORAL_CYCLES] = scratch.prefix[nest.length];
    parts.measureStalls();
    parts.measureLoading(nest);
  }

  /**
   * Computes only words and the cycles of a transfer, in `scratch`. Bounds use it for parts of mappings. The parts need not fit the
   * memories. Words without a port are not a number.
   */
  measureTraffic(nest: CompiledMapping): void {
    this.measureWords(nest);
    this.parts.measureTransfers(nest);
  }

  /** Computes only the words, in `scratch`. Bounds on energy use it for parts of mappings, as `measureTraffic`. */
  measureWords(nest: CompiledMapping): void {
    this.parts.measureWords(nest);
  }

  /** pJ of precharging in the nest that was measured last; 0 elsewhere. */
  measurePrecharge(nest: CompiledMapping): number {
    return this.parts.measurePrecharge(nest);
  }

  /** pJ. */
  get memoryEnergy(): number {
    return this.scratch.results[MEMORY_ENERGY];
  }
  /** pJ of precharging in an in-memory-computing array; 0 elsewhere. */
  get prechargeEnergy(): number {
    return this.scratch.results[PRECHARGE_ENERGY];
  }
  /** pJ of the array. */
  get macEnergy(): number {
    return this.problem.macEnergyPj + this.scratch.results[PRECHARGE_ENERGY];
  }
  get energyTotal(): number {
    return this.scratch.results[MEMORY_ENERGY] + this.macEnergy;
  }
  /** Cycles of the temporal loops without any stall. */
  get idealTemporalCycles(): number {
    return this.scratch.results[TEMPORAL_CYCLES] * this.problem.cyclesPerOperation;
  }
  get stallCycles(): number {
    return this.scratch.results[STALL_CYCLES];
  }
  get onloadingCycles(): number {
    return this.scratch.results[ONLOADING_CYCLES];
  }
  get offloadingCycles(): number {
    return this.scratch.results[OFFLOADING_CYCLES];
  }
  /** Cycles with stalls; with on-loading; with off-loading. */
  get latencyTotal0(): number {
    return this.idealTemporalCycles + this.stallCycles;
  }
  get latencyTotal1(): number {
    return this.latencyTotal0 + this.onloadingCycles;
  }
  get latencyTotal2(): number {
    return this.latencyTotal1 + this.offloadingCycles;
  }

  private refuseMissingPort(): never {
    const slot = this.scratch.words.findIndex((count) => Number.isNaN(count));
    throw missingPortError(this.problem, slot);
  }
}
