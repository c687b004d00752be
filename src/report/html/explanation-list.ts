import type { CostModelEvaluation } from '../../model/evaluation.ts';
import type { Markup } from '../charts/svg.ts';

/** The figures of a layer, each with its formula, numbers and limits behind it. */
export function explanationList(_evaluation: CostModelEvaluation): Markup | undefined {
  return undefined;
}
