import { beforeAll, describe, expect, test } from 'vitest';
import { evaluateMapping } from '../../src/engine/cost-model.ts';
import { compileProblem } from '../../src/engine/problem/compile.ts';
import { explainedQuantities, explainQuantity, quantitySummary } from '../../src/explain/index.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { createLayer } from '../../src/model/workload/layer.ts';
import { allocateOrder, primeLoops } from '../../src/search/allocation/allocate-order.ts';
import { convertSpatialMapping } from '../../src/search/spatial/convert-spatial-mapping.ts';
import { exampleAccelerator, matrixProduct } from '../support.ts';
import { compareFigures } from './compare-figures.ts';
import { evaluateExpression } from './evaluate-expression.ts';
import { CORRECTED_RUNS, evaluationsOf, goldenEvaluations, RUNS } from './explained-cases.ts';

describe.each([...RUNS, ...CORRECTED_RUNS])('%s', (_, options) => {
  let evaluations: readonly CostModelEvaluation[];
  beforeAll(async () => {
    evaluations = await evaluationsOf(options);
  });

  test('every figure is what its numbers, and its symbols, come to', () => {
    let checked = 0;
    for (const evaluation of evaluations) checked += compareFigures(evaluation);
    expect(checked).toBeGreaterThan(15);
  });

  test('names are unique, parts and totals are figures themselves', () => {
    for (const evaluation of evaluations.slice(-2)) {
      const figures = explainedQuantities(evaluation);
      expect(new Set(figures).size).toBe(figures.length);
      const valueNamed = (figure: string): number => quantitySummary(evaluation, figure).value;
      expect(valueNamed('energy')).toBe(evaluation.energy);
      expect(valueNamed('memory_energy')).toBe(evaluation.memoryEnergy);
      expect(valueNamed('operational_energy')).toBe(evaluation.macEnergy);
      expect(valueNamed('latency')).toBe(evaluation.latency);
      expect(valueNamed('utilisation')).toBe(evaluation.utilisation.withOffloading);
      for (const { parts } of figures.map((figure) => explainQuantity(evaluation, figure))) {
        for (const part of parts) expect(figures).toContain(part);
      }
    }
  });
});

test('golden evaluations', async () => {
  const golden = await goldenEvaluations(9);
  expect(golden.length).toBe(40);
  for (const evaluation of golden) compareFigures(evaluation);
});

test('every part of the energy of an array is explained in some run', async () => {
  const names = new Set<string>();
  for (const [, options] of RUNS.filter(([, { inMemoryCompute }]) => inMemoryCompute === true)) {
    for (const evaluation of (await evaluationsOf(options)).slice(0, 1))
      for (const name of explainedQuantities(evaluation)) names.add(name);
  }
  const parts = [...names].filter((name) => name.startsWith('energy.operations.'));
  expect(parts.map((name) => name.replace('energy.operations.', '')).sort()).toEqual([
    'accumulators',
    'adcs',
    'adders_pv',
    'adders_regular',
    'analog_bl_addition',
    'dacs',
    'local_bl_precharging',
    'mults',
  ]);
});

test('a layer with one input', async () => {
  const product = matrixProduct({ D: 64, C: 32, K: 16 });
  const layer = createLayer({
    ...product,
    operands: product.operands.filter(({ name }) => name !== 'W'),
    constantOperands: ['I'],
    mapping: {
      ...product.mapping,
      memoryOperandLinks: new Map([
        ['O', 'O'],
        ['I', 'I1'],
      ] as const),
    },
  });
  for (const name of ['tpu_like', 'gemm_l1_l3', 'eyeriss_like']) {
    const accelerator = await exampleAccelerator(name);
    const problem = compileProblem(layer, accelerator, convertSpatialMapping(layer, accelerator, []));
    const { mapping } = allocateOrder(problem, primeLoops(problem));
    if (mapping === undefined) throw new Error(`nothing fits ${name}`);
    expect(compareFigures(evaluateMapping(problem, mapping))).toBeGreaterThan(15);
  }
});

describe('the evaluation of expressions', () => {
  test.each([
    ['2 + 3 · 4 − 6 / 3', 12],
    ['trunc(ceil(7 · 8 / 64) · (64 / 2048) · 1000 · 2)', 62],
    ['max(0, −3) + min(4, 2 − −1)', 3],
    ['−(2 + 3) · 1e+21', -5e21],
  ])('%s is %d', (text, value) => expect(evaluateExpression(text)).toBe(value));

  test('refuses what is none', () => {
    for (const text of ['', '1 +', '(1', '1 2', 'a', 'ceil(1']) expect(() => evaluateExpression(text)).toThrow();
  });
});
