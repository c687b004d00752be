import { describe, expect, test } from 'vitest';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { gapText, provenGap, totalGap } from '../../src/quantities/proven-gap.ts';
import { decodeResults } from '../../src/results/decode-results.ts';
import { encodeResults } from '../../src/results/encode-results.ts';
import { resultsCsv } from '../../src/results/results-csv.ts';
import { defaultChain } from '../../src/run/default-chain.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { leastEnergyWithin, networkPareto } from '../../src/run/pareto.ts';
import { COMPULSORY_TRAFFIC } from '../../src/search/compulsory/layer-bound.ts';
import { OPTIMISATION_CRITERIA, type OptimisationCriterion } from '../../src/search/criteria.ts';
import {
  BoundStage,
  CostModelStage,
  ExactStage,
  MainStage,
  MinimalEDPStage,
  MinimalEnergyStage,
  MinimalLatencyStage,
  ParetoFrontStage,
  SpatialMappingGeneratorStage,
  type StageClass,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { matrixProduct } from '../small-inputs.ts';
import { evaluation, PARSERS, SEARCH } from './chains.ts';
import { FREE, ORDERED, SMALL, SMALL_ARRAY } from './exact-inputs.ts';

const INPUTS = { workload: SMALL, accelerator: SMALL_ARRAY, mapping: FREE };

const MINIMAL: Readonly<Record<OptimisationCriterion, StageClass>> = {
  latency: MinimalLatencyStage,
  energy: MinimalEnergyStage,
  EDP: MinimalEDPStage,
};

const costIn = (criterion: OptimisationCriterion, { energy, latency }: CostModelEvaluation): number =>
  criterion === 'energy' ? energy : criterion === 'latency' ? latency : energy * latency;

async function run(stages: readonly StageClass[], args: object = {}): Promise<CostModelEvaluation[]> {
  return (await MainStage.from([...PARSERS, WorkloadStage, ...stages], { ...INPUTS, ...args }).run()).map(evaluation);
}

describe('ExactStage', () => {
  test.each(OPTIMISATION_CRITERIA)('finds the same best %s in every form of the chain', async (criterion) => {
    const Minimal = MINIMAL[criterion];
    const direct = await run([Minimal, ExactStage, CostModelStage]);
    const perMapping = await run([Minimal, SpatialMappingGeneratorStage, ExactStage, CostModelStage], {
      nbMappingsGenerated: 1000,
    });
    const twice = await run([Minimal, SpatialMappingGeneratorStage, Minimal, ExactStage, CostModelStage], {
      nbMappingsGenerated: 1000,
    });
    expect(direct).toHaveLength(SMALL.length);
    for (const [index, best] of direct.entries()) {
      for (const other of [perMapping[index], twice[index]]) {
        if (other === undefined) throw new Error('a layer is missing');
        expect(costIn(criterion, other) / costIn(criterion, best)).toBeCloseTo(1, 9);
        expect(other.proven).toMatchObject({ criterion, spatialMappings: 1 });
      }
      expect(best.proven).toMatchObject({ criterion, spatialMappings: 'all' });
      expect(provenGap(best)).toMatchObject({ gap: 0, value: costIn(criterion, best) });
    }
  });

  test('minimises energy where no Minimal stage stands above', async () => {
    const [alone] = await run([ExactStage, CostModelStage]);
    const [minimal] = await run([MinimalEnergyStage, ExactStage, CostModelStage]);
    expect(alone?.energy).toBe(minimal?.energy);
  });

  test('finds the same on threads', async () => {
    const alone = await run([MinimalLatencyStage, ExactStage, CostModelStage]);
    const threads = await run([MinimalLatencyStage, ExactStage, CostModelStage], { workers: 2 });
    expect(threads.map(({ temporalMapping, proven }) => ({ temporalMapping, proven }))).toEqual(
      alone.map(({ temporalMapping, proven }) => ({ temporalMapping, proven })),
    );
  });

  test('obeys orderings of the user', async () => {
    const ordered = await run([MinimalEnergyStage, ExactStage, CostModelStage], { mapping: ORDERED });
    const free = await run([MinimalEnergyStage, ExactStage, CostModelStage]);
    for (const [index, best] of ordered.entries()) {
      expect(best.temporalMapping.loops.find(({ size }) => size > 1)?.dimension).toBe('B');
      expect(best.energy).toBeGreaterThanOrEqual((free[index]?.energy ?? 0) * (1 - 1e-9));
      expect(provenGap(best)?.gap).toBe(0);
    }
  });

  test('keeps LOMA’s answer if it has no time, with a bound that is proven', async () => {
    const hurried = await run([MinimalEnergyStage, ExactStage, CostModelStage], { exactTimeLimit: 1e-9 });
    const whole = await run([MinimalEnergyStage, ExactStage, CostModelStage]);
    for (const [index, best] of whole.entries()) {
      const other = hurried[index];
      expect(other?.proven?.bound).toBeLessThanOrEqual(best.energy);
      expect(other?.energy).toBeGreaterThanOrEqual(best.energy);
    }
  });
});

describe('BoundStage', () => {
  test('leaves the result as it is, and proves how far it is from the optimum', async () => {
    const plain = await run(SEARCH, { lomaLpfLimit: 2 });
    const bounded = await run([BoundStage, ...SEARCH], { lomaLpfLimit: 2 });
    const best = await run([MinimalLatencyStage, ExactStage, CostModelStage]);
    for (const [index, result] of bounded.entries()) {
      expect([result.energy, result.latency]).toEqual([plain[index]?.energy, plain[index]?.latency]);
      expect(result.proven?.bound).toBeCloseTo(best[index]?.latency ?? 0, 6);
    }
  });
});

describe('the engines of a run', () => {
  test('default chains have ExactStage in the place of generator and LOMA', () => {
    const names = (options: object): string[] =>
      defaultChain({ ...INPUTS, ...options })
        .stages.map(({ stageName }) => stageName)
        .slice(-3);
    expect(names({ temporalMappingSearchEngine: 'exact' })).toEqual([
      'MinimalLatencyStage',
      'ExactStage',
      'CostModelStage',
    ]);
    expect(names({})).toEqual(['MinimalLatencyStage', 'LomaStage', 'CostModelStage']);
    const { exactTimeLimit, exactSpatialMappings } = defaultChain({
      ...INPUTS,
      temporalMappingSearchEngine: 'best',
    }).args;
    expect({ exactTimeLimit, exactSpatialMappings }).toEqual({ exactTimeLimit: 10, exactSpatialMappings: undefined });
    const given = defaultChain({
      ...INPUTS,
      temporalMappingSearchEngine: 'best',
      timeLimit: 3,
      nbSpatialMappingsGenerated: 7,
    }).args;
    expect(given).toMatchObject({ exactTimeLimit: undefined, exactSpatialMappings: 7 });
  });

  test.each(OPTIMISATION_CRITERIA)('exact proves the best %s, which survives results.json and CSV', async (opt) => {
    const performance = await getHardwarePerformance({ ...INPUTS, opt, temporalMappingSearchEngine: 'exact' });
    const loma = await getHardwarePerformance({ ...INPUTS, opt });
    const { evaluations, energy, latency, warnings } = performance;
    expect(warnings).toEqual([]);
    for (const [index, best] of evaluations.entries()) {
      const other = loma.evaluations[index];
      if (other === undefined) throw new Error('a layer is missing');
      expect(other.proven?.reservations).toEqual([COMPULSORY_TRAFFIC]);
      expect(costIn(opt, best)).toBeLessThanOrEqual(costIn(opt, other));
    }
    const total = totalGap(evaluations);
    if (total === undefined) throw new Error('nothing is proven');
    expect(total.bound).toBeLessThanOrEqual(
      (opt === 'energy' ? energy : opt === 'latency' ? latency : energy * latency) * (1 + 1e-9),
    );
    if (opt !== 'EDP') expect(gapText(total)).toBe('proven optimal');

    const input = { name: '(in memory)' };
    const document = encodeResults({
      ...performance,
      generator: 'test',
      created: new Date(0),
      options: {},
      inputs: { workload: input, accelerator: input, mapping: input },
    });
    const again = decodeResults(JSON.parse(JSON.stringify(document)));
    expect(again.evaluations.map(({ proven }) => ({ ...proven, gap: undefined }))).toEqual(
      evaluations.map(({ proven }) => ({ ...proven, gap: undefined })),
    );
    const [heading = '', ...rows] = resultsCsv(evaluations).trim().split('\r\n');
    const first = heading.split(',').indexOf('proven criterion');
    expect(heading.split(',').slice(first, first + 3)).toEqual(['proven criterion', 'proven bound', 'proven gap']);
    expect(rows.map((row) => row.split(',').slice(first, first + 3))).toEqual(
      evaluations.map(({ proven }) => [opt, String(proven?.bound), '0']),
    );
  });

  test('bounds of LOMA’s results say where the engine best may find better ones', async () => {
    const { evaluations, warnings } = await getHardwarePerformance({
      ...INPUTS,
      workload: [matrixProduct(0, 'first', [12, 10, 8]), matrixProduct(1, 'second', [6, 8, 14], 0)],
      opt: 'energy',
      lpfLimit: 1,
      nbSpatialMappingsGenerated: 1,
      bounds: true,
    });
    expect(totalGap(evaluations)?.gap).toBeGreaterThan(0.05);
    expect(warnings.map(({ code, hint }) => [code, hint])).toContainEqual([
      'ZZ6023',
      "search the best mappings with temporalMappingSearchEngine: 'best'",
    ]);
  });

  test.each(['exact', 'best'] as const)('a limit of time that is over at once makes %s warn', async (engine) => {
    const { evaluations, warnings } = await getHardwarePerformance({
      ...INPUTS,
      opt: 'energy',
      lpfLimit: 1,
      nbSpatialMappingsGenerated: 1,
      temporalMappingSearchEngine: engine,
      timeLimit: 1e-9,
    });
    expect(totalGap(evaluations)?.gap).toBeGreaterThan(0.05);
    const warning = warnings.find(({ code }) => code === 'ZZ6023');
    expect(warning?.message).toMatch(/the mappings of \d of \d layers are not proven to be the best$/);
    expect(warning?.hint).toBe('allow more time with timeLimit');
  });

  test('the golden layers of one network are never worse than with LOMA', async () => {
    const options = { workload: 'resnet18.yaml', accelerator: 'edge_tpu_like', mapping: 'edge_tpu_like' };
    const loma = await getHardwarePerformance(options);
    const exact = await getHardwarePerformance({ ...options, temporalMappingSearchEngine: 'exact' });
    for (const [index, best] of exact.evaluations.entries()) {
      expect(best.latency).toBeLessThanOrEqual(loma.evaluations[index]?.latency ?? 0);
      expect(best.proven?.bound).toBeLessThanOrEqual(best.latency * (1 + 1e-9));
    }
    expect(exact.latency).toBeLessThan(loma.latency);
  });
});

describe('networkPareto', () => {
  test('begins with the best latency, ends with the best energy, and keeps a limit of latency', async () => {
    const pareto = await networkPareto(INPUTS);
    const exact = async (opt: OptimisationCriterion): Promise<{ energy: number; latency: number }> =>
      getHardwarePerformance({ ...INPUTS, opt, temporalMappingSearchEngine: 'exact' });
    const { choices, isProven, isThinned, layers } = pareto;
    expect([isProven, isThinned, layers.length]).toEqual([true, false, SMALL.length]);
    expect(choices[0]?.latency).toBeCloseTo((await exact('latency')).latency, 6);
    expect((choices.at(-1)?.energy ?? 0) / (await exact('energy')).energy).toBeCloseTo(1, 9);
    for (const { energy, latency, evaluations } of choices) {
      const sum = evaluations().reduce((before, layer) => before + layer.energy, 0);
      expect(sum / energy).toBeCloseTo(1, 12);
      expect(evaluations().reduce((before, layer) => before + layer.latency, 0)).toBeCloseTo(latency, 6);
    }
    const middle = choices[Math.floor(choices.length / 2)]?.latency ?? 0;
    expect(leastEnergyWithin(pareto, middle)?.latency).toBe(middle);
    expect(leastEnergyWithin(pareto, (choices[0]?.latency ?? 0) - 1)).toBeUndefined();
  });

  test('knows layers by name and id, and refuses others', async () => {
    for (const layer of ['second', '1']) {
      const { layers } = await networkPareto({ ...INPUTS, layer });
      expect(layers.map(({ layer: { name } }) => name)).toEqual(['second']);
    }
    await expect(networkPareto({ ...INPUTS, layer: 'third' })).rejects.toThrow(/there is no layer "third"/);
  });

  test('says why the only layer has no front', async () => {
    const workload = [...SMALL, matrixProduct(2, 'large', [1024, 256, 2], 1)];
    await expect(networkPareto({ ...INPUTS, workload, layer: 'large' })).rejects.toThrow(
      /no temporal mapping of layer large fits/,
    );
  });

  test('is what the stage yields, per spatial mapping too', async () => {
    const all = await run([ParetoFrontStage, CostModelStage]);
    const perMapping = await run([SpatialMappingGeneratorStage, ParetoFrontStage, CostModelStage], {
      nbMappingsGenerated: 1000,
    });
    for (const point of all) {
      const rivals = perMapping.filter(({ layer }) => layer.name === point.layer.name);
      expect(rivals.some(({ energy, latency }) => latency < point.latency && energy < point.energy * (1 - 1e-9))).toBe(
        false,
      );
      expect(
        rivals.some(({ energy, latency }) => latency === point.latency && Math.abs(energy / point.energy - 1) < 1e-9),
      ).toBe(true);
    }
  });
});
