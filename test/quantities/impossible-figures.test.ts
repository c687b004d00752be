import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explainQuantity } from '../../src/explain/index.ts';
import { getHardwarePerformance, type HardwarePerformance, type HardwarePerformanceOptions } from '../../src/index.ts';
import { matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/* Figures of the reference that no hardware could have: they stay, and are said where they show (docs/parity-quirks.md#cost-model). */

function fixture(name: string): HardwarePerformanceOptions {
  return JSON.parse(readFileSync(new URL(`../fixtures/impossible-figures/${name}.json`, import.meta.url), 'utf8'));
}

const found = ({ warnings }: HardwarePerformance): string[] =>
  warnings.map(({ code, message }) => `${code} ${message}`);

test('negative on-loading: a latency below the computation alone', async () => {
  const dumpFolder = temporaryFolder();
  const run = await getHardwarePerformance({ ...fixture('negative-onloading'), dumpFolder });
  expect([run.latency, run.total.latencyTotal0, run.total.onloadingCycles]).toEqual([45521, 45597, -80]);
  expect(found(run)).toEqual([
    'ZZ6091 no hardware could reach the figures of layer "conv_b": on-loading is -80 and off-loading 4 cycles, so that the latency of 45521 cycles is below that of the computation alone, 45597',
  ]);
  expect(run.warnings[0]?.hint).toContain('quirk C1, docs/parity-quirks.md#cost-model');
  expect(JSON.parse(readFileSync(join(dumpFolder, 'results.json'), 'utf8')).warnings).toEqual(run.warnings);
  const page = readFileSync(join(dumpFolder, 'report.html'), 'utf8');
  expect(page).toContain('Impossible in hardware:');
  expect(page).toContain('on-loading is -80 and off-loading 4 cycles');
  const [evaluation] = run.evaluations;
  if (evaluation === undefined) throw new Error('no layer');
  for (const quantity of ['latency', 'latency.onloading']) {
    expect(explainQuantity(evaluation, quantity).binding).toContain('quirk C1');
  }
  expect(explainQuantity(evaluation, 'latency.offloading').binding).not.toContain('quirk C1');
});

test('negative off-loading', async () => {
  const { options, ...inputs } = JSON.parse(
    readFileSync(new URL('../fixtures/impossible-figures/negative-offloading.json', import.meta.url), 'utf8'),
  );
  const run = await getHardwarePerformance({
    ...inputs,
    opt: options.opt,
    lpfLimit: options.lpf_limit,
    nbSpatialMappingsGenerated: options.nb_spatial_mappings_generated,
    temporalMappingType: options.temporal_mapping_type,
  });
  expect([run.total.latencyTotal0, run.total.latencyTotal1, run.latency, run.total.offloadingCycles]).toEqual([
    1792, 1794, 1791, -3,
  ]);
  expect(found(run)).toContainEqual(
    expect.stringMatching(/^ZZ6091 .*"l0": on-loading is 2 and off-loading -3 cycles, so that .* 1791 .* alone, 1792$/),
  );
});

test('layers faster than the outermost memories allow are one warning', async () => {
  const run = await getHardwarePerformance({
    workload: 'alexnet',
    accelerator: 'edge_tpu_like',
    mapping: 'edge_tpu_like',
    lpfLimit: 6,
  });
  expect(found(run).filter((text) => text.startsWith('ZZ609'))).toEqual([
    'ZZ6092 no hardware could reach the figures of layer "Op12": the latency is 65953 cycles, but all ports of dram together need 66816 for the traffic of the layer',
  ]);
});

test('a memory filled above 100 %, as the final output is wider than partial sums', async () => {
  const layer = matrixProduct(0, 'widening', [4, 4, 8]);
  const run = await getHardwarePerformance({
    workload: [{ ...layer, operand_precision: { O: 8, O_final: 32, W: 8, I: 8 } }],
    accelerator: rowOfUnits({ inner: memory(512), outer: memory(1e6) }),
    mapping: [
      { name: 'default', spatial_mapping: { D1: ['K, 1'] }, memory_operand_links: { O: 'O', W: 'I2', I: 'I1' } },
    ],
  });
  expect(found(run)).toContain(
    'ZZ6093 no hardware could reach the figures of layer "widening": "inner" is filled to 175.0 %, since O_final (32 bits) is wider than O (8 bits)',
  );
  const [widest] = run.evaluations;
  expect(widest?.details.memoryUtilization.shared.O?.[0]).toBe(1.75);
});
