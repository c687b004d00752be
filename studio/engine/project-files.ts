import { platformFiles } from '#platform';
import type { FileAccess } from '../../src/platform/file-access.ts';
import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';
import { FILE_KINDS, type FileKind, type Inputs, type ProjectFile } from '../state/project.ts';
import { fileName } from './protocol.ts';

/** The options of a run over a project: built-in files by name, edited ones as files that only this run sees. */
export function runOptions({ files, run }: Inputs): HardwarePerformanceOptions {
  return {
    workload: inputOf('workload', files.workload),
    accelerator: inputOf('accelerator', files.accelerator),
    mapping: inputOf('mapping', files.mapping),
    opt: run.objective,
    lpfLimit: run.loopLimit,
    costModel: run.costModel,
    files: filesOf(files),
  };
}

function inputOf(kind: FileKind, file: ProjectFile): string {
  return file.source === 'built-in' ? file.name : fileName(kind, file.source === 'model');
}

/** Reads edited files, and other texts by name, from memory. There is nothing else: a page has no disk, and asks its server for built-in files only. */
export function filesOf(files: Inputs['files'], others: ReadonlyMap<string, string> = new Map()): FileAccess {
  const contents = new Map<string, Uint8Array>();
  for (const [name, text] of others) contents.set(name, new TextEncoder().encode(text));
  for (const kind of FILE_KINDS) {
    const file = files[kind];
    if (file.source === 'text') contents.set(fileName(kind, false), new TextEncoder().encode(file.text));
    if (file.source === 'model') contents.set(fileName(kind, true), file.bytes);
  }
  return {
    ...platformFiles,
    read: async (path) => {
      const bytes = contents.get(path);
      if (bytes === undefined) throw new Error('the project has no such file');
      return bytes;
    },
    exists: async (path) => contents.has(path),
    list: async () => [],
  };
}
