import type { FileAccess } from '../../platform/file-access.ts';
import { isRecord } from '../text/source-document.ts';
import { parseYaml } from '../text/yaml.ts';
import { decodeText } from './decode-text.ts';
import { isOnnx, readInput } from './read-input.ts';

export type InputFileKind = 'accelerator' | 'workload' | 'mapping' | 'onnx';

/** Fields that only layers, or only mapping entries, have. */
const LAYER_FIELDS = ['equation', 'loop_dims', 'operator_type'];
const ENTRY_FIELDS = ['spatial_mapping', 'spatial_mapping_hint', 'temporal_ordering', 'memory_operand_links'];

/**
 * What a file describes, by its content. Accelerators are maps, workloads and mappings lists of records. A map with the fields of
 * mapping entries, or of layers, is meant as such; its reader then explains that it must be a list.
 */
export async function kindOfFile(file: string, files: FileAccess): Promise<InputFileKind> {
  if (isOnnx(file)) return 'onnx';
  const { bytes } = await readInput('accelerator', file, files);
  const { data } = parseYaml(decodeText(bytes, 'accelerator', file), file);
  if (Array.isArray(data)) return data.some((entry) => hasField(entry, LAYER_FIELDS)) ? 'workload' : 'mapping';
  if (!isRecord(data) || 'memories' in data || 'operational_array' in data) return 'accelerator';
  const records = [data, ...Object.values(data)];
  if (records.some((record) => hasField(record, ENTRY_FIELDS))) return 'mapping';
  return records.some((record) => hasField(record, LAYER_FIELDS)) ? 'workload' : 'accelerator';
}

function hasField(value: unknown, fields: readonly string[]): boolean {
  return isRecord(value) && fields.some((field) => Object.hasOwn(value, field));
}
