import { ListedResults } from '../../chain/listed-results.ts';
import { isStageResult, type StageResult } from '../../chain/stage.ts';
import { CostModelEvaluation, CumulativeCME } from '../../model/evaluation/evaluation.ts';

/** The single evaluations behind a result: those that a sum or a list was made from, else its own. */
export function evaluationsBehind({ cme, extra }: StageResult): CostModelEvaluation[] {
  if (cme instanceof CostModelEvaluation) return [cme];
  const parts = cme instanceof ListedResults ? cme.results : extra;
  return Array.isArray(parts) ? parts.filter(isStageResult).flatMap(evaluationsBehind) : [];
}

/**
 * Results as plain data, as files hold them: a result is the pair [report, extra information], evaluations are complete reports,
 * maps are objects, whatever has a JSON form takes it.
 */
export function plainData(value: unknown): unknown {
  if (isStageResult(value)) return [plainData(value.cme), plainData(value.extra)];
  if (value instanceof CostModelEvaluation || value instanceof CumulativeCME) return value.toJSON();
  if (value instanceof ListedResults) return value.results.map(plainData);
  if (Array.isArray(value)) return value.map(plainData);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [String(key), plainData(item)]));
  if (typeof value === 'object' && value !== null) {
    if ('toJSON' in value && typeof value.toJSON === 'function') return value.toJSON();
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, item]) => (typeof item === 'function' ? [] : [[key, plainData(item)]])),
    );
  }
  return value;
}
