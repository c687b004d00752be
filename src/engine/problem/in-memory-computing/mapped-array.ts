import { product } from '../../../base/integers.ts';
import type { ArrayStructure } from '../../../model/in-memory-computing/array-structure.ts';
import type { SpatialMapping, Unrolling } from '../../../model/mapping/spatial-mapping.ts';
import type { Layer, LayerOperand } from '../../../model/workload/layer.ts';
import { operandRoles } from '../../../model/workload/operand-roles.ts';
import { operandRelevance } from '../../../model/workload/relevance.ts';

/** The part of an array that a layer uses (docs/in-memory-computing.md#mapped-rows-and-columns). It can exceed the array's sizes. */
export interface MappedArray {
  /** Rows of a macro that activations enter. */
  readonly rows: number;
  /** Operands that a column accumulates: the rows without those that a diagonal mapping adds. Corrected cost model only. */
  readonly accumulated?: number;
  /** Columns of a macro that hold weights. */
  readonly columns: number;
  /** Further columns of activations of another entry, which has more rows in its columns. They drive no row again. Corrected only. */
  readonly isFurther?: boolean;
  /** Times a macro is used, over the whole layer and all macros. May be fractional. */
  readonly activations: number;
}

/**
 * Maps a layer onto an array. It uses the whole factors of the chosen mapping, before factors that don't divide the loops are scaled
 * (parity quirk I11, docs/parity-quirks.md).
 */
export function mapOntoArray(layer: Layer, mapping: SpatialMapping, array: ArrayStructure): MappedArray {
  const alongWordline = unrollingsOn(mapping, array.wordline);
  const alongBitline = unrollingsOn(mapping, array.bitline);
  const columns = product(alongWordline.map(({ factor }) => factor));
  const accumulated = product(alongBitline.map(({ factor }) => factor));
  return {
    rows: mappedRows(layer, alongWordline, alongBitline, Math.ceil(accumulated)),
    columns,
    activations: layer.operationCount / (columns * accumulated),
  };
}

function unrollingsOn(mapping: SpatialMapping, dimension: string): readonly Unrolling[] {
  return mapping.find(({ arrayDimension }) => arrayDimension === dimension)?.unrollings ?? [];
}

function mappedRows(
  layer: Layer,
  alongWordline: readonly Unrolling[],
  alongBitline: readonly Unrolling[],
  accumulated: number,
): number {
  if (accumulated === 1) return 1;
  const { activation, weight } = operandRoles(layer);
  const pixelLoops = weight === undefined ? [] : operandRelevance(layer, weight).irrelevant;
  const isDiagonal = alongWordline.some(({ dimension }) => pixelLoops.includes(dimension));
  if (!isDiagonal) return accumulated;
  return diagonalRows(alongWordline, alongBitline, pixelPartners(layer, activation, pixelLoops));
}

/** The pixel loop behind each kernel loop, from the relations the activations are indexed with: FX → OX. */
function pixelPartners(
  layer: Layer,
  activation: LayerOperand | undefined,
  pixelLoops: readonly string[],
): ReadonlyMap<string, string> {
  const relations = activation === undefined ? [] : operandRelevance(layer, activation).partiallyRelevant;
  return new Map(
    relations.flatMap(({ a, b }): [string, string][] => {
      if (pixelLoops.includes(a.dimension)) return [[b.dimension, a.dimension]];
      return pixelLoops.includes(b.dimension) ? [[a.dimension, b.dimension]] : [];
    }),
  );
}

/**
 * Rows of a mapping that computes neighbouring pixels in neighbouring columns: a kernel loop of factor f then meets f + p − 1
 * different inputs for p pixels, so it needs that many rows.
 *
 * ```text
 *   FX 3 along the bitline, OX 3 along the wordline      row   column 0   1   2
 *                                                        x0        f0
 *                                                        x1        f1   f0
 *                                                        x2        f2   f1   f0
 *                                                        x3             f2   f1
 *                                                        x4                  f2      3 + 2 rows
 * ```
 *
 * Parity quirk I2 (docs/parity-quirks.md): factors are taken in mapping order, the loops they belong to in a fixed order.
 */
function diagonalRows(
  alongWordline: readonly Unrolling[],
  alongBitline: readonly Unrolling[],
  pixelOf: ReadonlyMap<string, string>,
): number {
  const loops = alongBitline.map(({ dimension }) => dimension).sort((x, y) => rank(x) - rank(y));
  const rows = product(
    alongBitline.map(({ factor }, position) => {
      const pixel = pixelOf.get(loops[position]);
      const pixels = alongWordline.find(({ dimension }) => dimension === pixel)?.factor ?? 1;
      return factor + pixels - 1;
    }),
  );
  return Math.ceil(rows);
}

/** The fixed order; loops of equal rank keep the order of the mapping. */
const LOOP_RANK: readonly (readonly string[])[] = [['G'], ['K', 'OY'], ['FX'], ['B'], ['C', 'OX'], ['FY']];

function rank(dimension: string): number {
  const known = LOOP_RANK.findIndex((names) => names.includes(dimension));
  return known < 0 ? LOOP_RANK.length : known;
}
