import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import { type MemoryLevel, portsSeen } from '../../model/accelerator/memory.ts';
import type { CostModelName } from '../../model/cost-model.ts';
import { costedParts } from '../../model/workload/layer-key.ts';

/**
 * Everything about a layer, its spatial mapping and the accelerator that the search of a temporal mapping depends on, as text: layers
 * with the same key have the same best mapping at the same cost. Names, places in files, areas and whatever else no cost depends on
 * are left out, so that designs of a sweep share searches.
 */
export function problemKey({ layer, accelerator, spatialMapping, reuseAtPins, costModel }: CompiledProblem): string {
  const { operationalArray, memoryHierarchy } = accelerator;
  const { unitArea: _, unitStaticPowerMw: __, ...array } = operationalArray;
  return JSON.stringify([
    ...costedParts(layer),
    spatialMapping.source,
    [...spatialMapping.fractional],
    [...spatialMapping.integer],
    reuseAtPins,
    costModel,
    array,
    memoryHierarchy.memories.map((memory) => costedFields(memory, costModel)),
  ]);
}

function costedFields(memory: MemoryLevel, costModel: CostModelName): unknown {
  const { sizeBits, readEnergyPj, writeEnergyPj, levelOf, servedDimensions, forceDoubleBuffering } = memory;
  const isCorrected = costModel === 'corrected';
  const ports = portsSeen(memory, costModel);
  const services = ports.map(({ type, bandwidthMin, bandwidthMax, services: served }) => [
    type,
    bandwidthMin,
    bandwidthMax,
    served,
  ]);
  const doubled = isCorrected ? [forceDoubleBuffering] : [];
  return [sizeBits, readEnergyPj, writeEnergyPj, [...levelOf], servedDimensions, services, ...doubled];
}
