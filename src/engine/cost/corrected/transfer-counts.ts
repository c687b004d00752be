import type { CompiledMapping } from '../../problem/compiled-mapping.ts';
import {
  type CompiledProblem,
  FRACTIONAL,
  FROM_HIGH,
  FROM_LOW,
  TO_HIGH,
  TO_LOW,
} from '../../problem/compiled-problem.ts';
import type { CompiledTiles } from '../../problem/compiled-tiles.ts';
import { sumMemoryEnergy } from '../energy.ts';
import type { EvaluationScratch } from '../evaluation-scratch.ts';
import { NONE_HELD, type RemainderTiles } from './remainder-tiles.ts';
import type { TileSizes } from './tile-sizes.ts';

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

  constructor(problem: CompiledProblem, tiles: CompiledTiles, sizes: TileSizes) {
    this.problem = problem;
    this.tiles = tiles;
    this.sizes = sizes;
  }

  count(nest: CompiledMapping, scratch: EvaluationScratch): void {
    const { operands } = this.problem;
    for (let index = 0; index < operands.length; index++) {
      this.sizes.layOut(nest, scratch, index);
      if (operands[index].isOutput) this.countOutput(scratch, index);
      else this.countInput(scratch, index);
      this.measureContents(nest, scratch, index);
    }
    sumMemoryEnergy(this.problem, scratch);
  }

  private countInput(scratch: EvaluationScratch, index: number): void {
    const { levelBase, levelCount, partialPrecision } = this.problem.operands[index];
    for (let a = 0; a < levelCount; a++) {
      const slot = 4 * (levelBase + a);
      this.countTransfers(scratch, index, slot + TO_LOW, a, a + 1, partialPrecision, NONE_HELD, false);
      if (a > 0) this.countTransfers(scratch, index, slot - 4 + FROM_HIGH, a, a, partialPrecision, NONE_HELD, false);
    }
  }

  /**
   * A sum is unfinished at the upper side if reducing loops or unrollings lie above; at the lower side also if the interface itself adds
   * up. It is read back where reducing loops above bring a tile a second time.
   */
  private countOutput(scratch: EvaluationScratch, index: number): void {
    const { levelBase, levelCount, interfaceBase, partialPrecision, finalPrecision } = this.problem.operands[index];
    const { reducingFrom } = this.tiles.operands[index];
    const { partialSum, partialSumBelow, upwardPrecision, downwardPrecision } = scratch.versions[FRACTIONAL];
    for (let a = 0; a <= levelCount; a++) {
      const at = interfaceBase + a;
      const comesBack = this.sizes.reducingAbove[at] > 1;
      partialSum[at] = a < levelCount && (comesBack || reducingFrom[a + 1] === 1) ? 1 : 0;
      partialSumBelow[at] = comesBack || reducingFrom[a] === 1 ? 1 : 0;
      upwardPrecision[at] = partialSum[at] === 1 ? partialPrecision : finalPrecision;
      downwardPrecision[at] = comesBack ? partialPrecision : 0;
      if (a === levelCount) continue;
      const slot = 4 * (levelBase + a);
      const upper = upwardPrecision[at];
      const lower = partialSumBelow[at] === 1 ? partialPrecision : finalPrecision;
      this.countTransfers(scratch, index, slot + FROM_LOW, a, a + 1, upper, NONE_HELD, false);
      if (comesBack) this.countTransfers(scratch, index, slot + TO_LOW, a, a + 1, partialPrecision, NONE_HELD, true);
      else clearSlot(scratch, slot + TO_LOW);
      if (a === 0) continue;
      this.countTransfers(scratch, index, slot - 4 + TO_HIGH, a, a, lower, NONE_HELD, false);
      if (comesBack) this.countTransfers(scratch, index, slot - 4 + FROM_HIGH, a, a, partialPrecision, a, true);
      else clearSlot(scratch, slot - 4 + FROM_HIGH);
    }
  }

  /**
   * Transfers of units of level `unit` at interface a. Of read-backs the first visits are left out, and of the units that `heldLevel` adds
   * up only one takes the sum back.
   */
  private countTransfers(
    scratch: EvaluationScratch,
    index: number,
    slot: number,
    a: number,
    unit: number,
    bits: number,
    heldLevel: number,
    isReadBack: boolean,
  ): void {
    const { remainders } = this.sizes;
    const at = this.problem.operands[index].interfaceBase + a;
    // What is read back has the tile that went up.
    const upward = slot ^ (unit > a ? TO_LOW ^ FROM_LOW : FROM_HIGH ^ TO_HIGH);
    scratch.transferBits[slot] = bits;
    if (remainders === undefined) {
      const tile = isReadBack ? scratch.transferTile[upward] : this.sizes.largest(index, a, unit);
      const { units, reducingAt } = this.tiles.operands[index];
      const periods = scratch.periodCount[at];
      const repeats = isReadBack ? periods - periods / this.sizes.reducingAbove[at] : periods;
      const transfers = repeats * (heldLevel === NONE_HELD ? units[unit] : units[unit] / reducingAt[heldLevel]);
      scratch.transferTile[slot] = tile;
      scratch.transferCount[slot] = transfers;
      scratch.transferElements[slot] = transfers * tile;
      scratch.granules[slot] = this.steps(slot, tile, transfers, bits);
    } else {
      this.countRemainders(remainders, scratch, slot, this.sizes.cut[at], unit, bits, heldLevel, isReadBack);
      if (isReadBack) scratch.transferTile[slot] = scratch.transferTile[upward];
    }
    const { bandwidthMin, bandwidthMax, wordEnergy } = this.problem;
    const granules = scratch.granules[slot];
    // A count of 0, where no port serves, must not become "not a number".
    const stepBits = granules === 0 ? 0 : granules * bandwidthMin[slot];
    scratch.words[slot] = granules === 0 ? 0 : stepBits / bandwidthMax[slot];
    scratch.directionEnergy[slot] = granules === 0 ? 0 : (stepBits * wordEnergy[slot]) / bandwidthMax[slot];
  }

  private countRemainders(
    remainders: RemainderTiles,
    scratch: EvaluationScratch,
    slot: number,
    cut: number,
    unit: number,
    bits: number,
    heldLevel: number,
    isReadBack: boolean,
  ): void {
    let count = 0;
    let elements = 0;
    let granules = 0;
    let largest = 0;
    let smallest = Number.POSITIVE_INFINITY;
    remainders.select(cut, unit, heldLevel, NONE_HELD);
    while (remainders.next()) {
      if (remainders.elements > largest) largest = remainders.elements;
      if (remainders.elements < smallest) smallest = remainders.elements;
      count += remainders.transfers;
      elements += remainders.transfers * remainders.elements;
      granules += this.steps(slot, remainders.elements, remainders.transfers, bits);
    }
    if (isReadBack) {
      remainders.select(cut, unit, heldLevel, cut);
      while (remainders.next()) {
        count -= remainders.transfers;
        elements -= remainders.transfers * remainders.elements;
        granules -= this.steps(slot, remainders.elements, remainders.transfers, bits);
      }
    }
    scratch.transferTile[slot] = largest;
    this.sizes.isUniform[slot] = largest === smallest ? 1 : 0;
    scratch.transferCount[slot] = count;
    scratch.transferElements[slot] = elements;
    scratch.granules[slot] = granules;
  }

  private steps(slot: number, elements: number, transfers: number, bits: number): number {
    if (bits === 0 || transfers === 0) return 0;
    return transfers * Math.ceil((elements * bits) / this.problem.bandwidthMin[slot]);
  }

  /** What one copy of every memory holds, with the precision in which it is stored, and the slice in use at once. */
  private measureContents(nest: CompiledMapping, scratch: EvaluationScratch, index: number): void {
    const { levelBase, levelCount, interfaceBase, isOutput, partialPrecision, finalPrecision } =
      this.problem.operands[index];
    const { elements, precision, partialSum } = scratch.versions[FRACTIONAL];
    elements[interfaceBase] = 1;
    precision[interfaceBase] =
      isOutput && scratch.versions[FRACTIONAL].partialSumBelow[interfaceBase] === 0 ? finalPrecision : partialPrecision;
    for (let level = 0; level < levelCount; level++) {
      const above = interfaceBase + level + 1;
      const stored = isOutput && partialSum[above - 1] === 0 ? finalPrecision : partialPrecision;
      // The tile of the copies below the interface above is what they hold.
      const crossing = 4 * (levelBase + level) + (isOutput ? TO_HIGH : FROM_HIGH);
      elements[above] =
        level < levelCount - 1 ? scratch.transferTile[crossing] : this.sizes.largest(index, level + 1, level + 1);
      precision[above] = stored;
      scratch.sliceBits[levelBase + level] = this.sizes.slice(nest, scratch, index, level) * stored;
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
