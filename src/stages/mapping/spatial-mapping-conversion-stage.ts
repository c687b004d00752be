import { iteratorStage, type Pass } from '../../chain/iterator-stage.ts';
import { convertSpatialMapping } from '../../search/spatial/convert-spatial-mapping.ts';
import { accelerator, costModel, layer, spatialMapping } from '../arguments.ts';

/**
 * Converts the spatial mapping of the mapping file to memory levels, as it stands: nothing is filled or limited. For mapping
 * files that fix every array dimension; otherwise use SpatialMappingGeneratorStage. (In the reference this stage fails when used
 * alone; here it takes the array sizes from the accelerator.)
 *
 * Passes results through. Stands below WorkloadStage, above the temporal engine.
 * @throws MappingError when an unrolling exceeds the layer or names an unknown array dimension.
 */
export class SpatialMappingConversionStage extends iteratorStage('SpatialMappingConversionStage', {
  requires: { accelerator, layer },
  options: { costModel },
  provides: { spatialMapping },
}) {
  override *passes(): Generator<Pass<{ spatialMapping: typeof spatialMapping }>> {
    const { layer: current, accelerator: hardware } = this.args;
    const { spatialMapping: given } = current.mapping;
    yield { changes: { spatialMapping: convertSpatialMapping(current, hardware, given, this.args.costModel) } };
  }
}
