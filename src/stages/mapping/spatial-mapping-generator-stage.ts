import { type Diagnostic, MappingError } from '../../base/diagnostic.ts';
import { reportProgress } from '../../chain/control/run-control.ts';
import { iteratorStage, type Pass } from '../../chain/iterator-stage.ts';
import {
  formatSpatialMapping,
  type MemoryLevelSpatialMapping,
  type SpatialMapping,
} from '../../model/mapping/spatial-mapping.ts';
import { convertSpatialMapping } from '../../search/spatial/convert-spatial-mapping.ts';
import { generateSpatialMappings } from '../../search/spatial/generate-spatial-mappings.ts';
import {
  accelerator,
  costModel,
  enableMixSpatialMappingGeneration,
  layer,
  nbMappingsGenerated,
  spatialMapping,
} from '../arguments.ts';

/**
 * Runs the rest of the chain for every spatial mapping worth searching: what the mapping file fixes, the other array dimensions
 * filled, best expected utilisation first. Converts each to memory levels, so no conversion stage is needed below.
 *
 * Yields (spatial mapping by array dimension, extra) around every result. Reports progress per mapping. Stands below
 * WorkloadStage, above the temporal engine. A mapping without any temporal mapping is left out, with a warning. (In the reference it ends
 * the run.)
 * @throws MappingError when no spatial mapping is possible, or none has a temporal mapping.
 */
export class SpatialMappingGeneratorStage extends iteratorStage('SpatialMappingGeneratorStage', {
  requires: { accelerator, layer },
  options: { nbMappingsGenerated, enableMixSpatialMappingGeneration, costModel },
  provides: { spatialMapping },
}) {
  private readonly failures: { readonly mapping: SpatialMapping; readonly error: MappingError }[] = [];
  private succeeded = 0;

  override *passes(): Generator<Pass<{ spatialMapping: typeof spatialMapping }>> {
    const { layer: current, accelerator: hardware } = this.args;
    const mappings = generateSpatialMappings(current, hardware, this.args);
    for (const [done, mapping] of mappings.entries()) {
      const converted = this.converted(mapping);
      if (converted === undefined) continue;
      yield {
        changes: { spatialMapping: converted },
        wrap: (extra) => [mapping, extra],
        place: { spatialMapping: { index: done + 1, count: mappings.length } },
        onDone: () => {
          this.succeeded++;
          reportProgress(this.control, {
            stage: 'SpatialMappingGeneratorStage',
            done: done + 1,
            total: mappings.length,
          });
        },
        onFailure: (error) => this.leaveOut(mapping, error),
      };
    }
  }

  private converted(mapping: SpatialMapping): MemoryLevelSpatialMapping | undefined {
    try {
      return convertSpatialMapping(this.args.layer, this.args.accelerator, mapping, this.args.costModel);
    } catch (error) {
      this.leaveOut(mapping, error);
      return undefined;
    }
  }

  private leaveOut(mapping: SpatialMapping, error: unknown): void {
    if (!(error instanceof MappingError)) throw error;
    this.failures.push({ mapping, error });
  }

  /** One mapping that does not fit is left out; if none fits, the one that came closest says why. */
  override onEnd(): void {
    const { failures } = this;
    const [first] = failures;
    if (first === undefined) return;
    if (this.succeeded === 0) {
      throw failures.reduce(
        (nearest, { error }) => (error.missingBits < nearest.missingBits ? error : nearest),
        first.error,
      );
    }
    for (const { mapping, error } of failures) this.control.warn(leftOut(mapping, error));
  }
}

function leftOut(mapping: SpatialMapping, { layerName, diagnostic }: MappingError): Diagnostic {
  return {
    ...diagnostic,
    code: 'ZZ4414',
    severity: 'warning',
    message: `the spatial mapping ${formatSpatialMapping(mapping)} of layer ${layerName} is left out: ${diagnostic.message}`,
  };
}
