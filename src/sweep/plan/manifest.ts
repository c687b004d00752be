import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import { VERSION } from '../../base/version.ts';
import { decodeText } from '../../io/files/decode-text.ts';
import { exampleFile, type InputKind } from '../../io/files/examples.ts';
import {
  configWithKeys,
  hasModelKeys,
  namesLanguageModel,
} from '../../io/files/language-model/language-model-input.ts';
import { isOnnx, readInput } from '../../io/files/read-input.ts';
import { type DocumentPath, originOf, type SourceDocument, valueAt } from '../../io/text/source-document.ts';
import { parseYaml } from '../../io/text/yaml.ts';
import type { LanguageModelInference } from '../../model/workload/language-model.ts';
import type { FileAccess } from '../../platform/file-access.ts';
import { readSweep } from '../file/read-sweep.ts';
import type { SweepDefinition } from '../file/sweep-definition.ts';

/** An input that is text, as it was when the sweep was planned. */
export interface ManifestText {
  /** As messages name it. */
  readonly file: string;
  readonly text: string;
}

/** A network: layer records as text, or an ONNX model as bytes. */
export type ManifestWorkload = {
  readonly name: string;
  readonly file: string;
  readonly weight: number;
  readonly isBuiltIn: boolean;
  /** Of a language model: what is computed, besides the layers. */
  readonly languageModel?: LanguageModelInference;
} & ({ readonly text: string } | { readonly bytes: Uint8Array });

/**
 * Everything that the figures of a sweep depend on, so that any machine computes the same: the sweep file and its inputs. Plain data,
 * which threads and other processes get.
 */
export interface SweepManifest {
  readonly schemaVersion: 1;
  /** Version of this package. */
  readonly version: string;
  /** Hash of all the rest: points of another sweep never mix with those of this one. */
  readonly sweep: string;
  readonly file: ManifestText;
  readonly accelerator: ManifestText;
  readonly mapping: ManifestText;
  readonly workloads: readonly ManifestWorkload[];
}

/** Receives findings that do not stop the sweep. */
type Warn = (warnings: readonly Diagnostic[]) => void;

/** Hexadecimal digits of the hash of a sweep. */
const HASH_DIGITS = 16;

/**
 * Reads a sweep file and the inputs it names.
 * @param sweep path, name of a built-in sweep, or the content of a sweep file. Inputs are looked for beside it, then among the built-ins.
 * @param warn gets what is odd about the sweep file, and about the names of its inputs.
 * @throws InputError when one of them cannot be read.
 */
export async function createManifest(
  sweep: string | Readonly<Record<string, unknown>>,
  files: FileAccess,
  warn: Warn = () => {},
): Promise<SweepManifest> {
  const file =
    typeof sweep === 'string'
      ? await readText('sweep', sweep, files, warn)
      : { file: '(in memory)', text: JSON.stringify(sweep, undefined, 2) };
  const document = parseYaml(file.text, file.file);
  const { value: definition, warnings } = readSweep(document);
  warn(warnings);
  return manifestOf(file, document, definition, files, warn);
}

async function manifestOf(
  file: ManifestText,
  document: SourceDocument,
  definition: SweepDefinition,
  files: FileAccess,
  warn: Warn,
): Promise<SweepManifest> {
  const beside = (kind: InputKind, input: string) => besideSweep(kind, input, file.file, files);
  const inputOf = (kind: 'accelerator' | 'mapping') =>
    placed(document, [kind], warn, async (say) => readText(kind, await beside(kind, definition[kind]), files, say));
  const accelerator = await inputOf('accelerator');
  const mapping = await inputOf('mapping');
  const workloads: ManifestWorkload[] = [];
  for (const [place, { input, weight }] of definition.workloads.entries()) {
    const path = await beside('workload', input);
    const at = placeOfWorkload(document, place);
    const {
      bytes,
      file: shown,
      isBuiltIn,
      languageModel,
    } = await placed(document, at, warn, async (say) => {
      const read = await readInput('workload', path, files);
      say(read.warnings);
      return read;
    });
    const content = isOnnx(path) ? { bytes } : { text: decodeText(bytes, 'workload', shown) };
    const identity = { name: input, file: shown, weight, isBuiltIn };
    workloads.push({ ...identity, ...(languageModel === undefined ? {} : { languageModel }), ...content });
  }
  const parts = { version: VERSION, file, accelerator, mapping, workloads };
  return { schemaVersion: 1, sweep: hashOf(parts), ...parts };
}

/** Reads an input. What is wrong or odd about its name stands at a place of the sweep file. */
async function placed<T>(
  document: SourceDocument,
  path: DocumentPath,
  warn: Warn,
  read: (warn: Warn) => Promise<T>,
): Promise<T> {
  const at = originOf(document, path);
  const here = (findings: readonly Diagnostic[]) =>
    findings.map((one) => (one.file === undefined ? { ...one, ...at } : one));
  try {
    return await read((warnings) => warn(here(warnings)));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(here(error.diagnostics));
  }
}

/** A network is a name, or a map with one; several are a list. */
function placeOfWorkload(document: SourceDocument, place: number): DocumentPath {
  const written = valueAt(document.data, ['workloads']);
  const path = Array.isArray(written) ? ['workloads', place] : ['workloads'];
  return typeof valueAt(document.data, path) === 'string' ? path : [...path, 'workload'];
}

async function readText(kind: InputKind, name: string, files: FileAccess, warn: Warn): Promise<ManifestText> {
  const { bytes, file, warnings } = await readInput(kind, name, files);
  warn(warnings);
  return { file, text: decodeText(bytes, kind, file) };
}

/** The input of a sweep file: a file beside it, otherwise as it is written. What is a path and nowhere is missing beside the file. */
async function besideSweep(kind: InputKind, input: string, sweepFile: string, files: FileAccess): Promise<string> {
  const isAbsolute = /^([/\\]|[A-Za-z]:|\w+:\/\/)/.test(input);
  const folder = sweepFile.replace(/[^/\\]*$/, '');
  if (isAbsolute || folder === '' || sweepFile.startsWith('examples/')) return input;
  const path = `${folder}${input}`;
  if (!/[./\\]/.test(input)) return input;
  const isFile = async (file: string) =>
    (await files.exists(file)) || (kind === 'workload' && (await configWithKeys(file, files)) !== undefined);
  if (await isFile(path)) return path;
  const isModel = kind === 'workload' && (namesLanguageModel(input) || hasModelKeys(input));
  return isModel || exampleFile(kind, input) !== undefined || (await isFile(input)) ? input : path;
}

/** What the hash covers is the content of the inputs, not where they are. */
function hashOf({
  version,
  file,
  accelerator,
  mapping,
  workloads,
}: Pick<SweepManifest, 'version' | 'file' | 'accelerator' | 'mapping' | 'workloads'>): string {
  const contents = [
    version,
    file.text,
    accelerator.text,
    mapping.text,
    ...workloads.map((workload) => ('text' in workload ? workload.text : bytesToHex(sha256(workload.bytes)))),
    ...workloads.flatMap(({ languageModel }) => languageModel ?? []),
  ];
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(contents)))).slice(0, HASH_DIGITS);
}
