import { InputError } from '../../base/diagnostic.ts';
import type { FileAccess } from '../../platform/file-access.ts';
import { filesOf } from './default-files.ts';

/**
 * Writes a result file, whole or not at all.
 * @throws InputError naming the file when it cannot be written.
 */
export function writeResult(files: FileAccess | undefined, path: string, content: string | Uint8Array): void {
  try {
    filesOf(files).write(path, content);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/**
 * Makes sure, before hours are spent on results, that a file can be written. Creates nothing.
 * @throws InputError naming the file.
 */
export function checkWritable(files: FileAccess | undefined, path: string): void {
  try {
    filesOf(files).checkWritable(path);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** `a/b.json` → `a/b.incomplete.json`: results of a run that ended early. */
export function incompleteName(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') + 1 ? `${path.slice(0, dot)}.incomplete${path.slice(dot)}` : `${path}.incomplete`;
}

/** JSON as the reports are written: indented by four, shortest exact numbers. */
export function reportText(report: unknown): string {
  return JSON.stringify(report, undefined, 4);
}

function cannotWrite(path: string, error: unknown): InputError {
  if (error instanceof InputError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new InputError([
    {
      code: 'ZZ6003',
      severity: 'error',
      file: path,
      message: `the result file cannot be written: ${reason}`,
      hint: 'choose a folder you may write to, on a disk with free space',
    },
  ]);
}
