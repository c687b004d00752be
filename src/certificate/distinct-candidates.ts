import type { Accelerator } from '../model/accelerator/accelerator.ts';
import type { CostModelName } from '../model/cost-model.ts';
import { formatSpatialMapping, type SpatialMapping } from '../model/mapping/spatial-mapping.ts';
import type { Layer } from '../model/workload/layer.ts';
import type { UnrolledLayer } from './checked-cost-model.ts';
import { COST_MODELS } from './cost-models.ts';
import { spatialList } from './spatial/spatial-list.ts';

/** Spatial mappings of a space that use units the same way between all memories, so that their mappings cost the same. */
export interface DistinctCandidate {
  readonly unrolled: UnrolledLayer;
  /** As text, in the order of the list. */
  readonly names: string[];
}

/**
 * The spatial mappings of a layer, equal ones together, by key.
 * @param most undefined for all.
 * @param repeats see `spatialList`.
 * @throws NotCovered where they are too many.
 */
export function distinctCandidates(
  layer: Layer,
  accelerator: Accelerator,
  costModel: CostModelName,
  most: number | undefined,
  repeats = false,
): ReadonlyMap<string, DistinctCandidate> {
  const distinct = new Map<string, DistinctCandidate>();
  for (const mapping of spatialList(layer, accelerator, most, repeats)) {
    const unrolled = COST_MODELS[costModel].unroll(layer, accelerator, mapping);
    if (unrolled === undefined) continue;
    const known = distinct.get(unrolled.key) ?? { unrolled, names: [] };
    distinct.set(unrolled.key, known);
    known.names.push(formatSpatialMapping(mapping));
  }
  return distinct;
}

/** A spatial mapping from its text, such as `D1: K 32 | D2: C 8, FX 3`; empty where no unit is used beside the first. */
export function spatialMappingOf(text: string): SpatialMapping {
  return (text === '' ? [] : text.split(' | ')).map((entry) => {
    const [arrayDimension = '', factors = ''] = entry.split(': ');
    const unrollings = factors === '-' ? [] : factors.split(', ');
    return {
      arrayDimension,
      unrollings: unrollings.map((unrolling) => {
        const [dimension = '', factor] = unrolling.split(' ');
        return { dimension, factor: Number(factor) };
      }),
    };
  });
}
