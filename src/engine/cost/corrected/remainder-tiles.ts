import { type CompiledMapping, MAXIMUM_LOOPS } from '../../problem/compiled-mapping.ts';
import { type CompiledProblem, IRRELEVANT } from '../../problem/compiled-problem.ts';
import type { CompiledTiles } from '../../problem/compiled-tiles.ts';
import { relationSpan } from '../../problem/relation-span.ts';
import type { EvaluationScratch } from '../evaluation-scratch.ts';

/** Roles of a digit of an index: it belongs to the tile, it tells tiles apart, or it stays 0. */
const INSIDE = 0;
const OUTSIDE = 1;
const HELD = 2;

/** No digit is held at 0. */
export const NONE_HELD = -1;

/**
 * Tiles of a layer whose last rounds are smaller (docs/cost-model-corrected.md#rounds). An index of a dimension is written with one digit
 * per unrolling and per temporal loop. A tile is the set of existing indices with equal outside digits. `select` makes a histogram of tile
 * sizes per dimension, and `next` walks through their combinations:
 *
 * ```text
 *   14 columns on 4 units, 4 rounds     digits: unit 4 (inside), round 4 (outside)     sizes 4, 4, 4, 2  =  {4: 3, 2: 1}
 * ```
 *
 * One object per problem; it allocates only when made.
 */
export class RemainderTiles {
  /** Elements of the current combination, and how many transfers have them. */
  elements = 0;
  transfers = 0;
  private readonly problem: CompiledProblem;
  private readonly tiles: CompiledTiles;
  private readonly room: number;
  private operand = 0;
  /** Digits of all dimensions, of each the least significant first: size, 1 for unrollings, and level or position. */
  private readonly digitStart: Int32Array;
  private readonly digitSize: Float64Array;
  private readonly digitSpatial: Uint8Array;
  private readonly digitPlace: Int32Array;
  /** Per digit of one dimension: products of all digits, of the inside ones and of the outside ones below it. */
  private readonly role: Uint8Array;
  private readonly below: Float64Array;
  private readonly insideBelow: Float64Array;
  private readonly outsideBelow: Float64Array;
  /** Histograms: entry `dimension · room + k`. */
  private readonly entrySize: Float64Array;
  private readonly entryCount: Float64Array;
  private readonly entries: Int32Array;
  private readonly current: Int32Array;
  /** Dimensions of more than one index; the others have one tile of size 1. */
  private readonly longDimensions: Int32Array;
  private isDone = true;

  constructor(problem: CompiledProblem, tiles: CompiledTiles) {
    this.problem = problem;
    this.tiles = tiles;
    const dimensions = tiles.size.length;
    const digits = MAXIMUM_LOOPS + tiles.unrolledFactor.length;
    this.room = 2 * digits + 2;
    this.digitStart = new Int32Array(dimensions + 1);
    this.digitSize = new Float64Array(digits);
    this.digitSpatial = new Uint8Array(digits);
    this.digitPlace = new Int32Array(digits);
    this.role = new Uint8Array(digits);
    this.below = new Float64Array(digits + 1);
    this.insideBelow = new Float64Array(digits + 1);
    this.outsideBelow = new Float64Array(digits + 1);
    this.entrySize = new Float64Array(dimensions * this.room);
    this.entryCount = new Float64Array(dimensions * this.room);
    this.entries = new Int32Array(dimensions);
    this.current = new Int32Array(dimensions);
    this.longDimensions = Int32Array.from([...tiles.size.keys()].filter((dimension) => tiles.size[dimension] > 1));
    this.entries.fill(1);
    for (let dimension = 0; dimension < dimensions; dimension++) {
      this.entrySize[dimension * this.room] = 1;
      this.entryCount[dimension * this.room] = 1;
    }
  }

  /** Lays out the indices for one operand. Its level ends are read from `scratch.boundary`. */
  layOut(nest: CompiledMapping, scratch: EvaluationScratch, operand: number): void {
    this.operand = operand;
    const { laidOutByLevel } = this.tiles.operands[operand];
    let place = 0;
    for (let dimension = 0; dimension < this.entries.length; dimension++) {
      this.digitStart[dimension] = place;
      place =
        laidOutByLevel[dimension] === 1
          ? this.digitsByLevel(nest, scratch, dimension, place)
          : this.loopDigits(nest, dimension, 0, nest.length, this.unrollingDigits(dimension, -1, place));
    }
    this.digitStart[this.entries.length] = place;
  }

  /**
   * Selects the tiles of a unit while the loops below `cut` run. Reducing loops are held at 0 from position `heldFrom` on, and so are
   * unrollings of interface `heldLevel` that add up the same elements. Units that slide over the output share only some of theirs, so
   * each of them takes its sums back.
   */
  select(cut: number, unit: number, heldLevel: number, heldFrom: number): void {
    for (let k = 0; k < this.longDimensions.length; k++) {
      const dimension = this.longDimensions[k];
      this.assignRoles(dimension, cut, unit, heldLevel, heldFrom);
      this.entries[dimension] = 0;
      this.fillHistogram(dimension);
    }
    this.restart();
  }

  /**
   * Selects one tile per period, as one unit moves it. Where several units of a dimension lie apart, each period counts with the largest
   * tile. Loops of reducing dimensions are held at 0 from position `heldFrom` on.
   */
  selectPeriods(cut: number, unit: number, heldFrom: number): void {
    for (let k = 0; k < this.longDimensions.length; k++) {
      const dimension = this.longDimensions[k];
      const isApart = this.assignRoles(dimension, cut, unit, NONE_HELD, heldFrom);
      this.entries[dimension] = 0;
      if (isApart) this.emit(dimension, this.largestExtent(dimension), this.periodsOf(dimension));
      else this.fillHistogram(dimension);
    }
    this.restart();
  }

  /** Goes to the next combination of sizes; false if there is none. */
  next(): boolean {
    if (this.isDone) return false;
    this.measure();
    this.isDone = true;
    for (let k = 0; k < this.longDimensions.length; k++) {
      const dimension = this.longDimensions[k];
      if (++this.current[dimension] < this.entries[dimension]) {
        this.isDone = false;
        break;
      }
      this.current[dimension] = 0;
    }
    return true;
  }

  /** Elements of the largest tile of a unit while the loops below `cut` run. */
  largest(cut: number, unit: number): number {
    for (let k = 0; k < this.longDimensions.length; k++) {
      const dimension = this.longDimensions[k];
      this.assignRoles(dimension, cut, unit, NONE_HELD, NONE_HELD);
      this.entries[dimension] = 0;
      this.emit(dimension, this.largestExtent(dimension), 1);
    }
    this.restart();
    this.measure();
    return this.elements;
  }

  private digitsByLevel(nest: CompiledMapping, scratch: EvaluationScratch, dimension: number, from: number): number {
    const { levelBase, levelCount } = this.problem.operands[this.operand];
    let place = from;
    let start = 0;
    for (let level = 0; level < levelCount; level++) {
      const end = scratch.boundary[levelBase + level];
      place = this.loopDigits(nest, dimension, start, end, this.unrollingDigits(dimension, level, place));
      start = end;
    }
    return this.unrollingDigits(dimension, levelCount, place);
  }

  /** Digits of the unrollings of a level, or of all if it is −1. */
  private unrollingDigits(dimension: number, level: number, from: number): number {
    const { unrolledDimension, unrolledFactor } = this.tiles;
    const { unrolledLevel } = this.tiles.operands[this.operand];
    let place = from;
    for (let k = 0; k < unrolledFactor.length; k++) {
      if (unrolledDimension[k] !== dimension || (level >= 0 && unrolledLevel[k] !== level)) continue;
      this.digitSize[place] = unrolledFactor[k];
      this.digitSpatial[place] = 1;
      this.digitPlace[place] = unrolledLevel[k];
      place++;
    }
    return place;
  }

  private loopDigits(nest: CompiledMapping, dimension: number, start: number, end: number, from: number): number {
    let place = from;
    for (let position = start; position < end; position++) {
      if (nest.dimension[position] !== dimension) continue;
      this.digitSize[place] = nest.size[position];
      this.digitSpatial[place] = 0;
      this.digitPlace[place] = position;
      place++;
    }
    return place;
  }

  /** Sets the roles of the digits and the products below them. Returns whether an unrolling lies outside. */
  private assignRoles(dimension: number, cut: number, unit: number, heldLevel: number, heldFrom: number): boolean {
    const { role, below, insideBelow, outsideBelow } = this;
    const { reducing, addsUp } = this.tiles.operands[this.operand];
    const reduces = reducing[dimension] === 1;
    const start = this.digitStart[dimension];
    const count = this.digitStart[dimension + 1] - start;
    below[0] = 1;
    insideBelow[0] = 1;
    outsideBelow[0] = 1;
    let isApart = false;
    for (let k = 0; k < count; k++) {
      const size = this.digitSize[start + k];
      const place = this.digitPlace[start + k];
      const isSpatial = this.digitSpatial[start + k] === 1;
      if (isSpatial && place >= unit) isApart = true;
      let digit = (isSpatial ? place < unit : place < cut) ? INSIDE : OUTSIDE;
      const isHeld = isSpatial
        ? addsUp[dimension] === 1 && place === heldLevel
        : reduces && heldFrom >= 0 && place >= heldFrom;
      if (isHeld) digit = HELD;
      role[k] = digit;
      below[k + 1] = below[k] * size;
      insideBelow[k + 1] = digit === INSIDE ? insideBelow[k] * size : insideBelow[k];
      outsideBelow[k + 1] = digit === OUTSIDE ? outsideBelow[k] * size : outsideBelow[k];
    }
    return isApart;
  }

  /** From the most significant digit on: full blocks have a closed form, and one block at the end is not full. */
  private fillHistogram(dimension: number): void {
    const { role, below, insideBelow, outsideBelow, digitStart, digitSize } = this;
    const start = digitStart[dimension];
    let left = this.tiles.size[dimension];
    let offset = 0;
    for (let k = digitStart[dimension + 1] - start - 1; k >= 0; k--) {
      const size = digitSize[start + k];
      const block = below[k];
      if (left >= block * size) {
        this.emit(dimension, offset + insideBelow[k + 1], outsideBelow[k + 1]);
        return;
      }
      if (role[k] === HELD) {
        left = Math.min(left, block);
        continue;
      }
      const full = Math.floor(left / block);
      const rest = left - full * block;
      if (role[k] === INSIDE) {
        offset += full * insideBelow[k];
      } else {
        this.emit(dimension, offset + insideBelow[k], full * outsideBelow[k]);
        this.emit(dimension, offset, (size - full - (rest > 0 ? 1 : 0)) * outsideBelow[k]);
        if (rest === 0) return;
      }
      left = rest;
    }
    this.emit(dimension, offset + (left > 0 ? 1 : 0), 1);
  }

  /** The tile of outside digits 0 is the largest. */
  private largestExtent(dimension: number): number {
    const { role, below, insideBelow, digitStart, digitSize } = this;
    const start = digitStart[dimension];
    let left = this.tiles.size[dimension];
    let extent = 0;
    for (let k = digitStart[dimension + 1] - start - 1; k >= 0; k--) {
      const block = below[k];
      if (left >= block * digitSize[start + k]) return extent + insideBelow[k + 1];
      if (role[k] !== INSIDE) {
        left = Math.min(left, block);
        continue;
      }
      const full = Math.floor(left / block);
      extent += full * insideBelow[k];
      left -= full * block;
    }
    return extent + (left > 0 ? 1 : 0);
  }

  private periodsOf(dimension: number): number {
    const start = this.digitStart[dimension];
    let periods = 1;
    for (let k = 0; k < this.digitStart[dimension + 1] - start; k++) {
      if (this.role[k] === OUTSIDE && this.digitSpatial[start + k] === 0) periods *= this.digitSize[start + k];
    }
    return periods;
  }

  /** Adds tiles to a histogram. Empty tiles move nothing, so they are left out. */
  private emit(dimension: number, size: number, count: number): void {
    if (size === 0 || count === 0) return;
    const base = dimension * this.room;
    const length = this.entries[dimension];
    // Tiles of an irrelevant dimension only have to be counted.
    const kept = this.problem.operands[this.operand].relevance[dimension] === IRRELEVANT ? 1 : size;
    for (let k = 0; k < length; k++) {
      if (this.entrySize[base + k] !== kept) continue;
      this.entryCount[base + k] += count;
      return;
    }
    this.entrySize[base + length] = kept;
    this.entryCount[base + length] = count;
    this.entries[dimension] = length + 1;
  }

  private restart(): void {
    this.current.fill(0);
    this.isDone = false;
  }

  private measure(): void {
    const { relevantDimensions, relations } = this.problem.operands[this.operand];
    const { entrySize, entryCount, current, room } = this;
    let transfers = 1;
    for (let k = 0; k < this.longDimensions.length; k++) {
      const dimension = this.longDimensions[k];
      transfers *= entryCount[dimension * room + current[dimension]];
    }
    let elements = 1;
    for (let k = 0; k < relevantDimensions.length; k++) {
      const dimension = relevantDimensions[k];
      elements *= entrySize[dimension * room + current[dimension]];
    }
    for (let k = 0; k < relations.length; k++) {
      const relation = relations[k];
      const a = entrySize[relation.dimensionA * room + current[relation.dimensionA]];
      const b = entrySize[relation.dimensionB * room + current[relation.dimensionB]];
      elements *= relationSpan(relation, a, b);
    }
    this.elements = elements;
    this.transfers = transfers;
  }
}
