import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../src/base/random.ts';
import { evaluateMapping } from '../../src/engine/cost-model.ts';
import { compileProblem } from '../../src/engine/problem/compile.ts';
import { lowerMapping } from '../../src/engine/problem/lift-mapping.ts';
import { explainedQuantities, explainQuantity } from '../../src/explain/index.ts';
import { evaluateGivenMapping } from '../../src/given-mapping/evaluate-given-mapping.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { heldBits } from '../../src/search/allocation/held-bits.ts';
import { TemporalMappingCandidates } from '../../src/search/loma/temporal-mapping-candidates.ts';
import { convertSpatialMapping } from '../../src/search/spatial/convert-spatial-mapping.ts';
import { fitRounds } from '../../src/search/spatial/fit-rounds.ts';
import { evaluateExpression } from '../explain/evaluate-expression.ts';
import { convolution, exampleAccelerator } from '../support.ts';
import { CaseMaker } from './random-case.ts';

/* Searches by the corrected model. */

const accelerator = await exampleAccelerator('meta_prototype');

describe('unrollings fit the rounds', () => {
  test.each([
    [56, 32, 28],
    [14, 4, 4],
    [96, 14, 14],
    [100, 32, 25],
  ])('%i on %i units', (size, units, expected) => {
    const layer = convolution({ B: 1, K: size, C: 4, OX: 3, OY: 1, FX: 1, FY: 1 });
    const mapping = [{ arrayDimension: 'D1', unrollings: [{ dimension: 'K', factor: units }] }];
    const fitted = fitRounds(layer, accelerator, mapping);
    expect(fitted).toEqual([{ arrayDimension: 'D1', unrollings: [{ dimension: 'K', factor: expected }] }]);
    expect(fitRounds(layer, accelerator, fitted)).toEqual(fitted);
  });
});

test('the allocation counts what the cost model says a memory holds', () => {
  const maker = new CaseMaker(RandomStream.named(1, 'held bits'));
  for (let run = 0; run < 150; run++) {
    const given = maker.make();
    const { evaluation, operands = {} } = evaluateGivenMapping({ ...given, costModel: 'corrected' });
    const { layer, accelerator: hardware, spatialMapping, temporalMapping } = evaluation;
    const problem = compileProblem(layer, hardware, spatialMapping, { costModel: 'corrected' });
    const held = heldBits(problem, lowerMapping(problem, temporalMapping));
    for (const { name, levelBase } of problem.operands) {
      const levels = operands[name]?.levels ?? [];
      expect(
        levels.map(({ bits }) => bits),
        JSON.stringify(given),
      ).toEqual([...held.slice(levelBase, levelBase + levels.length)]);
    }
  }
});

describe('a run with the corrected model', () => {
  const inputs = { workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like' };

  test('finds the best of all orders of every layer', async () => {
    const { evaluations } = await getHardwarePerformance({ ...inputs, costModel: 'corrected', lpfLimit: 4 });
    for (const { layer, accelerator: hardware, spatialMapping, costModel, latency } of evaluations.slice(0, 8)) {
      expect(costModel).toBe('corrected');
      const converted = convertSpatialMapping(layer, hardware, spatialMapping.source, 'corrected');
      expect(converted).toEqual(spatialMapping);
      const problem = compileProblem(layer, hardware, converted, { costModel: 'corrected' });
      const candidates = new TemporalMappingCandidates(problem, { lpfLimit: 4, type: 'uneven' });
      let least = Number.POSITIVE_INFINITY;
      while (candidates.next()) least = Math.min(least, evaluateMapping(problem, candidates.mapping()).latency);
      expect(latency).toBe(least);
    }
  });

  test('is never below what the port of the main memory needs', async () => {
    const { evaluations } = await getHardwarePerformance({ ...inputs, costModel: 'corrected' });
    const downsampling = evaluations.find(({ layer }) => layer.name.includes('layer3.0/downsample'));
    expect(downsampling?.latency).toBe(13_504);
  });

  test('searches with SALSA, too', async () => {
    const here = await getHardwarePerformance({ ...inputs, costModel: 'corrected', lpfLimit: 4 });
    const salsa = await getHardwarePerformance({
      ...inputs,
      costModel: 'corrected',
      temporalMappingSearchEngine: 'salsa',
      salsaIterationNumber: 20,
    });
    expect(salsa.evaluations.every(({ costModel }) => costModel === 'corrected')).toBe(true);
    expect(here.evaluations.length).toBe(salsa.evaluations.length);
  });

  test('explains no quantity by a formula that does not give it', async () => {
    const { evaluations } = await getHardwarePerformance({ ...inputs, costModel: 'corrected', lpfLimit: 4 });
    for (const evaluation of evaluations.slice(4, 7)) {
      for (const name of explainedQuantities(evaluation)) {
        const { value, substituted, formula } = explainQuantity(evaluation, name);
        const where = `${name}: ${substituted} from ${formula}`;
        expect(Math.abs(evaluateExpression(substituted) - value), where).toBeLessThanOrEqual(Math.abs(value) * 1e-9);
      }
    }
  });
});
