import { passiveStage } from '../../chain/passive-stage.ts';
import type { StageResult } from '../../chain/stage.ts';
import { files, requiredFilenamePattern } from '../arguments.ts';
import { placeholderProblems } from './name-pattern.ts';
import { plainData } from './plain-results.ts';
import { ResultsFile } from './results-file.ts';

/**
 * Writes everything that passes through, extra information included, to one file when the last result has passed: a Python pickle
 * of a list of pairs [complete report, extra information], readable without any package, or JSON where `filenamePattern` ends in
 * `.json`. `{name}` placeholders are filled from the arguments known where the stage stands. If the run ends early, what there is
 * goes to `….incomplete.…`.
 *
 * Passes results on unchanged. Stands anywhere; keeps all results in memory.
 * @throws InputError, before anything is searched, when the file cannot be written.
 */
export class DumpStage extends passiveStage('DumpStage', {
  requires: { filenamePattern: requiredFilenamePattern },
  options: { files },
  acceptsLists: true,
  writesFiles: true,
  check: (place) => placeholderProblems('filenamePattern', place, false),
}) {
  private readonly file = new ResultsFile(this.args.filenamePattern, this.args.files, this.control, this.context);
  private readonly results: StageResult[] = [];

  override onResult(result: StageResult): Iterable<StageResult> {
    this.results.push(result);
    return [result];
  }

  override onEnd(): Iterable<StageResult> {
    this.file.write(this.results.map(plainData));
    return [];
  }

  override onInterruption(): void {
    this.file.writeIncomplete(this.results.map(plainData));
  }
}
