import { type CompiledMapping, MAXIMUM_LOOPS } from '../../engine/problem/compiled-mapping.ts';
import {
  type CompiledMemory,
  type CompiledProblem,
  FRACTIONAL,
  IRRELEVANT,
} from '../../engine/problem/compiled-problem.ts';
import type { TemporalMappingType } from '../../model/mapping/temporal-mapping.ts';
import { storedPrecision, tileBits } from './held-bits.ts';

/** The reason why an order of loops can't be allocated. */
export interface AllocationFailure {
  readonly reason: 'memoryTooSmall' | 'hierarchyTooSmall';
  /** Index into `CompiledProblem.memories`. */
  readonly memory: number;
  /** Index of the operand that doesn't fit. */
  readonly operand: number;
  /** Least bits that all operands need in the memory together; 0 if unknown. */
  readonly neededBits: number;
  /** Bits that each operand needs there, in the memory's operand order. Empty if a single operand doesn't fit. */
  readonly operandBits: readonly number[];
  /** Loops of the operand in the memories below, innermost first. */
  readonly placed: readonly AllocatedLoop[];
  /** The innermost loop that no memory takes. Undefined if all loops are placed and the operand doesn't fit. */
  readonly leftOver: AllocatedLoop | undefined;
}

/** A loop, with the index of its dimension. */
export interface AllocatedLoop {
  readonly dimension: number;
  readonly size: number;
}

/** Properties that hold for all orders of a problem's loops (loma/pruning/order-classes.ts). */
export interface KnownAllocation {
  /** 1 for operands with monotonic tile sizes: no cut has fewer accesses than taking all loops. */
  readonly monotonic: Uint8Array;
  /** 1 for memories whose capacity never binds. */
  readonly unbounded: Uint8Array;
}

const STRIDE = MAXIMUM_LOOPS + 1;

/**
 * Cuts an order of loops into memory levels, from the array upwards (A. Symons et al., "LOMA", AICAS 2021;
 * docs/mapping-search.md#memory-allocation). At every memory, each operand takes some of its remaining loops. The chosen numbers of
 * loops fit the capacity and minimise the accesses of the memory above.
 *
 * `allocate` runs once per order and allocates no objects. bench: `npm run bench`
 */
export class LoopAllocator {
  readonly problem: CompiledProblem;
  readonly type: TemporalMappingType;
  /** Per operand: number of loops placed so far, and the extents of their tile along each loop dimension. */
  private readonly placed: Int32Array;
  private readonly extents: Float64Array;
  private readonly tile: Float64Array;
  /** `remaining[k]`: product of the loops from position k outward. */
  private readonly remaining = new Float64Array(STRIDE);
  /** Candidates of the present memory. Each of its operands takes `first` to `last` loops, with these bits and accesses above. */
  private readonly bits: Float64Array;
  private readonly accesses: Float64Array;
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  private readonly choice: Int32Array;
  private readonly best: Int32Array;
  /** 1 for operands whose remaining loops all fit the present memory; and if they do so in every order. */
  private readonly takesAll: Uint8Array;
  private readonly alwaysTakesAll: Uint8Array;
  private readonly monotonic: Uint8Array;
  private readonly unbounded: Uint8Array;
  private deciding = 0;
  /** Per memory: `decidingLoops` of the last allocation, up to and including this memory. */
  readonly decidingByMemory: Int32Array;
  private failedMemory = 0;
  private failedOperand = 0;
  private failedBits = 0;
  private failedTogether = false;
  private nest: CompiledMapping | undefined;

  /** @param known properties of the problem that save work if many orders of the same loops are allocated. */
  constructor(problem: CompiledProblem, type: TemporalMappingType, known?: KnownAllocation) {
    const count = problem.operands.length;
    this.takesAll = new Uint8Array(count);
    this.alwaysTakesAll = new Uint8Array(count);
    this.monotonic = known?.monotonic ?? new Uint8Array(count);
    this.unbounded = known?.unbounded ?? new Uint8Array(problem.memories.length);
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

  /** Fills `nest.boundary`. Returns false if the loops don't fit; `describeFailure` then gives the reason. */
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
      if (this.unbounded[m] === 1) {
        for (let k = 0; k < memory.operands.length; k++) this.best[k] = nest.length - placed[memory.operands[k]];
      } else {
        for (let k = 0; k < memory.operands.length; k++) {
          if (!this.listCandidates(nest, memory, k)) return this.fail(m, memory.operands[k], this.failedBits);
        }
        if (!this.choose(memory)) return this.fail(m, memory.operands[0], this.failedBits);
        this.recordOpenChoice(nest, memory);
      }
      for (let k = 0; k < memory.operands.length; k++) {
        if (!this.place(nest, memory, k)) return this.fail(m, memory.operands[k], 0);
      }
      this.decidingByMemory[m] = this.deciding;
    }
    return true;
  }

  /** Length of the prefix on which the last allocation depends. The order of the other loops doesn't change the allocation. */
  get decidingLoops(): number {
    return this.deciding;
  }

  /**
   * Makes the allocation depend on the whole order if the choice at this memory can change with it. An operand that takes all its
   * loops is cut at the same place in every order, if every operand of the memory has its fewest accesses.
   */
  private recordOpenChoice(nest: CompiledMapping, memory: CompiledMemory): void {
    let takesAll = false;
    let isFixed = true;
    for (let k = 0; k < memory.operands.length; k++) {
      if (this.takesAll[k] === 1) {
        takesAll = true;
        if (this.alwaysTakesAll[k] === 0) isFixed = false;
      }
      if (this.best[k] !== this.last[k]) isFixed = false;
    }
    if (takesAll && !isFixed) this.deciding = nest.length;
  }

  private fail(memory: number, operand: number, bits: number): false {
    this.failedMemory = memory;
    this.failedOperand = operand;
    this.failedBits = bits;
    return false;
  }

  /** Index of the memory at which the last failure happened. */
  get failingMemory(): number {
    return this.failedMemory;
  }

  /** Bits that the memory of the last failure lacks. Infinite if the top memory left loops over. */
  get overflowBits(): number {
    const { capacityBits } = this.problem.memories[this.failedMemory];
    return this.failedBits === 0 ? Number.POSITIVE_INFINITY : this.failedBits - capacityBits;
  }

  /** The reason of the last failure. Call it before the nest changes. */
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

  /** Lists bits and accesses for every number of further loops of an operand that fits. Returns false if no number fits. */
  private listCandidates(nest: CompiledMapping, memory: CompiledMemory, k: number): boolean {
    const { problem, tile, extents, bits, accesses, remaining } = this;
    const index = memory.operands[k];
    const level = memory.levels[k];
    const operand = problem.operands[index];
    const dimensions = problem.dimensionNames.length;
    const start = this.placed[index];
    const precision = storedPrecision(problem, nest, operand, level, start);
    for (let d = 0; d < dimensions; d++) tile[d] = extents[index * dimensions + d];
    // The reference never reads the flag (parity quirk Q16, docs/parity-quirks.md).
    const doubles = problem.tiles !== undefined && memory.memory.forceDoubleBuffering;
    let loops = 0;
    this.takesAll[k] = 0;
    for (; ; loops++) {
      const once = tileBits(problem, index, level, tile, precision);
      const held = doubles && !this.isLoadedOnce(nest, index, start + loops) ? 2 * once : once;
      if (held > memory.capacityBits) {
        if (start + loops > this.deciding) this.deciding = start + loops;
        if (loops > 0) break;
        this.failedBits = held;
        return false;
      }
      bits[k * STRIDE + loops] = held;
      accesses[k * STRIDE + loops] = remaining[start + loops] * once;
      const next = start + loops;
      if (next === nest.length) {
        this.takesAll[k] = 1;
        // Where a second buffer counts, a smaller tile can need more bits than the whole.
        const mostBits = doubles ? 2 * once : once;
        this.alwaysTakesAll[k] = this.monotonic[index] === 1 && mostBits <= memory.capacityBits ? 1 : 0;
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

  /** Whether no loop from a position on brings other data of the operand. */
  private isLoadedOnce(nest: CompiledMapping, index: number, from: number): boolean {
    const { relevance } = this.problem.operands[index];
    for (let position = from; position < nest.length; position++) {
      if (relevance[nest.dimension[position]] !== IRRELEVANT) return false;
    }
    return true;
  }

  /**
   * Chooses the combination with the fewest accesses that fits. Of equal combinations it chooses the last one in lexicographic order,
   * which fills the memory further. Returns false if even the first combination doesn't fit.
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

  /** Whether the cut is even: no loop is placed here for one operand and above for another one. */
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

  /** Places the chosen loops and the unrollings above them. Returns false if the top memory leaves loops over. */
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

  /** Multiplies the unrollings of an interface into the operand's tile. */
  private placeUnrollings(index: number, level: number): void {
    const { loopStart, loopDimension, loopFactor } = this.problem.versions[FRACTIONAL];
    const at = this.problem.operands[index].interfaceBase + level;
    const base = index * this.problem.dimensionNames.length;
    for (let loop = loopStart[at]; loop < loopStart[at + 1]; loop++) {
      this.extents[base + loopDimension[loop]] *= loopFactor[loop];
    }
  }
}
