import { divisors, primeFactors } from '../../../base/integers.ts';
import {
  createScratch,
  type EvaluationScratch,
  OFFLOADING_CYCLES,
  ONLOADING_CYCLES,
} from '../../../engine/cost/evaluation-scratch.ts';
import { addUpLoading } from '../../../engine/cost/loading.ts';
import { interfaceOf } from '../../../engine/cost/port-stalls.ts';
import type { CompiledMapping } from '../../../engine/problem/compiled-mapping.ts';
import {
  type CompiledMemory,
  type CompiledProblem,
  type CompiledRelation,
  FRACTIONAL,
  INTEGER,
  RELEVANT,
} from '../../../engine/problem/compiled-problem.ts';
import { relationFootprint } from '../../../engine/problem/decoupling.ts';
import { holdsEverything, IRRELEVANT_RUN, isTopForAll, type ModelRules, RELEVANT_RUN } from './model-rules.ts';

const BOTH_RUNS = IRRELEVANT_RUN | RELEVANT_RUN;

/** Larger extents are not examined. Numbers up to this one are exact and have few divisors. */
const MOST_EXTENT = 2 ** 40;

/** The rules of the reference (README.md). */
export class ReferenceRules implements ModelRules {
  readonly isExact: boolean;
  readonly boundsEnergy: boolean;
  readonly boundsLatency: boolean;
  readonly ends: Uint8Array;
  /** The outermost loops can remove any stall, so nothing is known. */
  readonly leastLatency = Number.NEGATIVE_INFINITY;
  private readonly problem: CompiledProblem;

  constructor(problem: CompiledProblem) {
    const { versions, operands, cyclesPerOperation, outputElements, levelSlotCount } = problem;
    const [{ partialPrecision, finalPrecision }] = operands;
    this.problem = problem;
    this.isExact = versions[FRACTIONAL] === versions[INTEGER];
    // With fractional unrollings, the read-backs of a single output can truncate to 0.
    this.boundsEnergy = finalPrecision <= partialPrecision && (this.isExact || outputElements > 1);
    // Periods are rounded up to whole cycles.
    this.boundsLatency = Number.isInteger(cyclesPerOperation);
    this.ends = new Uint8Array(levelSlotCount);
  }

  monotonicOperands(nest: CompiledMapping): Uint8Array {
    const extents = fullExtents(this.problem, nest);
    return Uint8Array.from(this.problem.operands, ({ relations }) =>
      relations.every((relation) => growsMonotonically(relation, extents)) ? 1 : 0,
    );
  }

  /** All temporal and spatial iterations, at the larger precision. */
  mostBits(nest: CompiledMapping, _memory: number, index: number): number {
    const operand = this.problem.operands[index];
    const { loopStart, loopDimension, loopFactor } = this.problem.versions[FRACTIONAL];
    let elements = 1;
    const grow = (dimension: number, factor: number) => {
      if (operand.relevance[dimension] === RELEVANT) elements *= factor;
    };
    for (let position = 0; position < nest.length; position++) grow(nest.dimension[position], nest.size[position]);
    const { interfaceBase, levelCount } = operand;
    const lastLoop = loopStart[interfaceBase + levelCount + 1];
    for (let loop = loopStart[interfaceBase]; loop < lastLoop; loop++) grow(loopDimension[loop], loopFactor[loop]);
    for (const { limit } of operand.relations) elements *= limit;
    return elements * Math.max(operand.partialPrecision, operand.finalPrecision);
  }

  firstMisfitDecides(): boolean {
    return true;
  }

  /**
   * The outermost loops of a level that keeps all loops of its operand decide on double-buffering and on the window of the single transfer
   * into the level. They decide nothing if the memory has room for two copies of everything, or if every transfer of the memory and on
   * its ports happens once.
   */
  outermostLoopsMatter(nest: CompiledMapping, scratch: EvaluationScratch): boolean {
    for (const memory of this.problem.memories) {
      if (this.outermostLoopsOfMemoryMatter(nest, scratch, memory)) {
        this.markEnds(nest, scratch);
        return true;
      }
    }
    return false;
  }

  /** All runs but those of top levels, and of memories with room for two copies of the whole tensors of their operands. */
  markEnds(nest: CompiledMapping, { sharedUtilisation }: EvaluationScratch): void {
    const { memories, operands } = this.problem;
    for (let m = 0; m < memories.length; m++) {
      const { operands: held, levels } = memories[m];
      const share = held.length === 0 ? 0 : sharedUtilisation[operands[held[0]].levelBase + levels[0]];
      const isFree = isTopForAll(this.problem, m) || (share <= 0.5 && holdsEverything(this.problem, nest, m));
      for (let k = 0; k < held.length; k++) {
        this.ends[operands[held[k]].levelBase + levels[k]] = isFree ? 0 : BOTH_RUNS;
      }
    }
  }

  /** All transfers but the first one of each service follow one another during the computation. */
  portCycles({ realCycles, periodCount }: EvaluationScratch, slot: number, interfaceIndex: number): number {
    return realCycles[slot] * Math.max(0, periodCount[interfaceIndex] - 1);
  }

  /**
   * It can be negative (parity quirk, docs/parity-quirks.md). The reduction of loads (engine/cost/loading.ts) lowers a single transfer by
   * at most the cycles of all other transfers on its port. It never lowers repeated transfers.
   */
  leastLoading(wholeCycles: Float64Array): number {
    const scratch = createScratch(this.problem);
    for (const { trafficSlots, loads } of this.problem.ports) {
      let all = 0;
      for (let service = 0; service < trafficSlots.length; service++)
        if (loads[service] === 1) all += wholeCycles[trafficSlots[service]];
      for (let service = 0; service < trafficSlots.length; service++) {
        const slot = trafficSlots[service];
        if (loads[service] === 1) scratch.loadingCycles[slot] = Math.min(0, wholeCycles[slot] - all);
      }
    }
    addUpLoading(this.problem, scratch);
    return scratch.results[ONLOADING_CYCLES] + scratch.results[OFFLOADING_CYCLES];
  }

  private outermostLoopsOfMemoryMatter(
    nest: CompiledMapping,
    scratch: EvaluationScratch,
    memory: CompiledMemory,
  ): boolean {
    let hasEverything = false;
    let hasParts = false;
    let keepsBelowTop = false;
    let share = 0;
    for (let k = 0; k < memory.operands.length; k++) {
      const { levelBase, levelCount } = this.problem.operands[memory.operands[k]];
      const level = memory.levels[k];
      share = scratch.sharedUtilisation[levelBase + level];
      if (scratch.boundary[levelBase + level] < nest.length) {
        hasParts = true;
        continue;
      }
      hasEverything = true;
      if (level < levelCount - 1) keepsBelowTop = true;
    }
    if (!hasEverything || share <= 0.5) return false;
    return hasParts || (keepsBelowTop && this.sharesPortWithRepeats(nest, scratch, memory));
  }

  /** Whether the single transfer into a level that keeps all loops shares a port with repeated transfers. */
  private sharesPortWithRepeats(
    nest: CompiledMapping,
    { boundary, active, periodCount }: EvaluationScratch,
    memory: CompiledMemory,
  ): boolean {
    const { problem } = this;
    for (const port of problem.ports) {
      let repeats = false;
      let carries = false;
      for (let service = 0; service < port.trafficSlots.length; service++) {
        if (active[port.trafficSlots[service]] === 0) continue;
        const index = interfaceOf(problem, port, service);
        if (periodCount[index] > 1) repeats = true;
        for (let k = 0; k < memory.operands.length; k++) {
          const { interfaceBase, levelBase } = problem.operands[memory.operands[k]];
          const level = memory.levels[k];
          if (index === interfaceBase + level + 1 && boundary[levelBase + level] === nest.length) carries = true;
        }
      }
      if (repeats && carries) return true;
    }
    return false;
  }
}

/** Upper bound of the temporal and spatial iterations of every loop dimension. */
function fullExtents({ layer, dimensionNames }: CompiledProblem, nest: CompiledMapping): number[] {
  return dimensionNames.map((name, dimension) => {
    let inTime = 1;
    for (let position = 0; position < nest.length; position++) {
      if (nest.dimension[position] === dimension) inTime *= nest.size[position];
    }
    const size = layer.dimensions.find((candidate) => candidate.name === name)?.size ?? 1;
    // Rounded-up iterations can exceed the size. The product has the divisors of both numbers.
    return inTime * size;
  });
}

function growsMonotonically(relation: CompiledRelation, extents: readonly number[]): boolean {
  const [fullA, fullB] = [extents[relation.dimensionA], extents[relation.dimensionB]];
  if (Math.max(fullA, fullB) > MOST_EXTENT) return false;
  const stepsA = [...new Set(primeFactors(fullA))];
  const stepsB = [...new Set(primeFactors(fullB))];
  const isMonotonic = (before: number, after: number, factor: number) => after >= before && after <= factor * before;
  return divisors(fullA).every((a) =>
    divisors(fullB).every((b) => {
      const before = relationFootprint(relation, a, b);
      return (
        stepsA.every((factor) => isMonotonic(before, relationFootprint(relation, a * factor, b), factor)) &&
        stepsB.every((factor) => isMonotonic(before, relationFootprint(relation, a, b * factor), factor))
      );
    }),
  );
}
