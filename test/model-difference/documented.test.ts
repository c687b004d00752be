import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { signedText } from '../../src/base/number-text.ts';
import { CORRECTION_ORDER } from '../../src/engine/difference/corrections.ts';
import { QUIRK_GROUPS, type RunDifference } from '../../src/model-difference/index.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { readResults } from '../../src/results/read-results.ts';
import { type CommandEnd, zigzagHere } from '../cli/support.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/* The worked example of docs/cost-model-corrected.md, and `zigzag diff --cost-models` over its run. */

const page = readFileSync(fileURLToPath(new URL('../../docs/cost-model-corrected.md', import.meta.url)), 'utf8');
const folder = temporaryFolder();
const zigzag = (...args: readonly string[]): Promise<CommandEnd> => zigzagHere(folder, args);

/** Rows of the table under a heading line. */
function rowsUnder(head: string): string[][] {
  const [, text = ''] = page.split(`\n${head}\n`);
  const lines = text.split('\n').slice(1);
  return lines.slice(0, lines.indexOf('')).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const commands = [...page.matchAll(/^npx zigzag (.*)$/gm)].map(([, line = '']) => line.split(' '));
const ends: CommandEnd[] = [];
let difference: RunDifference & { readonly totals: Pick<RunDifference, 'reference' | 'corrected'> };

beforeAll(async () => {
  const [, file = ''] = /```yaml downsample\.yaml\n([\s\S]*?)```/.exec(page) ?? [];
  writeFileSync(join(folder, 'downsample.yaml'), file);
  for (const args of commands) ends.push(await zigzag(...args));
  difference = JSON.parse((await zigzag('diff', '--cost-models', 'reference', '--json')).stdout);
});

describe('the worked example', () => {
  test('has a warning by the reference only', () => {
    expect(commands.map(([name]) => name)).toEqual(['run', 'run', 'diff']);
    expect(ends.map(({ status }) => status)).toEqual([0, 0, 0]);
    expect(ends[0]?.stderr).toMatch(
      /warning ZZ6092: .* 10369\.5 cycles, .* need 13504 .*\n.*--cost-model corrected gives/,
    );
    expect(ends[1]?.stderr).toBe('');
  });

  test('gives the figures of the page, with one mapping', async () => {
    const runs = await Promise.all(
      ['reference', 'corrected'].map((name) => readResults(join(folder, name), platformFiles)),
    );
    const figures = runs.map(({ evaluations: [one], document }) => [
      String(document.options.costModel ?? 'reference'),
      ...[one?.energy, one?.latency, one?.onloadingCycles, one?.offloadingCycles].map(String),
    ]);
    expect(rowsUnder('| run | energy (pJ) | latency (cycles) | on-loading | off-loading |')).toEqual(figures);
    const [reference, corrected] = runs.map(({ evaluations: [one] }) => one?.temporalMapping);
    expect(reference).toEqual(corrected);
  });

  test('moves as many bits as the page says', () => {
    const bits = { weights: 256 * 128 * 8, inputs: 128 * 14 * 14 * 8, outputs: 256 * 14 * 14 * 8 };
    const together = bits.weights + bits.inputs + bits.outputs;
    expect(rowsUnder('| data | bits | cycles of the port |')).toEqual(
      Object.entries({ ...bits, together }).map(([name, count]) => [name, String(count), String(count / 64)]),
    );
  });
});

describe('zigzag diff --cost-models', () => {
  test('gives the changes of the page', () => {
    const { totals, quirks } = difference;
    const rows = quirks
      .filter(({ layers }) => layers > 0)
      .map((one) => [one.quirks.join(', '), one.correction, signedText(one.energy), signedText(one.latency)]);
    const sum = [
      totals.corrected.energy - totals.reference.energy,
      totals.corrected.latency - totals.reference.latency,
    ];
    expect(rowsUnder('| quirks | corrected | energy (pJ) | latency (cycles) |')).toEqual([
      ...rows,
      ['sum', '', ...sum.map(signedText)],
    ]);
    const [, text = ''] = ends[2]?.stdout.split('\nquirks ') ?? [];
    for (const [quirk = '', correction = '', ...changes] of rows) {
      const line = text.split('\n').find((one) => one.startsWith(quirk)) ?? '';
      for (const cell of [correction, ...changes]) expect(line).toContain(cell);
    }
  });

  test('has the steps of the page', () => {
    expect(rowsUnder('| step | quirks | corrected |')).toEqual(
      CORRECTION_ORDER.map((step, index) => [
        String(index + 1),
        QUIRK_GROUPS[step].quirks.join(', '),
        QUIRK_GROUPS[step].correction,
      ]),
    );
  });

  test('gives the same for the mappings that the corrected model found', async () => {
    const { stdout } = await zigzag('diff', '--cost-models', 'corrected', '--json');
    const other: typeof difference = JSON.parse(stdout);
    expect(other).toEqual({ ...difference, foundBy: 'corrected', run: 'corrected' });
  });

  test('searches again by the other model', async () => {
    const { stdout } = await zigzag('diff', '--cost-models', 'reference', '--search', '--json');
    const { totals, bestMappings }: typeof difference & { bestMappings: unknown } = JSON.parse(stdout);
    expect(bestMappings).toEqual(totals);
    expect((await zigzag('diff', '--cost-models', 'reference', '--search')).stdout).toMatch(
      /total, best mappings of each model .*\n.*\nenergy \(pJ\) +11459105.088 +11425386.816\nlatency \(cycles\) +10369.5 +13504\n/,
    );
  });

  test('lists every layer on request', async () => {
    const { stdout } = await zigzag('diff', '--cost-models', 'reference', '--all');
    expect(stdout).toMatch(/\n 0 +layer3\.0\.downsample +sum .*\n +C19 .*\n +C13 /);
  });

  test.each([
    [['reference'], "missing required argument 'run-b'"],
    [['reference', 'corrected', '--cost-models'], '--cost-models takes one run'],
    [['reference', 'corrected', '--search'], '--search needs --cost-models'],
    [['reference', '--cost-models', '--markdown'], "'--cost-models' cannot be used with option '--markdown'"],
    [['nowhere', '--cost-models'], 'ZZ6040'],
  ])('refuses %j', async (args, message) => {
    const { status, stderr } = await zigzag('diff', ...args);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(message) });
  });
});

test('pictures and pages name the corrected model, and not the reference', async () => {
  const kinds = ['energy', 'latency', 'energy-latency', 'loop-nest', 'mappings', 'pareto'];
  const pictures = kinds.map((kind) => `${kind}.svg`);
  for (const name of ['reference', 'corrected']) {
    for (const kind of kinds) {
      expect((await zigzag('plot', name, '--kind', kind, '--out', join(name, `${kind}.svg`))).status).toBe(0);
    }
    await zigzag('sensitivity', name, '--out', join(name, 'tornado.svg'));
    const files = [...pictures, 'tornado.svg', 'energy_latency.svg', 'report.html'];
    const naming = files.filter((file) =>
      readFileSync(join(folder, name, file), 'utf8').includes('corrected cost model'),
    );
    expect(naming).toEqual(name === 'corrected' ? files : []);
  }
});

test('a sweep takes the model as an option or as a parameter', async () => {
  const sweep = { workloads: 'downsample.yaml', accelerator: 'tpu_like', mapping: 'tpu_like', objectives: ['latency'] };
  const width = { 'accelerator.memories.dram.ports[0].bandwidth_max': [64] };
  writeFileSync(
    join(folder, 'one.yaml'),
    JSON.stringify({ ...sweep, run: { cost_model: 'corrected' }, parameters: width }),
  );
  writeFileSync(
    join(folder, 'both.yaml'),
    JSON.stringify({ ...sweep, parameters: { 'run.cost_model': ['reference', 'corrected'] } }),
  );
  const [one, both] = [
    await zigzag('sweep', 'one.yaml', '--json', '--out', 'one'),
    await zigzag('sweep', 'both.yaml', '--json', '--out', 'both'),
  ];
  expect([one.stderr, both.stderr]).toEqual(['', '']);
  expect([one.status, both.status]).toEqual([0, 0]);
  const latencies = (name: string): string[] =>
    readFileSync(join(folder, name, 'points.csv'), 'utf8').match(/\b(10369\.5|13504)\b/g) ?? [];
  expect(latencies('one')).toEqual(['13504']);
  expect(latencies('both')).toEqual(['10369.5', '13504']);
  expect(readFileSync(join(folder, 'one', 'sweep.html'), 'utf8')).toContain(', corrected cost model.</p>');
});
