import { InputError, MappingError } from '../../base/diagnostic.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { StoredRun } from '../../results/index.ts';

type Costs = Pick<CostModelEvaluation, 'energy' | 'latency'>;

/** A total that layers have shares of. */
export type SharedTotal = keyof Costs;

export interface LayerShare {
  readonly evaluation: CostModelEvaluation;
  /** Of the total of the run. */
  readonly share: number;
}

/** The layers with the largest shares of a total, the largest first. Each counts with its repetitions. */
export function largestLayers(
  { total, evaluations }: { readonly total: Costs; readonly evaluations: readonly CostModelEvaluation[] },
  of: SharedTotal,
  most: number,
): readonly LayerShare[] {
  return evaluations
    .toSorted((a, b) => b[of] - a[of])
    .slice(0, most)
    .map((evaluation) => ({ evaluation, share: evaluation[of] / total[of] }));
}

/** @throws MappingError where no layer fits, InputError where the workload has none. */
export function largestLayer(run: StoredRun, of: SharedTotal): CostModelEvaluation {
  const [largest] = largestLayers(run, of, 1);
  if (largest !== undefined) return largest.evaluation;
  const [failed] = run.document.infeasible;
  if (failed !== undefined) throw new MappingError(failed.name, failed.diagnostic);
  throw new InputError([
    { code: 'ZZ6044', severity: 'error', message: 'the run has no layers', hint: 'run a workload that has layers' },
  ]);
}
