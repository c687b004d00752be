import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { designFile } from '../sensitivity/designs.ts';
import { FREE_MAPPING, matrixProduct } from '../small-inputs.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { zigzagHere } from './support.ts';

/* Every result says that it follows the corrected cost model. Those of the reference, the default, say nothing. */

const folder = temporaryFolder();
const here = async (...args: readonly string[]): Promise<string> => (await zigzagHere(folder, args)).stdout;

beforeAll(async () => {
  const write = (name: string, data: unknown) => writeFileSync(join(folder, name), JSON.stringify(data));
  write('workload.yaml', [matrixProduct(0, 'layer', [8, 16, 32])]);
  write('mapping.yaml', [FREE_MAPPING]);
  write('design.yaml', designFile());
  for (const model of ['reference', 'corrected']) {
    await here(
      ...['run', '--workload', 'workload.yaml', '--mapping', 'mapping.yaml', '--accelerator', 'design.yaml', '--quiet'],
      ...['--cost-model', model, '--out', model],
    );
  }
});

test.each([
  ['show', []],
  ['show', ['layer']],
  ['explain', ['layer', 'energy']],
  ['sensitivity', []],
] as const)('zigzag %s DIR %s', async (command, rest) => {
  expect(await here(command, 'corrected', ...rest)).toContain(', corrected cost model');
  expect(await here(command, 'reference', ...rest)).not.toContain('cost model');
});

test('sensitivities as data', async () => {
  expect(JSON.parse(await here('sensitivity', 'corrected', '--json')).costModel).toBe('corrected');
  expect(await here('sensitivity', 'corrected', '--csv')).toMatch(/,cost model\n.*,corrected\n/);
});

test('reports of layers and traces', async () => {
  const report = (model: string) => JSON.parse(readFileSync(join(folder, model, 'layer_complete.json'), 'utf8')).inputs;
  expect(report('corrected').cost_model).toBe('corrected');
  expect(report('reference').cost_model).toBeUndefined();
  await here('trace', 'corrected', 'layer', '--out', 'trace.json');
  expect(readFileSync(join(folder, 'trace.json'), 'utf8')).toContain(', corrected cost model"');
});
