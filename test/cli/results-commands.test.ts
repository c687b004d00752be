import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { type CommandEnd, runInto, zigzagHere, zigzagIn } from './support.ts';

/* The commands that read results. */

const folder = temporaryFolder();
const NETWORK = ['run', '--workload', 'alexnet', '--accelerator', 'tpu_like', '--mapping', 'tpu_like'];

const zigzag = (...args: readonly string[]) => zigzagHere(folder, args);
/** The built command, told to use colours, which it does in a terminal only. */
const started = (...args: readonly string[]) => zigzagIn(folder, args, { FORCE_COLOR: '1' });

let fast: CommandEnd;

beforeAll(async () => {
  fast = started(...NETWORK, '--lpf-limit', '4', '--save-mapping', 'found.yaml', '--out', 'fast');
  expect(fast).toMatchObject({ status: 0, stderr: '' });
  const inputs = { workload: 'alexnet', accelerator: 'tpu_like', mapping: 'tpu_like' };
  await runInto(join(folder, 'frugal'), { ...inputs, lpfLimit: 4, opt: 'energy' });
  const accelerator = readFileSync(
    fileURLToPath(new URL('../../examples/accelerators/tpu_like.yaml', import.meta.url)),
  );
  writeFileSync(join(folder, 'hot.yaml'), String(accelerator).replace('unit_energy: 0.04', 'unit_energy: 0.05'));
  const hot = NETWORK.map((argument, index) => (NETWORK[index - 1] === '--accelerator' ? 'hot.yaml' : argument));
  expect((await zigzagHere(folder, [...hot, '--lpf-limit', '4', '--quiet', '--out', 'hot'])).status).toBe(0);
  const results = readFileSync(join(folder, 'fast', 'results.json'), 'utf8');
  for (const [name, text] of [
    ['other-version', '{"schemaVersion": 1}'],
    ['no-json', results.slice(0, 1000)],
    ['damaged', results.replace('"accelerator": 0', '"accelerator": 7')],
  ] as const) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'results.json'), text);
  }
  mkdirSync(join(folder, 'empty'));
});

describe('zigzag show --as-mapping and run --save-mapping', () => {
  const energyOf = (text: string) => /energy .* = (\S+) pJ/.exec(text)?.[1];
  const withMapping = (file: string) =>
    NETWORK.map((argument, index) => (NETWORK[index - 1] === '--mapping' ? file : argument));

  test('give the same mapping file, which gives the same run', async () => {
    expect(fast.stdout).toContain('  mapping      found.yaml (mapping file of what was found)');
    const { status, stdout, stderr } = await zigzag('show', 'fast', '--as-mapping');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(readFileSync(join(folder, 'found.yaml'), 'utf8'));
    const again = await zigzag(...withMapping('found.yaml'), '--lpf-limit', 'none', '--quiet');
    expect(energyOf(again.stdout)).toBe(energyOf(fast.stdout));
  });

  test('of one layer', async () => {
    const { status, stdout } = await zigzag('show', 'fast', '0', '--as-mapping');
    expect(status).toBe(0);
    expect(stdout.match(/^# Layer /gm)).toHaveLength(1);
    expect(stdout).toContain('- name: default');
  });

  test('do not replace the mapping file of the run', async () => {
    writeFileSync(join(folder, 'mine.yaml'), '- name: default\n');
    const { status, stderr } = await zigzag(...withMapping('mine.yaml'), '--save-mapping', './mine.yaml');
    expect(status).toBe(1);
    expect(stderr).toContain('ZZ6022');
    expect(readFileSync(join(folder, 'mine.yaml'), 'utf8')).toBe('- name: default\n');
    expect((await zigzag('show', 'fast', '--as-mapping', '--json')).status).toBe(1);
  });
});

describe('zigzag diff', () => {
  test('finds no difference between a run and itself', async () => {
    const { status, stdout, stderr } = await zigzag('diff', 'fast', 'fast', '--fail-above', '0');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(
      [
        'A: fast (zigzag-ts 0.1.0)\nB: fast (zigzag-ts 0.1.0)',
        'equal: no number and no mapping differs',
        'passed: no energy or latency, in total or of a layer, is worse by more than 0 %\n',
      ].join('\n\n'),
    );
  });

  test('prints what differs, the same bytes every time, without colours or cuts in a pipe', async () => {
    const { status, stdout } = await zigzag('diff', 'fast', 'frugal');
    expect(status).toBe(0);
    expect(started('diff', 'fast', 'frugal').stdout).toBe(stdout);
    expect(stdout).toContain('option opt changed: latency → energy');
    expect(stdout).toMatch(/^energy +pJ +[\d.]+ +[\d.]+ +-[\d.]+ +-[\d.]+ %$/m);
    expect(stdout).toMatch(/^stall of \w+ of \w+ +cycles /m);
    expect(stdout).toContain('temporal mapping changed (innermost loop first)');
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toContain('…');
    expect(stdout).not.toContain('ideal computation');
    expect((await zigzag('diff', 'fast', 'frugal', '--all')).stdout).toContain('ideal computation');
  });

  test('--summary ends with the table of layers', async () => {
    const whole = (await zigzag('diff', 'fast', 'frugal')).stdout;
    const { status, stdout } = await zigzag('diff', 'fast', 'frugal', '--summary');
    expect(status).toBe(0);
    expect(whole.startsWith(stdout.trimEnd())).toBe(true);
    expect(stdout).toMatch(/^energy +pJ/m);
    expect(stdout).toMatch(/^\d+ of \d+ layers? differs?$/m);
    expect(stdout).not.toContain('temporal mapping changed');
    expect((await zigzag('diff', 'fast', 'frugal', '--summary', '--json')).status).toBe(1);
  });

  test.each(['2%', '2', '2.0 %'])('exits with 3 when a cost is worse by more than %s', async (threshold) => {
    const { status, stdout, stderr } = await zigzag('diff', 'fast', 'frugal', '--fail-above', threshold);
    expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
    expect(stdout).toMatch(/failed: \d+ costs? (is|are) worse by more than 2 %\n {2}.*: latency \+[\d.]+ cycles \(\+/);
  });

  test('shows that a changed accelerator changed one kind of energy only', async () => {
    const { status, stdout } = await zigzag('diff', 'fast', 'hot', '--fail-above', '0', '--json');
    expect(status).toBe(3);
    const { inputs, options, totals, layers, worse } = JSON.parse(stdout);
    expect(inputs).toMatchObject([{ kind: 'accelerator', changed: true, after: { name: 'hot.yaml' } }]);
    expect(options).toEqual([]);
    const names = (figures: readonly { readonly name: string }[]) => figures.map(({ name }) => name);
    expect(names(totals)).toEqual(['energy', 'energy.operations']);
    expect(totals[1].relative).toBeCloseTo(0.25, 12);
    for (const { figures } of layers) expect(names(figures)).toEqual(['energy', 'energy.operations']);
    expect(worse).toHaveLength(layers.length + 1);
    expect((await zigzag('diff', 'hot', 'fast', '--fail-above', '0')).status).toBe(0);
  });

  test('passes a threshold above every change', async () => {
    const { status, stdout } = await zigzag('diff', 'fast', 'frugal', '--fail-above', '100000%');
    expect(status).toBe(0);
    expect(stdout).toContain('passed: no energy or latency, in total or of a layer, is worse by more than 100000 %');
  });

  test('prints one JSON document with --json', async () => {
    const { status, stdout } = await zigzag('diff', 'fast', 'frugal', '--json', '--fail-above', '2%');
    expect(status).toBe(3);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({
      schemaVersion: 1,
      units: { energy: 'pJ', latency: 'cycles' },
      runs: { before: { place: 'fast' }, after: { place: 'frugal' } },
      equal: false,
      failAbovePercent: 2,
      options: [{ name: 'opt', before: 'latency', after: 'energy' }],
    });
    const results = (name: string) => JSON.parse(readFileSync(join(folder, name, 'results.json'), 'utf8'));
    const [energy] = document.totals;
    expect(energy).toMatchObject({ name: 'energy', unit: 'pJ', before: results('fast').energy });
    expect(energy.absolute).toBe(results('frugal').energy - results('fast').energy);
    expect(document.worse.length).toBeGreaterThan(0);
    expect(JSON.parse((await zigzag('diff', 'fast', 'fast', '--json')).stdout)).toMatchObject({
      equal: true,
      failAbovePercent: null,
      worse: [],
      totals: [],
      layers: [],
    });
  });

  test('reports everything wrong with both runs', async () => {
    const { status, stdout, stderr } = await zigzag('diff', 'no-json', 'empty');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('no-json/results.json: error ZZ6041');
    expect(stderr).toContain('empty: error ZZ6040');
    expect(stderr).toContain('2 errors');
  });

  test.each(['two', '-1', '2%%', ''])('refuses the threshold "%s"', async (threshold) => {
    const { status, stderr } = await zigzag('diff', 'fast', 'fast', `--fail-above=${threshold}`);
    expect(status).toBe(1);
    expect(stderr).toContain('It must be a percentage such as 2%');
  });
});

describe('zigzag show', () => {
  test('prints the table and totals of the run', () => {
    const { status, stdout, stderr } = started('show', 'fast');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    // Only the run tells which files it wrote.
    expect(stdout).toBe(fast.stdout.replaceAll(/^ {2}(files|mapping) .*\n/gm, ''));
  });

  test('prints the loop nest of a layer, by name or id', async () => {
    const { status, stdout } = await zigzag('show', 'fast', '0');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\S+ \(id 0, Conv\) on tpu_like$/m);
    expect(stdout).toMatch(/^temporal loops +O +W +I$/m);
    expect(stdout).toMatch(/^parfor K in \[0, 32\): +D1 +32$/m);
    expect(stdout).toMatch(/^operand +memory +loops \(innermost first\) +tile \(bits\) +capacity \(bits\)/m);
    const [name = ''] = stdout.split(' ');
    expect((await zigzag('show', 'fast', name)).stdout).toBe(stdout);
  });

  test('prints one JSON document with --json', async () => {
    const { layers } = JSON.parse((await zigzag('show', 'fast', '--json')).stdout);
    expect(layers[0]).toMatchObject({ id: 0, operatorType: 'Conv' });
    const layer = JSON.parse((await zigzag('show', 'fast', '0', '--json')).stdout);
    expect(layer).toMatchObject({ ...layers[0], units: { size: 'bits' } });
    expect(layer.temporal.length).toBeGreaterThan(0);
    expect(layer.spatial).toMatchObject([{ arrayDimension: 'D1', units: 32 }, { arrayDimension: 'D2' }]);
  });

  test('lists the layers where the one asked for is missing', async () => {
    const { status, stdout, stderr } = await zigzag('show', 'fast', 'conv9000');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('error ZZ6044: there is no layer "conv9000"');
    for (const { id, name } of JSON.parse((await zigzag('show', 'fast', '--json')).stdout).layers) {
      expect(stderr).toContain(`${id}: ${name}`);
    }
  });

  test.each([
    ['empty', 'empty: error ZZ6040: there are no results'],
    ['nowhere', 'nowhere: error ZZ6040: there are no results'],
    ['no-json', 'error ZZ6041: the file is not JSON'],
    ['other-version', 'error ZZ6042: the file has schemaVersion 1; this program reads version 2'],
    ['damaged', 'error ZZ6043: the results are damaged: there is no accelerator 7'],
  ])('refuses the folder "%s"', async (name, message) => {
    const { status, stdout, stderr } = await zigzag('show', name);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain('fix: ');
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
