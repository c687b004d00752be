import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import { costedParts } from '../../model/workload/layer-key.ts';

/**
 * Everything about a layer, its spatial mapping and the accelerator that the search of a temporal mapping depends on, as text: layers
 * with the same key have the same best mapping at the same cost. The names of layers and places in files are left out.
 */
export function problemKey({ layer, accelerator, spatialMapping, reuseAtPins }: CompiledProblem): string {
  const { operationalArray, memoryHierarchy } = accelerator;
  return JSON.stringify([
    ...costedParts(layer),
    spatialMapping.source,
    [...spatialMapping.fractional],
    [...spatialMapping.integer],
    reuseAtPins,
    operationalArray,
    memoryHierarchy.memories.map(({ origin: _, levelOf, ...memory }) => [memory, [...levelOf]]),
  ]);
}
