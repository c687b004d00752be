import type { CompiledMapping } from '../../problem/compiled-mapping.ts';
import { type CompiledProblem, FRACTIONAL } from '../../problem/compiled-problem.ts';
import type { CompiledTiles } from '../../problem/compiled-tiles.ts';
import { sumMemoryEnergy } from '../energy.ts';
import type { EvaluationScratch } from '../evaluation-scratch.ts';
import type { Direction } from './directions.ts';
import type { TileSizes } from './tile-sizes.ts';
import type { UnequalTransfers } from './unequal-transfers.ts';

/**
 * Counts what crosses every interface: elements, transfers, steps of the minimum width, and words
 * (docs/cost-model-corrected.md#transfers). All counts are whole and exact.
 *
 * ```text
 *   memory a       one transfer = union of what the lower units below one copy take in a period
 *   interface a  ────────────────
 *   memory a−1     one transfer = tile of one copy
 * ```
 */
export class TransferCounts {
  private readonly problem: CompiledProblem;
  private readonly tiles: CompiledTiles;
  private readonly sizes: TileSizes;
  private readonly directions: readonly Direction[];
  private readonly unequal: UnequalTransfers | undefined;

  /** @param unequal only for layers with smaller last rounds. */
  constructor(
    problem: CompiledProblem,
    tiles: CompiledTiles,
    sizes: TileSizes,
    directions: readonly Direction[],
    unequal: UnequalTransfers | undefined,
  ) {
    this.problem = problem;
    this.tiles = tiles;
    this.sizes = sizes;
    this.directions = directions;
    this.unequal = unequal;
  }

  count(nest: CompiledMapping, scratch: EvaluationScratch): void {
    const { directions } = this;
    this.measurePrecision(scratch);
    for (let k = 0; k < directions.length; k++) this.countTransfers(nest, scratch, directions[k]);
    this.measureContents(nest, scratch);
    sumMemoryEnergy(this.problem, scratch);
  }

  /**
   * A sum is unfinished at the upper side if reducing loops or unrollings lie above; at the lower side also if the interface itself adds
   * up. It is read back where reducing loops above bring a tile a second time.
   */
  private measurePrecision(scratch: EvaluationScratch): void {
    const { operands } = this.problem;
    const { partialSum, partialSumBelow, upwardPrecision, downwardPrecision } = scratch.versions[FRACTIONAL];
    for (let index = 0; index < operands.length; index++) {
      const { isOutput, levelCount, interfaceBase, partialPrecision, finalPrecision } = operands[index];
      if (!isOutput) continue;
      const { reducingFrom } = this.tiles.operands[index];
      for (let a = 0; a <= levelCount; a++) {
        const at = interfaceBase + a;
        const comesBack = this.sizes.reducingAbove[at] > 1;
        partialSum[at] = a < levelCount && (comesBack || reducingFrom[a + 1] === 1) ? 1 : 0;
        partialSumBelow[at] = comesBack || reducingFrom[a] === 1 ? 1 : 0;
        upwardPrecision[at] = partialSum[at] === 1 ? partialPrecision : finalPrecision;
        downwardPrecision[at] = comesBack ? partialPrecision : 0;
      }
    }
  }

  private countTransfers(nest: CompiledMapping, scratch: EvaluationScratch, direction: Direction): void {
    const { slot, interfaceIndex, isReadBack, isUpper } = direction;
    if (isReadBack && this.sizes.reducingAbove[interfaceIndex] === 1) {
      if (scratch.transferTile[slot] !== 0) clearSlot(scratch, slot);
      return;
    }
    // Elements of 0 bits are counted, too; they take no words and no cycles.
    const bits = this.bitsOf(scratch, direction);
    const { bandwidthMin, bandwidthMax, wordEnergy } = this.problem;
    const tile = isUpper ? this.sizes.upperTile[interfaceIndex] : this.sizes.lowerTile[interfaceIndex];
    scratch.transferBits[slot] = bits;
    scratch.transferTile[slot] = tile;
    let granules: number;
    if (this.unequal === undefined) {
      const periods = scratch.periodCount[interfaceIndex];
      const repeats = isReadBack ? periods - periods / this.sizes.reducingAbove[interfaceIndex] : periods;
      const transfers = repeats * direction.transfers;
      scratch.transferCount[slot] = transfers;
      scratch.transferElements[slot] = transfers * tile;
      granules = transfers === 0 || bits === 0 ? 0 : transfers * Math.ceil((tile * bits) / bandwidthMin[slot]);
    } else {
      const sums = this.unequal.find(nest, scratch, direction, bits);
      scratch.transferCount[slot] = sums.count;
      scratch.transferElements[slot] = sums.elements;
      granules = sums.granules;
    }
    scratch.granules[slot] = granules;
    // A count of 0, where no port serves, must not become "not a number".
    const stepBits = granules === 0 ? 0 : granules * bandwidthMin[slot];
    scratch.words[slot] = granules === 0 ? 0 : stepBits / bandwidthMax[slot];
    scratch.directionEnergy[slot] = granules === 0 ? 0 : (stepBits * wordEnergy[slot]) / bandwidthMax[slot];
  }

  /** Bits per element. */
  private bitsOf(scratch: EvaluationScratch, direction: Direction): number {
    const { operand, interfaceIndex, isOutput, isReadBack, isUpper } = direction;
    if (!isOutput) return this.problem.operands[operand].partialPrecision;
    const { partialSumBelow, upwardPrecision, downwardPrecision } = scratch.versions[FRACTIONAL];
    if (isReadBack) return downwardPrecision[interfaceIndex];
    if (isUpper) return upwardPrecision[interfaceIndex];
    const { partialPrecision, finalPrecision } = this.problem.operands[operand];
    return partialSumBelow[interfaceIndex] === 1 ? partialPrecision : finalPrecision;
  }

  /** What one copy of every memory holds, with the precision in which it is stored, and the slice in use at once. */
  private measureContents(nest: CompiledMapping, scratch: EvaluationScratch): void {
    const { operands } = this.problem;
    const { elements, precision, partialSum, partialSumBelow } = scratch.versions[FRACTIONAL];
    for (let index = 0; index < operands.length; index++) {
      const { levelBase, levelCount, interfaceBase, isOutput, partialPrecision, finalPrecision } = operands[index];
      elements[interfaceBase] = 1;
      precision[interfaceBase] = isOutput && partialSumBelow[interfaceBase] === 0 ? finalPrecision : partialPrecision;
      for (let level = 0; level < levelCount; level++) {
        const above = interfaceBase + level + 1;
        const stored = isOutput && partialSum[above - 1] === 0 ? finalPrecision : partialPrecision;
        // The tile of the copies below the interface above is what they hold.
        elements[above] = this.sizes.lowerTile[above];
        precision[above] = stored;
        const slice = this.sizes.slice(nest, scratch, index, level);
        scratch.sliceElements[levelBase + level] = slice;
        scratch.sliceBits[levelBase + level] = slice * stored;
      }
    }
  }
}

function clearSlot(scratch: EvaluationScratch, slot: number): void {
  scratch.transferCount[slot] = 0;
  scratch.transferElements[slot] = 0;
  scratch.transferBits[slot] = 0;
  scratch.transferTile[slot] = 0;
  scratch.granules[slot] = 0;
  scratch.words[slot] = 0;
  scratch.directionEnergy[slot] = 0;
}
