import { type CompiledMapping, createCompiledMapping, MAXIMUM_LOOPS } from '../../engine/problem/compiled-mapping.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { TemporalLoop } from '../../model/mapping/temporal-mapping.ts';
import { tooManyLoops } from '../search-errors.ts';

/** The distinct loops that a search orders. An order is a list of indices into these arrays, innermost loop first. */
export interface LoopKinds {
  /** Index of the loop dimension. */
  readonly dimension: Int32Array;
  readonly size: Float64Array;
}

export function loopKinds({ dimensionNames }: CompiledProblem, loops: readonly TemporalLoop[]): LoopKinds {
  return {
    dimension: Int32Array.from(loops, ({ dimension }) => dimensionNames.indexOf(dimension)),
    size: Float64Array.from(loops, ({ size }) => size),
  };
}

/**
 * A nest with room for orders of this length.
 * @throws MappingError when the engine doesn't support so many loops.
 */
export function nestFor({ layer, levelSlotCount }: CompiledProblem, length: number): CompiledMapping {
  if (length > MAXIMUM_LOOPS) throw tooManyLoops(layer, length, MAXIMUM_LOOPS);
  const nest = createCompiledMapping(levelSlotCount);
  nest.length = length;
  return nest;
}

/** Writes an order into the nest. The boundaries of the nest stay as they are. */
export function layOut(nest: CompiledMapping, { dimension, size }: LoopKinds, order: Int32Array): void {
  for (let position = 0; position < order.length; position++) {
    nest.dimension[position] = dimension[order[position]];
    nest.size[position] = size[order[position]];
  }
}
