import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createZigzagServer } from '../../src/mcp/index.ts';
import { zigzagHere } from '../cli/support.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/* Every tool, as a client of the SDK sees it. */

const server = createZigzagServer();
const client = new Client({ name: 'test', version: '1' });
const quick = { lpfLimit: 3, nbSpatialMappingsGenerated: 1 };
const inputs = { workload: 'gemm', accelerator: 'gemm_l1_l3', mapping: 'gemm_l1_l3', options: quick };

beforeAll(async () => {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(theirs), client.connect(ours)]);
});

afterAll(() => client.close());

async function call(name: string, args: Record<string, unknown> = {}) {
  const { structuredContent, content, isError } = CallToolResultSchema.parse(
    await client.callTool({ name, arguments: args }),
  );
  const [first] = content;
  return { data: structuredContent ?? {}, text: first?.type === 'text' ? first.text : '', isError: isError ?? false };
}

async function accelerator(): Promise<string> {
  const { data } = await call('examples', { name: 'gemm_l1_l3' });
  const { texts } = data;
  if (!Array.isArray(texts)) throw new Error('there are no texts');
  return String(texts.find(({ kind }) => kind === 'accelerator')?.text);
}

test('every tool has a description and a closed schema, whose arguments all have a meaning', async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual([
    'examples',
    'workload',
    'validate',
    'run',
    'explain',
    'diff',
    'sweep',
    'sweep_status',
  ]);
  for (const { description, inputSchema, annotations } of tools) {
    expect(description?.length).toBeGreaterThan(40);
    expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    for (const property of Object.values(inputSchema.properties ?? {})) {
      expect(property).toMatchObject({ description: expect.stringMatching(/.{10}/) });
    }
    expect(annotations).toHaveProperty('readOnlyHint');
  }
  expect(client.getInstructions()).toContain('explain');
});

test('examples lists names, and gives texts', async () => {
  expect((await call('examples')).data).toMatchObject({
    accelerators: expect.arrayContaining(['tpu_like']),
    languageModels: expect.arrayContaining(['llama3-8b']),
  });
  expect(await accelerator()).toContain('operational_array');
  const unknown = await call('examples', { name: 'tpu_lik' });
  expect(unknown.isError).toBe(true);
  expect(unknown.text).toContain('tpu_like');
});

test('run counts every figure of a repeated layer with its repetitions', async () => {
  const model = 'bert-base:tokens=16';
  const stallsOf = async (workload: string): Promise<number[]> => {
    const { data } = await call('run', { workload, accelerator: 'tpu_like', mapping: 'tpu_like', options: quick });
    if (!Array.isArray(data.layers)) throw new Error('there are no layers');
    return data.layers.filter(({ name }) => name === 'q_proj').flatMap(({ stall, latency }) => [stall, latency]);
  };
  const one = await stallsOf(`${model},layers=1`);
  expect(one[0]).toBeGreaterThan(0);
  expect(await stallsOf(model)).toEqual(one.map((cycles) => 12 * cycles));
});

test('workload gives layers and totals of networks and language models', async () => {
  expect((await call('workload')).text).toContain('llama3-8b');
  const model = await call('workload', { workload: 'llama3-8b:decode,context=1024' });
  expect(model.data).toMatchObject({ parameters: 8_030_261_248, layers: expect.any(Array) });
  const network = await call('workload', { workload: 'resnet18' });
  expect(network.text).toMatch(/^resnet18: 1\.81\d* GMAC in 21 layers$/);
});

test('validate reads YAML text, and gives place and fix of what is wrong', async () => {
  const yaml = await accelerator();
  const good = await call('validate', { files: ['gemm', yaml, 'gemm_l1_l3'] });
  expect(good.data).toMatchObject({ valid: true, together: { infeasible: [] } });
  const bad = await call('validate', { files: [yaml.replace(/size: \d+/, 'size: many')] });
  expect(bad.isError).toBe(false);
  expect(bad.data).toMatchObject({
    valid: false,
    files: [
      {
        name: 'given-1.yaml',
        valid: false,
        findings: [{ code: expect.stringMatching(/^ZZ2/), line: expect.any(Number), fix: expect.any(String) }],
      },
    ],
  });
  expect(bad.text).toMatch(/given-1\.yaml:\d+:\d+: error ZZ2\d+: .*many/);
});

describe('runs', () => {
  let before: string;
  let after: string;
  beforeAll(async () => {
    const [a, b] = [
      await call('run', inputs),
      await call('run', {
        ...inputs,
        accelerator: (await accelerator()).replace(/unit_energy: [\d.]+/, 'unit_energy: 4'),
      }),
    ];
    expect([a.isError, b.isError], a.text + b.text).toEqual([false, false]);
    before = String(a.data.run);
    after = String(b.data.run);
    expect(a.data).toMatchObject({
      energy: expect.any(Number),
      layers: [{ latency: expect.any(Number), stall: expect.any(Number) }],
      reasons: [{ quantity: 'latency', binding: expect.any(String) }],
    });
    expect(a.text).toContain('% of latency in');
  });

  test('explain gives what binds and the smallest change', async () => {
    const { data, text } = await call('explain', { run: before, layer: '0', quantity: 'latency' });
    expect(data).toMatchObject({ explanations: [{ binding: expect.any(String), change: { to: expect.any(Number) } }] });
    expect(text).toContain('what binds: ');
    expect(text).toContain('smallest change: ');
    const all = await call('explain', { run: before, layer: '0' });
    expect(all.data).toMatchObject({
      quantities: expect.arrayContaining([expect.objectContaining({ figure: 'energy' })]),
    });
  });

  test('explain without a layer lists the largest layers, and explains the largest', async () => {
    const { data, text } = await call('explain', { run: before });
    const figures = { figure: expect.any(String), layer: expect.any(String), binding: expect.any(String) };
    const largest = [{ quantity: 'latency' }, { quantity: 'energy' }].map((one) => ({
      ...one,
      layers: [{ layer: 'Layer0', share: 1 }],
    }));
    expect(data).toMatchObject({ largest, explanations: [figures, figures] });
    expect(text).toMatch(/^largest of latency: Layer0 \(100\.0 %\)\nlargest of energy: /);
    const { layer, ...one } = (await call('explain', { run: before, layer: 'Layer0', quantity: 'l3.W' })).data;
    expect(layer).toBe('Layer0');
    const whole = await call('explain', { run: before, quantity: 'l3.W' });
    expect(whole.data).toMatchObject({ largest: [{ quantity: 'energy' }], explanations: one.explanations });
  });

  test('explain without a layer has the quantities of a language model, too', async () => {
    const workload = 'bert-base:tokens=16,layers=1';
    const { data } = await call('run', { workload, accelerator: 'tpu_like', mapping: 'tpu_like', options: quick });
    const all = await call('explain', { run: data.run });
    expect(all.data).toMatchObject({
      largest: [{ layers: expect.objectContaining({ length: 5 }) }, {}],
      languageModel: expect.arrayContaining([expect.objectContaining({ formula: expect.any(String) })]),
    });
    const [first] = Array.isArray(all.data.languageModel) ? all.data.languageModel : [];
    const one = await call('explain', { run: data.run, quantity: first.figure });
    expect(one.data).toEqual({ largest: [], explanations: [], languageModel: [first] });
  });

  test('diff compares handles, and folders of the command', async () => {
    const { data, text } = await call('diff', { before, after });
    expect(data).toMatchObject({
      equal: false,
      worse: expect.arrayContaining([expect.objectContaining({ layer: null })]),
    });
    expect(text).toContain('1 of 1 layer differ');
    const folder = join(temporaryFolder(), 'run');
    const { workload, accelerator: name, mapping } = inputs;
    const flags = ['--workload', workload, '--accelerator', name, '--mapping', mapping];
    const limits = ['--lpf-limit', '3', '--spatial-mappings', '1'];
    await zigzagHere('.', ['run', ...flags, ...limits, '--quiet', '--out', folder]);
    expect((await call('diff', { before, after: folder })).data).toMatchObject({ equal: true, worse: [] });
  });
});

test('sweep returns a handle, and sweep_status the best design', async () => {
  const yaml = (await call('examples', { name: 'sram-array' })).text;
  expect(yaml).toContain('parameters');
  const file = [
    'accelerator: gemm_l1',
    'workloads: [gemm]',
    'mapping: gemm_l1',
    'parameters:',
    '  accelerator.operational_array.unit_energy: [0.02, 0.04]',
    'objectives: [energy]',
    '',
  ].join('\n');
  const started = await call('sweep', { sweep: file, workers: 1 });
  expect(started.isError, started.text).toBe(false);
  expect(started.data).toMatchObject({ sweep: 'sweep-1', planned: 2 });
  const { data, text } = await call('sweep_status', { sweep: 'sweep-1', waitSeconds: 60 });
  expect(data).toMatchObject({ state: 'done', counts: { costed: 2 }, best: { point: 0 }, frontSize: 1 });
  expect(text).toContain('sweep-1: done, 2 of 2 designs');
});

describe('wrong calls are errors with code and fix', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    ['run', { workload: 'gemm', accelerator: 'gemm_l1' }, /ZZ6110: run needs the argument "mapping"/],
    [
      'explain',
      { run: 'run-1', layr: '0', layer: 3 },
      /cannot take 3 as "layer": expected string[\s\S]*"layr"; did you mean "layer"/,
    ],
    ['run', { ...inputs, options: { lpfLimits: 3 } }, /ZZ6010.*lpfLimits/],
    ['run', { ...inputs, accelerator: 'gemm_l2' }, /ZZ6001.*gemm_l2/],
    ['explain', { run: 'run-99', layer: '0' }, /ZZ6111: the server knows no "run-99"/],
    ['sweep_status', { sweep: 'sweep-99' }, /ZZ6111/],
    ['simulate', {}, /ZZ6110: there is no tool "simulate"/],
  ])('%s %j', async (name, args, message) => {
    const { data, text, isError } = await call(name, args);
    expect(isError).toBe(true);
    expect(text).toMatch(message);
    expect(data).toMatchObject({
      errors: expect.arrayContaining([
        expect.objectContaining({ code: expect.stringMatching(/^ZZ6/), fix: expect.any(String) }),
      ]),
    });
  });
});
