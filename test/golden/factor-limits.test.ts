import { describe, expect, test } from 'vitest';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';

/* Best energy and best latency the reference finds for single layers, by the limit of loop prime factors. */

const GEMM = {
  accelerator: 'gemm_l1_l3',
  workload: [
    {
      id: 0,
      operator_type: 'Gemm',
      equation: 'O[d0][d1]+=I[d0][d2]*W[d2][d1]',
      loop_dims: ['D0', 'D1', 'D2'],
      loop_sizes: [512, 512, 512],
      operand_precision: { W: 8, I: 8, O: 32, O_final: 8 },
      operand_source: { I: 0, W: 0 },
    },
  ],
  mapping: [
    {
      name: 'default',
      spatial_mapping: { D1: ['D0, 8'], D2: ['D2, 8'], D3: ['D1, 8'] },
      memory_operand_links: { O: 'O', W: 'I2', I: 'I1' },
    },
  ],
};

describe('a 512 × 512 × 512 product, orders free', () => {
  test.each([
    [3, 4581933547.52, 270337],
    [4, 2966953656.32, 270337],
    [6, 614973931.52, 262913],
    // More factors are not always better: the allocator fills memories further, which costs latency here.
    [8, 614973931.52, 263489],
  ])('with at most %d loops', async (lpfLimit, energy, latency) => {
    const best = await Promise.all(
      (['energy', 'latency'] as const).map((opt) => getHardwarePerformance({ ...GEMM, lpfLimit, opt })),
    );
    expect(best[0]?.energy).toBeCloseTo(energy, 1);
    expect(best[1]?.latency).toBe(latency);
  });
});

describe('single layers of networks, at most 6 loops', () => {
  test.each([
    ['mobilenetv2', 'ascend_like', '/features/features.2/conv/conv.0/conv.0.0/Conv', 137151333.92, 178606],
    ['resnet18', 'tpu_like', '/fc/Gemm', 45108639.12, 63677],
    ['resnet18', 'edge_tpu_like', '/layer2/layer2.0/conv2/Conv', 63096311.04, 114051],
    ['resnet18', 'tesla_npu_like', '/layer2/layer2.0/conv2/Conv', 51676465.92, 129035],
  ])('%s on %s: %s', async (workload, accelerator, name, energy, latency) => {
    const best = await Promise.all(
      (['energy', 'latency'] as const).map(async (opt) => {
        const { evaluations } = await getHardwarePerformance({ workload, accelerator, mapping: accelerator, opt });
        return evaluations.find(({ layer }) => layer.name === name);
      }),
    );
    expect(best[0]?.energy).toBeCloseTo(energy, 1);
    expect(best[1]?.latency).toBe(latency);
  });
});
