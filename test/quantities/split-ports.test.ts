import { expect, test } from 'vitest';
import { explainQuantity } from '../../src/explain/index.ts';
import { bandwidthOf, trafficOf } from '../../src/quantities/traffic.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';

/* R4: two ports that both read weights. The corrected model uses both, and counts the words of the wider one. */

test('traffic, bandwidth and stalls see all ports of the corrected model', async () => {
  const outer = memory(1e6);
  const [port] = outer.ports;
  if (port === undefined) throw new Error('no port');
  const second = { ...port, name: 'r_port_2', type: 'read', bandwidth_max: 64, allocation: ['I2, tl'] };
  const accelerator = rowOfUnits({ inner: memory(512), outer: { ...outer, ports: [port, second] } });
  for (const [costModel, width] of [
    ['reference', 64],
    ['corrected', 256],
  ] as const) {
    const { evaluations } = await getHardwarePerformance({
      workload: [matrixProduct(0, 'product', [16, 24, 32])],
      accelerator,
      mapping: [FREE_MAPPING],
      costModel,
    });
    const [evaluation] = evaluations;
    if (evaluation === undefined) throw new Error('no layer');
    expect(bandwidthOf(evaluations, ['outer'])).toBe(256 + 64);
    const weights = trafficOf(evaluation).find(({ operand, memory: { name } }) => operand === 'W' && name === 'outer');
    expect(weights?.bits).toBe((weights?.words ?? 0) * width);
    for (const name of ['rw_port_1', 'r_port_2']) {
      const { formula, binding } = explainQuantity(evaluation, `stall.outer.${name}`);
      expect(formula === '0', name).toBe(false);
      expect(binding?.includes('W'), name).toBe(costModel === 'corrected' || name === 'r_port_2');
    }
  }
});
