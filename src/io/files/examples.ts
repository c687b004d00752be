import { EXAMPLE_ADDRESSES } from '../../platform/example-addresses.ts';

/** The kinds of input, as folders of `examples/`. */
export type InputKind = 'accelerator' | 'workload' | 'mapping' | 'sweep';

/** Built-in examples by name. Names given with an extension find the file of that format. */
export const EXAMPLES: Readonly<Record<InputKind, readonly string[]>> = {
  accelerator: filesOf('accelerator'),
  workload: filesOf('workload'),
  mapping: filesOf('mapping'),
  sweep: filesOf('sweep'),
};

/** Folder of the examples of a kind. */
export function exampleFolder(kind: InputKind): string {
  return `${kind}s`;
}

/** The file of a built-in example: `resnet18` → `workloads/resnet18.onnx`, `resnet18.yaml` → `workloads/resnet18.yaml`. */
export function exampleFile(kind: InputKind, name: string): string | undefined {
  const file = EXAMPLES[kind].find((candidate) => candidate === name || exampleName(candidate) === name);
  return file === undefined ? undefined : `${exampleFolder(kind)}/${file}`;
}

/** The name under which a built-in is listed: `tpu_like` for `tpu_like.yaml`. `resnet18.yaml` keeps its extension: `resnet18` is ONNX. */
export function listedName(kind: InputKind, name: string): string {
  const short = exampleName(name);
  return exampleFile(kind, short) === exampleFile(kind, name) ? short : name;
}

/** Whether a file, as messages name it, is a built-in example. */
export function isExampleFile(kind: InputKind, file: string | undefined): boolean {
  return EXAMPLES[kind].some((name) => file === `examples/${exampleFolder(kind)}/${name}`);
}

/** `tpu_like.yaml` → `tpu_like`. */
export function exampleName(file: string): string {
  return file.replace(/\.[^.]+$/, '');
}

/** Whether a name may be that of a file: a file then wins over a built-in. */
export function looksLikePath(name: string): boolean {
  return /[./\\]/.test(name);
}

function filesOf(kind: InputKind): string[] {
  const folder = `${exampleFolder(kind)}/`;
  return Object.keys(EXAMPLE_ADDRESSES)
    .filter((path) => path.startsWith(folder))
    .map((path) => path.slice(folder.length));
}
