import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { CumulativeCME } from '../../src/model/evaluation/evaluation.ts';
import { expectStandalone, sizeOf, textsOf } from '../report/support.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runInto, zigzagHere } from './support.ts';

/* `zigzag plot`, on the results of one run. */

const folder = temporaryFolder();
const results = join(folder, 'resnet18');

const plot = (kind: string, out: string, ...more: readonly string[]) =>
  zigzagHere(folder, ['plot', results, '--kind', kind, '--out', join(folder, out), ...more]);

beforeAll(async () => {
  const inputs = { workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like' };
  await runInto(results, { ...inputs, lpfLimit: 5, nbSpatialMappingsGenerated: 1 });
});

describe('zigzag plot', () => {
  test.each([
    ['energy', [], 'energy of 21 layers', 'Energy of resnet18 on tpu_like'],
    ['latency', ['--share'], 'latency of 21 layers', 'share of latency (%)'],
    ['energy-latency', ['--top', '5'], 'energy and latency of 21 layers', '16 others'],
    ['loop-nest', ['--layer', 'fc'], 'loop nest of /fc/Gemm', 'Loop nest of /fc/Gemm'],
    ['memory-hierarchy', [], 'memory hierarchy of tpu_like', 'Memory hierarchy of tpu_like'],
    ['mappings', ['--layer', '35'], '720 mappings of /layer4/layer4.0/conv1/Conv', 'numbers: index of the mapping'],
    ['pareto', ['--layer', '35'], 'Pareto front of 720 mappings of /layer4/layer4.0/conv1/Conv', 'chosen for latency'],
  ])('draws %s', async (kind, options, said, drawn) => {
    const name = `${kind}.svg`;
    const { status, stdout, stderr } = await plot(kind, name, ...options);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(`${join(folder, name)}: ${said}\n`);
    const svg = readFileSync(join(folder, name), 'utf8');
    expectStandalone(svg);
    expect(textsOf(svg)).toContain(drawn);
  });

  test('gives the same bytes again', async () => {
    for (const name of ['first.svg', 'second.svg'])
      expect((await plot('pareto', name, '--layer', '38')).status).toBe(0);
    expect(readFileSync(join(folder, 'second.svg'), 'utf8')).toBe(readFileSync(join(folder, 'first.svg'), 'utf8'));
  });

  test('writes PNG in the resolution asked for', async () => {
    const sizeOfPng = (name: string) => {
      const bytes = readFileSync(join(folder, name));
      expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
      return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
    };
    const hierarchy = ['--width', '336'];
    expect((await plot('memory-hierarchy', 'small.svg', ...hierarchy)).status).toBe(0);
    expect((await plot('memory-hierarchy', 'two.png', ...hierarchy)).status).toBe(0);
    expect((await plot('memory-hierarchy', 'three.PNG', ...hierarchy, '--scale', '3')).status).toBe(0);
    expect(sizeOf(readFileSync(join(folder, 'small.svg'), 'utf8')).width).toBe(336);
    expect(sizeOfPng('two.png').width).toBe(672);
    expect(sizeOfPng('three.PNG').width).toBe(1008);
  });

  test('takes the file of the results, a width, and a title or none', async () => {
    const out = join(folder, 'titled.svg');
    const draw = async (...options: readonly string[]) => {
      const file = join(results, 'results.json');
      expect(
        (await zigzagHere(folder, ['plot', file, '--kind', 'energy', '--out', out, '--width', '336', ...options]))
          .status,
      ).toBe(0);
      return readFileSync(out, 'utf8');
    };
    expect(textsOf(await draw('--title', 'Ours <new>'))).toContain('Ours <new>');
    const bare = await draw('--no-title');
    expect(textsOf(bare).some((text) => text.startsWith('Energy of'))).toBe(false);
    expect(sizeOf(bare).width).toBe(336);
  });
});

describe('zigzag plot refuses', () => {
  test.each([
    ['an unknown kind', ['paretto', 'x.svg'], 'ZZ6060', 'did you mean "pareto"?'],
    ['another format', ['energy', 'x.pdf'], 'ZZ6061', 'ends in neither .svg nor .png'],
    ['a name without format', ['energy', 'svg'], 'ZZ6061', 'ends in neither .svg nor .png'],
    [
      'options of other kinds',
      ['loop-nest', 'x.svg', '--top', '3', '--layer', 'fc'],
      'ZZ6062',
      '--top has no effect with --kind loop-nest',
    ],
    ['a resolution of SVG', ['energy', 'x.svg', '--scale', '2'], 'ZZ6062', '--scale has no effect on SVG'],
    ['to guess the layer', ['loop-nest', 'x.svg'], 'ZZ6063', '48: /fc/Gemm'],
    ['an unknown layer', ['pareto', 'x.svg', '--layer', 'fd'], 'ZZ6044', '48: /fc/Gemm'],
    ['a folder that cannot be', ['energy', 'resnet18/results.json/x.svg'], 'ZZ6003', 'may write to'],
  ])('%s', async (_, [kind = '', out = '', ...more], code, text) => {
    const { status, stdout, stderr } = await plot(kind, out, ...more);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`error ${code}`);
    expect(stderr).toContain(text);
  });

  test.each([
    ['a width', ['--width', '10'], 'from 240 to 4000'],
    ['a scale', ['--scale', '0'], 'above 0'],
    ['a number of layers', ['--top', '0'], 'at least 1'],
  ])('%s out of range', async (_, options, text) => {
    const { status, stderr } = await plot('energy', 'x.svg', ...options);
    expect(status).toBe(1);
    expect(stderr).toContain(text);
  });

  test('results that are not there, or hold no layer', async () => {
    const missing = await zigzagHere(folder, [
      'plot',
      join(folder, 'nowhere'),
      '--kind',
      'energy',
      '--out',
      join(folder, 'x.svg'),
    ]);
    expect(missing).toMatchObject({ status: 1 });
    expect(missing.stderr).toContain('ZZ6040');
    const document: unknown = JSON.parse(readFileSync(join(results, 'results.json'), 'utf8'));
    if (typeof document !== 'object') throw new Error('no document');
    const empty = join(folder, 'empty.json');
    const none = { layers: [], accelerators: [], energy: 0, latency: 0, total: new CumulativeCME().toJSON() };
    writeFileSync(empty, JSON.stringify({ ...document, ...none, sha256: undefined }));
    for (const kind of ['energy', 'pareto', 'memory-hierarchy']) {
      const { status, stderr } = await zigzagHere(folder, [
        'plot',
        empty,
        '--kind',
        kind,
        '--out',
        join(folder, 'x.svg'),
      ]);
      expect(status).toBe(1);
      expect(stderr).toContain('ZZ6064');
    }
  });

  test('without leaving files behind', () => {
    expect(readdirSync(folder).filter((name) => name.startsWith('x.') || name.endsWith('.tmp'))).toEqual([]);
  });
});
