/**
 * What the corrected cost model knows of a layer and its spatial mapping: which unrollings lie below which memory, and which dimensions
 * end with a smaller round (docs/cost-model-corrected.md#rounds).
 *
 * A *unit* of level A = 0…L + 1 has the unrollings of the interfaces below A inside: 0 is one unit of the array, A ≥ 1 is one copy of
 * memory A−1, and L + 1 is everything below the outside world.
 */
export interface CompiledTiles {
  /** Unrollings in the order of the array's dimensions. */
  readonly unrolledDimension: Int32Array;
  readonly unrolledFactor: Float64Array;
  /** Sizes of the loop dimensions, and the rounds that each takes: the product of its temporal loops. */
  readonly size: Float64Array;
  readonly rounds: Float64Array;
  /** Some dimension has a smaller last round. Tiles then have several sizes. */
  readonly hasRemainder: boolean;
  readonly operands: readonly OperandTiles[];
  /** Every order of the input operands, by index, one after the other. */
  readonly inputOrders: Int32Array;
}

/** The same for one operand. Lists by level have an entry for A = 0…L + 1. */
export interface OperandTiles {
  /** Level of each unrolling: the interface that fans out to its units. */
  readonly unrolledLevel: Int32Array;
  /** Product of the relevant unrollings below a level. */
  readonly relevantBelow: Float64Array;
  /** Extents below a level, per relation: entry `A · relations + relation`. */
  readonly extentBelowA: Float64Array;
  readonly extentBelowB: Float64Array;
  /** Units of a level. */
  readonly units: Float64Array;
  /** Per loop dimension, output only: 1 if its loops add up partial sums. */
  readonly reducing: Uint8Array;
  /** The same for unrollings: units of a dimension that slides over the output share only some elements, so they do not count. */
  readonly addsUp: Uint8Array;
  /** Output only: units of an interface whose sums of the same elements are added up. */
  readonly addedAt: Float64Array;
  /** 1 if a reducing unrolling lies at or above an interface. */
  readonly reducingFrom: Uint8Array;
  /** Per loop dimension: 1 if its indices are laid out level by level. */
  readonly laidOutByLevel: Uint8Array;
  /** Unrollings of a dimension below a level, and its largest extent with all loops inside: entry `A · dimensions + dimension`. */
  readonly unitsBelow: Float64Array;
  readonly fullExtent: Float64Array;
  /** Per loop dimension: largest extent below the innermost memory in one cycle. */
  readonly pinExtent: Float64Array;
}
