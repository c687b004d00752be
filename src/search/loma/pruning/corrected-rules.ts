import {
  BUSIEST_PORT,
  CHAIN_CYCLES,
  DRAIN_CYCLES,
  type EvaluationScratch,
  FILL_CYCLES,
  TEMPORAL_CYCLES,
} from '../../../engine/cost/evaluation-scratch.ts';
import type { CompiledMapping } from '../../../engine/problem/compiled-mapping.ts';
import {
  type CompiledOperand,
  type CompiledProblem,
  FRACTIONAL,
  FROM_HIGH,
  FROM_LOW,
  IRRELEVANT,
  RELEVANT,
  TO_HIGH,
  TO_LOW,
} from '../../../engine/problem/compiled-problem.ts';
import type { CompiledTiles } from '../../../engine/problem/compiled-tiles.ts';
import { holdsEverything, IRRELEVANT_RUN, isTopForAll, type ModelRules, RELEVANT_RUN } from './model-rules.ts';

/** The rules of the corrected model (README.md). All its counts are whole numbers, also with smaller last rounds. */
export class CorrectedRules implements ModelRules {
  readonly isExact = true;
  readonly boundsEnergy = true;
  readonly boundsLatency = true;
  readonly ends: Uint8Array;
  leastLatency = 0;
  private readonly problem: CompiledProblem;
  private readonly tiles: CompiledTiles;
  /** Not all operands have the same top memory. */
  private readonly topsDiffer: boolean;
  /** Per operand: whether the loops outside the prefix have more than one order of their irrelevant, and of their relevant loops. */
  private readonly mixes: Uint8Array;
  /** Per operand: product of the irrelevant loops outside the prefix. */
  private readonly irrelevantOutside: Float64Array;

  constructor(problem: CompiledProblem, tiles: CompiledTiles) {
    this.problem = problem;
    this.tiles = tiles;
    this.ends = new Uint8Array(problem.levelSlotCount);
    this.topsDiffer = problem.operands.some(({ memories }) => memories.at(-1) !== problem.operands[0].memories.at(-1));
    this.mixes = new Uint8Array(problem.operands.length);
    this.irrelevantOutside = new Float64Array(problem.operands.length);
  }

  /** A larger tile is the union of as many smaller ones as its further loop has iterations, whatever overlaps or has a remainder. */
  monotonicOperands(): Uint8Array {
    return new Uint8Array(this.problem.operands.length).fill(1);
  }

  /** The whole tensor, at the larger precision; twice if the allocation counts a second buffer. */
  mostBits(_nest: CompiledMapping, memory: number, index: number): number {
    const { relevantDimensions, relations, partialPrecision, finalPrecision } = this.problem.operands[index];
    let elements = 1;
    for (const dimension of relevantDimensions) elements *= this.tiles.size[dimension];
    for (const { limit } of relations) elements *= limit;
    const buffers = this.problem.memories[memory].memory.forceDoubleBuffering ? 2 : 1;
    return buffers * elements * Math.max(partialPrecision, finalPrecision);
  }

  /** With a second buffer, a tile that is loaded once can fit although a smaller one doesn't. */
  firstMisfitDecides(memory: number): boolean {
    return !this.problem.memories[memory].memory.forceDoubleBuffering;
  }

  /**
   * The outermost loops of a level that keeps all loops of its operand have two effects. The slice of the operand leaves room for second
   * buffers of other operands, which hold parts. And the passes over data that crosses once take their time besides its load.
   */
  outermostLoopsMatter(nest: CompiledMapping, scratch: EvaluationScratch, deciding: number): boolean {
    const { results } = scratch;
    this.ends.fill(0);
    this.leastLatency = Math.max(results[CHAIN_CYCLES], results[BUSIEST_PORT]);
    if (deciding >= nest.length - 1 || !this.keepsAll(nest, scratch) || !this.mixOutside(nest, deciding)) return false;
    const temporal = results[TEMPORAL_CYCLES] * this.problem.cyclesPerOperation;
    const slicesMatter = this.markSlices(nest, scratch);
    if (slicesMatter) {
      const withoutStall = temporal + results[FILL_CYCLES] + results[DRAIN_CYCLES];
      this.leastLatency = Math.max(withoutStall, results[BUSIEST_PORT]);
    }
    const passesMatter = this.markPasses(nest, scratch, temporal);
    return slicesMatter || passesMatter;
  }

  /**
   * No run of a top level counts. Buffers of a memory that holds everything only serve transfers that happen once, so only the passes over
   * its data count there.
   */
  markEnds(nest: CompiledMapping): void {
    const { memories, operands } = this.problem;
    for (let m = 0; m < memories.length; m++) {
      const { operands: held, levels } = memories[m];
      const top = isTopForAll(this.problem, m);
      const everything = holdsEverything(this.problem, nest, m);
      for (let k = 0; k < held.length; k++) {
        const { levelBase, levelCount } = operands[held[k]];
        let runs = IRRELEVANT_RUN | RELEVANT_RUN;
        if (top || (everything && levels[k] === levelCount - 1)) runs = 0;
        else if (everything) runs = IRRELEVANT_RUN;
        this.ends[levelBase + levels[k]] = runs;
      }
    }
  }

  /** The ports are busy with every transfer, the first ones, too. */
  portCycles({ totalCycles }: EvaluationScratch, slot: number): number {
    return totalCycles[slot];
  }

  leastLoading(): number {
    return 0;
  }

  /** Whether a level keeps all loops of its operand, and an interface lies above it or its memory is not the top of all operands. */
  private keepsAll(nest: CompiledMapping, { boundary }: EvaluationScratch): boolean {
    if (this.topsDiffer) return true;
    const { operands } = this.problem;
    for (let index = 0; index < operands.length; index++) {
      const { levelBase, levelCount } = operands[index];
      // The ends of levels never lie below those of lower levels.
      if (levelCount > 1 && boundary[levelBase + levelCount - 2] === nest.length) return true;
    }
    return false;
  }

  /** Sets `mixes`. False if all orders of the loops outside the prefix have the same outermost runs. */
  private mixOutside(nest: CompiledMapping, deciding: number): boolean {
    const { operands } = this.problem;
    let any = false;
    for (let index = 0; index < operands.length; index++) {
      const { relevance } = operands[index];
      let irrelevant = 0;
      let relevant = 0;
      let product = 1;
      for (let position = deciding; position < nest.length; position++) {
        const kind = relevance[nest.dimension[position]];
        if (kind === IRRELEVANT) {
          irrelevant++;
          product *= nest.size[position];
        } else if (kind === RELEVANT) {
          relevant++;
        }
      }
      const outside = nest.length - deciding;
      let mixes = 0;
      if (irrelevant > 0 && irrelevant < outside) mixes |= IRRELEVANT_RUN;
      if (relevant > 0 && relevant < outside) mixes |= RELEVANT_RUN;
      this.mixes[index] = mixes;
      this.irrelevantOutside[index] = product;
      if (mixes !== 0) any = true;
    }
    return any;
  }

  /** Marks slices on which the buffers of an operand with repeated transfers can depend. */
  private markSlices(nest: CompiledMapping, scratch: EvaluationScratch): boolean {
    const { memories, operands } = this.problem;
    const { boundary } = scratch;
    const { elements, precision } = scratch.versions[FRACTIONAL];
    let marked = false;
    for (const { memory, operands: held, levels, capacityBits } of memories) {
      if (held.length < 2 || memory.forceDoubleBuffering) continue;
      let bits = 0;
      let hasParts = false;
      for (let k = 0; k < held.length; k++) {
        const { interfaceBase, levelBase } = operands[held[k]];
        bits += elements[interfaceBase + levels[k] + 1] * precision[interfaceBase + levels[k] + 1];
        if (boundary[levelBase + levels[k]] < nest.length) hasParts = true;
      }
      // Two copies of everything have room, so every slice has.
      if (!hasParts || 2 * bits <= capacityBits) continue;
      for (let k = 0; k < held.length; k++) {
        const slot = operands[held[k]].levelBase + levels[k];
        if (boundary[slot] < nest.length || (this.mixes[held[k]] & RELEVANT_RUN) === 0) continue;
        this.ends[slot] |= RELEVANT_RUN;
        marked = true;
      }
    }
    return marked;
  }

  /** Marks data that crosses once, and whose passes can take the layer longer than `leastLatency`. */
  private markPasses(nest: CompiledMapping, scratch: EvaluationScratch, temporal: number): boolean {
    const { operands } = this.problem;
    let marked = false;
    for (let index = 0; index < operands.length; index++) {
      if ((this.mixes[index] & IRRELEVANT_RUN) === 0) continue;
      const { levelBase, levelCount, isOutput } = operands[index];
      const atOtherEnd = scratch.results[isOutput ? FILL_CYCLES : DRAIN_CYCLES];
      const most = temporal - temporal / this.irrelevantOutside[index] + atOtherEnd;
      for (let level = 0; level < levelCount - 1; level++) {
        if (scratch.boundary[levelBase + level] < nest.length) continue;
        if (singleTransfer(operands[index], scratch, level) + most <= this.leastLatency) continue;
        this.ends[levelBase + level] |= IRRELEVANT_RUN;
        marked = true;
      }
    }
    return marked;
  }
}

/** Cycles of the longer side of the single transfer of a level that keeps all loops. */
function singleTransfer(
  { levelBase, isOutput }: CompiledOperand,
  { realCycles }: EvaluationScratch,
  level: number,
): number {
  const lower = 4 * (levelBase + level) + (isOutput ? TO_HIGH : FROM_HIGH);
  const upper = 4 * (levelBase + level + 1) + (isOutput ? FROM_LOW : TO_LOW);
  return Math.max(realCycles[lower], realCycles[upper]);
}
