import type { CompiledMapping } from '../../problem/compiled-mapping.ts';
import { type CompiledProblem, RELEVANT, TO_LOW } from '../../problem/compiled-problem.ts';
import type { CompiledTiles } from '../../problem/compiled-tiles.ts';
import { relationSpan, repeatsDimension } from '../../problem/relation-span.ts';
import type { EvaluationScratch } from '../evaluation-scratch.ts';
import { measureLoops } from '../loop-reuse.ts';
import type { RemainderTiles } from './remainder-tiles.ts';

/**
 * The largest tile that a unit holds or moves while the loops below an interface run (docs/cost-model-corrected.md#tiles).
 *
 * ```text
 *   loops, innermost first      FX 3   OX 4 | K 2       K 4 × C 8 units
 *   inputs below the border     C 8 × span(OX 4, FX 3) = 8 × 6 elements
 * ```
 */
export class TileSizes {
  /** Per interface: number of loops below its closed border. */
  readonly cut: Int32Array;
  /** Per interface: elements of the largest transfer of its lower and of its upper side. */
  readonly lowerTile: Float64Array;
  readonly upperTile: Float64Array;
  /** Per interface, output only: product of the reducing loops above the border. */
  readonly reducingAbove: Float64Array;
  /** Per interface, only with smaller last rounds: a number that tells sets of loops below apart; not a number if they have too many. */
  readonly content: Float64Array;
  private readonly problem: CompiledProblem;
  private readonly tiles: CompiledTiles;
  private readonly remainders: RemainderTiles | undefined;
  /** Iterations of every loop dimension: of the walk, and below every border at `interface · dimensions + dimension`. */
  private readonly walked: Float64Array;
  private readonly below: Float64Array;
  private readonly relevantBelow: Float64Array;
  /** Per loop dimension: what its iterations count in `content`. */
  private readonly contentStride: Float64Array;
  /** Per operand: elements that all units below the innermost memory take in one cycle. */
  private readonly pinElements: Float64Array;
  private readonly sliced: Float64Array;
  /** Per interface: 1 if it has no unrolling. A lower and an upper unit then have the same tile. */
  private readonly isPlain: Uint8Array;
  /** Dimensions with temporal loops. The iterations of all others stay 1. */
  private readonly looped: Int32Array;
  /** Per operand: 1 without smaller last rounds, if no dimension counts twice. */
  private readonly hasEqualSlices: Uint8Array;

  /** @param remainders only for layers with smaller last rounds. */
  constructor(problem: CompiledProblem, tiles: CompiledTiles, remainders: RemainderTiles | undefined) {
    const { interfaceCount, operands } = problem;
    const dimensions = tiles.size.length;
    this.problem = problem;
    this.tiles = tiles;
    this.remainders = remainders;
    this.cut = new Int32Array(interfaceCount);
    this.lowerTile = new Float64Array(interfaceCount);
    this.upperTile = new Float64Array(interfaceCount);
    this.reducingAbove = new Float64Array(interfaceCount).fill(1);
    this.content = new Float64Array(interfaceCount);
    this.walked = new Float64Array(dimensions).fill(1);
    this.sliced = new Float64Array(dimensions).fill(1);
    this.below = new Float64Array(interfaceCount * dimensions).fill(1);
    this.isPlain = new Uint8Array(interfaceCount).fill(1);
    for (const [index, { interfaceBase, levelCount }] of operands.entries()) {
      for (const level of tiles.operands[index].unrolledLevel) {
        if (level <= levelCount) this.isPlain[interfaceBase + level] = 0;
      }
    }
    this.hasEqualSlices = Uint8Array.from(operands, (operand) =>
      tiles.hasRemainder || repeatsDimension(operand) ? 0 : 1,
    );
    this.looped = Int32Array.from([...tiles.rounds.keys()].filter((dimension) => tiles.rounds[dimension] > 1));
    this.relevantBelow = new Float64Array(interfaceCount);
    this.contentStride = contentStrides(tiles.rounds);
    this.pinElements = Float64Array.from(operands, (_, index) => atPins(problem, tiles, index));
  }

  /** Closed borders, periods, and the tiles of every border. */
  measure(nest: CompiledMapping, scratch: EvaluationScratch): void {
    measureLoops(this.problem, nest, scratch);
    const { operands } = this.problem;
    for (let index = 0; index < operands.length; index++) {
      const { interfaceBase, levelBase, levelCount } = operands[index];
      for (let level = 0; level < levelCount; level++) {
        this.cut[interfaceBase + level + 1] = scratch.boundary[levelBase + level];
      }
      this.closePins(nest, scratch, index);
      this.walk(nest, index);
    }
  }

  /** Elements of the largest tile of a unit of level `unit`, below the border of interface a. The unit may lie above the interface. */
  largest(nest: CompiledMapping, scratch: EvaluationScratch, operand: number, a: number, unit: number): number {
    const { interfaceBase, relations } = this.problem.operands[operand];
    const at = interfaceBase + a;
    const from = at * this.walked.length;
    if (this.remainders === undefined) return this.equalTile(operand, this.relevantBelow[at], this.below, from, unit);
    if (relations.length === 0 || unit <= a + 1) return this.unequalTile(operand, this.below, from, unit);
    // Loops between the interface and the unit leave gaps in the indices of dependent dimensions.
    this.remainders.layOut(nest, scratch, operand);
    return this.remainders.largest(this.cut[at], unit);
  }

  /** Elements that must be resident at once in memory `level`: of one slice if relevant loops are on top. */
  slice(nest: CompiledMapping, scratch: EvaluationScratch, operand: number, level: number): number {
    const { interfaceBase, levelBase, relevance } = this.problem.operands[operand];
    const above = interfaceBase + level + 1;
    // Where every relevant loop multiplies the tile, the slice is an exact part.
    const run = scratch.topRelevant[above];
    if (run === 1 || this.hasEqualSlices[operand] === 1) return this.lowerTile[above] / run;
    const { sliced, below, looped } = this;
    for (let k = 0; k < looped.length; k++) sliced[looped[k]] = below[above * sliced.length + looped[k]];
    const start = level === 0 ? 0 : scratch.boundary[levelBase + level - 1];
    for (let end = this.cut[above] - 1; end >= start && relevance[nest.dimension[end]] === RELEVANT; end--) {
      sliced[nest.dimension[end]] /= nest.size[end];
    }
    return this.unequalTile(operand, sliced, 0, level + 1);
  }

  /** An input stays at the array's pins only if the port is wide enough for the words of all its units. */
  private closePins(nest: CompiledMapping, scratch: EvaluationScratch, operand: number): void {
    const { interfaceBase, levelBase, isOutput, partialPrecision } = this.problem.operands[operand];
    const { prefix, period, periodCount } = scratch;
    this.cut[interfaceBase] = 0;
    if (isOutput || period[interfaceBase] === 1) return;
    const needed = this.pinElements[operand] * partialPrecision;
    if (this.problem.transferWidth[4 * levelBase + TO_LOW] < needed) {
      period[interfaceBase] = 1;
      periodCount[interfaceBase] = prefix[nest.length];
      return;
    }
    let position = 0;
    while (prefix[position] < period[interfaceBase]) position++;
    this.cut[interfaceBase] = position;
  }

  private walk(nest: CompiledMapping, operand: number): void {
    const { interfaceBase, levelCount, relevance, relations, isOutput } = this.problem.operands[operand];
    const { reducing } = this.tiles.operands[operand];
    const { hasRemainder } = this.tiles;
    const { cut, walked, below, reducingAbove, looped, contentStride, isPlain } = this;
    const { dimension, size, length } = nest;
    const count = walked.length;
    const keeps = hasRemainder || relations.length > 0;
    for (let k = 0; k < looped.length; k++) walked[looped[k]] = 1;
    let relevant = 1;
    let reduced = 1;
    let position = 0;
    for (let a = 0; a <= levelCount; a++) {
      const at = interfaceBase + a;
      for (const end = cut[at]; position < end; position++) {
        const d = dimension[position];
        walked[d] *= size[position];
        if (relevance[d] === RELEVANT) relevant *= size[position];
        else if (reducing[d] === 1) reduced *= size[position];
      }
      this.relevantBelow[at] = relevant;
      reducingAbove[at] = reduced;
      const from = at * count;
      if (keeps) for (let k = 0; k < looped.length; k++) below[from + looped[k]] = walked[looped[k]];
      if (hasRemainder) {
        let content = 0;
        for (let k = 0; k < looped.length; k++) content += walked[looped[k]] * contentStride[looped[k]];
        this.content[at] = content;
      }
      const lower = this.tileOf(operand, relevant, a);
      this.lowerTile[at] = lower;
      this.upperTile[at] = isPlain[at] === 1 ? lower : this.tileOf(operand, relevant, a + 1);
    }
    if (!isOutput) return;
    for (; position < length; position++) {
      if (reducing[dimension[position]] === 1) reduced *= size[position];
    }
    for (let at = interfaceBase; at <= interfaceBase + levelCount; at++)
      reducingAbove[at] = reduced / reducingAbove[at];
  }

  /** The tile of the loops walked so far. */
  private tileOf(operand: number, relevant: number, unit: number): number {
    return this.tiles.hasRemainder
      ? this.unequalTile(operand, this.walked, 0, unit)
      : this.equalTile(operand, relevant, this.walked, 0, unit);
  }

  private equalTile(operand: number, relevant: number, loops: Float64Array, from: number, unit: number): number {
    const { relevantBelow, extentBelowA, extentBelowB } = this.tiles.operands[operand];
    const { relations } = this.problem.operands[operand];
    let elements = relevant * relevantBelow[unit];
    for (let k = 0; k < relations.length; k++) {
      const a = loops[from + relations[k].dimensionA] * extentBelowA[unit * relations.length + k];
      const b = loops[from + relations[k].dimensionB] * extentBelowB[unit * relations.length + k];
      elements *= relationSpan(relations[k], a, b);
    }
    return elements;
  }

  private unequalTile(operand: number, loops: Float64Array, from: number, unit: number): number {
    const { relevantDimensions, relations } = this.problem.operands[operand];
    let elements = 1;
    for (let k = 0; k < relevantDimensions.length; k++) {
      const d = relevantDimensions[k];
      elements *= this.largestExtent(operand, loops[from + d], d, unit);
    }
    for (let k = 0; k < relations.length; k++) {
      const { dimensionA, dimensionB } = relations[k];
      const a = this.largestExtent(operand, loops[from + dimensionA], dimensionA, unit);
      const b = this.largestExtent(operand, loops[from + dimensionB], dimensionB, unit);
      elements *= relationSpan(relations[k], a, b);
    }
    return elements;
  }

  /** Indices of a dimension in the largest tile: only with all loops inside, a smaller last round can be in it. */
  private largestExtent(operand: number, loops: number, d: number, unit: number): number {
    const { laidOutByLevel, fullExtent, unitsBelow } = this.tiles.operands[operand];
    const { size, rounds } = this.tiles;
    const at = unit * size.length + d;
    const full = loops * unitsBelow[at];
    if (laidOutByLevel[d] === 1) return full < size[d] ? full : size[d];
    return loops === rounds[d] ? fullExtent[at] : full;
  }
}

/** Different sets of iterations have different sums of iterations · stride. Not a number if sums could be inexact. */
function contentStrides(rounds: Float64Array): Float64Array {
  let stride = 1;
  const strides = rounds.map((count) => {
    const own = stride;
    if (count > 1) stride *= count + 1;
    return own;
  });
  return stride <= Number.MAX_SAFE_INTEGER ? strides : strides.fill(Number.NaN);
}

/** The largest round of unrollings below the innermost memory. No temporal loop is inside, so it is the same for every mapping. */
function atPins({ operands }: CompiledProblem, { operands: all }: CompiledTiles, operand: number): number {
  const { relevantDimensions, relations } = operands[operand];
  const { pinExtent } = all[operand];
  let elements = 1;
  for (const dimension of relevantDimensions) elements *= pinExtent[dimension];
  for (const relation of relations) {
    elements *= relationSpan(relation, pinExtent[relation.dimensionA], pinExtent[relation.dimensionB]);
  }
  return elements;
}
