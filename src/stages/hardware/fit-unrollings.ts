import { type Workload, withConstraints } from '../../model/workload/workload.ts';

/**
 * The network with the unrollings its mapping fixes fitted to array dimensions of other sizes: on each, the first loop fills it and
 * the others are dropped.
 * @param sizes new size of the array dimensions that change.
 */
export function fitUnrollings(network: Workload, sizes: ReadonlyMap<string, number>): Workload {
  if (sizes.size === 0) return network;
  return withConstraints(network, (mapping) => ({
    ...mapping,
    spatialMapping: mapping.spatialMapping.map((entry) => {
      const size = sizes.get(entry.arrayDimension);
      const [first] = entry.unrollings;
      if (size === undefined || first === undefined) return entry;
      return { ...entry, unrollings: [{ dimension: first.dimension, factor: size }] };
    }),
  }));
}
