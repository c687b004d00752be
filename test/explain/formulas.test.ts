import { beforeAll, describe, expect, test } from 'vitest';
import { explainFigure, figuresOf } from '../../src/explain/index.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation.ts';
import { evaluateExpression } from './evaluate-expression.ts';
import { evaluationsOf, RUNS } from './explained-cases.ts';

describe.each(RUNS)('%s', (_, options) => {
  let evaluations: readonly CostModelEvaluation[];
  beforeAll(async () => {
    evaluations = await evaluationsOf(options);
  });

  test('every figure is what its numbers, and its symbols, come to', () => {
    let checked = 0;
    for (const evaluation of evaluations) {
      for (const figure of figuresOf(evaluation)) {
        const { value, substituted, formula, symbols } = explainFigure(evaluation, figure);
        const where = `${evaluation.layer.name}, ${figure}: ${substituted}`;
        const tolerance = Math.max(1e-9, Math.abs(value) * 1e-9);
        expect(Math.abs(evaluateExpression(substituted) - value), where).toBeLessThanOrEqual(tolerance);
        const values = new Map(symbols.map((symbol) => [symbol.symbol, symbol.value]));
        expect(Math.abs(evaluateExpression(formula, values) - value), `${where} = ${formula}`).toBeLessThanOrEqual(
          tolerance,
        );
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(15);
  });
});
