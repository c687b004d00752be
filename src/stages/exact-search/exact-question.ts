import type { Task } from '../../chain/control/worker-pool.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { CostModelName } from '../../model/cost-model.ts';
import type { ProvenBound } from '../../model/evaluation/proven-bound.ts';
import type { MemoryLevelSpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import type { TemporalMapping, TemporalMappingType } from '../../model/mapping/temporal-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { layerKey } from '../../model/workload/layer-key.ts';
import type { Cost, OptimisationCriterion } from '../../search/criteria.ts';
import { type ExactDeadline, endOf } from './exact-time.ts';

/** A search for the best mapping of a layer: plain data, which worker threads get a copy of. */
export interface ExactQuestion {
  readonly layer: Layer;
  readonly accelerator: Accelerator;
  /** The only spatial mapping; undefined for those of the generator. */
  readonly spatialMapping: MemoryLevelSpatialMapping | undefined;
  /** Most spatial mappings of the generator; undefined for all. */
  readonly nbMappingsGenerated: number | undefined;
  readonly enableMixSpatialMappingGeneration: boolean;
  readonly temporalMappingType: TemporalMappingType;
  readonly accessSameDataConsideredAsNoAccess: boolean;
  readonly costModel: CostModelName;
  readonly criterion: OptimisationCriterion;
  readonly gap: number;
  /** A cost that is known: only better mappings are searched. Without it LOMA's answer is the start. */
  readonly known: Cost | undefined;
}

/** Arguments of the stages that ask for the best mappings of a layer. */
interface QuestionArguments
  extends Pick<
    ExactQuestion,
    | 'layer'
    | 'accelerator'
    | 'spatialMapping'
    | 'enableMixSpatialMappingGeneration'
    | 'accessSameDataConsideredAsNoAccess'
    | 'costModel'
  > {
  readonly exactSpatialMappings: number | undefined;
}

/** What the arguments of a stage say of its question. They are linked to the places above, so they cannot be spread. */
export function questionOf(
  args: QuestionArguments,
  rest: Pick<ExactQuestion, 'temporalMappingType' | 'criterion' | 'gap'>,
): ExactQuestion {
  return {
    layer: args.layer,
    accelerator: args.accelerator,
    spatialMapping: args.spatialMapping,
    nbMappingsGenerated: args.exactSpatialMappings,
    enableMixSpatialMappingGeneration: args.enableMixSpatialMappingGeneration,
    accessSameDataConsideredAsNoAccess: args.accessSameDataConsideredAsNoAccess,
    costModel: args.costModel,
    known: undefined,
    ...rest,
  };
}

export interface ExactTask extends ExactQuestion, Task {
  readonly kind: 'exact';
  readonly deadline: ExactDeadline;
}

/** The answer: plain data. */
export interface ExactAnswer {
  /** Undefined if nothing is better than the known cost. */
  readonly best: { readonly spatialMapping: MemoryLevelSpatialMapping; readonly mapping: TemporalMapping } | undefined;
  readonly proven: ProvenBound;
  readonly isComplete: boolean;
}

type LayerOptimumModule = typeof import('../../search/layer-optimum/layer-optimum.ts');

let loaded: LayerOptimumModule | undefined;

/** Loads the exact search: runs without it start faster. Awaited before a chain runs. */
export async function loadExactSearch(): Promise<void> {
  loaded ??= await import('../../search/layer-optimum/layer-optimum.ts');
}

/**
 * Answers on this thread, pausing now and then.
 * @throws MappingError when no mapping fits. Error when the search isn't loaded.
 */
export function* exactAnswer(question: ExactQuestion, deadline: ExactDeadline): Generator<undefined, ExactAnswer> {
  if (loaded === undefined) throw new Error('the exact search was not loaded before the run');
  const { temporalMappingType: type, layer, accelerator, known, nbMappingsGenerated, ...options } = question;
  const { best, proven, isComplete } = yield* loaded.layerOptimum(layer, accelerator, {
    ...options,
    ...(nbMappingsGenerated === undefined ? {} : { nbMappingsGenerated }),
    ...(known === undefined ? {} : { known }),
    type,
    shouldStop: endOf(deadline),
  });
  const found = best && { spatialMapping: best.problem.spatialMapping, mapping: best.mapping };
  return { best: found, proven, isComplete };
}

/** The same text for questions with the same answer, but for the time that they have. */
export function questionKey({ layer, accelerator, spatialMapping, ...rest }: ExactQuestion): string {
  const { operationalArray, memoryHierarchy } = accelerator;
  return JSON.stringify([
    layerKey(layer),
    spatialMapping && [spatialMapping.source, [...spatialMapping.fractional], [...spatialMapping.integer]],
    rest,
    operationalArray,
    memoryHierarchy.memories.map(({ origin: _, levelOf, ...memory }) => [memory, [...levelOf]]),
  ]);
}
