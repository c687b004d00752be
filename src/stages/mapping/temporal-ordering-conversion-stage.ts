import { iteratorStage, type Pass } from '../../chain/iterator-stage.ts';
import { compileProblem } from '../../engine/problem/compile.ts';
import { convertTemporalOrdering } from '../../search/allocation/convert-temporal-ordering.ts';
import {
  accelerator,
  accessSameDataConsideredAsNoAccess,
  compiledProblem,
  costModel,
  layer,
  spatialMapping,
  temporalMapping,
  temporalMappingType,
} from '../arguments.ts';

/**
 * Takes the temporal mapping from the mapping file, with no search: its ordering is allocated to the memories once. A size of `*`
 * stands for the iterations of the dimension that earlier entries and the array leave. Entries of dimensions that the layer does not
 * have are dropped.
 *
 * Passes results through. Stands below the spatial mapping stage, in the place of LomaStage. (LomaStage does the same by itself when
 * the ordering is complete.)
 * @throws MappingError when the layer has no temporal_ordering, or it does not cover the layer, or does not fit the memories.
 */
export class TemporalOrderingConversionStage extends iteratorStage('TemporalOrderingConversionStage', {
  requires: { accelerator, layer, spatialMapping },
  options: { temporalMappingType, accessSameDataConsideredAsNoAccess, costModel },
  provides: { temporalMapping, compiledProblem },
}) {
  override *passes(): Generator<
    Pass<{ temporalMapping: typeof temporalMapping; compiledProblem: typeof compiledProblem }>
  > {
    const { args } = this;
    const problem = compileProblem(args.layer, args.accelerator, args.spatialMapping, args);
    const mapping = convertTemporalOrdering(problem, args.temporalMappingType);
    yield { changes: { temporalMapping: mapping, compiledProblem: problem } };
  }
}
