import { beforeAll, describe, expect, test } from 'vitest';
import { hasIdleThread, takeThread } from '../../src/chain/workers/idle-threads.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';
import type { ProgressEvent } from '../../src/stages/index.ts';
import { postedTasks } from '../platform.ts';
import { FREE_MAPPING, memory, rowOfUnits } from '../small-inputs.ts';

/* Searches spread over threads: nothing but the time may differ. */

const RESNET = { workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like', lpfLimit: 5 } as const;

/** Everything a run finds, to the last bit. */
async function findings(options: HardwarePerformanceOptions): Promise<unknown> {
  try {
    const { energy, latency, evaluations, warnings } = await getHardwarePerformance(options);
    return { energy, latency, warnings, layers: evaluations.map(({ details, layer }) => [layer.name, details]) };
  } catch (error) {
    return String(error);
  }
}

/** How many searches went to threads meanwhile. */
async function searchesPosted(work: () => Promise<unknown>): Promise<number> {
  const before = postedTasks.length;
  await work();
  return postedTasks.slice(before).filter((kind) => kind === 'search').length;
}

describe('a run that is over before a thread has started', () => {
  test('starts none', async () => {
    // Tests of other files leave idle threads, which would be used.
    while (hasIdleThread()) await takeThread().end();
    const gemm = { workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1', nbSpatialMappingsGenerated: 1 };
    expect(await searchesPosted(() => findings({ ...gemm, workers: 'auto' }))).toBe(0);
  });
});

describe('searches on threads that run already', () => {
  beforeAll(async () => {
    const gemm = { workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1' };
    await getHardwarePerformance({
      ...gemm,
      temporalMappingSearchEngine: 'salsa',
      salsaNumberOfCore: 2,
      salsaIterationNumber: 1,
    });
  });

  test.each<readonly [string, HardwarePerformanceOptions]>([
    ['resnet18, energy', { ...RESNET, opt: 'energy' }],
    [
      'three spatial mappings, EDP',
      { workload: 'alexnet', accelerator: 'generic_array', mapping: 'generic_array', opt: 'EDP', lpfLimit: 4 },
    ],
    [
      'three spatial mappings with a tolerance',
      { workload: 'alexnet', accelerator: 'generic_array', mapping: 'generic_array', tolerance: 0.05, lpfLimit: 4 },
    ],
    [
      'fractional unrollings',
      { workload: 'alexnet', accelerator: 'meta_prototype', mapping: 'meta_prototype_like', lpfLimit: 5 },
    ],
    [
      'data locality',
      { workload: 'alexnet', accelerator: 'tpu_like', mapping: 'tpu_like', exploitDataLocality: true, lpfLimit: 4 },
    ],
    [
      'in-memory computing',
      { workload: 'alexnet', accelerator: 'aimc', mapping: 'default_imc', inMemoryCompute: true, lpfLimit: 4 },
    ],
  ])('find the same: %s', async (_, options) => {
    const alone = await findings(options);
    for (const workers of [2, 3]) {
      const posted = await searchesPosted(async () => expect(await findings({ ...options, workers })).toEqual(alone));
      expect(posted).toBeGreaterThan(0);
    }
  });

  test('search equal layers once', async () => {
    // 21 layers, 12 different ones.
    expect(await searchesPosted(() => findings({ ...RESNET, workers: 2 }))).toBe(12);
  });

  test('fail with the first layer that fails, as on one thread', async () => {
    const tiny = rowOfUnits({ only: memory(64) });
    const mapping = [{ ...FREE_MAPPING, spatial_mapping: { D1: ['K, 2'] } }];
    const options = { workload: 'resnet18', accelerator: tiny, mapping, lpfLimit: 4 };
    const alone = await findings(options);
    expect(alone).toMatch(/conv1/);
    expect(await findings({ ...options, workers: 2 })).toEqual(alone);
  });

  test('report every layer once, in order', async () => {
    const events: ProgressEvent[] = [];
    await getHardwarePerformance({ ...RESNET, workers: 2, onProgress: (event) => events.push(event) });
    const layers = events.filter(({ stage }) => stage === 'WorkloadStage');
    expect(layers.map(({ done }) => done)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
    const searches = events.filter(({ stage, done, total }) => stage === 'LomaStage' && done === total);
    expect(searches).toHaveLength(12);
    for (const { orders } of searches) expect(orders?.computed).toBeGreaterThan(0);
  });

  test('stop when told, and leave threads that work', async () => {
    const controller = new AbortController();
    const run = getHardwarePerformance({ ...RESNET, lpfLimit: null, workers: 2, signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 300));
    controller.abort();
    await expect(run).rejects.toThrow('the run was aborted');
    expect(await findings({ ...RESNET, workers: 2 })).toEqual(await findings(RESNET));
  });
});

test.each([0, 1.5, 'many'])('%s is no number of workers', async (workers) => {
  const options: object = { ...RESNET, workers };
  await expect(getHardwarePerformance({ ...RESNET, ...options })).rejects.toThrow('ZZ6010');
});
