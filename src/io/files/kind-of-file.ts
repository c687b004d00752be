import type { FileAccess } from '../../platform/file-access.ts';
import { isModelConfig } from '../language-model/read-model-config.ts';
import { kindOfData } from '../schema/kind-of-data.ts';
import { parseYaml } from '../text/yaml.ts';
import { decodeText } from './decode-text.ts';
import type { InputKind } from './examples.ts';
import { configWithKeys } from './language-model/language-model-input.ts';
import { findInput, isOnnx, readInput } from './read-input.ts';

const INPUT_KINDS: readonly InputKind[] = ['accelerator', 'workload', 'mapping', 'sweep'];

/**
 * As what an input can be read: a file as what it describes, the name of built-in examples as every kind of input that has one.
 * @throws InputError when there is neither.
 */
export async function kindsOfInput(name: string, files: FileAccess): Promise<readonly InputKind[]> {
  const examples = await findInput(INPUT_KINDS, name, files);
  if (examples !== undefined) return examples;
  return [await kindOfFile(name, files)];
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

/** What a file describes, by its content; ONNX models by their names. */
async function kindOfFile(file: string, files: FileAccess): Promise<InputKind> {
  if (isOnnx(file) || (await configWithKeys(file, files)) !== undefined) return 'workload';
  const { bytes } = await readInput('accelerator', file, files);
  const { data } = parseYaml(decodeText(bytes, 'accelerator', file), file);
  return isModelConfig(data) ? 'workload' : kindOfData(data);
}
