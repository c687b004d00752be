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
  /** By tile: the tile without its irrelevant loops. */
  private readonly withoutIrrelevant: Int32Array;
  private readonly knownSizes: (Elements | undefined)[];
  private readonly knownPeriods: (Elements | undefined)[];

  /**
   * @param unit unrollings of lower levels lie inside.
   * @param withoutIrrelevant see `tilesWithoutIrrelevant`.
   */
  constructor(
    { sizes, rounds }: CorrectedLayer,
    operand: CorrectedOperand,
    lattice: TileLattice,
    unit: number,
    withoutIrrelevant: Int32Array,
  ) {
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
    this.withoutIrrelevant = withoutIrrelevant;
    this.knownSizes = new Array<Elements | undefined>(lattice.size);
    this.knownPeriods = new Array<Elements | undefined>(lattice.size);
    this.irrelevant = sizes.flatMap((_, dimension) => (classOf[dimension] === 'irrelevant' ? [dimension] : []));
  }

  private tilesOf(dimension: number, tile: number): DimensionTiles {
    return this.counters[dimension].tiles(this.within(dimension, tile));
  }

  private within(dimension: number, tile: number): number {
    return this.lattice.extents[tile * this.dimensions.length + dimension];
  }

  /** Elements of the tiles of all units, as if the operand told all loops apart. */
  sizes(tile: number): Elements {
    return this.elementsOf(this.knownSizes, tile, ({ sizes }) => sizes);
  }

  /** How often each of them is crossed: once for every irrelevant iteration that has work. */
  crossings(tile: number): number {
    return this.repeats(tile, ({ count }) => count);
  }

  /**
   * The same of those that come again, because loops outside add to the output: all but the first time.
   * @param byGroup one unit takes the sum of all that the level unrolls.
   */
  crossingsBack(tile: number, byGroup: boolean): number {
    const all = this.repeats(tile, ({ count, groupCount }) => (byGroup ? groupCount : count));
    return all - this.repeats(tile, ({ firstCount, firstGroupCount }) => (byGroup ? firstGroupCount : firstCount));
  }

  /** Elements of the tiles of one unit, over the periods in which others come. */
  periodSizes(tile: number): Elements {
    return this.elementsOf(this.knownPeriods, tile, ({ periods }) => periods);
  }

  /** How often each of them comes. */
  periods(tile: number): number {
    let periods = 1;
    for (const dimension of this.irrelevant) {
      periods *= this.dimensions[dimension].rounds / this.within(dimension, tile);
    }
    return periods;
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

  private repeats(tile: number, count: (tiles: DimensionTiles) => number): number {
    let repeats = 1;
    for (const dimension of this.irrelevant) repeats *= count(this.tilesOf(dimension, tile));
    return repeats;
  }

  /** Computed once for tiles that differ in irrelevant loops alone. */
  private elementsOf(
    known: (Elements | undefined)[],
    tile: number,
    sizesOf: (tiles: DimensionTiles) => readonly (readonly [number, number])[],
  ): Elements {
    const place = this.withoutIrrelevant[tile];
    const before = known[place];
    if (before !== undefined) return before;
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
    choose(0, 1);
    known[place] = found;
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

/** By tile: the tile without the loops that are irrelevant to an operand. */
export function tilesWithoutIrrelevant({ classOf }: CorrectedOperand, lattice: TileLattice): Int32Array {
  const { kinds, strides, held } = lattice;
  const irrelevant = kinds.flatMap(({ dimension }, kind) => (classOf[dimension] === 'irrelevant' ? [kind] : []));
  return Int32Array.from({ length: lattice.size }, (_, tile) =>
    irrelevant.reduce((rest, kind) => rest - held[tile * kinds.length + kind] * strides[kind], tile),
  );
}

/** Different positions that a tile has along a dependent dimension (docs/cost-model-corrected.md#tiles). */
function positions({ strideA, strideB, limit }: Relation, countA: number, countB: number): number {
  const divisor = greatestCommonDivisor(strideA, strideB);
  const twice = Math.max(0, countB - strideA / divisor) * Math.max(0, countA - strideB / divisor);
  return Math.min(limit, countA * countB - twice);
}
