import { InputError } from '../base/diagnostic.ts';
import type { Accelerator } from '../model/accelerator/accelerator.ts';
import type { FileAccess } from '../platform/file-access.ts';
import { type AcceleratorOptions, readAccelerator, readArray } from './accelerator/read-accelerator.ts';
import { absent, decodeText, MOST_TEXT, unreadable } from './files/decode-text.ts';
import type { InputKind } from './files/examples.ts';
import { type InputBytes, readInput } from './files/read-input.ts';
import { textForModel } from './files/text-for-model.ts';
import { type MappingFile, readMapping } from './mapping/read-mapping.ts';
import { type OnnxOptions, readOnnxWorkload } from './onnx/read-onnx-workload.ts';
import type { WithWarnings } from './text/findings.ts';
import { rememberedYaml } from './text/remembered-documents.ts';
import { documentFromObject, type SourceDocument } from './text/source-document.ts';
import { parseYaml } from './text/yaml.ts';
import { readWorkload } from './workload/read-workload.ts';
import type { WorkloadDescription } from './workload/workload-description.ts';

/*
 * Inputs as users give them (path, example name or content already in memory) to what they describe. Warnings of the text and
 * of its meaning come together; errors are thrown as InputError.
 */

export async function loadAccelerator(
  input: unknown,
  files: FileAccess,
  options: AcceleratorOptions = {},
): Promise<WithWarnings<Accelerator>> {
  return readAccelerator(await loadDocument('accelerator', input, files), options);
}

/** An accelerator of which only the array is asked for: memories may be missing. */
export async function loadArray(input: unknown, files: FileAccess): Promise<WithWarnings<Accelerator>> {
  return readArray(await loadDocument('accelerator', input, files));
}

/** The content of an accelerator file, before it is checked. The caller may change it. */
export async function loadAcceleratorDescription(
  input: string | Readonly<Record<string, unknown>>,
  files: FileAccess,
): Promise<unknown> {
  return (await loadDocument('accelerator', input, files, parseYaml)).data;
}

export async function loadMapping(input: unknown, files: FileAccess): Promise<WithWarnings<MappingFile>> {
  return readMapping(await loadDocument('mapping', input, files));
}

/** The document of a given mapping, or of a map of Timeloop, by path. */
export async function loadGivenMapping(
  file: string,
  files: FileAccess,
  kind: 'given mapping' | 'Timeloop map' = 'given mapping',
): Promise<SourceDocument> {
  if (!(await files.exists(file))) throw await absent(kind, file, files);
  const bytes = await files.read(file, MOST_TEXT).catch((reason: unknown) => {
    throw unreadable(kind, file, reason);
  });
  return parseYaml(decodeText(bytes, kind, file), file);
}

/** A workload of layer records. */
export async function loadYamlWorkload(input: unknown, files: FileAccess): Promise<WithWarnings<WorkloadDescription>> {
  if (typeof input !== 'string') return readWorkload(documentFromObject(input));
  const read = await readInput('workload', input, files);
  const { value, warnings } = readWorkload(documentOf('workload', read));
  const { languageModel } = read;
  return { value: languageModel === undefined ? value : { ...value, languageModel }, warnings };
}

/** An ONNX model, by path, example name or bytes. Built-in networks are networks of 8 bits: their floats are no finding. */
export async function loadOnnxWorkload(
  input: string | Uint8Array,
  files: FileAccess,
  options: Omit<OnnxOptions, 'file'> = {},
): Promise<WithWarnings<WorkloadDescription>> {
  if (typeof input !== 'string') return readOnnxWorkload(input, options);
  const { bytes, file, isBuiltIn, warnings } = await readInput('workload', input, files);
  const precision = options.precision ?? (isBuiltIn ? 'default' : undefined);
  const description = readModel(bytes, { ...options, file, precision });
  return { ...description, warnings: [...warnings, ...description.warnings] };
}

/** @throws InputError that says so where the file is no model but YAML. */
function readModel(bytes: Uint8Array, options: OnnxOptions & { readonly file: string }) {
  try {
    return readOnnxWorkload(bytes, options);
  } catch (error) {
    const finding = error instanceof InputError ? textForModel(bytes, options.file) : undefined;
    throw finding === undefined ? error : new InputError([finding]);
  }
}

async function loadDocument(
  kind: InputKind,
  input: unknown,
  files: FileAccess,
  parse: typeof parseYaml = rememberedYaml,
): Promise<SourceDocument> {
  if (typeof input !== 'string') return documentFromObject(input);
  return documentOf(kind, await readInput(kind, input, files), parse);
}

function documentOf(
  kind: InputKind,
  { bytes, file, warnings }: InputBytes,
  parse: typeof parseYaml = rememberedYaml,
): SourceDocument {
  const document = parse(decodeText(bytes, kind, file), file);
  return warnings.length === 0 ? document : { ...document, warnings: [...warnings, ...document.warnings] };
}
