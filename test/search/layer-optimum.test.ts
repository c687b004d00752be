import { describe, expect, test } from 'vitest';
import { evaluateMapping } from '../../src/engine/cost-model.ts';
import { compileProblem } from '../../src/engine/problem/compile.ts';
import type { Accelerator } from '../../src/model/accelerator/accelerator.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import type { Layer } from '../../src/model/workload/layer.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { OPTIMISATION_CRITERIA, type OptimisationCriterion } from '../../src/search/criteria.ts';
import { exactFront, exactSearch, spatialCandidates } from '../../src/search/exact/index.ts';
import { layerFront, layerOptimum, networkFront } from '../../src/search/layer-optimum/index.ts';
import { FREE, SMALL, SMALL_ARRAY } from '../stages/exact-inputs.ts';

function last<T>(steps: Generator<unknown, T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

const loma = async (opt: OptimisationCriterion): Promise<readonly CostModelEvaluation[]> =>
  (await getHardwarePerformance({ workload: SMALL, accelerator: SMALL_ARRAY, mapping: FREE, opt })).evaluations;

const inputs = (await loma('latency')).map(({ layer, accelerator }): [Layer, Accelerator] => [layer, accelerator]);

const costIn = (criterion: OptimisationCriterion, { energy, latency }: { energy: number; latency: number }): number =>
  criterion === 'energy' ? energy : criterion === 'latency' ? latency : energy * latency;

describe.each(OPTIMISATION_CRITERIA)('the best mapping by %s', (criterion) => {
  test('is that of the exact search without a start, and costs what the cost model says', () => {
    for (const [layer, accelerator] of inputs) {
      const { best, proven, isComplete } = last(layerOptimum(layer, accelerator, { criterion }));
      const plain = last(exactSearch(spatialCandidates(layer, accelerator), { criterion }));
      expect(isComplete).toBe(true);
      if (best === undefined) throw new Error('nothing was found');
      expect(costIn(criterion, best) / plain.value).toBeCloseTo(1, 9);
      expect(proven.bound / plain.bound).toBeCloseTo(1, 9);
      const evaluation = evaluateMapping(compileProblem(layer, accelerator, best.problem.spatialMapping), best.mapping);
      expect([evaluation.energy, evaluation.latency]).toEqual([best.energy, best.latency]);
    }
  });

  test('never gets worse with more steps, nor is it ever worse than that of LOMA', async () => {
    const known = await loma(criterion);
    for (const [index, [layer, accelerator]] of inputs.entries()) {
      const values = [0, 1, 2, 4, 8, 16, 64, Number.POSITIVE_INFINITY].map((steps) => {
        let asked = 0;
        const shouldStop = (): boolean => asked++ >= steps;
        const { best, proven } = last(layerOptimum(layer, accelerator, { criterion, shouldStop }));
        if (best === undefined) throw new Error('nothing was found');
        expect(proven.bound).toBeLessThanOrEqual(costIn(criterion, best) * (1 + 1e-9));
        return costIn(criterion, best);
      });
      expect(values).toEqual(values.toSorted((a, b) => b - a));
      const evaluation = known[index];
      if (evaluation === undefined) throw new Error('LOMA has another number of layers');
      expect(values[0]).toBeLessThanOrEqual(costIn(criterion, evaluation));
    }
  });

  test('never gets worse with more spatial mappings', () => {
    for (const [layer, accelerator] of inputs) {
      const values = [1, 2, 3, 5, 9, undefined].map((nbMappingsGenerated) => {
        const space = nbMappingsGenerated === undefined ? {} : { nbMappingsGenerated };
        const { best } = last(layerOptimum(layer, accelerator, { criterion, ...space }));
        if (best === undefined) throw new Error('nothing was found');
        return costIn(criterion, best);
      });
      for (const [index, value] of values.entries()) {
        expect(value).toBeLessThanOrEqual((values[index - 1] ?? Number.POSITIVE_INFINITY) * (1 + 1e-12));
      }
    }
  });

  test('is within the gap that was asked for', () => {
    for (const [layer, accelerator] of inputs) {
      const { best, proven } = last(layerOptimum(layer, accelerator, { criterion, gap: 0.1 }));
      const optimum = last(layerOptimum(layer, accelerator, { criterion }));
      if (best === undefined) throw new Error('nothing was found');
      expect(costIn(criterion, best) / proven.bound).toBeLessThanOrEqual(1.1 + 1e-9);
      expect(proven.bound).toBeLessThanOrEqual(optimum.proven.bound * (1 + 1e-9));
    }
  });
});

test('the front of a layer is that of the exact search without a start', () => {
  for (const [layer, accelerator] of inputs) {
    const { points, isProven } = last(layerFront(layer, accelerator, {}));
    const plain = last(exactFront(spatialCandidates(layer, accelerator)));
    expect(isProven).toBe(true);
    expect(points.length).toBeGreaterThan(0);
    expect(points.map(({ latency }) => latency)).toEqual(plain.points.map(({ latency }) => latency));
    for (const [index, { energy }] of points.entries()) {
      expect(energy / (plain.points[index]?.energy ?? 0)).toBeCloseTo(1, 9);
    }
  }
});

describe('the front of a network', () => {
  const fronts = [
    [
      { latency: 1, energy: 9 },
      { latency: 4, energy: 5 },
      { latency: 6, energy: 1 },
    ],
    [
      { latency: 2, energy: 7 },
      { latency: 3, energy: 2 },
    ],
    [{ latency: 5, energy: 5 }],
  ];

  test('is that of all choices', () => {
    const all = fronts[0]?.flatMap((a, i) =>
      (fronts[1] ?? []).flatMap((b, j) => ({
        latency: a.latency + b.latency + 5,
        energy: a.energy + b.energy + 5,
        choices: [i, j, 0],
      })),
    );
    const unbeaten = (all ?? [])
      .filter((x) => !(all ?? []).some((y) => y !== x && y.latency <= x.latency && y.energy <= x.energy))
      .toSorted((a, b) => a.latency - b.latency);
    const { points, isThinned } = networkFront(fronts);
    expect(isThinned).toBe(false);
    expect(points.map(({ latency, energy, choices }) => ({ latency, energy, choices: choices() }))).toEqual(unbeaten);
  });

  test('says that it is thinned, and keeps its ends', () => {
    const front = Array.from({ length: 40 }, (_, index) => ({ latency: 3 ** (index / 8), energy: 100 - index }));
    const whole = networkFront([front, front]);
    const { points, isThinned } = networkFront([front, front], 10);
    expect(isThinned).toBe(true);
    expect(points.length).toBeLessThanOrEqual(11);
    const ends = ({ points: [first, ...rest] }: typeof whole): unknown =>
      [first, rest.at(-1)].map((point) => [point?.latency, point?.energy]);
    expect(ends({ points, isThinned })).toEqual(ends(whole));
  });
});
