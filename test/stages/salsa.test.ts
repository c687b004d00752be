import { describe, expect, test } from 'vitest';
import { MappingError } from '../../src/base/diagnostic.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import {
  CostModelStage,
  MainStage,
  MinimalEDPStage,
  MinimalEnergyStage,
  MinimalLatencyStage,
  type ProgressEvent,
  SalsaStage,
  SpatialMappingGeneratorStage,
  type StageClass,
  type StageResult,
  stage,
  WorkloadStage,
} from '../../src/stages/index.ts';
import { evaluation, GEMM, outline, PARSERS, RESNET } from './chains.ts';

const { lomaLpfLimit: _, ...NETWORK } = RESNET;

function chain(Minimal: StageClass = MinimalEnergyStage, ...above: readonly StageClass[]): StageClass[] {
  return [
    ...PARSERS,
    WorkloadStage,
    ...above,
    Minimal,
    SpatialMappingGeneratorStage,
    Minimal,
    SalsaStage,
    CostModelStage,
  ];
}

const QUICK = { ...NETWORK, salsaIterationNumber: 200, salsaNumberOfChains: 3 };

describe('SALSA', () => {
  test('gives the same mappings for the same seed, whatever the number of threads', async () => {
    const alone = await MainStage.from(chain(), { ...QUICK, salsaSeed: 5 }).run();
    expect(alone).toHaveLength(31);
    for (const salsaNumberOfCore of [1, 2, 3, 8]) {
      const again = await MainStage.from(chain(), { ...QUICK, salsaSeed: 5, salsaNumberOfCore }).run();
      expect(outline(again)).toEqual(outline(alone));
    }
    const other = await MainStage.from(chain(), { ...QUICK, salsaSeed: 6 }).run();
    expect(outline(other)).not.toEqual(outline(alone));
  });

  test('runs its chains in place, with the same result, under a synchronous stage', async () => {
    class PlainStage extends stage('PlainStage', {}) {
      override *run(): Generator<StageResult> {
        yield* this.next();
      }
    }
    const under = await MainStage.from(chain(MinimalEnergyStage, PlainStage), { ...QUICK, salsaNumberOfCore: 2 }).run();
    expect(outline(under)).toEqual(outline(await MainStage.from(chain(), QUICK).run()));
  });

  test('minimises what the Minimal stage above it does, unless told otherwise', async () => {
    const sum = (results: readonly StageResult[], figure: 'energy' | 'latency') =>
      results.reduce((total, { cme }) => total + cme[figure], 0);
    const energy = await MainStage.from(chain(MinimalEnergyStage), QUICK).run();
    const latency = await MainStage.from(chain(MinimalLatencyStage), QUICK).run();
    const product = await MainStage.from(chain(MinimalEDPStage), QUICK).run();
    const wrong = await MainStage.from(chain(MinimalLatencyStage), { ...QUICK, salsaOptCriterion: 'energy' }).run();
    expect(sum(energy, 'energy')).toBeLessThan(sum(latency, 'energy'));
    expect(sum(latency, 'latency')).toBeLessThan(sum(energy, 'latency'));
    expect(sum(latency, 'latency')).toBeLessThan(sum(wrong, 'latency'));
    const figure = (results: readonly StageResult[]) =>
      results.reduce((total, { cme }) => total + cme.energy * cme.latency, 0);
    expect(figure(product)).toBeLessThanOrEqual(figure(latency) * 1.02);
  });

  test('more steps are never worse: the walk begins the same and the best is kept', async () => {
    const run = (salsaIterationNumber: number) =>
      MainStage.from(chain(), {
        ...NETWORK,
        salsaIterationNumber,
        salsaNumberOfChains: 1,
        nbMappingsGenerated: 1,
      }).run();
    const [few, many] = [await run(100), await run(1000)];
    few.forEach(({ cme }, at) => {
      expect(many[at]?.cme.energy).toBeLessThanOrEqual(cme.energy);
    });
    const gains = few.filter(({ cme }, at) => (many[at]?.cme.energy ?? 0) < cme.energy);
    expect(gains.length).toBeGreaterThan(10);
  });

  test('respects the mapping type and yields the mapping as extra information', async () => {
    const even = {
      ...QUICK,
      accelerator: 'meta_prototype',
      mapping: 'meta_prototype_like',
      temporalMappingType: 'even',
      nbMappingsGenerated: 1,
    };
    const stages = [...PARSERS, WorkloadStage, SpatialMappingGeneratorStage, SalsaStage, CostModelStage];
    const [first] = await MainStage.from(stages, even).run();
    if (first === undefined) throw new Error('no result');
    expect(first.extra).toMatchObject([{ id: 0 }, [{}, [evaluation(first).temporalMapping, null]]]);
    // After a single step the mappings are as good as random, and the type shows.
    const single = { ...even, salsaIterationNumber: 1, salsaNumberOfChains: 1 };
    const boundaries = async (args: object) =>
      (await MainStage.from(stages, args).run()).map((result) => evaluation(result).temporalMapping.boundaries);
    expect(await boundaries({ ...single, temporalMappingType: 'uneven' })).not.toEqual(await boundaries(single));
  });

  test('warns that it does not follow a temporal ordering', async () => {
    const { lomaLpfLimit: __, ...gemm } = GEMM;
    const codes: string[] = [];
    await MainStage.from(chain(), gemm).run({ onWarning: ({ code }) => codes.push(code) });
    expect(codes).toContain('ZZ4426');
  });

  test('says which memory is too small when nothing fits', async () => {
    const failure = await getHardwarePerformance({
      workload: 'gemm',
      mapping: 'tpu_like',
      accelerator: 'dimc',
      temporalMappingSearchEngine: 'salsa',
    }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MappingError);
    expect(String(failure)).toMatch(/no temporal mapping of layer Layer0 fits .*: memory ".*" has \d+ bits/);
  });

  test('reports steps as progress', async () => {
    const events: ProgressEvent[] = [];
    await MainStage.from(chain(), { ...QUICK, workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1' }).run({
      onProgress: (event) => events.push(event),
    });
    const steps = events.filter(({ stage: name }) => name === 'SalsaStage');
    expect(steps.at(-1)).toMatchObject({
      done: 600,
      total: 600,
      layer: { name: 'Layer0' },
      spatialMapping: { index: 1 },
    });
  });

  test('is reached from the public function, where the criterion is opt', async () => {
    const options = {
      workload: 'resnet18.yaml',
      accelerator: 'tpu_like',
      mapping: 'tpu_like',
      temporalMappingSearchEngine: 'salsa',
      salsaIterationNumber: 200,
      salsaNumberOfChains: 3,
    } as const;
    const energy = await getHardwarePerformance({ ...options, opt: 'energy' });
    const expected = await MainStage.from(chain(), QUICK).run();
    expect(energy.evaluations.map((cme) => cme.energy)).toEqual(expected.map(({ cme }) => cme.energy));
    const seeded = await getHardwarePerformance({ ...options, opt: 'energy', salsaSeed: 9, salsaNumberOfCore: 2 });
    expect(seeded.energy).not.toBe(energy.energy);
  });
});
