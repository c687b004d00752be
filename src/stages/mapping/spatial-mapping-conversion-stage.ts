import { convertSpatialMapping } from '../../search/convert-spatial-mapping.ts';
import { accelerator, layer, spatialMapping } from '../arguments.ts';
import { type StageResult, stage } from '../stage.ts';

/**
 * Converts the spatial mapping of the mapping file to memory levels, as it stands: nothing is filled or limited. For mapping
 * files that fix every array dimension; otherwise use SpatialMappingGeneratorStage. (In the reference this stage fails when used
 * alone; here it takes the array sizes from the accelerator.)
 *
 * Passes results through. Stands below WorkloadStage, above the temporal engine.
 * @throws Error when an unrolling exceeds the layer or names an unknown array dimension.
 */
export class SpatialMappingConversionStage extends stage('SpatialMappingConversionStage', {
  requires: { accelerator, layer },
  provides: { spatialMapping },
}) {
  override *run(): Generator<StageResult> {
    const { layer: current, accelerator: hardware } = this.args;
    yield* this.next({ spatialMapping: convertSpatialMapping(current, hardware, current.mapping.spatialMapping) });
  }
}
