import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { zigzagHere } from './support.ts';

/* Built-in examples by name, as a user writes them. */

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));

describe('the name of a file that is not there, and of a built-in', () => {
  const run = (accelerator: string, workload = 'gemm', folder = temporaryFolder()) =>
    zigzagHere(folder, [
      'run',
      '--workload',
      workload,
      '--accelerator',
      accelerator,
      '--mapping',
      'gemm_l1',
      '--quiet',
    ]);

  test('stands for the built-in, with a warning and its listed name in the title', async () => {
    const { status, stdout, stderr } = await run('gemm_l1.yaml');
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^warning ZZ6005: there is no file \S+\/gemm_l1\.yaml; the built-in accelerator "gemm_l1" is used\n {2}fix: write gemm_l1 /,
    );
    expect(stdout).toContain('gemm on gemm_l1, best latency');
  });

  test('is no matter for warnings where the file is there', async () => {
    const folder = temporaryFolder();
    copyFileSync(join(examples, 'accelerators/gemm_l1.yaml'), join(folder, 'gemm_l1.yaml'));
    const { stdout, stderr } = await run('gemm_l1.yaml', 'gemm', folder);
    expect(stderr).toBe('');
    expect(stdout).toContain('gemm on gemm_l1.yaml, best latency');
  });

  test('is no matter for warnings where the built-in is listed so', async () => {
    const [folder, workload] = [temporaryFolder(), 'resnet18.yaml'];
    const inputs = ['--workload', workload, '--accelerator', 'tpu_like', '--mapping', 'tpu_like'];
    const { stdout, stderr } = await zigzagHere(folder, ['run', ...inputs, '--quiet']);
    expect(stderr).not.toContain('ZZ6005');
    expect(stdout).toContain('built-in resnet18.yaml on tpu_like, best latency');
  });

  test('is no matter for language models, whose names may have points', async () => {
    const workload = 'llama3.2-1b:decode,context=16,layers=1';
    const inputs = ['--workload', workload, '--accelerator', 'tpu_like', '--mapping', 'tpu_like'];
    const { stdout } = await zigzagHere(temporaryFolder(), ['run', ...inputs, '--lpf-limit', '3', '--quiet']);
    expect(stdout.startsWith(`${workload} on tpu_like, best latency`)).toBe(true);
  });
});

describe('zigzag validate of built-ins', () => {
  test.each([
    ['tpu_like resnet18 tpu_like', ['accelerator', 'ONNX workload', 'mapping']],
    ['gemm gemm_l1 gemm_l1', ['workload', 'accelerator', 'mapping']],
    ['tpu_like tpu_like resnet18', ['accelerator', 'mapping', 'ONNX workload']],
  ])('checks %s as accelerator, workload and mapping together', async (names, kinds) => {
    const words = names.split(' ');
    const { status, stdout, stderr } = await zigzagHere('.', ['validate', ...words]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.trimEnd().split('\n')).toEqual([
      ...words.map((name, index) => expect.stringMatching(`^${name}: valid ${kinds[index]}[ ,]`)),
      'together: valid',
    ]);
  });

  test.each([
    ['gemm', 'workload'],
    ['default', 'mapping'],
    ['resnet18.yaml', 'workload'],
    ['tpu_like', 'accelerator'],
  ])('finds %s among all kinds', async (name, kind) => {
    const { status, stdout } = await zigzagHere('.', ['validate', name]);
    expect(status).toBe(0);
    expect(stdout).toContain(`${name}: valid ${kind}`);
  });

  test('lists the built-ins of all kinds for a name that is none', async () => {
    const { status, stderr } = await zigzagHere('.', ['validate', 'nofile.yaml']);
    expect(status).toBe(1);
    expect(stderr).toContain('error ZZ6001: there is no accelerator, workload, mapping or sweep "nofile.yaml"');
    expect(stderr).toMatch(/accelerators .*tpu_like\b.*\n.*workloads .*resnet18\b.*\n.*mappings .*default_imc\b/);
  });
});

describe('zigzag validate --dim', () => {
  test('gives symbolic dimensions their sizes', async () => {
    const { status, stderr } = await zigzagHere('.', ['validate', 'alexnet', '--dim', 'batch=2']);
    expect(status).toBe(1);
    expect(stderr).toContain('error ZZ5110: the model has no symbolic dimension "batch"');
  });

  test('is refused without an ONNX model', async () => {
    const { status, stderr } = await zigzagHere('.', ['validate', 'gemm', '--dim', 'batch=2']);
    expect(status).toBe(1);
    expect(stderr).toContain('error ZZ6010: --dim has no effect without an ONNX model as one of the files');
  });
});
