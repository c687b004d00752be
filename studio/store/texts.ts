import { computed, effect, signal } from '@preact/signals';
import { EXAMPLES, exampleFile, exampleName } from '../../src/io/files/examples.ts';
import { exampleAddress } from '../../src/platform/example-addresses.ts';
import { FILE_KINDS, type FileKind } from '../state/project.ts';
import { project } from './project.ts';

/* The texts of built-in files, fetched from the page's own server when they are shown. */

const fetched = signal<ReadonlyMap<string, string>>(new Map());
const asked = new Set<string>();

/** The text of a built-in file; undefined while it is on its way, and for models. */
export function builtInText(kind: FileKind, name: string): string | undefined {
  const path = exampleFile(kind, name);
  if (path === undefined || path.endsWith('.onnx')) return undefined;
  const text = fetched.value.get(path);
  if (text === undefined && !asked.has(path)) void fetchText(path);
  return text;
}

async function fetchText(path: string): Promise<void> {
  asked.add(path);
  try {
    const response = await fetch(exampleAddress(path));
    const text = await response.text();
    // Another text may have come meanwhile.
    if (response.ok) fetched.value = new Map([...fetched.peek(), [path, text]]);
  } catch {
    // Without its server the page has no text to show; asking again may help.
    asked.delete(path);
  }
}

/** The text of every file of the project; undefined where it is a model, or not here yet. */
export const texts = computed((): Readonly<Record<FileKind, string | undefined>> => {
  const { files } = project.value;
  const of = (kind: FileKind): string | undefined => {
    const file = files[kind];
    if (file.source === 'text') return file.text;
    return file.source === 'built-in' ? builtInText(kind, file.name) : undefined;
  };
  return { workload: of('workload'), accelerator: of('accelerator'), mapping: of('mapping') };
});

/** Whether a file of the project is an ONNX model, which is not edited as text. */
export function isModel(kind: FileKind): boolean {
  const file = project.value.files[kind];
  if (file.source === 'model') return true;
  return file.source === 'built-in' && (exampleFile(kind, file.name)?.endsWith('.onnx') ?? false);
}

/** The name of a language model with its keys, where the workload is one: no built-in file has this name. */
export function languageModelName(kind: FileKind): string | undefined {
  const file = project.value.files[kind];
  if (kind !== 'workload' || file.source !== 'built-in') return undefined;
  return exampleFile(kind, file.name) === undefined ? file.name : undefined;
}

/** The text that an edited file was made of, to tell what changed. */
export function originalText(kind: FileKind): string | undefined {
  const file = project.value.files[kind];
  const base = file.source === 'text' ? file.base : file.source === 'built-in' ? file.name : undefined;
  return base === undefined ? undefined : builtInText(kind, base);
}

/** Names of the built-in files of a kind, as they are listed. */
export function builtInNames(kind: FileKind): readonly string[] {
  const names = EXAMPLES[kind].map((file) =>
    exampleFile(kind, exampleName(file)) === `${kind}s/${file}` ? exampleName(file) : file,
  );
  return [...new Set(names)];
}

/** Fetches the texts of the project before they are asked for. */
export function fetchTexts(): void {
  effect(() => {
    for (const kind of FILE_KINDS) void texts.value[kind];
  });
}
