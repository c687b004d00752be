import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { type CommandEnd, runInto, zigzagHere } from './support.ts';

/* Runs on a DRAM that is too small for some layers, or for all: what every command says of it. */

const folder = temporaryFolder();
const MISSING = '/conv1/Conv';
const LAYERS = 21;
const MISSING_LAYERS = 5;

const zigzag = (...args: readonly string[]) => zigzagHere(folder, args);

const run = async (accelerator: string, ...more: readonly string[]) => {
  const inputs = ['--workload', 'resnet18', '--mapping', 'tpu_like', '--accelerator', accelerator];
  return await zigzag('run', ...inputs, '--lpf-limit', '4', '--quiet', ...more);
};

let none: CommandEnd;

beforeAll(async () => {
  const text = readFileSync(new URL('../../examples/accelerators/tpu_like.yaml', import.meta.url), 'utf8');
  for (const [name, size] of [
    ['small', 7702015],
    ['tiny', 512],
  ] as const)
    writeFileSync(join(folder, `${name}.yaml`), text.replace('size: 10000000000', `size: ${size}`));
  const inputs = { workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like' };
  await runInto(join(folder, 'good'), { ...inputs, lpfLimit: 4 });
  const partial = await run('small.yaml', '--out', 'some-missing');
  expect(partial.status).toBe(2);
  // Also with --quiet.
  expect(partial.stdout).toMatch(/^PARTIAL: 5 of 21 layers are left out \(no mapping fits\); /);
  // The layers stand in the errors; the warning of the library would say the same again.
  expect(partial.stderr).toContain('ZZ4411');
  expect(partial.stderr).not.toContain('ZZ6026');
  none = await run('tiny.yaml', '--json', '--out', 'all-missing');
});

describe('some layers', () => {
  test.each([['show'], ['explain']])('%s says why', async (name) => {
    const { status, stderr } = await zigzag(name, 'some-missing', MISSING);
    expect(status).toBe(2);
    expect(stderr).toContain(`error ZZ4411: no temporal mapping of layer ${MISSING} fits tpu_like`);
  });

  test('show lists them with the others', async () => {
    const { status, stdout, stderr } = await zigzag('show', 'some-missing', '--json');
    expect(status).toBe(0);
    expect(stderr).toContain(`error ZZ4411: no temporal mapping of layer ${MISSING} fits tpu_like`);
    const { layers, infeasible } = JSON.parse(stdout);
    expect(layers).toHaveLength(LAYERS - MISSING_LAYERS);
    expect(infeasible).toHaveLength(MISSING_LAYERS);
    expect(infeasible[0]).toMatchObject({ name: MISSING, diagnostic: { code: 'ZZ4411', hint: expect.any(String) } });
  });

  test('have no Timeloop map, and an export says so', async () => {
    const some = await zigzag('mapping', 'export', 'some-missing', '--out', 'maps', '--lossy');
    expect(some.status).toBe(3);
    expect(some.stderr).toContain(`error ZZ4411: no temporal mapping of layer ${MISSING} fits tpu_like`);
    expect(some.stderr).toMatch(new RegExp(`\\n[5-9] of ${LAYERS} layers cannot be written as a map\\n$`));
    const all = await zigzag('mapping', 'export', 'all-missing', '--out', 'no-maps');
    expect(all).toMatchObject({ status: 3, stdout: '' });
    expect(all.stderr).toMatch(new RegExp(`\\n${LAYERS} of ${LAYERS} layers cannot be written as a map\\n$`));
  });

  test('are no pass for diff --fail-above', async () => {
    expect(await zigzag('diff', 'good', 'some-missing')).toMatchObject({
      status: 0,
      stderr: expect.stringContaining(`no longer fit: ${MISSING}`),
    });
    const strict = await zigzag('diff', 'good', 'some-missing', '--fail-above', '2%', '--json');
    expect(strict.status).toBe(3);
    expect(JSON.parse(strict.stdout).noLongerFit).toHaveLength(MISSING_LAYERS);
    const text = await zigzag('diff', 'good', 'some-missing', '--fail-above', '1000000%');
    expect(text.status).toBe(3);
    expect(text.stdout).toMatch(/\nfailed: 5 layers of A do not fit in B\n$/);
  });

  test('diff says so first, and compares the totals of the other layers', async () => {
    const { stdout } = await zigzag('diff', 'good', 'some-missing', '--summary');
    expect(stdout).toMatch(
      /^PARTIAL: in B, 5 of 21 layers are left out \(no mapping fits\); totals compare the 16 layers/,
    );
    expect(stdout).toContain('only in A, in no total above:');
    const good = JSON.parse(readFileSync(join(folder, 'good', 'results.json'), 'utf8'));
    const rest = JSON.parse(readFileSync(join(folder, 'some-missing', 'results.json'), 'utf8'));
    const names = rest.layers.map(({ name }: { readonly name: string }) => name);
    const energy = good.layers
      .filter(({ name }: { readonly name: string }) => names.includes(name))
      .reduce((sum: number, layer: { readonly energy: number }) => sum + layer.energy, 0);
    const { partial, totalsOf, totals } = JSON.parse(
      (await zigzag('diff', 'good', 'some-missing', '--all', '--json')).stdout,
    );
    expect({ partial, totalsOf }).toEqual({
      partial: { before: null, after: '5 of 21 layers are left out (no mapping fits)' },
      totalsOf: 'layers of both runs',
    });
    const [first] = totals;
    expect(first).toMatchObject({ name: 'energy', after: rest.energy });
    expect(first.before).toBeCloseTo(energy, 0);
    expect((await zigzag('diff', 'some-missing', 'some-missing')).stdout).toMatch(
      /^PARTIAL: in A, 5 of 21 .*; in B, 5 of 21 .*; both runs have the same layers\n/,
    );
  });

  test('plot names them beside a picture of the others, and says why there is none of one', async () => {
    const { status, stdout } = await zigzag('plot', 'some-missing', '--kind', 'energy', '--out', 'energy.svg');
    expect(status).toBe(0);
    expect(stdout).toMatch(
      new RegExp(
        `^energy.svg: energy of ${LAYERS - MISSING_LAYERS} layers, PARTIAL: without ${MISSING}(, \\S+){${MISSING_LAYERS - 1}} \\(no mapping fits\\)\n$`,
      ),
    );
    for (const kind of ['energy', 'loop-nest', 'memory-hierarchy', 'pareto']) {
      const one = await zigzag('plot', 'some-missing', '--kind', kind, '--layer', MISSING, '--out', 'one.svg');
      expect(one).toMatchObject({ status: 2, stdout: '' });
      expect(one.stderr).toContain(`error ZZ4411: no temporal mapping of layer ${MISSING} fits`);
    }
  });
});

describe('all layers', () => {
  test('run --json prints the document that the folder has, too', () => {
    const { status, stdout, stderr } = none;
    expect(status).toBe(2);
    expect(stderr).toContain('error ZZ4411');
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ layers: [], energy: 0, latency: 0 });
    expect(document.infeasible).toHaveLength(LAYERS);
    const written = JSON.parse(readFileSync(join(folder, 'all-missing', 'results.json'), 'utf8'));
    expect(document).toEqual(written);
  });

  test('the page says that none has a mapping', () => {
    const page = readFileSync(join(folder, 'all-missing', 'report.html'), 'utf8');
    expect(page).toContain('No layer of the workload has a mapping.');
    expect(page).not.toContain('The workload has no layers.');
    expect(page).not.toContain('Every operator of the workload is in the totals.');
  });

  test('run prints no totals without it', async () => {
    const { status, stdout, stderr } = await run('tiny.yaml');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`no temporal mapping of layer ${MISSING} fits tpu_like`);
    expect(stderr).toContain('the same for ');
  });

  test('show still prints the totals of a network that has no layers', async () => {
    writeFileSync(join(folder, 'empty.yaml'), '[]');
    const design = ['--workload', 'empty.yaml', '--accelerator', 'tpu_like', '--mapping', 'tpu_like'];
    expect((await zigzag('run', ...design, '--out', 'empty')).status).toBe(0);
    const { status, stdout } = await zigzag('show', 'empty');
    expect(status).toBe(0);
    expect(stdout).toContain('energy       0 pJ');
  });

  test('plot sends to show, which says why', async () => {
    const { status, stderr } = await zigzag('plot', 'all-missing', '--kind', 'energy', '--out', 'all.svg');
    expect(status).toBe(1);
    expect(stderr).toContain('error ZZ6064: the results have no layers to draw');
    expect(stderr).toContain('run `zigzag show` to see why');
    const shown = await zigzag('show', 'all-missing');
    expect({ status: shown.status, stdout: shown.stdout }).toEqual({ status: 2, stdout: '' });
    expect(shown.stderr).toContain('error ZZ4411');
  });
});
