import { expect } from 'vitest';
import { explainedQuantities, explainQuantity } from '../../src/explain/index.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { evaluateExpression } from './evaluate-expression.ts';

/** The figure, its numbers and its symbols agree. Returns how many figures were compared. */
export function compareFigures(evaluation: CostModelEvaluation): number {
  const figures = explainedQuantities(evaluation);
  for (const figure of figures) {
    const { value, substituted, formula, symbols } = explainQuantity(evaluation, figure);
    const where = `${evaluation.layer.name}, ${figure}: ${substituted} from ${formula}`;
    const tolerance = Math.abs(value) * 1e-9;
    expect(Math.abs(evaluateExpression(substituted) - value), where).toBeLessThanOrEqual(tolerance);
    const values = new Map(symbols.map((symbol) => [symbol.symbol, symbol.value]));
    expect(Math.abs(evaluateExpression(formula, values) - value), where).toBeLessThanOrEqual(tolerance);
  }
  return figures.length;
}
