import type { Context } from '../../chain/kind.ts';
import { passiveStage } from '../../chain/passive-stage.ts';
import type { StageResult } from '../../chain/stage.ts';
import { checkWritable, incompleteName, reportText, writeResult } from '../../io/files/write-result.ts';
import { CostModelEvaluation, CumulativeCME } from '../../model/evaluation/evaluation.ts';
import { dumpFolder, filenamePattern, files } from '../arguments.ts';
import { LayersLeftOut } from './layers-left-out.ts';
import { fillName, fillPattern, placeholderProblems } from './name-pattern.ts';
import { ResultFileNames, safeFileName } from './result-file-names.ts';

const NAME: string = 'SaveStage';

/**
 * What the stages that save reports have in common; each says what a report holds. Into `dumpFolder` goes one file per result, as it
 * passes. Under `filenamePattern` goes a JSON list per file name, when the last result has passed; if the run ends early, what there
 * is goes to a file named `….incomplete.json`.
 */
export abstract class SaveStage extends passiveStage(NAME, {
  options: { dumpFolder, filenamePattern, files },
  needsOneOf: [['dumpFolder', 'filenamePattern']],
  writesFiles: true,
  check: (place) => [
    ...placeholderProblems('dumpFolder', place, false),
    ...placeholderProblems('filenamePattern', place, true),
  ],
}) {
  /** Part of the file names. */
  abstract readonly kind: string;
  /** The lists to write, by file name. */
  private readonly lists = new Map<string, unknown[]>();

  abstract reportOf(result: StageResult): unknown;

  override onStart(): Context {
    const { dumpFolder: folder, filenamePattern: pattern, files: access } = this.args;
    if (folder !== undefined) checkWritable(access, `${this.filled(folder)}/_${this.kind}.json`);
    if (pattern !== undefined) checkWritable(access, this.filled(pattern));
    return {};
  }

  override onResult(result: StageResult): Iterable<StageResult> {
    const { dumpFolder: folder, filenamePattern: pattern, files: access } = this.args;
    const { startTime } = this.control.run;
    const fileNames = this.control.run.shared(ResultFileNames);
    const report = this.markedReportOf(result);
    const subject = result.cme instanceof CostModelEvaluation ? result.cme.layer.name : 'overall';
    if (folder !== undefined) {
      const path = fileNames.claim(`${this.filled(folder)}/${safeFileName(subject)}`, `_${this.kind}.json`);
      writeResult(access, path, reportText(report));
    }
    if (pattern !== undefined) {
      const path = fillPattern(pattern, startTime, this.context, {
        layer: subject,
        kind: this.kind,
        index: () => fileNames.next(`{index} of ${this.kind} ${pattern}`),
      });
      const list = this.lists.get(path);
      if (list === undefined) this.lists.set(path, [report]);
      else list.push(report);
    }
    return [result];
  }

  /** A sum that does not have all of the network is marked, so that no script takes it for the whole. */
  private markedReportOf(result: StageResult): unknown {
    const report = this.reportOf(result);
    const { names, operators } = this.control.run.shared(LayersLeftOut);
    if (!(result.cme instanceof CumulativeCME) || typeof report !== 'object') return report;
    if (names.length === 0 && operators.length === 0) return report;
    return {
      ...report,
      partial: true,
      ...(names.length === 0 ? {} : { infeasible: names }),
      ...(operators.length === 0 ? {} : { uncosted: operators }),
    };
  }

  override onEnd(): Iterable<StageResult> {
    this.writeLists((path) => path);
    return [];
  }

  override onInterruption(): void {
    try {
      this.writeLists(incompleteName);
    } catch {
      // What ended the run matters more, and is on its way up already.
    }
  }

  private writeLists(rename: (path: string) => string): void {
    for (const [path, reports] of this.lists) {
      const dot = path.lastIndexOf('.');
      const end = dot > path.lastIndexOf('/') ? dot : path.length;
      const unused = this.control.run.shared(ResultFileNames).claim(path.slice(0, end), path.slice(end));
      writeResult(this.args.files, rename(unused), reportText(reports));
    }
  }

  private filled(name: string): string {
    return fillName(name, this.control.run.startTime, this.context);
  }
}
