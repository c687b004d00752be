import { type CompiledMapping, MAXIMUM_LOOPS } from '../../engine/problem/compiled-mapping.ts';
import {
  type CompiledMemory,
  type CompiledOperand,
  type CompiledProblem,
  FRACTIONAL,
  IRRELEVANT,
} from '../../engine/problem/compiled-problem.ts';
import { relationFootprint } from '../../engine/problem/decoupling.ts';
import type { TemporalMappingType } from '../../model/mapping/temporal-mapping.ts';

/** Why an order of loops cannot be allocated. */
export interface AllocationFailure {
  readonly reason: 'memoryTooSmall' | 'hierarchyTooSmall';
  /** Index into `CompiledProblem.memories`. */
  readonly memory: number;
  /** Index of the operand that did not fit. */
  readonly operand: number;
  /** Bits that must be resident at least, all operands of the memory together; 0 when unknown. */
  readonly neededBits: number;
  /** Bits each operand needs there, in the memory's operand order; empty where a single one does not fit. */
  readonly operandBits: readonly number[];
  /** Loops of that operand placed in the memories below, innermost first. */
  readonly placed: readonly AllocatedLoop[];
  /** The innermost loop that is left over; undefined where the operand does not fit with all loops placed. */
  readonly leftOver: AllocatedLoop | undefined;
}

/** A loop by the index of its dimension. */
export interface AllocatedLoop {
  readonly dimension: number;
  readonly size: number;
}

/** What is known of all orders of a problem's loops (order-classes.ts). */
export interface KnownAllocation {
  /** 1 for operands for which taking all loops never costs more accesses than another cut. */
  readonly steady: Uint8Array;
  /** 1 for memories that are large enough for everything. */
  readonly ample: Uint8Array;
}

const STRIDE = MAXIMUM_LOOPS + 1;

/**
 * Cuts an order of loops into memory levels, bottom up: at every memory, the operands it holds take as many of the remaining
 * loops as minimise the accesses of the memory above, within the capacity
 * (A. Symons et al., "LOMA", AICAS 2021; docs/mapping-search.md#memory-allocation).
 *
 * Runs once per ordering and allocates nothing. bench: `npm run bench`
 */
export class LoopAllocator {
  readonly problem: CompiledProblem;
  readonly type: TemporalMappingType;
  /** Per operand: loops already placed, and the tile they make along each loop dimension. */
  private readonly placed: Int32Array;
  private readonly extents: Float64Array;
  private readonly tile: Float64Array;
  /** `remaining[k]`: product of the loops from position k outward. */
  private readonly remaining = new Float64Array(STRIDE);
  /** Candidates of the memory at hand: per operand of the memory, from `first` to `last` loops, bits held and accesses above. */
  private readonly bits: Float64Array;
  private readonly accesses: Float64Array;
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  private readonly choice: Int32Array;
  private readonly best: Int32Array;
  /** 1 for operands all of whose remaining loops fit the memory at hand. */
  private readonly takesAll: Uint8Array;
  private readonly steady: Uint8Array;
  private readonly ample: Uint8Array;
  private deciding = 0;
  /**
   * Per memory: number of innermost loops on which the last allocation depended up to and including this memory; see `decidingLoops`.
   */
  readonly decidingByMemory: Int32Array;
  private failedMemory = 0;
  private failedOperand = 0;
  private failedBits = 0;
  private failedTogether = false;
  private nest: CompiledMapping | undefined;

  /** @param known saves work when many orders of the same loops are allocated. */
  constructor(problem: CompiledProblem, type: TemporalMappingType, known?: KnownAllocation) {
    const count = problem.operands.length;
    this.takesAll = new Uint8Array(count);
    this.steady = known?.steady ?? new Uint8Array(count);
    this.ample = known?.ample ?? new Uint8Array(problem.memories.length);
    this.problem = problem;
    this.type = type;
    this.decidingByMemory = new Int32Array(problem.memories.length);
    this.placed = new Int32Array(count);
    this.extents = new Float64Array(count * problem.dimensionNames.length);
    this.tile = new Float64Array(problem.dimensionNames.length);
    this.bits = new Float64Array(count * STRIDE);
    this.accesses = new Float64Array(count * STRIDE);
    this.first = new Int32Array(count);
    this.last = new Int32Array(count);
    this.choice = new Int32Array(count);
    this.best = new Int32Array(count);
  }

  /** Fills `nest.boundary`; false if the loops do not fit, with the cause in `failure`. */
  allocate(nest: CompiledMapping): boolean {
    const { problem, placed, remaining } = this;
    const { size, length } = nest;
    this.nest = nest;
    this.failedTogether = false;
    remaining[length] = 1;
    for (let position = length - 1; position >= 0; position--)
      remaining[position] = size[position] * remaining[position + 1];
    this.deciding = 0;
    placed.fill(0);
    this.extents.fill(1);
    for (let index = 0; index < problem.operands.length; index++) this.placeUnrollings(index, 0);

    for (let m = 0; m < problem.memories.length; m++) {
      const memory = problem.memories[m];
      if (memory.operands.length === 0) continue;
      if (this.ample[m] === 1) {
        for (let k = 0; k < memory.operands.length; k++) this.best[k] = nest.length - placed[memory.operands[k]];
      } else {
        for (let k = 0; k < memory.operands.length; k++) {
          if (!this.listCandidates(nest, memory, k)) return this.fail(m, memory.operands[k], this.failedBits);
        }
        if (!this.choose(memory)) return this.fail(m, memory.operands[0], this.failedBits);
        this.noteOpenChoice(nest, memory);
      }
      for (let k = 0; k < memory.operands.length; k++) {
        if (!this.place(nest, memory, k)) return this.fail(m, memory.operands[k], 0);
      }
      this.decidingByMemory[m] = this.deciding;
    }
    return true;
  }

  /**
   * Number of innermost loops on which the last allocation depended: however the others are ordered, it comes out the same.
   */
  get decidingLoops(): number {
    return this.deciding;
  }

  /**
   * Operands that take all their loops are cut the same way whatever the order, as long as no operand had to give way: then each
   * has its fewest accesses, and none can be better off elsewhere.
   */
  private noteOpenChoice(nest: CompiledMapping, memory: CompiledMemory): void {
    let takesAll = false;
    let isSettled = true;
    for (let k = 0; k < memory.operands.length; k++) {
      if (this.takesAll[k] === 1) {
        takesAll = true;
        if (this.steady[memory.operands[k]] === 0) isSettled = false;
      }
      if (this.best[k] !== this.last[k]) isSettled = false;
    }
    if (takesAll && !isSettled) this.deciding = nest.length;
  }

  private fail(memory: number, operand: number, bits: number): false {
    this.failedMemory = memory;
    this.failedOperand = operand;
    this.failedBits = bits;
    return false;
  }

  /** Bits missing after the last failure in the memory that was too small; infinite when loops were left over at the top. */
  get overflowBits(): number {
    const { capacityBits } = this.problem.memories[this.failedMemory];
    return this.failedBits === 0 ? Number.POSITIVE_INFINITY : this.failedBits - capacityBits;
  }

  /** The cause of the last failure; to be called before the nest changes. */
  describeFailure(): AllocationFailure {
    const { operands } = this.problem.memories[this.failedMemory];
    const isLeftOver = this.failedBits === 0;
    const loopAt = (position: number): AllocatedLoop | undefined =>
      this.nest === undefined || position >= this.nest.length
        ? undefined
        : { dimension: this.nest.dimension[position], size: this.nest.size[position] };
    const placed = Array.from({ length: this.placed[this.failedOperand] }, (_, position) => loopAt(position));
    return {
      reason: isLeftOver ? 'hierarchyTooSmall' : 'memoryTooSmall',
      memory: this.failedMemory,
      operand: this.failedOperand,
      neededBits: this.failedBits,
      operandBits: this.failedTogether ? Array.from(operands, (_, k) => this.bits[k * STRIDE + this.first[k]]) : [],
      placed: placed.filter((loop) => loop !== undefined),
      leftOver: loopAt(this.placed[this.failedOperand]),
    };
  }

  /** Bits held and accesses above for every number of further loops of one operand that fits; false if not even none does. */
  private listCandidates(nest: CompiledMapping, memory: CompiledMemory, k: number): boolean {
    const { problem, tile, extents, bits, accesses, remaining } = this;
    const index = memory.operands[k];
    const level = memory.levels[k];
    const operand = problem.operands[index];
    const dimensions = problem.dimensionNames.length;
    const start = this.placed[index];
    const precision = this.storedPrecision(nest, operand, level, start);
    for (let d = 0; d < dimensions; d++) tile[d] = extents[index * dimensions + d];
    let loops = 0;
    this.takesAll[k] = 0;
    for (; ; loops++) {
      const held = tileBits(operand, tile, precision);
      if (held > memory.capacityBits) {
        if (start + loops > this.deciding) this.deciding = start + loops;
        if (loops > 0) break;
        this.failedBits = held;
        return false;
      }
      bits[k * STRIDE + loops] = held;
      accesses[k * STRIDE + loops] = remaining[start + loops] * held;
      const next = start + loops;
      if (next === nest.length) {
        this.takesAll[k] = 1;
        loops++;
        break;
      }
      tile[nest.dimension[next]] *= nest.size[next];
    }
    const isTop = level === operand.levelCount - 1;
    this.last[k] = loops - 1;
    this.first[k] = isTop ? loops - 1 : 0;
    if (isTop) accesses[k * STRIDE + loops - 1] = 0;
    return true;
  }

  /**
   * Bits per element at this level: partial sums while a loop above still accumulates. Decided once per memory, from what is
   * unplaced before it (parity quirk Q14, docs/parity-quirks.md).
   */
  private storedPrecision(nest: CompiledMapping, operand: CompiledOperand, level: number, start: number): number {
    if (!operand.isOutput) return operand.partialPrecision;
    const { relevance, interfaceBase, levelCount } = operand;
    const { loopStart, loopDimension } = this.problem.versions[FRACTIONAL];
    for (let position = start; position < nest.length; position++) {
      if (relevance[nest.dimension[position]] === IRRELEVANT) return operand.partialPrecision;
    }
    const end = loopStart[interfaceBase + levelCount + 1];
    for (let loop = loopStart[interfaceBase + level + 1]; loop < end; loop++) {
      if (relevance[loopDimension[loop]] === IRRELEVANT) return operand.partialPrecision;
    }
    return operand.finalPrecision;
  }

  /**
   * The combination with the fewest accesses that fits; of equal ones the last in lexicographic order, so more loops are pulled
   * in where it costs nothing. False if not even the first combination fits.
   */
  private choose(memory: CompiledMemory): boolean {
    const { choice, best, first, last, bits, accesses } = this;
    const count = memory.operands.length;
    for (let k = 0; k < count; k++) {
      choice[k] = first[k];
      best[k] = 0;
    }
    let fewest = Number.POSITIVE_INFINITY;
    let isFirst = true;
    for (;;) {
      let held = 0;
      let total = 0;
      for (let k = 0; k < count; k++) {
        held += bits[k * STRIDE + choice[k]];
        total += accesses[k * STRIDE + choice[k]];
      }
      if (held > memory.capacityBits) {
        if (isFirst) {
          this.failedBits = held;
          this.failedTogether = true;
          return false;
        }
      } else if (total <= fewest && (this.type === 'uneven' || this.cutsEvenly(memory))) {
        fewest = total;
        for (let k = 0; k < count; k++) best[k] = choice[k];
      }
      isFirst = false;
      let k = count - 1;
      while (k >= 0 && choice[k] === last[k]) {
        choice[k] = first[k];
        k--;
      }
      if (k < 0) return true;
      choice[k]++;
    }
  }

  /** Even mapping: no loop may be placed here for one operand and stay above for another. */
  private cutsEvenly(memory: CompiledMemory): boolean {
    const { choice, placed } = this;
    for (let x = 0; x < memory.operands.length; x++) {
      const startX = placed[memory.operands[x]];
      const endX = startX + choice[x];
      for (let y = 0; y < memory.operands.length; y++) {
        if (Math.max(startX, placed[memory.operands[y]] + choice[y]) < endX) return false;
      }
    }
    return true;
  }

  /** Places the chosen loops and the unrollings above them; false if loops are left over at the top. */
  private place(nest: CompiledMapping, memory: CompiledMemory, k: number): boolean {
    const index = memory.operands[k];
    const level = memory.levels[k];
    const operand = this.problem.operands[index];
    const base = index * this.problem.dimensionNames.length;
    const end = this.placed[index] + this.best[k];
    for (let position = this.placed[index]; position < end; position++) {
      this.extents[base + nest.dimension[position]] *= nest.size[position];
    }
    this.placed[index] = end;
    nest.boundary[operand.levelBase + level] = end;
    this.placeUnrollings(index, level + 1);
    return level < operand.levelCount - 1 || end === nest.length;
  }

  /** Multiplies the unrollings of one interface into the operand's tile. */
  private placeUnrollings(index: number, level: number): void {
    const { loopStart, loopDimension, loopFactor } = this.problem.versions[FRACTIONAL];
    const at = this.problem.operands[index].interfaceBase + level;
    const base = index * this.problem.dimensionNames.length;
    for (let loop = loopStart[at]; loop < loopStart[at + 1]; loop++) {
      this.extents[base + loopDimension[loop]] *= loopFactor[loop];
    }
  }
}

/** Bits of a tile. Relevant extents stay fractional, partially relevant ones are truncated (parity quirk Q15, docs/parity-quirks.md). */
function tileBits(operand: CompiledOperand, tile: Float64Array, precision: number): number {
  const { relevantDimensions, relations } = operand;
  let elements = 1;
  for (let k = 0; k < relevantDimensions.length; k++) elements *= tile[relevantDimensions[k]];
  for (let r = 0; r < relations.length; r++) {
    const relation = relations[r];
    elements *= relationFootprint(relation, tile[relation.dimensionA], tile[relation.dimensionB]);
  }
  return elements * precision;
}
