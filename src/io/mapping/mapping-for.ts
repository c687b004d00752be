import type { Diagnostic } from '../../base/diagnostic.ts';
import type { MappingConstraints } from '../../model/mapping/mapping-constraints.ts';
import * as errors from './mapping-errors.ts';
import type { MappingFile } from './read-mapping.ts';

/** The entry that applies to a layer, as a whole: nothing is merged from other entries. */
export interface MappingChoice {
  readonly constraints: MappingConstraints;
  readonly warning?: Diagnostic;
}

/** Operators whose layers were once named `Layer<id>` instead of after their node. */
const MATRIX_PRODUCTS = ['MatMul', 'Gemm'];

/**
 * The first entry named like the layer, else like its operator type, else `default`; undefined if there is none. With
 * `layerId`, an entry `Layer<id>` serves ONNX matrix products as in older versions, with a warning.
 */
export function mappingFor(
  file: MappingFile,
  layerName: string,
  operatorType: string,
  layerId?: number,
): MappingChoice | undefined {
  const named = (name: string) => file.entries.find((entry) => entry.entryName === name);
  const exact = named(layerName);
  if (exact !== undefined) return { constraints: exact };
  const older = layerId !== undefined && MATRIX_PRODUCTS.includes(operatorType) ? named(`Layer${layerId}`) : undefined;
  if (older !== undefined) {
    return { constraints: older, warning: errors.olderLayerName(older.origin ?? {}, older.entryName, layerName) };
  }
  const general = named(operatorType) ?? named('default');
  return general === undefined ? undefined : { constraints: general };
}
