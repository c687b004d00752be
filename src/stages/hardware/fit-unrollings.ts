import { isRecord } from '../../io/text/source-document.ts';
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

/** The same for the content of a mapping file. */
export function fitWrittenUnrollings(mapping: unknown, sizes: ReadonlyMap<string, number>): unknown {
  if (sizes.size === 0 || !Array.isArray(mapping)) return mapping;
  return mapping.map((entry: unknown) => {
    if (!isRecord(entry) || !isRecord(entry.spatial_mapping)) return entry;
    const fitted = Object.entries(entry.spatial_mapping).map(([arrayDimension, unrollings]) => {
      const size = sizes.get(arrayDimension);
      const first: unknown = Array.isArray(unrollings) ? unrollings[0] : undefined;
      if (size === undefined || typeof first !== 'string') return [arrayDimension, unrollings];
      return [arrayDimension, [`${first.slice(0, first.indexOf(','))}, ${size}`]];
    });
    return { ...entry, spatial_mapping: Object.fromEntries(fitted) };
  });
}
