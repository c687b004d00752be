import { beforeAll, describe, expect, test } from 'vitest';
import { evaluateMapping } from '../../src/engine/cost-model.ts';
import { compileProblem } from '../../src/engine/problem/compile.ts';
import { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { mappingCosts } from '../../src/search/loma/mapping-costs.ts';
import {
  AcceleratorParserStage,
  CostModelStage,
  LomaStage,
  MainStage,
  SpatialMappingGeneratorStage,
  WorkloadParserStage,
  WorkloadStage,
} from '../../src/stages/index.ts';

const INPUTS = { workload: 'gemm', accelerator: 'gemm_l1_l3', mapping: 'gemm_l1_l3' };
const ALL = { mostOrders: 1_000_000, type: 'uneven' as const };

describe('costs of all mappings', () => {
  let evaluations: readonly CostModelEvaluation[];
  beforeAll(async () => {
    ({ evaluations } = await getHardwarePerformance({
      workload: 'resnet18',
      accelerator: 'tpu_like',
      mapping: 'tpu_like',
      lpfLimit: 5,
      nbSpatialMappingsGenerated: 1,
    }));
  });

  test('are those of the stages, in their order', async () => {
    const chain = [
      WorkloadParserStage,
      AcceleratorParserStage,
      WorkloadStage,
      SpatialMappingGeneratorStage,
      LomaStage,
      CostModelStage,
    ];
    const results = await MainStage.from(chain, { ...INPUTS, lomaLpfLimit: 5, nbMappingsGenerated: 1 }).run();
    const every = results.flatMap(({ cme }) => (cme instanceof CostModelEvaluation ? [cme] : []));
    const [first] = every;
    if (first === undefined) throw new Error('no evaluation');
    const problem = compileProblem(first.layer, first.accelerator, first.spatialMapping, first);
    const { costs, count, reducedLimit } = mappingCosts(problem, { ...ALL, lpfLimit: 5 });
    expect({ count, reducedLimit }).toEqual({ count: every.length, reducedLimit: undefined });
    const text = ({ energy, latency }: { readonly energy: number; readonly latency: number }) => `${energy} ${latency}`;
    expect(costs.map(text)).toEqual([...new Set(every.map(text))]);
    for (const cost of costs) expect(text(cost)).toBe(text(every[cost.index] ?? { energy: 0, latency: 0 }));
  });

  test('have the winner of the search among the best, with mappings that cost what they say', () => {
    for (const evaluation of evaluations.filter((_, index) => index % 5 === 0)) {
      const problem = compileProblem(evaluation.layer, evaluation.accelerator, evaluation.spatialMapping, evaluation);
      const { costs } = mappingCosts(problem, { ...ALL, lpfLimit: 5 });
      const fastest = Math.min(...costs.map(({ latency }) => latency));
      expect(evaluation.latency).toBe(fastest);
      expect(costs.some(({ energy, latency }) => energy === evaluation.energy && latency === fastest)).toBe(true);
      const named = costs.filter(({ mapping }) => mapping !== undefined);
      expect(named.length).toBeGreaterThan(0);
      for (const { energy, latency, mapping } of named) {
        if (mapping === undefined) continue;
        expect(evaluateMapping(problem, mapping)).toMatchObject({ energy, latency });
      }
    }
  });

  test('stay within a number of orders', () => {
    const [evaluation] = evaluations;
    if (evaluation === undefined) throw new Error('no evaluation');
    const problem = compileProblem(evaluation.layer, evaluation.accelerator, evaluation.spatialMapping, evaluation);
    const seen: number[] = [];
    const onProgress = (_: number, total: number): void => void seen.push(total);
    const bounded = mappingCosts(problem, { type: 'uneven', lpfLimit: null, mostOrders: 500, onProgress });
    expect(bounded.reducedLimit).toBeGreaterThan(1);
    expect(bounded.count).toBeLessThanOrEqual(500);
    expect(Math.max(...seen)).toBeLessThanOrEqual(500);
    const same = mappingCosts(problem, { ...ALL, lpfLimit: bounded.reducedLimit ?? null });
    expect(same.costs).toEqual(bounded.costs);
  });
});
