import type { CompiledMapping } from '../../problem/compiled-mapping.ts';
import { type CompiledProblem, RELEVANT, TO_LOW } from '../../problem/compiled-problem.ts';
import type { CompiledTiles } from '../../problem/compiled-tiles.ts';
import { relationSpan } from '../../problem/relation-span.ts';
import type { EvaluationScratch } from '../evaluation-scratch.ts';
import { measureLoops } from '../loop-reuse.ts';
import { RemainderTiles } from './remainder-tiles.ts';

/**
 * The tile that a unit holds or moves while the loops below an interface run (docs/cost-model-corrected.md#tiles). Without smaller last
 * rounds all tiles of an interface are equal, and products of loops give their size. Otherwise the histograms of `RemainderTiles` do.
 *
 * ```text
 *   loops, innermost first      FX 3   OX 4 | K 2       K 4 × C 8 units
 *   inputs below the border     C 8 × span(OX 4, FX 3) = 8 × 6 elements
 * ```
 */
export class TileSizes {
  /** Of the layout `layOut` chose; undefined without smaller last rounds. */
  readonly remainders: RemainderTiles | undefined;
  /** Per interface: number of loops below its closed border. */
  readonly cut: Int32Array;
  /** Per interface, output only: product of the reducing loops above the border. */
  readonly reducingAbove: Float64Array;
  /** Per traffic slot: 1 if all tiles are equal. Every period then takes as long as the longest. */
  readonly isUniform: Uint8Array;
  private readonly problem: CompiledProblem;
  private readonly tiles: CompiledTiles;
  private readonly relevantBelow: Float64Array;
  private readonly stride: number;
  private readonly extentA: Float64Array;
  private readonly extentB: Float64Array;
  /** Extents of the walk. */
  private readonly walkA: Float64Array;
  private readonly walkB: Float64Array;
  /** Per operand: elements that all units below the innermost memory take in one cycle. */
  private readonly pinElements: Float64Array;

  constructor(problem: CompiledProblem, tiles: CompiledTiles) {
    const { interfaceCount, operands } = problem;
    this.problem = problem;
    this.tiles = tiles;
    this.remainders = tiles.hasRemainder ? new RemainderTiles(problem, tiles) : undefined;
    this.isUniform = new Uint8Array(4 * problem.levelSlotCount).fill(1);
    this.cut = new Int32Array(interfaceCount);
    this.reducingAbove = new Float64Array(interfaceCount).fill(1);
    this.relevantBelow = new Float64Array(interfaceCount);
    this.stride = operands.reduce((most, { relations }) => Math.max(most, relations.length), 0);
    this.extentA = new Float64Array(interfaceCount * this.stride);
    this.extentB = new Float64Array(interfaceCount * this.stride);
    this.walkA = new Float64Array(this.stride);
    this.walkB = new Float64Array(this.stride);
    this.pinElements = Float64Array.from(operands, (_, index) => atPins(problem, tiles, index));
  }

  /** Closed borders, periods, and the extents below every border. */
  measure(nest: CompiledMapping, scratch: EvaluationScratch): void {
    measureLoops(this.problem, nest, scratch);
    for (let index = 0; index < this.problem.operands.length; index++) {
      const { interfaceBase, levelBase, levelCount } = this.problem.operands[index];
      for (let level = 0; level < levelCount; level++) {
        this.cut[interfaceBase + level + 1] = scratch.boundary[levelBase + level];
      }
      this.layOut(nest, scratch, index);
      this.closePins(nest, scratch, index);
      this.walk(nest, index);
    }
  }

  /** Chooses the operand whose remainders are asked for next. */
  layOut(nest: CompiledMapping, scratch: EvaluationScratch, operand: number): void {
    if (this.remainders !== undefined) this.remainders.layOut(nest, scratch, operand);
  }

  /** Elements of the largest tile of a unit of level `unit`, below the border of interface a. Needs the operand's layout. */
  largest(operand: number, a: number, unit: number): number {
    const { interfaceBase } = this.problem.operands[operand];
    if (this.remainders !== undefined) return this.remainders.largest(this.cut[interfaceBase + a], unit);
    return this.equalTile(operand, interfaceBase + a, unit);
  }

  /** Elements that must be resident at once in memory `level`: of one slice if relevant loops are on top. Needs the operand's layout. */
  slice(nest: CompiledMapping, scratch: EvaluationScratch, operand: number, level: number): number {
    const { interfaceBase, levelBase, relevance } = this.problem.operands[operand];
    const above = interfaceBase + level + 1;
    if (this.remainders === undefined) {
      // Every relevant loop multiplies the tile, so the slice is an exact part.
      return this.equalTile(operand, above, level + 1) / scratch.topRelevant[above];
    }
    const start = level === 0 ? 0 : scratch.boundary[levelBase + level - 1];
    let end = this.cut[above];
    while (end > start && relevance[nest.dimension[end - 1]] === RELEVANT) end--;
    return this.remainders.largest(end, level + 1);
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
    const { cut, walkA, walkB, stride } = this;
    if (relations.length > 0) {
      walkA.fill(1);
      walkB.fill(1);
    }
    let relevant = 1;
    let reduced = 1;
    let position = 0;
    for (let a = 0; a <= levelCount; a++) {
      const index = interfaceBase + a;
      for (const end = cut[index]; position < end; position++) {
        const dimension = nest.dimension[position];
        const size = nest.size[position];
        if (relevance[dimension] === RELEVANT) relevant *= size;
        if (reducing[dimension] === 1) reduced *= size;
        for (let k = 0; k < relations.length; k++) {
          if (relations[k].dimensionA === dimension) walkA[k] *= size;
          if (relations[k].dimensionB === dimension) walkB[k] *= size;
        }
      }
      this.relevantBelow[index] = relevant;
      this.reducingAbove[index] = reduced;
      for (let k = 0; k < relations.length; k++) {
        this.extentA[index * stride + k] = walkA[k];
        this.extentB[index * stride + k] = walkB[k];
      }
    }
    if (!isOutput) return;
    for (; position < nest.length; position++) {
      if (reducing[nest.dimension[position]] === 1) reduced *= nest.size[position];
    }
    for (let a = 0; a <= levelCount; a++)
      this.reducingAbove[interfaceBase + a] = reduced / this.reducingAbove[interfaceBase + a];
  }

  private equalTile(operand: number, index: number, unit: number): number {
    const { relevantBelow, extentBelowA, extentBelowB } = this.tiles.operands[operand];
    const { relations } = this.problem.operands[operand];
    let elements = this.relevantBelow[index] * relevantBelow[unit];
    for (let k = 0; k < relations.length; k++) {
      const a = this.extentA[index * this.stride + k] * extentBelowA[unit * relations.length + k];
      const b = this.extentB[index * this.stride + k] * extentBelowB[unit * relations.length + k];
      elements *= relationSpan(relations[k], a, b);
    }
    return elements;
  }
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
