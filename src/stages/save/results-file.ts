import type { RunControl } from '../../chain/control/run-control.ts';
import type { Context } from '../../chain/kind.ts';
import { writePickle } from '../../io/files/write-pickle.ts';
import { checkWritable, incompleteName, reportText, writeResult } from '../../io/files/write-result.ts';
import type { FileAccess } from '../../platform/file-access.ts';
import { fillName } from './name-pattern.ts';

/** A file that gets its whole content when a stage's run ends: a Python pickle, or JSON where its name ends in `.json`. */
export class ResultsFile {
  private readonly path: string;
  private readonly files: FileAccess | undefined;

  /**
   * @param name may have placeholders for the arguments in `context`.
   * @throws InputError when the file cannot be written.
   */
  constructor(name: string, files: FileAccess | undefined, control: RunControl, context: Context) {
    this.path = fillName(name, control.run.startTime, context);
    this.files = files;
    checkWritable(files, this.path);
  }

  /** @throws InputError when the file cannot be written. */
  write(content: unknown): void {
    this.writeTo(this.path, content);
  }

  /** What there is of a run that ended early; does not stand in the way of the reason for that. */
  writeIncomplete(content: readonly unknown[]): void {
    if (content.length === 0) return;
    try {
      this.writeTo(incompleteName(this.path), content);
    } catch {
      // What ended the run matters more, and is on its way up already.
    }
  }

  private writeTo(path: string, content: unknown): void {
    writeResult(this.files, path, path.endsWith('.json') ? reportText(content) : writePickle(content));
  }
}
