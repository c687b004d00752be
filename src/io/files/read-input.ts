import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import { enumerate } from '../../base/enumerate.ts';
import { didYouMean } from '../../base/suggest.ts';
import { inferenceOf, LISTED_MODELS } from '../../language-models/index.ts';
import type { LanguageModelInference } from '../../model/workload/language-model.ts';
import type { FileAccess } from '../../platform/file-access.ts';
import { MOST_TEXT, unreadable } from './decode-text.ts';
import { EXAMPLES, exampleFile, exampleName, type InputKind, listedName, looksLikePath } from './examples.ts';
import {
  configWithKeys,
  hasModelKeys,
  namesLanguageModel,
  readLanguageModel,
  textOfLanguageModel,
} from './language-model/language-model-input.ts';

/** Contents of an input and the name messages use for it. */
export interface InputBytes {
  readonly bytes: Uint8Array;
  readonly file: string;
  readonly isBuiltIn: boolean;
  /** That a built-in is used for the name of a file, which isn't there. */
  readonly warnings: readonly Diagnostic[];
  /** Of a language model: what is computed, besides the layers. */
  readonly languageModel?: LanguageModelInference;
}

/**
 * Reads an input given by path or by the name of a built-in example. A file wins over an example of the same name. A language model gives
 * the text of its layers.
 * @throws InputError listing the built-in names, and similar files beside the path, when neither exists.
 */
export async function readInput(kind: InputKind, name: string, files: FileAccess): Promise<InputBytes> {
  if (kind === 'workload' && exampleFile(kind, name) === undefined && !isOnnx(name)) {
    const model = await readLanguageModel(name, files);
    if (model !== undefined) {
      const bytes = new TextEncoder().encode(textOfLanguageModel(model.workload));
      const isBuiltIn = namesLanguageModel(name);
      return { bytes, file: name, isBuiltIn, warnings: model.warnings, languageModel: inferenceOf(model.workload) };
    }
  }
  const place = await findInput([kind], name, files);
  if (place === undefined) {
    return { bytes: await readFile(kind, name, files), file: name, isBuiltIn: false, warnings: [] };
  }
  const example = exampleFile(kind, name) ?? '';
  const warnings = listedName(kind, name) === name ? [] : [takenForFile(kind, name, files)];
  return { bytes: await files.readExample(example), file: `examples/${example}`, isBuiltIn: true, warnings };
}

/**
 * The kinds of which a name is a built-in example or language model; undefined for a file, which wins over an example of the same name.
 * @throws InputError listing the built-in names, and similar files beside the path, when neither exists.
 */
export async function findInput(
  kinds: readonly InputKind[],
  name: string,
  files: FileAccess,
): Promise<readonly InputKind[] | undefined> {
  if (looksLikePath(name) && (await files.exists(name))) return undefined;
  const found = kinds.filter((kind) => exampleFile(kind, name) !== undefined);
  if (found.length > 0) return found;
  const mayBeModel = kinds.includes('workload');
  if (mayBeModel && namesLanguageModel(name)) return ['workload'];
  if (await files.exists(name)) return undefined;
  if (mayBeModel && (await configWithKeys(name, files)) !== undefined) return undefined;
  // Reading it says which models there are.
  if (mayBeModel && hasModelKeys(name)) return ['workload'];
  throw new InputError([await notFound(kinds, name, files)]);
}

/** `resnet18 on tpu_like`. Built-ins have the names under which they are listed; one that looks like a file is called built-in. */
export async function titleOfInputs(
  { workload, accelerator }: { readonly workload: unknown; readonly accelerator: unknown },
  files: FileAccess,
): Promise<string> {
  const titles = [await titleOf('workload', workload, files), await titleOf('accelerator', accelerator, files)];
  const shown = titles.map(({ name, isBuiltIn }) =>
    isBuiltIn && looksLikePath(name) && !namesLanguageModel(name) ? `built-in ${name}` : name,
  );
  return shown.join(' on ');
}

/** How results call an input: by its path, or by the listed name of a built-in. */
export async function titleOf(
  kind: InputKind,
  input: unknown,
  files: FileAccess,
): Promise<{ readonly name: string; readonly isBuiltIn: boolean }> {
  if (typeof input !== 'string') return { name: '(in memory)', isBuiltIn: false };
  const isBuiltIn = (await findInput([kind], input, files)) !== undefined;
  const isExample = exampleFile(kind, input) !== undefined;
  return { name: isBuiltIn && isExample ? listedName(kind, input) : input, isBuiltIn };
}

/** Whether the workload is an ONNX model: by its bytes, its file name or the built-in it names. */
export function isOnnx(workload: unknown): boolean {
  if (workload instanceof Uint8Array) return true;
  if (typeof workload !== 'string') return false;
  const file = looksLikePath(workload) ? workload : (exampleFile('workload', workload) ?? workload);
  return file.toLowerCase().endsWith('.onnx');
}

async function readFile(kind: InputKind, path: string, files: FileAccess): Promise<Uint8Array> {
  try {
    return kind === 'workload' && isOnnx(path) ? await files.read(path) : await files.read(path, MOST_TEXT);
  } catch (error) {
    throw unreadable(kind, path, error);
  }
}

function takenForFile(kind: InputKind, name: string, files: FileAccess): Diagnostic {
  const listed = listedName(kind, name);
  return {
    code: 'ZZ6005',
    severity: 'warning',
    message: `there is no file ${files.resolve(name)}; the built-in ${kind} "${listed}" is used`,
    hint: `write ${listed} to mean the built-in, or correct the path to use a file of your own`,
  };
}

async function notFound(kinds: readonly InputKind[], name: string, files: FileAccess) {
  const models = kinds.includes('workload') ? LISTED_MODELS.map((model) => model.name) : [];
  const examples = kinds.flatMap((kind) => EXAMPLES[kind]).flatMap((file) => [exampleName(file), file]);
  const folder = name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '.';
  const base = name.slice(name.lastIndexOf('/') + 1);
  const suggestion = didYouMean(base, [...(await files.list(folder)), ...examples, ...models]);
  const lists = kinds.map((kind) => {
    const names = [...new Set(EXAMPLES[kind].map(exampleName))].join(', ');
    return kinds.length === 1 ? names : `\n       ${`${kind}s`.padEnd(13)} ${names}`;
  });
  const modelHint =
    models.length === 0 ? '' : `${kinds.length === 1 ? '; ' : '\n       '}or a language model, such as llama3-8b`;
  return {
    code: 'ZZ6001',
    severity: 'error' as const,
    message: `there is no ${enumerate(kinds, 'or')} "${name}": neither the file ${files.resolve(name)} nor a built-in example of this name exists${suggestion}`,
    hint: `pass a path, or one of the built-in examples:${kinds.length === 1 ? ' ' : ''}${lists.join('')}${modelHint}`,
  };
}
