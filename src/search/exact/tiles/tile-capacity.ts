import { type CompiledOperand, FRACTIONAL, IRRELEVANT } from '../../../engine/problem/compiled-problem.ts';
import { tileBits } from '../../allocation/held-bits.ts';
import type { TileSpace } from './tile-space.ts';

/** A tile that exceeds a memory by less than this share, as rounding of fractional unrollings may make it, fits. */
const ROUNDING = 1e-12;

/**
 * Bits that tiles take in the memories, by the rule of the allocation (docs/mapping-search.md#memory-allocation), and which
 * memories operands can compete for.
 */
export class TileCapacity {
  /** Bits of each memory, with what rounding may take. */
  readonly capacity: Float64Array;
  /** Per level slot: its memory's index in `CompiledProblem.memories`. */
  readonly memoryOf: Int32Array;
  /** Finished elements wider than partial sums: bits are counted with the narrower ones, so they are a lower bound. */
  readonly isGenerous: boolean;
  private readonly space: TileSpace;
  /** Per level slot and tile: elements; 0 before they are asked for. */
  private readonly elements: Float64Array;
  /** `[level slot · dimensions + dimension]`: extent of the unrollings below. */
  private readonly onArray: Float64Array;
  /** `[kind · most + count]`: product of so many loops of a kind. */
  private readonly powers: Float64Array;
  private readonly most: number;
  private readonly extent: Float64Array;
  private contested: Uint8Array | undefined;
  /** Per level of the output: 1 if unrollings outside add to it. */
  private readonly accumulatesOnArray: Uint8Array;
  /** Per level slot, corrected model: 1 if the memory keeps two copies of all that is loaded more than once. */
  private readonly isForced: Uint8Array;

  constructor(space: TileSpace) {
    const { problem, tileCount } = space;
    const { operands, memories, levelSlotCount } = problem;
    const [output] = operands;
    this.space = space;
    this.capacity = Float64Array.from(memories, ({ capacityBits }) => capacityBits * (1 + ROUNDING));
    this.memoryOf = new Int32Array(levelSlotCount);
    memories.forEach(({ operands: held, levels }, memory) => {
      for (let k = 0; k < held.length; k++) this.memoryOf[operands[held[k]].levelBase + levels[k]] = memory;
    });
    this.isGenerous = output.finalPrecision > output.partialPrecision;
    this.elements = new Float64Array(levelSlotCount * tileCount);
    const { counts, kinds } = space;
    this.extent = new Float64Array(problem.dimensionNames.length);
    this.onArray = new Float64Array(levelSlotCount * this.extent.length).fill(1);
    for (const operand of operands) this.unroll(operand);
    this.most = counts.reduce((largest, count) => Math.max(largest, count), 0) + 1;
    this.powers = new Float64Array(counts.length * this.most).fill(1);
    for (let kind = 0; kind < counts.length; kind++) {
      for (let count = 1; count < this.most; count++) {
        this.powers[kind * this.most + count] = this.powers[kind * this.most + count - 1] * kinds.size[kind];
      }
    }
    this.accumulatesOnArray = new Uint8Array(output.levelCount);
    this.isForced = new Uint8Array(levelSlotCount);
    if (problem.tiles !== undefined) {
      for (const { levelBase, memories: levels } of operands) {
        this.isForced.set(
          levels.map(({ forceDoubleBuffering }) => (forceDoubleBuffering ? 1 : 0)),
          levelBase,
        );
      }
      this.accumulatesOnArray.set(problem.tiles.operands[0].reducingFrom.subarray(1, output.levelCount + 1));
      return;
    }
    const { loopStart, loopDimension } = problem.versions[FRACTIONAL];
    for (let level = 0; level < output.levelCount; level++) {
      const end = loopStart[output.interfaceBase + output.levelCount + 1];
      for (let loop = loopStart[output.interfaceBase + level + 1]; loop < end; loop++) {
        if (output.relevance[loopDimension[loop]] === IRRELEVANT) this.accumulatesOnArray[level] = 1;
      }
    }
  }

  /** Per memory: 1 if operands share it and may overflow it together, though each of them fits. */
  get isContested(): Uint8Array {
    this.contested ??= Uint8Array.from(this.space.problem.memories, ({ operands: held, levels }, memory) => {
      let most = 0;
      for (let k = 0; k < held.length; k++) most += this.mostBits(held[k], levels[k], this.capacity[memory]);
      return held.length > 1 && most > this.capacity[memory] ? 1 : 0;
    });
    return this.contested;
  }

  /**
   * Bits of a tile in a memory level.
   * @param accumulates output: 1 if loops outside the level below add to it (parity quirk Q14, docs/parity-quirks.md).
   */
  bits(operand: number, level: number, tile: number, accumulates: number): number {
    if (!this.isGenerous || operand !== 0) return this.bitsExactly(operand, level, tile, accumulates);
    const elements = this.elementsOf(operand, level, tile) * this.copies(operand, level, tile);
    return elements * this.leastPrecision(operand, level, accumulates);
  }

  /** The same without generosity. */
  bitsExactly(operand: number, level: number, tile: number, accumulates: number): number {
    return this.bitsOnce(operand, level, tile, accumulates) * this.copies(operand, level, tile);
  }

  /** The same of one copy. */
  bitsOnce(operand: number, level: number, tile: number, accumulates: number): number {
    return this.elementsOf(operand, level, tile) * this.precision(operand, level, accumulates);
  }

  /**
   * Bits of a tile in one memory that stands in place of all copies of the memory below a level. All unrollings below that level are below it,
   * so data of several copies counts once. By the corrected model, that holds for overlaps, too, and sums of several copies are added first.
   * @param level 1 or more.
   */
  bitsTogether(operand: number, level: number, tile: number, accumulates: number): number {
    const { problem } = this.space;
    if (problem.tiles === undefined) {
      const { boost } = problem.versions[FRACTIONAL];
      return boost[problem.operands[operand].interfaceBase + level] * this.bits(operand, level - 1, tile, accumulates);
    }
    const elements = this.elementsOf(operand, level, tile) * this.copies(operand, level - 1, tile);
    return elements * this.leastPrecision(operand, level, accumulates);
  }

  /** Whether a tile fits by itself. */
  fits(operand: number, level: number, tile: number, accumulates: number): boolean {
    const memory = this.memoryOf[this.space.problem.operands[operand].levelBase + level];
    return this.bits(operand, level, tile, accumulates) <= this.capacity[memory];
  }

  /** Whether one copy of it fits: else no larger tile does. */
  fitsOnce(operand: number, level: number, tile: number, accumulates: number): boolean {
    const { levelBase } = this.space.problem.operands[operand];
    const bits = this.bits(operand, level, tile, accumulates) / this.copies(operand, level, tile);
    return bits <= this.capacity[this.memoryOf[levelBase + level]];
  }

  /** Copies of a tile that a memory must hold: two where it forces double buffering, unless the tile is loaded only once. */
  private copies(operand: number, level: number, tile: number): number {
    const isForced = this.isForced[this.space.problem.operands[operand].levelBase + level] === 1;
    return isForced && this.space.restIsIrrelevant[operand][tile] === 0 ? 2 : 1;
  }

  private precision(operand: number, level: number, accumulates: number): number {
    const { isOutput, partialPrecision, finalPrecision } = this.space.problem.operands[operand];
    const isPartial = !isOutput || accumulates === 1 || this.accumulatesOnArray[level] === 1;
    return isPartial ? partialPrecision : finalPrecision;
  }

  /** The same, or that of the narrower elements where finished ones are wider. */
  private leastPrecision(operand: number, level: number, accumulates: number): number {
    const { partialPrecision, finalPrecision } = this.space.problem.operands[operand];
    if (this.isGenerous && operand === 0) return Math.min(partialPrecision, finalPrecision);
    return this.precision(operand, level, accumulates);
  }

  private mostBits(operand: number, level: number, limit: number): number {
    let most = 0;
    for (let tile = 0; tile < this.space.tileCount; tile++) {
      for (let accumulates = 0; accumulates < 2; accumulates++) {
        const bits = this.bits(operand, level, tile, accumulates);
        if (bits > most && bits <= limit) most = bits;
      }
    }
    return most;
  }

  /** Elements of a tile at a level, as the allocation counts them. Computed when first asked for. */
  private elementsOf(operand: number, level: number, tile: number): number {
    const { problem, tileCount, taken, counts, kinds } = this.space;
    const { levelBase } = problem.operands[operand];
    const at = (levelBase + level) * tileCount + tile;
    if (this.elements[at] > 0) return this.elements[at];
    const { extent } = this;
    const dimensions = extent.length;
    const first = (levelBase + level) * dimensions;
    for (let dimension = 0; dimension < dimensions; dimension++) extent[dimension] = this.onArray[first + dimension];
    for (let kind = 0; kind < counts.length; kind++) {
      extent[kinds.dimension[kind]] *= this.powers[kind * this.most + taken[tile * counts.length + kind]];
    }
    const elements = tileBits(problem, operand, level, extent, 1);
    this.elements[at] = elements;
    return elements;
  }

  /** Extents of the unrollings below every level. */
  private unroll({ interfaceBase, levelBase, levelCount }: CompiledOperand): void {
    const { problem } = this.space;
    const { loopStart, loopDimension, loopFactor } = problem.versions[FRACTIONAL];
    const dimensions = this.extent.length;
    for (let level = 0; level < levelCount; level++) {
      const row = (levelBase + level) * dimensions;
      if (level > 0) this.onArray.copyWithin(row, row - dimensions, row);
      const at = interfaceBase + level;
      for (let loop = loopStart[at]; loop < loopStart[at + 1]; loop++) {
        this.onArray[row + loopDimension[loop]] *= loopFactor[loop];
      }
    }
  }
}
