import { InputError, MappingError } from '../../base/diagnostic.ts';
import { type CompileOptions, compileProblem } from '../../engine/problem/compile.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { ProvenBound } from '../../model/evaluation/proven-bound.ts';
import { formatSpatialMapping, type SpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { type OptimisationCriterion, objectiveOf } from '../criteria.ts';
import { convertSpatialMapping } from '../spatial/convert-spatial-mapping.ts';
import { generateSpatialMappings, spatialChoices } from '../spatial/generate-spatial-mappings.ts';
import { leastCyclesOfAny } from '../spatial/least-cycles.ts';
import { leastCosts } from './least-costs.ts';
import { leastLoading } from './least-loading.ts';

/** Code of bounds that no search has made tighter (docs/optimality.md#compulsory-traffic). */
export const COMPULSORY_TRAFFIC = 'compulsoryTraffic';

/** So many spatial mappings are few: all are compiled to bound a layer. */
const MOST_COMPILED = 4;

export interface LayerBoundOptions extends CompileOptions {
  readonly criterion: OptimisationCriterion;
  /** Spatial mappings that the run searched. */
  readonly nbMappingsGenerated: number;
  readonly enableMixSpatialMappingGeneration: boolean;
}

/**
 * A bound of the cost of a layer's mappings that takes no search. It covers all spatial mappings of the generator if they are few. If they are many,
 * bounds of latency cover all by their loops without stalls alone; other bounds cover those that the run searched.
 *
 * The amount of work depends on the inputs alone, so the same run has the same bound on every machine.
 * @returns undefined if no spatial mapping can be used.
 */
export function layerBound(
  { layer, accelerator, spatialMapping }: Pick<CostModelEvaluation, 'layer' | 'accelerator' | 'spatialMapping'>,
  { criterion, nbMappingsGenerated, enableMixSpatialMappingGeneration, ...options }: LayerBoundOptions,
): ProvenBound | undefined {
  const choice = { enableMixSpatialMappingGeneration, leavesUnusedOnce: true };
  const { candidates } = spatialChoices(layer, accelerator, choice);
  const areFew = candidates.reduce((count, list) => count * list.length, 1) <= MOST_COMPILED;
  if (!areFew && criterion === 'latency') {
    // Any of them tells how the ports are shared.
    const bound =
      leastCyclesOfAny(layer, accelerator, choice) +
      leastLoading(compileProblem(layer, accelerator, spatialMapping, options));
    return { criterion, bound, spatialMappings: 'all', reservations: [COMPULSORY_TRAFFIC] };
  }
  // The list that a run searches has all ways to leave an array dimension unused, so it may have other mappings among the first.
  const searched = { enableMixSpatialMappingGeneration, nbMappingsGenerated };
  const distinct = { ...choice, nbMappingsGenerated: areFew ? MOST_COMPILED : nbMappingsGenerated };
  const mappings = new Map(
    [distinct, searched].flatMap((options) =>
      generateSpatialMappings(layer, accelerator, options).map((one) => [formatSpatialMapping(one), one] as const),
    ),
  );
  let bound = Number.POSITIVE_INFINITY;
  for (const mapping of mappings.values()) {
    const problem = compiled(layer, accelerator, mapping, options);
    if (problem === undefined) continue;
    const { energy, latency } = leastCosts(problem);
    bound = Math.min(bound, objectiveOf(criterion, energy, latency));
  }
  if (bound === Number.POSITIVE_INFINITY) return undefined;
  const spatialMappings = areFew ? 'all' : nbMappingsGenerated;
  return { criterion, bound, spatialMappings, reservations: [COMPULSORY_TRAFFIC] };
}

function compiled(
  layer: Layer,
  accelerator: Accelerator,
  mapping: SpatialMapping,
  options: CompileOptions,
): CompiledProblem | undefined {
  try {
    return compileProblem(
      layer,
      accelerator,
      convertSpatialMapping(layer, accelerator, mapping, options.costModel),
      options,
    );
  } catch (error) {
    if (error instanceof MappingError || error instanceof InputError) return undefined;
    throw error;
  }
}
