import type { CostModelEvaluation } from '../model/evaluation.ts';
import { allFigures } from './all-figures.ts';
import { explainedCase } from './explained-case.ts';
import type { Explanation } from './explanation.ts';
import { describe } from './figure.ts';

/** Names of all figures of an evaluation that can be explained: energies, latencies, stalls of ports, utilisation (docs/explain.md). */
export function figuresOf(evaluation: CostModelEvaluation): readonly string[] {
  return allFigures(explainedCase(evaluation)).map(({ name }) => name);
}

/**
 * Where a figure comes from, what binds it and what would change it (docs/explain.md).
 * @throws Error when the evaluation has no such figure; `figuresOf` lists them.
 */
export function explainFigure(evaluation: CostModelEvaluation, figure: string): Explanation {
  const known = allFigures(explainedCase(evaluation));
  const found = known.find(({ name }) => name === figure);
  if (found === undefined) {
    throw new Error(`there is no figure "${figure}"; the figures are ${known.map(({ name }) => name).join(', ')}`);
  }
  return describe(found);
}
