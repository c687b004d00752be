import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { type ProvenBound, scaledBound } from '../../model/evaluation/proven-bound.ts';
import { layerKey } from '../../model/workload/layer-key.ts';
import { layerBound } from '../../search/compulsory/layer-bound.ts';
import { mixesSpatialMappings } from '../default-chain.ts';
import { OPTION_ROWS } from '../options/option-table.ts';
import type { HardwarePerformanceOptions } from '../options/options.ts';

/**
 * The evaluations with bounds that take no search (docs/optimality.md#compulsory-traffic), where nothing is proven yet. Equal layers share
 * one.
 */
export function withBounds(
  evaluations: readonly CostModelEvaluation[],
  options: HardwarePerformanceOptions,
): CostModelEvaluation[] {
  const {
    opt: criterion = OPTION_ROWS.opt.fallback,
    nbSpatialMappingsGenerated: nbMappingsGenerated = OPTION_ROWS.nbSpatialMappingsGenerated.fallback,
  } = options;
  const enableMixSpatialMappingGeneration = mixesSpatialMappings(options);
  const accelerators = [...new Set(evaluations.map(({ accelerator }) => accelerator))];
  const known = new Map<string, ProvenBound | undefined>();
  return evaluations.map((evaluation) => {
    const { layer, accelerator, accessSameDataConsideredAsNoAccess, costModel, proven, times } = evaluation;
    if (proven !== undefined) return evaluation;
    const key = `${costModel} ${accelerators.indexOf(accelerator)} ${layerKey(layer)}`;
    const choice = {
      criterion,
      nbMappingsGenerated,
      enableMixSpatialMappingGeneration,
      accessSameDataConsideredAsNoAccess,
      costModel,
    };
    if (!known.has(key)) {
      known.set(key, layerBound(evaluation, choice));
    }
    const bound = known.get(key);
    return bound === undefined ? evaluation : evaluation.withProof(times === 1 ? bound : scaledBound(bound, times));
  });
}
