import { convertSpatialMapping } from '../../search/convert-spatial-mapping.ts';
import { generateSpatialMappings } from '../../search/generate-spatial-mappings.ts';
import {
  accelerator,
  enableMixSpatialMappingGeneration,
  layer,
  nbMappingsGenerated,
  spatialMapping,
} from '../arguments.ts';
import { report } from '../chain/run-control.ts';
import { iteratorStage, type Pass } from '../iterator-stage.ts';

/**
 * Runs the rest of the chain for every spatial mapping worth searching: what the mapping file fixes, the other array dimensions
 * filled, best expected utilisation first. Converts each to memory levels, so no conversion stage is needed below.
 *
 * Yields (spatial mapping by array dimension, extra) around every result. Reports progress per mapping. Stands below
 * WorkloadStage, above the temporal engine.
 * @throws MappingError when no spatial mapping is possible.
 */
export class SpatialMappingGeneratorStage extends iteratorStage('SpatialMappingGeneratorStage', {
  requires: { accelerator, layer },
  options: { nbMappingsGenerated, enableMixSpatialMappingGeneration },
  provides: { spatialMapping },
}) {
  override *passes(): Generator<Pass<{ spatialMapping: typeof spatialMapping }>> {
    const { layer: current, accelerator: hardware } = this.args;
    const mappings = generateSpatialMappings(current, hardware, this.args);
    for (const [done, mapping] of mappings.entries()) {
      yield {
        changes: { spatialMapping: convertSpatialMapping(current, hardware, mapping) },
        wrap: (extra) => [mapping, extra],
        place: { spatialMapping: { index: done + 1, count: mappings.length } },
        onDone: () =>
          report(this.control, { stage: 'SpatialMappingGeneratorStage', done: done + 1, total: mappings.length }),
      };
    }
  }
}
