import { convertSpatialMapping } from '../../search/convert-spatial-mapping.ts';
import { generateSpatialMappings } from '../../search/generate-spatial-mappings.ts';
import {
  accelerator,
  enableMixSpatialMappingGeneration,
  layer,
  nbMappingsGenerated,
  spatialMapping,
} from '../arguments.ts';
import { type StageResult, stage } from '../stage.ts';

/**
 * Runs the rest of the chain for every spatial mapping worth searching: what the mapping file fixes, the other array dimensions
 * filled, best expected utilisation first. Converts each to memory levels, so no conversion stage is needed below.
 *
 * Yields (spatial mapping by array dimension, extra) around every result. Stands below WorkloadStage, above the temporal engine.
 * @throws MappingError when no spatial mapping is possible.
 */
export class SpatialMappingGeneratorStage extends stage('SpatialMappingGeneratorStage', {
  requires: { accelerator, layer },
  options: { nbMappingsGenerated, enableMixSpatialMappingGeneration },
  provides: { spatialMapping },
}) {
  override *run(): Generator<StageResult> {
    const mappings = generateSpatialMappings(this.args.layer, this.args.accelerator, this.args);
    for (const [done, mapping] of mappings.entries()) {
      this.control.signal.throwIfAborted();
      const converted = convertSpatialMapping(this.args.layer, this.args.accelerator, mapping);
      for (const { cme, extra } of this.next({ spatialMapping: converted })) yield { cme, extra: [mapping, extra] };
      this.control.progress({ stage: 'SpatialMappingGeneratorStage', done: done + 1, total: mappings.length });
    }
  }
}
