import { InputError, MappingError } from '../../base/diagnostic.ts';
import { evaluateMapping } from '../../engine/cost-model.ts';
import { compileProblem } from '../../engine/problem/compile.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { formatSpatialMapping, type SpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { mappingSearch } from '../../search/loma/fastest-search.ts';
import type { TemporalSearchOptions } from '../../search/search-options.ts';
import { convertSpatialMapping } from '../../search/spatial/convert-spatial-mapping.ts';
import { generateSpatialMappings } from '../../search/spatial/generate-spatial-mappings.ts';
import { HELPS } from './find-change.ts';

/** Spatial mappings to search for every set of free array dimensions. */
const MAPPINGS = 3;
/** More loops are not permuted: advice must come at once. */
const MOST_LOOPS = 8;

/** Another spatial mapping of the layer, and the best evaluation that the search finds for it. */
export interface BetterUnrolling {
  readonly spatialMapping: SpatialMapping;
  readonly evaluation: CostModelEvaluation;
  /** How many loops the search permuted at most. */
  readonly lpfLimit: number;
}

/**
 * The spatial mapping of the least latency among those that the generator gives with one array dimension free, or all. Every one is
 * searched like a run with `opt: latency` that prescribes it. Undefined where none is better by 1 %.
 */
export function betterUnrolling(
  evaluation: CostModelEvaluation,
  options: TemporalSearchOptions,
): BetterUnrolling | undefined {
  const lpfLimit = Math.min(options.lpfLimit ?? MOST_LOOPS, MOST_LOOPS);
  let best: BetterUnrolling | undefined;
  for (const spatialMapping of candidates(evaluation)) {
    const found = searched(evaluation, spatialMapping, { ...options, lpfLimit });
    const least = best?.evaluation.latency ?? evaluation.latency * (1 - HELPS);
    if (found !== undefined && found.latency < least) best = { spatialMapping, evaluation: found, lpfLimit };
  }
  return best;
}

function candidates({ layer, accelerator, spatialMapping: { source } }: CostModelEvaluation): SpatialMapping[] {
  const { dimensions } = accelerator.operationalArray;
  const fixedSets = [
    ...dimensions.map(({ name }) => source.filter(({ arrayDimension }) => arrayDimension !== name)),
    ...(dimensions.length > 1 ? [[]] : []),
  ];
  const found = new Map<string, SpatialMapping>();
  for (const fixed of fixedSets) {
    for (const mapping of generated(withUnrollings(layer, fixed), accelerator)) {
      found.set(formatSpatialMapping(mapping), mapping);
    }
  }
  found.delete(formatSpatialMapping(source));
  return [...found.values()];
}

/** The layer with these array dimensions fixed and no hints. A prescribed order belongs to the present unrollings. */
function withUnrollings(layer: Layer, spatialMapping: SpatialMapping): Layer {
  const mapping = { ...layer.mapping, spatialMapping, spatialMappingHint: new Map(), temporalOrdering: [] };
  return { ...layer, mapping };
}

function generated(layer: Layer, accelerator: CostModelEvaluation['accelerator']): SpatialMapping[] {
  return (
    orNothing(() =>
      generateSpatialMappings(layer, accelerator, {
        nbMappingsGenerated: MAPPINGS,
        enableMixSpatialMappingGeneration: false,
      }),
    ) ?? []
  );
}

function searched(
  evaluation: CostModelEvaluation,
  spatialMapping: SpatialMapping,
  options: TemporalSearchOptions,
): CostModelEvaluation | undefined {
  const { accelerator, times } = evaluation;
  const layer = withUnrollings(evaluation.layer, spatialMapping);
  return orNothing(() => {
    const converted = convertSpatialMapping(layer, accelerator, spatialMapping, evaluation.costModel);
    const problem = compileProblem(layer, accelerator, converted, evaluation);
    const steps = mappingSearch(problem, options, 'latency').run();
    let step = steps.next();
    while (!step.done) step = steps.next();
    const mapping = step.value?.temporalMapping;
    return mapping && evaluateMapping(problem, mapping).scaled(times);
  });
}

/** What isn't possible on this accelerator is no advice. */
function orNothing<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof InputError || error instanceof MappingError) return undefined;
    throw error;
  }
}
