import { DEFAULT_RUN, FILE_KINDS, type FileKind, type Inputs, type ProjectFile } from '../state/project.ts';

/** The command that gives the numbers of some inputs. Edited files lie beside it under the names of `savedName`. */
export function commandLine({ files, run }: Inputs): string {
  return [
    'zigzag run',
    ...FILE_KINDS.map((kind) => `--${kind} ${quoted(nameIn(kind, files[kind]))}`),
    ...(run.objective === DEFAULT_RUN.objective ? [] : [`--opt ${run.objective}`]),
    ...(run.loopLimit === DEFAULT_RUN.loopLimit ? [] : [`--lpf-limit ${run.loopLimit}`]),
    ...(run.costModel === DEFAULT_RUN.costModel ? [] : [`--cost-model ${run.costModel}`]),
  ].join(' ');
}

function nameIn(kind: FileKind, file: ProjectFile): string {
  return file.source === 'built-in' ? file.name : savedName(kind, file);
}

/** Under which name a file of the project is saved: `accelerator.yaml`. */
export function savedName(kind: FileKind, file: ProjectFile): string {
  return `${kind}.${file.source === 'model' ? 'onnx' : 'yaml'}`;
}

/** Safe in a shell: names of built-in files come from links, too. */
function quoted(name: string): string {
  return /^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
