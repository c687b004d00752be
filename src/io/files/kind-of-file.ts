import type { FileAccess } from '../../platform/file-access.ts';
import { isRecord } from '../text/source-document.ts';
import { parseYaml } from '../text/yaml.ts';
import { decodeText } from './decode-text.ts';
import type { InputKind } from './examples.ts';
import { findInput, isOnnx, readInput } from './read-input.ts';

export type InputFileKind = InputKind | 'onnx';

const INPUT_KINDS: readonly InputKind[] = ['accelerator', 'workload', 'mapping'];

/**
 * As what an input can be read: a file as what it describes, the name of built-in examples as every kind of input that has one.
 * @throws InputError when there is neither.
 */
export async function kindsOfInput(name: string, files: FileAccess): Promise<readonly InputKind[]> {
  const examples = await findInput(INPUT_KINDS, name, files);
  if (examples !== undefined) return examples;
  const kind = await kindOfFile(name, files);
  return [kind === 'onnx' ? 'workload' : kind];
}

/**
 * One kind for every input, where some could be several: those take what no other input is. `tpu_like, resnet18, tpu_like` are accelerator,
 * workload and mapping.
 */
export function distinctKinds(choices: readonly (readonly InputKind[])[]): readonly (InputKind | undefined)[] {
  const taken = new Set(choices.flatMap((kinds) => (kinds.length === 1 ? kinds : [])));
  return choices.map((kinds) => {
    const kind = kinds.find((one) => !taken.has(one)) ?? kinds[0];
    if (kind !== undefined) taken.add(kind);
    return kind;
  });
}

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
