import { InputError } from '../../base/diagnostic.ts';
import type { FileAccess } from '../../io/file-access.ts';
import { filesOf } from '../files.ts';

/**
 * Writes a result file, whole or not at all.
 * @throws InputError naming the file when it cannot be written.
 */
export function writeResult(files: FileAccess | undefined, path: string, content: string): void {
  try {
    filesOf(files).writeText(path, content);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError([
      {
        code: 'ZZ6003',
        severity: 'error',
        file: path,
        message: `the result file cannot be written: ${reason}`,
        hint: 'choose a folder you may write to',
      },
    ]);
  }
}
