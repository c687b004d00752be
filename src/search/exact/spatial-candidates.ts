import { InputError, MappingError } from '../../base/diagnostic.ts';
import { type CompileOptions, compileProblem } from '../../engine/problem/compile.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { CostModelName } from '../../model/cost-model.ts';
import type { MemoryLevelSpatialMapping, SpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { leastLoading } from '../compulsory/least-loading.ts';
import { convertSpatialMapping } from '../spatial/convert-spatial-mapping.ts';
import { generateSpatialMappings } from '../spatial/generate-spatial-mappings.ts';
import { leastCyclesOf } from '../spatial/least-cycles.ts';
import type { ExactCandidate } from './exact-search.ts';

/** A spatial mapping whose temporal mappings are to be searched. */
export interface SpatialCandidate extends ExactCandidate {
  readonly mapping: SpatialMapping;
}

export interface SpatialCandidateOptions extends CompileOptions {
  /** Also unroll several loop dimensions together on one array dimension. */
  readonly enableMixSpatialMappingGeneration?: boolean;
  /** Most candidates, best utilisation first; undefined for all. */
  readonly nbMappingsGenerated?: number;
}

/**
 * All spatial mappings of a layer that the generator offers (docs/mapping-search.md#candidates), in its order. They are converted and
 * compiled only when asked for. Of the ways to leave an array dimension unused only the first is listed.
 * @throws MappingError when there is none, or too many to list.
 */
export function spatialCandidates(
  layer: Layer,
  accelerator: Accelerator,
  options: SpatialCandidateOptions = {},
): SpatialCandidate[] {
  const mappings = generateSpatialMappings(layer, accelerator, {
    nbMappingsGenerated: options.nbMappingsGenerated ?? Number.MAX_SAFE_INTEGER,
    enableMixSpatialMappingGeneration: options.enableMixSpatialMappingGeneration ?? false,
    leavesUnusedOnce: true,
  });
  const compiled = new Map<string, SpatialMapping>();
  const leastLoads = leastLoadingOf(layer, accelerator, mappings, options);
  return mappings.map((mapping) => ({
    mapping,
    leastCycles: leastCyclesOf(layer, accelerator, mapping) + leastLoads,
    // 0 for in-memory-computing arrays, whose energy depends on the mapping.
    leastEnergy: accelerator.operationalArray.unitEnergyPj * layer.operationCount,
    compile: () => compileCandidate(layer, accelerator, mapping, options, compiled),
  }));
}

/** The least that on- and off-loading can count, in cycles: 0 or less. It is the same for all spatial mappings; the first that compiles tells. */
function leastLoadingOf(
  layer: Layer,
  accelerator: Accelerator,
  mappings: readonly SpatialMapping[],
  options: CompileOptions,
): number {
  for (const mapping of mappings) {
    const problem = compileCandidate(layer, accelerator, mapping, options, new Map());
    if (typeof problem !== 'string') return leastLoading(problem);
  }
  return 0;
}

function compileCandidate(
  layer: Layer,
  accelerator: Accelerator,
  mapping: SpatialMapping,
  options: CompileOptions,
  compiled: Map<string, SpatialMapping>,
): CompiledProblem | 'repeated' | 'impossible' {
  try {
    const converted = convertSpatialMapping(layer, accelerator, mapping, options.costModel);
    const key = conversionKey(layer, accelerator, converted, options.costModel);
    const known = compiled.get(key);
    if (known !== undefined && known !== mapping) return 'repeated';
    compiled.set(key, mapping);
    return compileProblem(layer, accelerator, converted, options);
  } catch (error) {
    if (error instanceof MappingError || error instanceof InputError) return 'impossible';
    throw error;
  }
}

/**
 * Equal for spatial mappings that cost the same whatever the temporal mapping: equal unrollings between all memories. The energy of
 * in-memory-computing arrays depends on the array dimensions, too. By the corrected model, so do remainders of a loop dimension that several
 * array dimensions unroll: the first one unrolls neighbours.
 */
function conversionKey(
  layer: Layer,
  accelerator: Accelerator,
  converted: MemoryLevelSpatialMapping,
  costModel: CostModelName | undefined,
): string {
  const { operationalArray } = accelerator;
  const { source, fractional, integer } = converted;
  const unrolled = [...fractional, ...integer].map(([operand, levels]) => [
    operand,
    levels.map((loops) =>
      loops.filter(({ factor }) => factor !== 1).map(({ dimension, factor }) => [dimension, factor]),
    ),
  ]);
  const digits = costModel !== 'corrected' ? undefined : unrollingsByDimension(layer, accelerator, source);
  return JSON.stringify([unrolled, digits, operationalArray.inMemoryComputing === undefined ? undefined : source]);
}

/** Per loop dimension: its unrollings in the order of the array dimensions, with the memories that serve them. */
function unrollingsByDimension(
  { dimensions }: Layer,
  { operationalArray, memoryHierarchy }: Accelerator,
  source: SpatialMapping,
) {
  return dimensions.map(({ name }) =>
    operationalArray.dimensions.flatMap((arrayDimension) =>
      source.flatMap(({ arrayDimension: unrolledOn, unrollings }) =>
        unrollings.flatMap(({ dimension, factor }) => {
          if (unrolledOn !== arrayDimension.name || dimension !== name || factor === 1) return [];
          const serving = memoryHierarchy.memories.map(({ servedDimensions }) => servedDimensions.includes(unrolledOn));
          return [[factor, ...serving]];
        }),
      ),
    ),
  );
}
