import { CostModelEvaluation, CumulativeCME } from '../model/evaluation/evaluation.ts';
import { ListedResults } from './listed-results.ts';
import type { StageResult } from './stage.ts';
import { PendingResults } from './workers/pending-results.ts';

/** The result of `times` equal layers. Extra information stays as it is. */
export function repeatedResult({ cme, extra }: StageResult, times: number): StageResult {
  if (cme instanceof CostModelEvaluation || cme instanceof CumulativeCME) return { cme: cme.scaled(times), extra };
  if (cme instanceof ListedResults) {
    return { cme: new ListedResults(cme.results.map((result) => repeatedResult(result, times))), extra };
  }
  // The thread has yet to find the results; the extra information knows the stand-in by its identity.
  if (cme instanceof PendingResults) cme.times *= times;
  return { cme, extra };
}
