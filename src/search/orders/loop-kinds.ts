import { type CompiledMapping, createCompiledMapping, MAXIMUM_LOOPS } from '../../engine/problem/compiled-mapping.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { TemporalLoop } from '../../model/mapping/temporal-mapping.ts';
import { tooManyLoops } from '../search-errors.ts';

/** The distinct loops that a search orders, by number: orders are lists of these numbers, innermost loop first. */
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
 * A nest for orders of this length.
 * @throws MappingError when there are more loops than the engine takes.
 */
export function nestFor({ layer, levelSlotCount }: CompiledProblem, length: number): CompiledMapping {
  if (length > MAXIMUM_LOOPS) throw tooManyLoops(layer, length, MAXIMUM_LOOPS);
  const nest = createCompiledMapping(levelSlotCount);
  nest.length = length;
  return nest;
}

/** Lays an order out in the nest; where the levels end is left as it is. */
export function layOut(nest: CompiledMapping, { dimension, size }: LoopKinds, order: Int32Array): void {
  for (let position = 0; position < order.length; position++) {
    nest.dimension[position] = dimension[order[position]];
    nest.size[position] = size[order[position]];
  }
}
