import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { parseYaml } from '../../../src/io/text/yaml.ts';
import { readSweep } from '../../../src/sweep/file/read-sweep.ts';
import { sweepJsonSchema } from '../../../src/sweep/file/sweep-json-schema.ts';

/* Editors check sweep files by the JSON Schema: it must not mark what is right. */

const schema = z.fromJSONSchema(JSON.parse(JSON.stringify(sweepJsonSchema())));

const examples = new URL('../../../examples/sweeps/', import.meta.url);

test.each(readdirSync(examples))('editors accept %s', (name) => {
  const document = parseYaml(readFileSync(new URL(name, examples), 'utf8'), name);
  expect(schema.safeParse(document.data)).toMatchObject({ success: true });
  expect(readSweep(document).warnings).toEqual([]);
});

const FILE = { workloads: 'gemm', accelerator: 'tpu_like', mapping: 'default', parameters: { a: [1, '2 KiB'] } };

test.each([
  { strategy: 'exact' },
  { strategy: { kind: 'halton', count: 3, seed: 1 } },
  { where: 'a > 1', limits: 'area < 1', objectives: 'edp', quantities: 'utilisation' },
  { where: ['a > 1'], limits: ['area < 1'], objectives: ['max energy'], quantities: ['energy.dram'] },
  { workloads: ['gemm', { workload: 'resnet18', weight: 2 }], combine: 'mean' },
  { parameters: { a: { sets: 'run.seed', from: '1 KiB', to: 99999, factor: 2 }, b: { from: 1, to: 3, step: 1 } } },
  { parameters: { a: { title: 'A', sets: ['run.seed', 'run.gap'], tuples: [[1, 2]] } } },
  { set: { 'run.seed': 1, 'run.opt': "'EDP'" }, run: { opt: 'EDP', lpf_limit: 3 }, name: 'All' },
])('editors and readers accept %j', (fields) => {
  const file = { ...FILE, ...fields };
  expect(schema.safeParse(file)).toMatchObject({ success: true });
  expect(readSweep(parseYaml(JSON.stringify(file))).warnings).toEqual([]);
});

test.each([
  { strategy: 'gird' },
  { strategy: { kind: 'random', counts: 3 } },
  { parameters: { a: { set: 'run.seed', values: [1] } } },
  { workloads: [] },
  { combine: 'sum' },
  { weight: 2 },
])('neither accepts %j', (fields) => {
  const file = { ...FILE, ...fields };
  expect(schema.safeParse(file)).toMatchObject({ success: false });
  expect(() => readSweep(parseYaml(JSON.stringify(file)))).toThrow();
});
