import { InputError, MappingError } from '../../base/diagnostic.ts';
import { type CompileOptions, compileProblem } from '../../engine/problem/compile.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { layerKey } from '../../model/workload/layer-key.ts';
import { convertSpatialMapping } from '../spatial/convert-spatial-mapping.ts';
import { generateSpatialMappings } from '../spatial/generate-spatial-mappings.ts';
import { leastCosts } from './least-costs.ts';

/** Lower bounds of the sums over the layers of a network, in pJ and cycles. */
export interface NetworkBounds {
  readonly energy: number;
  readonly latency: number;
}

export interface NetworkBoundOptions extends CompileOptions {
  /** Spatial mappings that a run searches per layer; the bounds hold for mappings with one of these. */
  readonly nbMappingsGenerated: number;
}

/**
 * What no run over these layers undercuts, whichever mappings it finds: compulsory energy and loops without stalls, with the spatial
 * mappings that the run searches (docs/optimality.md#compulsory-traffic). Far cheaper than a search. Mixed spatial mappings and data locality change
 * the accelerator below a layer, so the bounds don't hold for them.
 * @returns undefined if a layer has no spatial mapping that can be used.
 */
export function networkBounds(
  layers: readonly Layer[],
  accelerator: Accelerator,
  options: NetworkBoundOptions,
): NetworkBounds | undefined {
  const known = new Map<string, NetworkBounds | undefined>();
  let [energy, latency] = [0, 0];
  for (const layer of layers) {
    const key = layerKey(layer);
    if (!known.has(key)) known.set(key, boundsOf(layer, accelerator, options));
    const bounds = known.get(key);
    if (bounds === undefined) return undefined;
    energy += bounds.energy * layer.repeat;
    latency += bounds.latency * layer.repeat;
  }
  return { energy, latency };
}

/** The least energy and the least latency need not be those of one spatial mapping. */
function boundsOf(
  layer: Layer,
  accelerator: Accelerator,
  { nbMappingsGenerated, ...options }: NetworkBoundOptions,
): NetworkBounds | undefined {
  let [energy, latency] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  try {
    const choice = { nbMappingsGenerated, enableMixSpatialMappingGeneration: false };
    for (const mapping of generateSpatialMappings(layer, accelerator, choice)) {
      const converted = convertSpatialMapping(layer, accelerator, mapping, options.costModel);
      const least = leastCosts(compileProblem(layer, accelerator, converted, options));
      energy = Math.min(energy, least.energy);
      latency = Math.min(latency, least.latency);
    }
  } catch (error) {
    // The search says why a layer has no mapping.
    if (error instanceof MappingError || error instanceof InputError) return undefined;
    throw error;
  }
  return energy === Number.POSITIVE_INFINITY ? undefined : { energy, latency };
}
