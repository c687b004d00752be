import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { runInto, zigzagHere } from '../cli/support.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { ACCELERATOR, GEMM_MAP } from './small-cases.ts';

const folder = temporaryFolder();
const zigzag = (...args: readonly string[]) => zigzagHere(folder, args);
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

const WORKLOAD = `
- { id: 0, name: gemm, operator_type: Gemm, equation: "O[b][k]+=I[b][c]*W[k][c]", loop_dims: [B, K, C], loop_sizes: [8, 12, 16],
    operand_precision: { W: 8, I: 8, O: 8, O_final: 8 }, operand_source: { I: 0, W: 0 } }
- { id: 1, name: other, operator_type: Gemm, equation: "O[b][k]+=I[b][c]*W[k][c]", loop_dims: [B, K, C], loop_sizes: [8, 12, 16],
    operand_precision: { W: 8, I: 8, O: 8, O_final: 8 }, operand_source: { I: 0, W: 1 } }
`;
const TARGET = ['--accelerator', 'small.yaml', '--workload', 'two.yaml', '--layer', 'gemm'] as const;

beforeAll(async () => {
  writeFileSync(join(folder, 'small.yaml'), ACCELERATOR);
  writeFileSync(join(folder, 'two.yaml'), WORKLOAD);
  writeFileSync(join(folder, 'gemm.map.yaml'), GEMM_MAP);
  await runInto(join(folder, 'run'), {
    workload: 'alexnet',
    accelerator: 'tpu_like',
    mapping: 'tpu_like',
    lpfLimit: 4,
  });
});

describe('zigzag mapping import', () => {
  test('prints a file that zigzag evaluate costs, and says what is what', async () => {
    const { status, stdout, stderr } = await zigzag(
      'mapping',
      'import',
      'gemm.map.yaml',
      ...TARGET,
      '--cost-model',
      'corrected',
    );
    expect(stderr).toBe(
      [
        'read as levels, innermost first: rf_W = rf_W, acc = acc, buffer = buffer, dram = dram',
        'read as dimensions: M = B, N = K, K = C',
        'read as tensors: Z = O, A = I, B = W',
        '',
      ].join('\n'),
    );
    expect(status).toBe(0);
    writeFileSync(join(folder, 'given.yaml'), stdout);
    const evaluated = await zigzag('evaluate', 'given.yaml', '--json');
    expect(evaluated.stderr).toBe('');
    expect(JSON.parse(evaluated.stdout)).toMatchObject({ costModel: 'corrected', TC: 192, MAC: 1536 });
  });

  test('refuses to lose something, unless it may', async () => {
    writeFileSync(join(folder, 'lossy.map.yaml'), GEMM_MAP.replace('keep: [Z]', 'keep: [Z], no_coalesce: [Z]'));
    const refused = await zigzag('mapping', 'import', 'lossy.map.yaml', ...TARGET, '--out', 'lossy.yaml');
    expect(refused).toMatchObject({ status: 3, stdout: '' });
    expect(refused.stderr).toContain('lossy.map.yaml:8:');
    expect(refused.stderr).toContain('ZZ9302');
    expect(refused.stderr).toContain('nothing was written: 1 loss; --lossy writes the file all the same');
    expect(existsSync(join(folder, 'lossy.yaml'))).toBe(false);
    const written = await zigzag('mapping', 'import', 'lossy.map.yaml', ...TARGET, '--out', 'lossy.yaml', '--lossy');
    expect(written).toMatchObject({ status: 0, stdout: 'lossy.yaml\n' });
    expect(read('lossy.yaml')).toContain('# Lost: "no_coalesce"');
  });

  test('gives a mapping file where a run finds the same mapping', async () => {
    const apart = await zigzag('mapping', 'import', 'gemm.map.yaml', ...TARGET, '--as-mapping');
    expect(apart).toMatchObject({ status: 1, stdout: '' });
    expect(apart.stderr).toContain(
      'ZZ9214: no mapping file gives this mapping: a run chooses which loops each memory takes',
    );
    await zigzag('mapping', 'export', 'run', 'Op0', '--out', 'found.map.yaml');
    const target = ['--workload', 'alexnet', '--accelerator', 'tpu_like', '--layer', '0'];
    const found = await zigzag('mapping', 'import', 'found.map.yaml', ...target, '--as-mapping', '--out', 'found.yaml');
    expect(found).toMatchObject({ status: 0, stdout: 'found.yaml\n' });
    const inputs = ['--workload', 'alexnet', '--accelerator', 'tpu_like', '--mapping', 'found.yaml'];
    expect((await zigzag('run', ...inputs, '--lpf-limit', '3', '--quiet', '--out', 'again')).status).toBe(0);
    const layer = async (run: string) => JSON.parse((await zigzag('show', run, 'Op0', '--json')).stdout);
    const [before, after] = [await layer('run'), await layer('again')];
    expect([after.energy, after.latency]).toEqual([before.energy, before.latency]);
  });

  test('asks which layer is meant', async () => {
    const { status, stderr } = await zigzag('mapping', 'import', 'gemm.map.yaml', ...TARGET.slice(0, 4));
    expect(status).toBe(1);
    expect(stderr).toContain('ZZ9213: the workload has 2 layers; expected one to map');
  });

  test('reads pairs of names', async () => {
    const { status, stderr } = await zigzag('mapping', 'import', 'gemm.map.yaml', ...TARGET, '--levels', 'dram');
    expect(status).toBe(1);
    expect(stderr).toContain('pairs <name in Timeloop>=<name here>');
  });
});

describe('zigzag mapping export', () => {
  test('prints the map of a layer, which comes back with the same figures', async () => {
    const { status, stdout, stderr } = await zigzag('mapping', 'export', 'run', 'Op0');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    writeFileSync(join(folder, 'op0.map.yaml'), stdout);
    const back = await zigzag(
      'mapping',
      'import',
      'op0.map.yaml',
      '--workload',
      'alexnet',
      '--accelerator',
      'tpu_like',
      '--layer',
      '0',
      '--out',
      'op0.yaml',
    );
    expect(back.status).toBe(0);
    const { energy, latency } = JSON.parse((await zigzag('evaluate', 'op0.yaml', '--json')).stdout);
    const shown = JSON.parse((await zigzag('show', 'run', 'Op0', '--json')).stdout);
    expect({ energy, latency: latency.total }).toEqual({ energy: shown.energy, latency: shown.latency });
  });

  test('writes the maps of all layers, or says which it cannot', async () => {
    expect((await zigzag('mapping', 'export', 'run')).stderr).toContain('ZZ9406');
    const refused = await zigzag('mapping', 'export', 'run', '--out', 'maps');
    expect(refused).toMatchObject({ status: 3, stdout: '' });
    expect(refused.stderr).toContain('ZZ9405: layer Op22');
    expect(existsSync(join(folder, 'maps'))).toBe(false);
    const most = await zigzag('mapping', 'export', 'run', '--out', 'maps', '--lossy');
    expect(most.status).toBe(3);
    expect(most.stderr).toContain('2 of 8 layers cannot be written as a map');
    expect(readdirSync(join(folder, 'maps'))).toHaveLength(6);
  });
});
