import { greatestCommonDivisor } from '../../base/integers.ts';
import type { Relation } from '../cost/mapped-layer.ts';
import type { TileLattice } from '../cost/tile-lattice.ts';
import type { CorrectedLayer, CorrectedOperand } from './corrected-layer.ts';
import { DimensionCounter, type DimensionTiles, firstIndices, type IndexedDimension } from './dimension-tiles.ts';

/** Elements of a tile, and how many tiles have so many. */
export type Elements = readonly (readonly [elements: number, times: number])[];

/** The tiles of an operand below units of one level (docs/cost-model-corrected.md#tiles). */
export class UnitTiles {
  private readonly operand: CorrectedOperand;
  private readonly lattice: TileLattice;
  private readonly unit: number;
  private readonly dimensions: readonly IndexedDimension[];
  private readonly counters: readonly DimensionCounter[];
  /** Dimensions that the operand tells apart, and others. */
  private readonly apart: readonly number[];
  private readonly irrelevant: readonly number[];

  /** @param unit unrollings of lower levels lie inside. */
  constructor({ sizes, rounds }: CorrectedLayer, operand: CorrectedOperand, lattice: TileLattice, unit: number) {
    const { relations, relevant, classOf, unrollings } = operand;
    const dependent = new Set(relations.flatMap(({ a, b }) => [a, b]));
    this.operand = operand;
    this.lattice = lattice;
    this.unit = unit;
    this.dimensions = sizes.map((size, dimension) => ({
      size,
      rounds: rounds[dimension],
      unrollings: unrollings.filter((unrolling) => unrolling.dimension === dimension),
      isDependent: dependent.has(dimension),
    }));
    this.counters = this.dimensions.map((dimension) => new DimensionCounter(dimension, unit));
    this.apart = [...new Set([...relevant, ...dependent])];
    this.irrelevant = sizes.flatMap((_, dimension) => (classOf[dimension] === 'irrelevant' ? [dimension] : []));
  }

  private tilesOf(dimension: number, tile: number): DimensionTiles {
    return this.counters[dimension].tiles(this.within(dimension, tile));
  }

  private within(dimension: number, tile: number): number {
    return this.lattice.extents[tile * this.dimensions.length + dimension];
  }

  /** All tiles of all units, and how often each of them is crossed. */
  crossing(tile: number): Elements {
    const repeats = this.repeats(tile, ({ count }) => count);
    return this.elementsOf(tile, ({ sizes }) => sizes, repeats);
  }

  /**
   * The same of those that come again, because loops outside add to the output: all but the first time.
   * @param byGroup one unit takes the sum of all that the level unrolls.
   */
  comingBack(tile: number, byGroup: boolean): Elements {
    const all = this.repeats(tile, ({ count, groupCount }) => (byGroup ? groupCount : count));
    const first = this.repeats(tile, ({ firstCount, firstGroupCount }) => (byGroup ? firstGroupCount : firstCount));
    return this.elementsOf(tile, ({ sizes }) => sizes, all - first);
  }

  /** The tiles of one unit, over its periods. */
  periods(tile: number): Elements {
    return this.elementsOf(tile, ({ periods }) => periods, this.irrelevantPeriods(tile));
  }

  periodsComingBack(tile: number): Elements {
    return this.elementsOf(tile, ({ periods }) => periods, this.irrelevantPeriods(tile) - 1);
  }

  largest(tile: number): number {
    return this.elements((dimension) => this.tilesOf(dimension, tile).largest);
  }

  /**
   * Elements of the first tile that data crossing once is needed for.
   * @param tile that below the last interface, of the level `from`, that is crossed several times.
   */
  first(tile: number, from: number): number {
    return this.elements((dimension) => {
      const indexed = this.dimensions[dimension];
      if (!indexed.isDependent) return this.tilesOf(dimension, tile).largest;
      return firstIndices(indexed, this.within(dimension, tile), from, this.unit);
    });
  }

  private irrelevantPeriods(tile: number): number {
    return this.irrelevant.reduce(
      (all, dimension) => (all * this.dimensions[dimension].rounds) / this.within(dimension, tile),
      1,
    );
  }

  private repeats(tile: number, count: (tiles: DimensionTiles) => number): number {
    return this.irrelevant.reduce((all, dimension) => all * count(this.tilesOf(dimension, tile)), 1);
  }

  private elementsOf(
    tile: number,
    sizesOf: (tiles: DimensionTiles) => readonly (readonly [number, number])[],
    repeats: number,
  ): Elements {
    if (repeats === 0) return [];
    const { apart, dimensions } = this;
    const chosen = new Array<number>(dimensions.length).fill(1);
    const found: [number, number][] = [];
    const choose = (at: number, times: number): void => {
      if (at === apart.length) {
        found.push([this.elements((dimension) => chosen[dimension]), times]);
        return;
      }
      for (const [size, ofSize] of sizesOf(this.tilesOf(apart[at], tile))) {
        chosen[apart[at]] = size;
        choose(at + 1, times * ofSize);
      }
    };
    choose(0, repeats);
    return found;
  }

  private elements(extent: (dimension: number) => number): number {
    const { relevant, relations } = this.operand;
    let elements = 1;
    for (const dimension of relevant) elements *= extent(dimension);
    for (const relation of relations) elements *= positions(relation, extent(relation.a), extent(relation.b));
    return elements;
  }
}

/** Different positions that a tile has along a dependent dimension (docs/cost-model-corrected.md#tiles). */
function positions({ strideA, strideB, limit }: Relation, countA: number, countB: number): number {
  const divisor = greatestCommonDivisor(strideA, strideB);
  const twice = Math.max(0, countB - strideA / divisor) * Math.max(0, countA - strideB / divisor);
  return Math.min(limit, countA * countB - twice);
}
