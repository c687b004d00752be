/**
 * A temporal mapping as the engine sees it: an order of loops, innermost first, and where each operand's levels end.
 * Filled in place by the search; the evaluator only reads it.
 */
export interface CompiledMapping {
  /** Number of loops in use; the arrays may be longer. */
  length: number;
  /** Index of the loop dimension. */
  readonly dimension: Int32Array;
  readonly size: Float64Array;
  /** Per level slot: number of loops at levels 0…ℓ, before merging stationary loops down. */
  readonly boundary: Int32Array;
}

/** Room for this many loops: 2⁵³ operations have fewer factors. */
export const MAXIMUM_LOOPS = 63;

export function createCompiledMapping(levelSlotCount: number): CompiledMapping {
  return {
    length: 0,
    dimension: new Int32Array(MAXIMUM_LOOPS),
    size: new Float64Array(MAXIMUM_LOOPS),
    boundary: new Int32Array(levelSlotCount),
  };
}
