import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { png } from '../platform.ts';
import { expectStandalone, textsOf } from '../report/support.ts';

/* Pictures of a run where the optional package for PNG is not installed. */

const MESSAGE = 'PNG pictures need the package @resvg/resvg-js; give a name ending in .svg';

beforeAll(() => {
  png.fault = MESSAGE;
});
afterAll(() => {
  png.fault = undefined;
});

test('are SVG only, with a warning that is in the results too', async () => {
  const dumpFolder = mkdtempSync(join(tmpdir(), 'zigzag-'));
  const heard: string[] = [];
  const { warnings } = await getHardwarePerformance({
    workload: 'gemm',
    accelerator: 'gemm_l1',
    mapping: 'gemm_l1',
    dumpFolder,
    onWarning: ({ message }) => heard.push(message),
  });
  const expected = ['mem_hierarchy', 'energy_latency'].map((name) => `${name}.png is left out: ${MESSAGE}`);
  expect(warnings.map(({ code, message }) => `${code} ${message}`)).toEqual(expected.map((text) => `ZZ6015 ${text}`));
  expect(heard).toEqual(expected);
  expect(JSON.parse(readFileSync(join(dumpFolder, 'results.json'), 'utf8'))).toMatchObject({ warnings });
  const pictures = readdirSync(dumpFolder).filter((name) => /svg|png|tmp/.test(name));
  expect(pictures.sort()).toEqual(['energy_latency.svg', 'mem_hierarchy.svg']);
  const svg = readFileSync(join(dumpFolder, 'energy_latency.svg'), 'utf8');
  expectStandalone(svg);
  expect(textsOf(svg)).toContain('0: Layer0');
});

test('are not made without a folder', async () => {
  const { warnings } = await getHardwarePerformance({ workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1' });
  expect(warnings).toEqual([]);
});
