import { MappingError } from '../base/diagnostic.ts';
import { compileProblem } from '../engine/problem/compile.ts';
import type { Accelerator } from '../model/accelerator/accelerator.ts';
import type { CostModelName } from '../model/cost-model.ts';
import type { SpatialMapping } from '../model/mapping/spatial-mapping.ts';
import type { Layer } from '../model/workload/layer.ts';
import { allocateOrder, primeLoops } from './allocation/allocate-order.ts';
import { FeasibilityCheck, type FeasibilityOptions } from './allocation/feasibility-check.ts';
import { nothingFitsError } from './allocation/nothing-fits.ts';
import { TemporalMappingCandidates } from './loma/temporal-mapping-candidates.ts';
import { convertSpatialMapping } from './spatial/convert-spatial-mapping.ts';
import { generateSpatialMappings, type SpatialGeneratorOptions } from './spatial/generate-spatial-mappings.ts';

/** Most orders that are allocated to find the one that comes closest; with more of them, one order stands for all. */
const MOST_ORDERS = 50_000;

export interface LayerCheckOptions extends SpatialGeneratorOptions, FeasibilityOptions {
  /** Default `reference`. */
  readonly costModel?: CostModelName | undefined;
}

/**
 * Why a layer has no mapping on an accelerator: the error that its search would end with, found without searching for the best mapping.
 * Undefined if a mapping fits, or if that isn't known after many orders.
 */
export function whyNothingFits(
  layer: Layer,
  accelerator: Accelerator,
  options: LayerCheckOptions,
): MappingError | undefined {
  const failures: MappingError[] = [];
  try {
    for (const mapping of generateSpatialMappings(layer, accelerator, options)) {
      const failure = failureOf(layer, accelerator, mapping, options);
      if (failure === undefined) return undefined;
      failures.push(failure);
    }
  } catch (error) {
    if (error instanceof MappingError) return error;
    throw error;
  }
  return failures.reduce<MappingError | undefined>(
    (nearest, error) => (nearest === undefined || error.missingBits < nearest.missingBits ? error : nearest),
    undefined,
  );
}

function failureOf(
  layer: Layer,
  accelerator: Accelerator,
  mapping: SpatialMapping,
  options: LayerCheckOptions,
): MappingError | undefined {
  try {
    const { costModel } = options;
    const converted = convertSpatialMapping(layer, accelerator, mapping, costModel);
    const problem = compileProblem(layer, accelerator, converted, { costModel });
    const check = new FeasibilityCheck(problem, options);
    if (check.fittingOrder() !== undefined || check.hasGivenUp) return undefined;
    const candidates = new TemporalMappingCandidates(problem, options);
    if (candidates.total <= MOST_ORDERS) return candidates.next() ? undefined : candidates.noMappingError();
    const allocated = allocateOrder(problem, primeLoops(problem), options.type);
    return allocated.mapping === undefined ? nothingFitsError(problem, allocated.failure, options) : undefined;
  } catch (error) {
    if (error instanceof MappingError) return error;
    throw error;
  }
}
