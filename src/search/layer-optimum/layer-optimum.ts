import { MappingError } from '../../base/diagnostic.ts';
import { evaluateMapping } from '../../engine/cost-model.ts';
import { compileProblem } from '../../engine/problem/compile.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import { liftMapping } from '../../engine/problem/lift-mapping.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { ProvenBound } from '../../model/evaluation/proven-bound.ts';
import { formatSpatialMapping, type MemoryLevelSpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import type { TemporalMapping, TemporalMappingType } from '../../model/mapping/temporal-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { type Cost, isBetter, type OptimisationCriterion } from '../criteria.ts';
import {
  type ExactCandidate,
  exactSearch,
  onlyCandidate,
  type SpatialCandidate,
  type SpatialCandidateOptions,
  spatialCandidates,
} from '../exact/index.ts';
import { mappingSearch } from '../loma/fastest-search.ts';
import { noTemporalMapping } from '../search-errors.ts';
import { convertSpatialMapping } from '../spatial/convert-spatial-mapping.ts';
import { generateSpatialMappings } from '../spatial/generate-spatial-mappings.ts';

/** The search that the exact one starts from: that of a run without options. */
const START_LPF_LIMIT = 6;
const START_SPATIAL_MAPPINGS = 3;

/** The mappings that are searched: with `spatialMapping` those of one spatial mapping, else those of the generator. */
export interface LayerSpace extends SpatialCandidateOptions {
  readonly spatialMapping?: MemoryLevelSpatialMapping | undefined;
}

export interface LayerOptimumOptions extends LayerSpace {
  readonly criterion: OptimisationCriterion;
  readonly type?: TemporalMappingType;
  /** Share by which the answer may miss the optimum; 0 by default. */
  readonly gap?: number;
  /** Asked now and then; true ends the search with the best mapping so far. The start is searched in any case. */
  readonly shouldStop?: () => boolean;
  /** A cost that is known: LOMA isn't asked, and only better mappings are searched. */
  readonly known?: Cost;
}

/** A temporal mapping with the problem that it maps. */
export interface LayerMapping extends Cost {
  readonly problem: CompiledProblem;
  readonly mapping: TemporalMapping;
}

export interface LayerOptimum {
  /** The best mapping; undefined if none is better than the known cost. */
  readonly best: LayerMapping | undefined;
  readonly proven: ProvenBound;
  /** True if the search came to its end: the answer misses the optimum by no more than the gap asked for. */
  readonly isComplete: boolean;
}

/**
 * The best mapping of a layer in a space of mappings, and a bound that proves how far it is from the optimum (docs/optimality.md).
 * Starts with LOMA's answer at limit 6, for one to three spatial mappings. So it is never worse, however soon it is stopped.
 * @throws MappingError when no mapping fits, or the user's temporal ordering contradicts the layer.
 */
export function* layerOptimum(
  layer: Layer,
  accelerator: Accelerator,
  options: LayerOptimumOptions,
): Generator<undefined, LayerOptimum> {
  const { criterion, type = 'uneven', gap = 0, shouldStop = () => false, known } = options;
  const candidates = candidatesOf(layer, accelerator, options);
  const start = known === undefined ? yield* startingMapping(layer, accelerator, options) : undefined;
  const begin = known ?? (start?.best && { ...start.best, ...placeOf(start.best, candidates) });
  const result = yield* exactSearch(candidates, {
    criterion,
    type,
    gap,
    shouldStop,
    ...(begin === undefined ? {} : { start: begin }),
  });
  const { best } = result;
  if (best === undefined && begin === undefined) {
    throw start?.error ?? noTemporalMapping(layer, accelerator.name, 'no tile fits', 'enlarge the memories');
  }
  const found = best && {
    energy: best.energy,
    latency: best.latency,
    problem: best.problem,
    mapping: liftMapping(best.problem, best.nest),
  };
  return {
    best: found ?? start?.best,
    proven: {
      criterion,
      bound: result.bound,
      spatialMappings: sizeOf(options),
      reservations: result.reservations,
    },
    isComplete: result.isProven,
  };
}

/** The candidates of a space for the exact search. */
export function candidatesOf(
  layer: Layer,
  accelerator: Accelerator,
  options: LayerSpace,
): (ExactCandidate | SpatialCandidate)[] {
  const { spatialMapping } = options;
  return spatialMapping === undefined
    ? spatialCandidates(layer, accelerator, options)
    : onlyCandidate(compileProblem(layer, accelerator, spatialMapping, options));
}

function sizeOf({ spatialMapping, nbMappingsGenerated }: LayerSpace): ProvenBound['spatialMappings'] {
  return spatialMapping === undefined ? (nbMappingsGenerated ?? 'all') : 1;
}

/** Where the problem of a mapping is among the candidates, if it is one of them. */
function placeOf(
  { problem }: LayerMapping,
  candidates: readonly (ExactCandidate | SpatialCandidate)[],
): { readonly candidate?: number } {
  const source = formatSpatialMapping(problem.spatialMapping.source);
  const candidate = candidates.findIndex(
    (other) => !('mapping' in other) || formatSpatialMapping(other.mapping) === source,
  );
  return candidate < 0 ? {} : { candidate };
}

/** LOMA's answer, or why it has none. */
function* startingMapping(
  layer: Layer,
  accelerator: Accelerator,
  options: LayerOptimumOptions,
): Generator<undefined, { readonly best?: LayerMapping; readonly error?: MappingError }> {
  const { criterion, type = 'uneven', spatialMapping, nbMappingsGenerated: most = START_SPATIAL_MAPPINGS } = options;
  const sources =
    spatialMapping === undefined
      ? generateSpatialMappings(layer, accelerator, {
          nbMappingsGenerated: Math.min(most, START_SPATIAL_MAPPINGS),
          enableMixSpatialMappingGeneration: options.enableMixSpatialMappingGeneration ?? false,
        }).map((source) => () => convertSpatialMapping(layer, accelerator, source, options.costModel))
      : [() => spatialMapping];
  let best: LayerMapping | undefined;
  let error: MappingError | undefined;
  for (const converted of sources) {
    try {
      const problem = compileProblem(layer, accelerator, converted(), options);
      const search = mappingSearch(problem, { lpfLimit: START_LPF_LIMIT, type }, criterion, best);
      const mapping = (yield* search.run())?.temporalMapping;
      if (mapping === undefined) continue;
      const { energy, latency } = evaluateMapping(problem, mapping);
      if (best !== undefined && !isBetter(criterion, energy, latency, best.energy, best.latency)) continue;
      best = { problem, mapping, energy, latency };
    } catch (problem) {
      if (!(problem instanceof MappingError)) throw problem;
      if (error === undefined || problem.missingBits < error.missingBits) error = problem;
    }
  }
  return { ...(best && { best }), ...(error && { error }) };
}
