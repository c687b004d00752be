import { evaluateMapping } from '../../engine/cost-model.ts';
import { compileProblem } from '../../engine/problem/compile.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { MappingConstraints } from '../../model/mapping/mapping-constraints.ts';
import type { MemoryLevelSpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import type { TemporalMapping, TemporalMappingType } from '../../model/mapping/temporal-mapping.ts';
import { allocateOrder } from '../allocation/allocate-order.ts';
import { nothingFitsError } from '../allocation/nothing-fits.ts';
import { temporalLoopSizes } from '../orders/temporal-loops.ts';
import { completeOrdering } from '../orders/user-ordering.ts';
import { unusableOrdering } from '../search-errors.ts';
import { convertSpatialMapping } from '../spatial/convert-spatial-mapping.ts';
import { generateSpatialMappings } from '../spatial/generate-spatial-mappings.ts';

/**
 * What a mapping file must ask for so that a search finds this mapping and no other: every array dimension and the whole order of
 * loops are fixed. Where the memories cut the order is not among it: the allocation decides that.
 */
export function constraintsOf({
  layer,
  accelerator,
  spatialMapping,
  temporalMapping,
}: CostModelEvaluation): MappingConstraints {
  const { source } = spatialMapping;
  // An array dimension that is left out would be filled.
  const idle = accelerator.operationalArray.dimensions
    .filter(({ name }) => !source.some(({ arrayDimension }) => arrayDimension === name))
    .map(({ name }) => ({ arrayDimension: name, unrollings: [] }));
  return {
    entryName: layer.name,
    spatialMapping: [...source, ...idle],
    spatialMappingHint: new Map(),
    temporalOrdering: temporalMapping.loops,
    memoryOperandLinks: layer.mapping.memoryOperandLinks,
  };
}

/**
 * What LOMA finds for the layer of an evaluation, on the same accelerator, if its mapping entry fixes everything.
 * @throws MappingError when the entry leaves something open, or does not fit.
 */
export function evaluateUnder(
  { layer: original, accelerator, accessSameDataConsideredAsNoAccess, costModel, times }: CostModelEvaluation,
  constraints: MappingConstraints,
  type: TemporalMappingType,
): CostModelEvaluation {
  const layer = { ...original, mapping: constraints };
  const one = { nbMappingsGenerated: 1, enableMixSpatialMappingGeneration: false };
  const [source = []] = generateSpatialMappings(layer, accelerator, one);
  const spatialMapping = convertSpatialMapping(layer, accelerator, source, costModel);
  const loops = completeOrdering(constraints.temporalOrdering, temporalLoopSizes(layer, spatialMapping));
  if (loops === undefined) throw unusableOrdering(layer, 'it does not fix the order of all temporal loops');
  const problem = compileProblem(layer, accelerator, spatialMapping, { accessSameDataConsideredAsNoAccess, costModel });
  const allocated = allocateOrder(problem, loops, type);
  if (allocated.mapping === undefined) throw nothingFitsError(problem, allocated.failure);
  const once = evaluateMapping(problem, allocated.mapping);
  return times === 1 ? once : once.scaled(times);
}

/** Whether two evaluations of a layer have the same mapping, level by level. */
export function haveSameMapping(a: CostModelEvaluation, b: CostModelEvaluation): boolean {
  return (
    spatialText(a.spatialMapping) === spatialText(b.spatialMapping) &&
    temporalText(a.temporalMapping) === temporalText(b.temporalMapping)
  );
}

function spatialText({ fractional, integer }: MemoryLevelSpatialMapping): string {
  return JSON.stringify([[...fractional], [...integer]]);
}

function temporalText({ loops, boundaries }: TemporalMapping): string {
  return JSON.stringify([loops.map(({ dimension, size }) => [dimension, size]), [...boundaries]]);
}
