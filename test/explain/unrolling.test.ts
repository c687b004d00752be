import { describe, expect, test } from 'vitest';
import { explainQuantity } from '../../src/explain/index.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';

/* An array dimension whose loop the mapping file fixes at a quarter of the units: what would use them. */

/** Outputs are read and written in the same cycle. */
const outputs = {
  ...memory(2048, ['O']),
  ports: [
    { name: 'r_port_1', type: 'read', bandwidth_min: 8, bandwidth_max: 256, allocation: ['O, tl', 'O, th'] },
    { name: 'w_port_1', type: 'write', bandwidth_min: 8, bandwidth_max: 256, allocation: ['O, fl', 'O, fh'] },
  ],
};
const accelerator = rowOfUnits({
  inputs: memory(2048, ['I1']),
  weights: memory(8192, ['I2']),
  outputs,
  outer: memory(1e6),
});
const unrollings = { lpfLimit: 6, type: 'uneven' } as const;

async function evaluated(spatialMapping?: Readonly<Record<string, readonly string[]>>): Promise<CostModelEvaluation> {
  const mapping = [{ ...FREE_MAPPING, ...(spatialMapping && { spatial_mapping: spatialMapping }) }];
  const workload = [matrixProduct(0, 'product', [2, 32, 16])];
  const { evaluations } = await getHardwarePerformance({ workload, accelerator, mapping });
  const [evaluation] = evaluations;
  if (evaluation === undefined) throw new Error('the run has no layer');
  return evaluation;
}

describe('unused units', () => {
  test('are explained with an unrolling whose cycles a run gives too', async () => {
    const idle = await evaluated({ D1: ['B, 2'] });
    const { unrolling, value } = explainQuantity(idle, 'latency.spatial_stall', { unrollings });
    if (unrolling === undefined) throw new Error('there is no unrolling');
    expect(unrolling.what).toMatch(/^[KC] 8 on D1$/);
    const [loop = ''] = unrolling.what.split(' on ');
    const run = await evaluated({ D1: [loop.replace(' ', ', ')] });
    expect(unrolling.latency).toBe(run.latency);
    expect(unrolling.latencyNow).toBe(idle.latency);
    expect(unrolling.latency).toBeLessThan(idle.latency * 0.99);
    expect(unrolling.value).toBe(0);
    expect(unrolling.value).toBeLessThan(value);
    // The best of all, as a free search finds it.
    expect(unrolling.latency).toBe((await evaluated()).latency);
  });

  test('are explained with it for the latency too, in place of a change of the memories', async () => {
    const idle = await evaluated({ D1: ['B, 2'] });
    const { unrolling, change, binding } = explainQuantity(idle, 'latency', { unrollings });
    expect(binding).toContain('unused units take');
    expect(unrolling?.value).toBe(unrolling?.latency);
    expect(change).toBeUndefined();
  });

  test('are no matter where all units work, nor if nobody asks', async () => {
    const busy = await evaluated({ D1: ['K, 8'] });
    expect(explainQuantity(busy, 'latency.spatial_stall', { unrollings }).unrolling).toBeUndefined();
    const idle = await evaluated({ D1: ['B, 2'] });
    expect(explainQuantity(idle, 'latency.spatial_stall').unrolling).toBeUndefined();
    expect(explainQuantity(idle, 'energy', { unrollings }).unrolling).toBeUndefined();
  });
});
