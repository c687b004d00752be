import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { zigzag, zigzagHere } from './support.ts';

/* `zigzag pareto`, and the exact engines, on a layer that is proven at once. One test starts the command as a user does. */

const INPUTS = ['--workload', 'gemm', '--accelerator', 'gemm_l1', '--mapping', 'gemm_l1'];

const here = (...args: readonly string[]) => zigzagHere('.', args);

describe('zigzag pareto', () => {
  test('prints the front of the only layer, draws it, and chooses within a limit', () => {
    const out = join(temporaryFolder(), 'front.svg');
    const { status, stdout, stderr } = zigzag('pareto', ...INPUTS, '--out', out, '--max-latency', '1000000000');
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('on the Pareto front');
    expect(stdout).toContain('no other mapping belongs to the front');
    expect(stdout).toContain('least energy within the latency limit');
    expect(readFileSync(out, 'utf8')).toContain('Pareto front of');
  });

  test('describes its own defaults, which are not those of a run', async () => {
    const help = (await here('pareto', '--help')).stdout.replaceAll(/\s+/g, ' ');
    expect(help).toContain('--spatial-mappings <n> spatial mappings to search per layer (default: all)');
    expect(help).not.toContain('exploit-data-locality');
    expect((await here('run', '--help')).stdout.replaceAll(/\s+/g, ' ')).toContain('(default: 3)');
  });

  test('prints the same as JSON', async () => {
    const { status, stdout } = await here('pareto', ...INPUTS, '--json');
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ schemaVersion: 1, units: { energy: 'pJ', latency: 'cycles' } });
    expect({ status, isProven: document.isProven, isThinned: document.isThinned }).toEqual({
      status: 0,
      isProven: true,
      isThinned: false,
    });
    expect(document.front).toEqual(
      document.layers[0].front.map(({ energy, latency }: { energy: number; latency: number }) => ({ energy, latency })),
    );
  });

  test('says that no choice is as fast as was asked, and that a layer is unknown', async () => {
    expect(await here('pareto', ...INPUTS, '--max-latency', '1')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('ZZ6067'),
    });
    expect(await here('pareto', ...INPUTS, '--layer', 'none')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('ZZ6066'),
    });
  });
});

describe('zigzag pareto --layer', () => {
  const resnet = (layer: string) =>
    here('pareto', '--workload', 'resnet18', '--accelerator', 'tpu_like', '--mapping', 'tpu_like', '--layer', layer);

  test.each(['fc', '/fc/Gemm', '48'])('takes %s for the layer, as zigzag show does', async (name) => {
    const { status, stdout } = await resnet(name);
    expect(status).toBe(0);
    expect(stdout).toContain('/fc/Gemm');
  });

  test('suggests names, and lists the layers that a part fits', async () => {
    expect((await resnet('FC')).stderr).toContain('error ZZ6066: there is no layer "FC"; did you mean "fc"?');
    expect((await resnet('downsample')).stderr).toContain(
      'error ZZ6066: "downsample" fits 3 layers: /layer2/layer2.0/downsample/downsample.0/Conv, ',
    );
  });
});

describe('the engines exact and best', () => {
  test.each(['exact', 'best'])('%s says what is proven', async (engine) => {
    const { status, stdout, stderr } = await here('run', ...INPUTS, '--engine', engine, '--gap', '0%');
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringContaining('warning') });
    expect(stdout).toContain('proven gap (%)');
    expect(stdout).toContain('optimum      proven optimal');
  });

  test('gap and lpf-limit say where they have no effect', async () => {
    expect((await here('run', ...INPUTS, '--gap', '1%')).stderr).toContain(
      '--gap has no effect without --engine exact or --engine best',
    );
    expect((await here('run', ...INPUTS, '--engine', 'exact', '--lpf-limit', '3')).stderr).toContain(
      '--lpf-limit has no effect with --engine exact',
    );
  });
});
