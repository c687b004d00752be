import { type ChainPlace, type StageResult, stage } from '../../chain/stage.ts';
import { filesOf } from '../../io/files/default-files.ts';
import { dumpFolder, filenamePattern, files } from '../arguments.ts';
import { fillName, placeholderProblems } from '../save/name-pattern.ts';
import { safeFileName } from '../save/result-file-names.ts';

/**
 * Skips the rest of the chain where its results exist already: the file that `filenamePattern` names, or in `dumpFolder` the saved
 * report of the layer at hand (above WorkloadStage: of the total). Placeholders are filled from the arguments known where the stage
 * stands, e.g. `{layer}` below WorkloadStage.
 *
 * Passes results through, or yields nothing and warns: totals above then lack the skipped work. Stands above the work to skip. (In
 * the reference a folder never counts as existing, so it never skips.)
 */
export class SkipIfDumpExistsStage extends stage('SkipIfDumpExistsStage', {
  options: { dumpFolder, filenamePattern, files },
  needsOneOf: [['dumpFolder', 'filenamePattern']],
  asynchronous: true,
  check: (place) => [
    ...placeholderProblems('dumpFolder', place, false),
    ...placeholderProblems('filenamePattern', place, false),
    ...newEveryTime(place),
  ],
}) {
  override async *run(): AsyncGenerator<StageResult> {
    const existing = await this.existingDump();
    if (existing === undefined) {
      yield* this.nextAsync();
      return;
    }
    const { layer } = this.control.place;
    const subject = layer === undefined ? 'this part of the run' : `layer ${layer.name}`;
    this.control.warn({
      code: 'ZZ6014',
      severity: 'warning',
      file: existing,
      message: `${subject} is skipped because its results exist; the totals of this run do not include them`,
      hint: 'delete the file to compute the results again',
    });
  }

  private async existingDump(): Promise<string | undefined> {
    const { dumpFolder: folder, filenamePattern: pattern, files } = this.args;
    const access = filesOf(files);
    const filled = (name: string): string => fillName(name, this.control.run.startTime, this.context);
    const candidates = pattern === undefined ? [] : [filled(pattern)];
    if (folder !== undefined) {
      const subject = this.control.place.layer?.name ?? 'overall';
      const stem = `${filled(folder)}/${safeFileName(subject)}`;
      candidates.push(`${stem}_complete.json`, `${stem}_simple.json`);
    }
    for (const candidate of candidates) if (await access.exists(candidate)) return candidate;
    return undefined;
  }
}

/** A name that holds the time of the run never exists before it. */
function newEveryTime({ given }: ChainPlace): string[] {
  return ['dumpFolder', 'filenamePattern'].flatMap((name) => {
    const value = given[name];
    return typeof value === 'string' && value.includes('{datetime}')
      ? [`'${name}' has the placeholder {datetime}, so the file cannot exist before the run: remove the placeholder`]
      : [];
  });
}
