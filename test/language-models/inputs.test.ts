import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isOnnx, readInput, titleOf } from '../../src/io/files/read-input.ts';
import { loadYamlWorkload } from '../../src/io/load.ts';
import { languageModelWorkload, layerRecords } from '../../src/language-models/index.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { networkPareto } from '../../src/run/pareto.ts';
import { createManifest } from '../../src/sweep/plan/manifest.ts';
import { zigzagHere } from '../cli/support.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/* Language models in every place where a workload is accepted. */

const NAME = 'gpt2:decode,context=64,layers=1';
const OTHERS = { accelerator: 'generic_array', mapping: 'generic_array' } as const;
const CONFIG = { model_type: 'gpt2', n_embd: 768, n_head: 12, n_layer: 1, n_positions: 1024, vocab_size: 50257 };

/** A folder with the configuration of a model. */
function folderWithConfig(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'config.json'), JSON.stringify(CONFIG, undefined, 2));
  return folder;
}

describe('a name of a language model', () => {
  test('is searched by the library', async () => {
    const workload = 'gpt2:decode,context=64';
    const { evaluations, energy } = await getHardwarePerformance({ workload, ...OTHERS });
    expect(evaluations).toHaveLength(9);
    const operations = evaluations.reduce((sum, { layer }) => sum + layer.operationCount * (layer.repeat ?? 1), 0);
    const one = await getHardwarePerformance({ workload: NAME, ...OTHERS });
    const head = one.evaluations.find(({ layer }) => layer.name === 'lm_head')?.energy ?? Number.NaN;
    expect(energy / (12 * (one.energy - head) + head)).toBeCloseTo(1, 9);
    expect(operations).toBe(languageModelWorkload(workload).counts.operations);
  });

  test('has mappings that no other one beats', async () => {
    const { layers } = await networkPareto({ workload: NAME, ...OTHERS, layer: 'qk' });
    expect(layers.length).toBeGreaterThan(0);
  });

  test('is a workload of zigzag validate and zigzag run', async () => {
    const { status, stdout, stderr } = await zigzagHere('.', ['validate', NAME, 'generic_array', 'generic_array']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`${NAME}: valid workload, 9 layers\n`);
    const inputs = ['--workload', NAME, '--accelerator', 'generic_array', '--mapping', 'generic_array'];
    const run = await zigzagHere('.', ['run', ...inputs, '--quiet']);
    expect(run.status).toBe(0);
    expect(run.stdout).toContain(`${NAME} on generic_array, best latency`);
  });

  test('is a workload of a sweep', async () => {
    const parameters = { size: { sets: 'accelerator.operational_array.sizes[0]', values: [16, 32] } };
    const sweep = { workloads: [NAME, 'resnet18'], accelerator: 'tpu_like', mapping: 'tpu_like', parameters };
    const { workloads } = await createManifest(sweep, platformFiles);
    expect(workloads.map(({ name, isBuiltIn }) => [name, isBuiltIn])).toEqual([
      [NAME, true],
      ['resnet18', true],
    ]);
    expect(workloads[0]).toHaveProperty('text', expect.stringContaining('"q_proj"'));
  });

  test('is no ONNX model, and keeps its points in titles', async () => {
    expect(isOnnx('llama3.1-405b:decode')).toBe(false);
    expect(await titleOf('workload', 'llama3.1-405b', platformFiles)).toEqual({
      name: 'llama3.1-405b',
      isBuiltIn: true,
    });
  });

  test('gives way to a file of the same name', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'llama3.2-1b'), '[]');
    const { isBuiltIn } = await readInput('workload', join(folder, 'llama3.2-1b'), platformFiles);
    expect(isBuiltIn).toBe(false);
  });

  test.each([
    [['validate', 'llama3-8c:decode'], 'ZZ3401', 'did you mean "llama3-8b"?'],
    [['validate', 'llama3-8c'], 'ZZ6001', 'did you mean "llama3-8b"?'],
    [['validate', 'llama3-8b:contxt=3'], 'ZZ3402', 'did you mean "context"?'],
    [['workload', 'llama3-8'], 'ZZ3401', 'did you mean "llama3-8b"?'],
    [['workload', '--yaml'], 'ZZ3414', 'zigzag workload'],
  ])('is refused where it is wrong: %o', async (args, code, text) => {
    const { status, stderr } = await zigzagHere('.', args);
    expect(status).toBe(1);
    expect(stderr).toContain(`error ${code}`);
    expect(stderr).toContain(text);
  });
});

describe('a config.json', () => {
  test.each(['config.json?phase=decode&context=64', 'config.json:decode,context=64'])(
    'is a workload as %s',
    async (name) => {
      const path = join(folderWithConfig(), name);
      const { value, warnings } = await loadYamlWorkload(path, platformFiles);
      const listed = await loadYamlWorkload(NAME, platformFiles);
      const shapes = ({ nodes }: typeof value) =>
        nodes.map((node) => node.kind === 'layer' && [node.name, node.layer.dimensions]);
      expect(shapes(value)).toEqual(shapes(listed.value));
      expect(warnings).toEqual([]);
    },
  );

  test('is validated as a workload, with and without keys', async () => {
    const folder = folderWithConfig();
    const { status, stdout, stderr } = await zigzagHere(folder, ['validate', 'config.json', 'config.json:decode']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe('config.json: valid workload, 9 layers\nconfig.json:decode: valid workload, 9 layers\n');
  });

  test('is found beside a sweep file, with keys too', async () => {
    const folder = folderWithConfig();
    const path = join(folder, 'sweep.yaml');
    const parameters = { size: { sets: 'accelerator.operational_array.sizes[0]', values: [16, 32] } };
    const workloads = ['config.json', 'config.json:decode', 'llama3.2-1b:decode'];
    writeFileSync(path, JSON.stringify({ workloads, accelerator: 'tpu_like', mapping: 'tpu_like', parameters }));
    const manifest = await createManifest(path, platformFiles);
    expect(manifest.workloads.map(({ file }) => file)).toEqual([
      join(folder, 'config.json'),
      join(folder, 'config.json:decode'),
      'llama3.2-1b:decode',
    ]);
  });

  test('with faults is reported with its place', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ ...CONFIG, n_head: 0 }, undefined, 2));
    const { status, stderr } = await zigzagHere(folder, ['workload', 'config.json:decode']);
    expect(status).toBe(1);
    expect(stderr).toContain(
      'config.json:4:13: error ZZ3409: n_head is 0; expected a whole number of at least 1 (n_head)',
    );
  });

  test.each(['layers.json', 'layers.json:decode'])('that is too long is reported as such: %s', async (name) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'layers.json'), `[${' '.repeat(4 * 2 ** 20)}]`);
    const { status, stderr } = await zigzagHere(folder, ['workload', name]);
    expect(status).toBe(1);
    expect(stderr).toContain('layers.json: error ZZ6002');
  });

  test('that is a list of layers is a workload, as long as any', async () => {
    const folder = temporaryFolder();
    const layers = JSON.stringify(layerRecords(languageModelWorkload(NAME)));
    writeFileSync(join(folder, 'layers.json'), `${' '.repeat(2 ** 20)}${layers}`);
    const { value } = await loadYamlWorkload(join(folder, 'layers.json'), platformFiles);
    expect(value.nodes).toHaveLength(9);
  });

  test('is what keys follow, and no other file', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'layers.json'), '[]');
    const { status, stderr } = await zigzagHere(folder, ['workload', 'layers.json:decode']);
    expect(status).toBe(1);
    expect(stderr).toContain('layers.json: error ZZ3413');
  });
});

/** Groups of digits stand apart by a narrow space. */
const withPlainSpaces = (text: string) => text.replace(/[\u202f\u2009\u00a0]/g, ' ');

describe('zigzag workload', () => {
  test('lists the models', async () => {
    const { status, stdout } = await zigzagHere('.', ['workload']);
    expect(status).toBe(0);
    expect(withPlainSpaces(stdout)).toMatch(/llama3-8b +decoder +8 030 261 248 +64 KiB +8192/);
  });

  test('shows layers and counts', async () => {
    const { status, stdout } = await zigzagHere('.', [
      'workload',
      'llama3-8b:decode,context=4096,kv_bits=16',
      '--list',
    ]);
    expect(status).toBe(0);
    const text = withPlainSpaces(stdout);
    expect(text).toContain('operations   8 578 400 256 MAC');
    expect(text).toContain('parameters   8 030 261 248');
    expect(text).toContain('cache        512 MiB  (128 KiB per token, 16 bits per element)');
    expect(text).toMatch(/qk +32 +G 8, B 4, C 128, K 4096 +16 777 216/);
  });

  test('prints one document', async () => {
    const { stdout } = await zigzagHere('.', ['workload', 'mixtral-8x7b:decode,context=4096', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      parameters: 46_702_792_704,
      activeParameters: 12_879_925_248,
      kvBytesPerToken: 65_536,
      kvBytes: 65_536 * 4096,
      layers: expect.arrayContaining([expect.objectContaining({ name: 'qk', repeat: 32, operations: 16_777_216 })]),
    });
  });

  test('prints a workload file that gives the same layers', async () => {
    const folder = temporaryFolder();
    const { stdout } = await zigzagHere('.', ['workload', NAME, '--yaml']);
    writeFileSync(join(folder, 'layers.yaml'), stdout);
    const [written, named] = [
      await loadYamlWorkload(join(folder, 'layers.yaml'), platformFiles),
      await loadYamlWorkload(NAME, platformFiles),
    ].map(({ value }) => value.nodes.map((node) => node.kind === 'layer' && { ...node.layer, origin: undefined }));
    expect(written).toEqual(named);
  });
});
