import type { CompiledMapping } from '../../engine/problem/compiled-mapping.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import { liftMapping } from '../../engine/problem/lift-mapping.ts';
import type { TemporalLoop, TemporalMapping, TemporalMappingType } from '../../model/mapping/temporal-mapping.ts';
import { layOut, loopKinds, nestFor } from '../orders/loop-kinds.ts';
import { loopPrimeFactors } from '../orders/loop-prime-factors.ts';
import { temporalLoopSizes } from '../orders/temporal-loops.ts';
import { LoopAllocator } from './allocate-loops.ts';
import { type ClosestFailure, closerFailure } from './closest-failure.ts';

/**
 * Allocates one order of loops, innermost first, to the memories. Returns the mapping, or the reason why the order doesn't fit.
 * Use it in your own search. LOMA and SALSA allocate thousands of orders with one `LoopAllocator`.
 */
export function allocateOrder(
  problem: CompiledProblem,
  loops: readonly TemporalLoop[],
  type: TemporalMappingType = 'uneven',
): { readonly mapping: TemporalMapping } | { readonly mapping: undefined; readonly failure: ClosestFailure } {
  const nest = nestOf(problem, loops);
  const allocator = new LoopAllocator(problem, type);
  return allocator.allocate(nest)
    ? { mapping: liftMapping(problem, nest) }
    : { mapping: undefined, failure: closerFailure(undefined, allocator) };
}

/**
 * The loops that a search orders: the prime factors of the temporal iterations of every loop dimension, in layer order. A layer without
 * temporal iterations gets one loop of size 1.
 */
export function primeLoops({ layer, spatialMapping, dimensionNames }: CompiledProblem): TemporalLoop[] {
  const loops = loopPrimeFactors(temporalLoopSizes(layer, spatialMapping), null).flatMap(({ dimension, factors }) =>
    factors.flatMap(({ factor, count }) => Array.from({ length: count }, () => ({ dimension, size: factor }))),
  );
  return loops.length > 0 ? loops : dimensionNames.slice(0, 1).map((dimension) => ({ dimension, size: 1 }));
}

/** The loops, in the given order, as a nest that isn't allocated yet. */
export function nestOf(problem: CompiledProblem, loops: readonly TemporalLoop[]): CompiledMapping {
  const nest = nestFor(problem, loops.length);
  layOut(nest, loopKinds(problem, loops), Int32Array.from(loops.keys()));
  return nest;
}
