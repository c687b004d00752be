import { type Accelerator, createAccelerator } from '../../model/accelerator/accelerator.ts';
import { portSources } from '../../model/accelerator/memory.ts';
import type { SpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import { type Workload, withConstraints } from '../../model/workload/workload.ts';

/**
 * The accelerator with every array dimension scaled, rounded up, and renamed D1, D2, … in order; the memories stay as they are.
 * @param scale e.g. 1/2 or 4.
 */
export function scaleArray(accelerator: Accelerator, scale: number): Accelerator {
  const { operationalArray, memoryHierarchy } = accelerator;
  const names = newNames(accelerator);
  return createAccelerator({
    name: accelerator.name,
    operationalArray: {
      ...operationalArray,
      dimensions: operationalArray.dimensions.map(({ name, size }) => ({
        name: names.get(name) ?? name,
        size: Math.ceil(scale * size),
      })),
    },
    memories: memoryHierarchy.memories.map((memory) => ({
      ...memory,
      servedDimensions: memory.servedDimensions.map((name) => names.get(name) ?? name),
      ports: portSources(memory),
    })),
    vectorUnit: accelerator.vectorUnit,
    clockFrequencyMhz: accelerator.clockFrequencyMhz,
    ranges: accelerator.ranges,
  });
}

/** The network with the unrollings its mapping fixes scaled along; unrollings of 1 stay. Factors are not rounded. */
export function scaleUnrollings(network: Workload, accelerator: Accelerator, scale: number): Workload {
  const names = newNames(accelerator);
  const scaled = (mapping: SpatialMapping): SpatialMapping =>
    mapping.map(({ arrayDimension, unrollings }) => ({
      arrayDimension: names.get(arrayDimension) ?? arrayDimension,
      unrollings: unrollings.map(({ dimension, factor }) => ({ dimension, factor: factor === 1 ? 1 : factor * scale })),
    }));
  return withConstraints(network, (mapping) => ({
    ...mapping,
    spatialMapping: scaled(mapping.spatialMapping),
    spatialMappingHint: new Map(
      [...mapping.spatialMappingHint].map(([name, loops]) => [names.get(name) ?? name, loops] as const),
    ),
  }));
}

function newNames({ operationalArray }: Accelerator): ReadonlyMap<string, string> {
  return new Map(operationalArray.dimensions.map(({ name }, index) => [name, `D${index + 1}`]));
}
