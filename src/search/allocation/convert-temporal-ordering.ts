import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { TemporalLoop, TemporalMapping, TemporalMappingType } from '../../model/mapping/temporal-mapping.ts';
import { temporalLoopSizes } from '../orders/temporal-loops.ts';
import { unusableOrdering } from '../search-errors.ts';
import { allocateOrder } from './allocate-order.ts';
import { nothingFitsError } from './nothing-fits.ts';

/**
 * The temporal mapping that the layer's ordering prescribes, innermost loop first, allocated to the memories. The size `*` takes all
 * iterations that the array and earlier entries of the dimension leave, rounded down.
 * @throws MappingError when the layer has no ordering, and when the ordering omits iterations or doesn't fit the memories.
 */
export function convertTemporalOrdering(problem: CompiledProblem, type: TemporalMappingType): TemporalMapping {
  const { layer } = problem;
  const loops = orderedLoops(problem);
  for (const { name, size } of temporalLoopSizes(layer, problem.spatialMapping)) {
    const covered = iterations(loops, name);
    if (covered < size) {
      throw unusableOrdering(
        layer,
        `it has ${covered} iterations of ${name}, but ${size} temporal iterations remain after unrolling`,
      );
    }
  }
  const allocated = allocateOrder(problem, loops, type);
  if (allocated.mapping === undefined) throw nothingFitsError(problem, allocated.failure);
  return allocated.mapping;
}

function orderedLoops({ layer, spatialMapping, dimensionNames }: CompiledProblem): TemporalLoop[] {
  const { temporalOrdering } = layer.mapping;
  const inTime = new Map(temporalLoopSizes(layer, spatialMapping).map(({ name, size }) => [name, size]));
  if (temporalOrdering.length === 0) throw unusableOrdering(layer, 'the mapping file has no temporal_ordering');
  const loops: TemporalLoop[] = [];
  for (const { dimension, size } of temporalOrdering) {
    if (!dimensionNames.includes(dimension)) continue;
    const rest = Math.floor((inTime.get(dimension) ?? 1) / iterations(loops, dimension));
    loops.push({ dimension, size: size === '*' ? Math.max(1, rest) : size });
  }
  return loops;
}

function iterations(loops: readonly TemporalLoop[], dimension: string): number {
  return loops.reduce((product, loop) => (loop.dimension === dimension ? product * loop.size : product), 1);
}
