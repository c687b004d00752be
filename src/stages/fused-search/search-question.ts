import { compileProblem } from '../../engine/problem/compile.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { CostModelName } from '../../model/cost-model.ts';
import type { MemoryLevelSpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import type { TemporalMapping } from '../../model/mapping/temporal-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import type { Cost, OptimisationCriterion } from '../../search/criteria.ts';
import type { TemporalSearchOptions } from '../../search/search-options.ts';
import { problemKey } from './problem-key.ts';

/** A search for the best temporal mapping of one layer with one spatial mapping. */
export interface SearchQuestion {
  readonly problem: CompiledProblem;
  readonly options: TemporalSearchOptions;
  readonly criterion: OptimisationCriterion;
  /** Share of the best objective within which the other cost decides. */
  readonly tolerance: number;
  /** Only something better than this is wanted; anything if undefined. */
  readonly toBeat: Cost | undefined;
  /** The same for questions with the same answer, but for `toBeat`. */
  readonly key: string;
}

/** The answer: the best temporal mapping, or none if nothing is better than the cost to beat. Plain data. */
export interface SearchAnswer {
  readonly mapping: TemporalMapping | undefined;
  /** Share of the orders that were searched, if the search had to end early; undefined for the answer of a whole search. */
  readonly searchedShare?: number;
  readonly toBeat: Cost | undefined;
  /** With a tolerance: the other mappings that a comparison with other spatial mappings can choose. */
  readonly alternatives?: readonly TemporalMapping[];
}

/** The arguments that a search depends on. */
export interface SearchArguments {
  readonly layer: Layer;
  readonly accelerator: Accelerator;
  readonly spatialMapping: MemoryLevelSpatialMapping;
  readonly accessSameDataConsideredAsNoAccess: boolean;
  readonly costModel?: CostModelName;
  readonly lomaLpfLimit: number | null;
  readonly temporalMappingType: TemporalSearchOptions['type'];
  /** Default 0. */
  readonly tolerance?: number;
}

export function searchQuestion(
  criterion: OptimisationCriterion,
  args: SearchArguments,
  toBeat: Cost | undefined,
): SearchQuestion {
  const problem = compileProblem(args.layer, args.accelerator, args.spatialMapping, args);
  const options = { lpfLimit: args.lomaLpfLimit, type: args.temporalMappingType };
  const { tolerance = 0 } = args;
  const key = `${criterion}${tolerance === 0 ? '' : ` within ${tolerance}`} ${options.lpfLimit} ${options.type} ${problemKey(problem)}`;
  return { problem, options, criterion, tolerance, toBeat, key };
}
