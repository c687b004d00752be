import { passiveStage } from '../../chain/passive-stage.ts';
import type { StageResult } from '../../chain/stage.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { files, resultsFilename } from '../arguments.ts';
import { placeholderProblems } from './name-pattern.ts';
import { evaluationsBehind, plainData } from './plain-results.ts';
import { ResultsFile } from './results-file.ts';

/**
 * Writes the complete reports of all single evaluations passing through to one file when the last has passed: of a sum, those it
 * was made from. The file is a Python pickle (protocol 4) of a list of dictionaries, readable without any package, or JSON where
 * `resultsFilename` ends in `.json`. If the run ends early, what there is goes to `….incomplete.pickle`. (In the reference the
 * pickle needs the package to read, only the last sum survives, and without results the file has no content.)
 *
 * Passes results on unchanged. Stands anywhere; above SumStage it saves the layers.
 * @throws InputError, before anything is searched, when the file cannot be written.
 */
export class PickleSaveStage extends passiveStage('PickleSaveStage', {
  requires: { resultsFilename },
  options: { files },
  acceptsLists: true,
  writesFiles: true,
  check: (place) => placeholderProblems('resultsFilename', place, false),
}) {
  private readonly file = new ResultsFile(this.args.resultsFilename, this.args.files, this.control, this.context);
  private readonly evaluations: CostModelEvaluation[] = [];

  override onResult(result: StageResult): Iterable<StageResult> {
    for (const evaluation of evaluationsBehind(result)) this.evaluations.push(evaluation);
    return [result];
  }

  override onEnd(): Iterable<StageResult> {
    this.file.write(this.evaluations.map(plainData));
    return [];
  }

  override onInterruption(): void {
    this.file.writeIncomplete(this.evaluations.map(plainData));
  }
}
