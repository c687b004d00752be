import { areaOf } from '../../model/hardware/index.ts';
import { evaluatedLayers } from '../../model/in-memory-computing/evaluated-layers.ts';
import { OPTION_ROWS } from '../../run/options/option-table.ts';
import { type NetworkBounds, networkBounds } from '../../search/compulsory/network-bounds.ts';
import type { PointQuantities } from '../points/design-point.ts';
import type { DesignInputs } from './design-inputs.ts';
import { combinedQuantities } from './point-quantities.ts';

/** Quantities that have bounds without a search; the area is exact. */
const BOUNDED = ['energy', 'latency', 'edp', 'area'];

/**
 * What the quantities of a design can't fall below. Undefined where nothing is proven without a search: for the exact engines, which search all spatial
 * mappings, for data locality, and where a layer may have no mapping at all.
 */
export function pointBounds(
  { accelerator, workloads, options }: DesignInputs,
  weights: readonly number[],
  combine: 'mean' | 'worst',
): PointQuantities | undefined {
  const { opt: _, ...choice } = options;
  const isSearchedWhole =
    choice.temporalMappingSearchEngine === 'exact' || choice.temporalMappingSearchEngine === 'best';
  const changesHierarchy = [
    choice.inMemoryCompute,
    choice.exploitDataLocality,
    choice.enableMixSpatialMapping,
  ].includes(true);
  if (isSearchedWhole || changesHierarchy) return undefined;
  const nbMappingsGenerated = Number(
    choice.nbSpatialMappingsGenerated ?? OPTION_ROWS.nbSpatialMappingsGenerated.fallback,
  );
  const costModel = choice.costModel === 'corrected' ? 'corrected' : 'reference';
  const area = areaOf(accelerator).totalMm2 ?? null;
  const networks: { weight: number; quantities: PointQuantities }[] = [];
  for (const [place, { layers }] of workloads.entries()) {
    const evaluated = evaluatedLayers(layers, accelerator.operationalArray);
    const bounds = networkBounds(evaluated, accelerator, { nbMappingsGenerated, costModel });
    if (bounds === undefined) return undefined;
    networks.push({ weight: weights[place] ?? 1, quantities: boundedQuantities(bounds, area) });
  }
  return combinedQuantities(BOUNDED, networks, combine, () => false);
}

/**
 * The bounds of one network by quantity. A product of bounds is one of the product only where none is below zero, which negative
 * on-loading (parity quirk C1) can make latencies.
 */
export function boundedQuantities({ energy, latency }: NetworkBounds, area: number | null): PointQuantities {
  return { energy, latency, edp: energy >= 0 && latency >= 0 ? energy * latency : null, area };
}
