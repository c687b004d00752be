import { product } from '../../../base/integers.ts';
import type { Accelerator } from '../../../model/accelerator/accelerator.ts';
import type { ArrayStructure } from '../../../model/in-memory-computing/array-structure.ts';
import type { SpatialMapping } from '../../../model/mapping/spatial-mapping.ts';
import type { Layer } from '../../../model/workload/layer.ts';
import { operandRoles } from '../../../model/workload/operand-roles.ts';
import { operandRelevance } from '../../../model/workload/relevance.ts';
import type { MappedArray } from './mapped-array.ts';

/**
 * Extents of one dimension in a macro, along both lines, and in how many of its tiles they occur. A dimension on both lines can fill
 * some columns less than others; each number of rows is then an entry:
 *
 * ```text
 *   5 indices, 2 columns × 3 rows      0 1
 *                                      2 3        1 column of 3 rows, and further 1 column of 2 rows
 *                                      4
 * ```
 */
interface DimensionTile {
  readonly dimension: string;
  readonly alongWordline: number;
  readonly alongBitline: number;
  /** Columns of all entries of the tile. */
  readonly allColumns: number;
  readonly isFurther: boolean;
  readonly tiles: number;
}

/**
 * The parts of a macro that a layer uses, by the corrected model: one entry for every number of rows and columns that occurs, with its
 * activations. Smaller last rounds use fewer rows or columns. Without diagonal mapping, activations · rows · columns add up to the
 * operations of the layer (docs/cost-model-corrected.md#in-memory-computing).
 */
export function mappedRounds(
  layer: Layer,
  accelerator: Accelerator,
  mapping: SpatialMapping,
  array: ArrayStructure,
): MappedArray[] {
  const order = accelerator.operationalArray.dimensions.map(({ name }) => name);
  const unrolled = order.flatMap((arrayDimension) =>
    mapping.flatMap((entry) =>
      entry.arrayDimension === arrayDimension
        ? entry.unrollings.map((unrolling) => ({ ...unrolling, arrayDimension }))
        : [],
    ),
  );
  let combined: { readonly tiles: readonly DimensionTile[]; readonly activations: number }[] = [
    { tiles: [], activations: 1 },
  ];
  for (const { name, size } of layer.dimensions) {
    const digits = unrolled.flatMap(({ dimension, factor, arrayDimension }) =>
      dimension === name ? [{ factor, arrayDimension }] : [],
    );
    const inMacro = digits.some(({ arrayDimension }) => isLine(array, arrayDimension));
    const found = inMacro ? tilesOf(name, size, digits, array) : [{ ...ONE, dimension: name, tiles: size }];
    combined = combined.flatMap(({ tiles, activations }) =>
      found.map((tile) => ({ tiles: [...tiles, tile], activations: activations * tile.tiles })),
    );
  }
  const pixelOf = pixelPartners(layer);
  return merged(combined.map(({ tiles, activations }) => ({ ...extentsOf(tiles, pixelOf), activations })));
}

const ONE = { alongWordline: 1, alongBitline: 1, allColumns: 1, isFurther: false };

function isLine(array: ArrayStructure, arrayDimension: string): boolean {
  return arrayDimension === array.wordline || arrayDimension === array.bitline;
}

interface PlacedDigit {
  readonly factor: number;
  readonly arrayDimension: string;
}

/** Tiles of a dimension: those of a full round in every round but the last, and those of the last. */
function tilesOf(
  dimension: string,
  size: number,
  digits: readonly PlacedDigit[],
  array: ArrayStructure,
): DimensionTile[] {
  const units = product(digits.map(({ factor }) => factor));
  const fullRounds = Math.floor(size / units);
  const ofRound = (indices: number, times: number): DimensionTile[] =>
    tilesOfRound(indices, digits, array).map((tile) => ({ dimension, ...tile, tiles: tile.tiles * times }));
  return [
    ...(fullRounds === 0 ? [] : ofRound(units, fullRounds)),
    ...(size === fullRounds * units ? [] : ofRound(size - fullRounds * units, 1)),
  ];
}

/** Walks the indices of a round: those with equal outside digits are worked on at once. */
function tilesOfRound(
  indices: number,
  digits: readonly PlacedDigit[],
  array: ArrayStructure,
): Omit<DimensionTile, 'dimension'>[] {
  /** Rows by column, of every tile. */
  const inside = new Map<string, Map<string, number>>();
  for (let index = 0; index < indices; index++) {
    let rest = index;
    let [column, outside] = ['', ''];
    for (const { factor, arrayDimension } of digits) {
      const digit = rest % factor;
      rest = Math.floor(rest / factor);
      if (arrayDimension === array.wordline) column += ` ${digit}`;
      else if (arrayDimension !== array.bitline) outside += ` ${digit}`;
    }
    const rows = inside.get(outside) ?? new Map<string, number>();
    rows.set(column, (rows.get(column) ?? 0) + 1);
    inside.set(outside, rows);
  }
  return [...inside.values()].flatMap((rows) => {
    const heights = [...new Set(rows.values())].toSorted((a, b) => b - a);
    return heights.map((height, place) => ({
      alongWordline: [...rows.values()].filter((count) => count === height).length,
      alongBitline: height,
      allColumns: rows.size,
      isFurther: place > 0,
      tiles: 1,
    }));
  });
}

/** A kernel loop along the bitline needs a further row for every further pixel along the wordline (parity quirk I2 is mended). */
function extentsOf(
  tiles: readonly DimensionTile[],
  pixelOf: ReadonlyMap<string, string>,
): Omit<MappedArray, 'activations'> {
  const accumulated = product(tiles.map(({ alongBitline }) => alongBitline));
  const pixels = (dimension: string): number =>
    tiles.find((tile) => tile.dimension === pixelOf.get(dimension))?.allColumns ?? 1;
  const rows = product(
    tiles.map(({ dimension, alongBitline }) =>
      alongBitline === 1 ? 1 : alongBitline + (pixelOf.has(dimension) ? pixels(dimension) - 1 : 0),
    ),
  );
  return {
    rows,
    accumulated,
    columns: product(tiles.map(({ alongWordline }) => alongWordline)),
    ...(tiles.some(({ isFurther }) => isFurther) && { isFurther: true }),
  };
}

/** The pixel loop of every kernel loop, from the relations of the activations: FX → OX. */
function pixelPartners(layer: Layer): ReadonlyMap<string, string> {
  const { activation, weight } = operandRoles(layer);
  if (activation === undefined || weight === undefined) return new Map();
  const pixelLoops = operandRelevance(layer, weight, 'corrected').irrelevant;
  return new Map(
    operandRelevance(layer, activation, 'corrected').partiallyRelevant.flatMap(({ a, b }): [string, string][] => {
      if (pixelLoops.includes(a.dimension)) return [[b.dimension, a.dimension]];
      return pixelLoops.includes(b.dimension) ? [[a.dimension, b.dimension]] : [];
    }),
  );
}

function merged(all: readonly MappedArray[]): MappedArray[] {
  const sums = new Map<string, MappedArray>();
  for (const one of all) {
    const key = `${one.rows} ${one.accumulated} ${one.columns} ${one.isFurther === true}`;
    sums.set(key, { ...one, activations: (sums.get(key)?.activations ?? 0) + one.activations });
  }
  return [...sums.values()];
}
