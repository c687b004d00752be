import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { CumulativeCME } from '../../src/model/evaluation/evaluation.ts';
import { platformFiles } from '../../src/platform/node.ts';
import { encodeResults } from '../../src/results/encode-results.ts';
import { readResults } from '../../src/results/read-results.ts';
import { certify } from '../../src/run/certificate/certify.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import type { HardwarePerformance } from '../../src/run/performance.ts';
import { zigzagHere } from '../cli/support.ts';
import { FREE_MAPPING } from '../small-inputs.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { ACCELERATOR, REPEATED } from './inputs.ts';

/* What files, commands and the page say of repeated layers: one block, and how often it counts. */

const folder = temporaryFolder();
const at = (...names: readonly string[]): string => join(folder, ...names);
let performance: HardwarePerformance;

async function run(name: string, workload: unknown): Promise<HardwarePerformance> {
  writeFileSync(at(`${name}.yaml`), JSON.stringify(workload));
  return getHardwarePerformance({
    workload: at(`${name}.yaml`),
    accelerator: at('accelerator.yaml'),
    mapping: at('mapping.yaml'),
    dumpFolder: at(name),
    temporalMappingSearchEngine: 'exact',
    certificate: true,
  });
}

beforeAll(async () => {
  writeFileSync(at('accelerator.yaml'), JSON.stringify(ACCELERATOR));
  writeFileSync(at('mapping.yaml'), JSON.stringify([FREE_MAPPING]));
  performance = await run('repeated', REPEATED);
  await run(
    'oftener',
    REPEATED.map((layer) => ('repeat' in layer ? { ...layer, repeat: 4 } : layer)),
  );
});

describe('results.json', () => {
  test('is read back with repetitions, figures and details', async () => {
    const stored = await readResults(at('repeated'), platformFiles);
    expect(stored.evaluations.map(({ layer, times }) => [layer.repeat, times])).toEqual([
      [1, 1],
      [3, 3],
      [3, 3],
    ]);
    expect(stored.total.figures).toEqual(performance.total.figures);
    for (const [index, { details, once }] of stored.evaluations.entries()) {
      expect(details).toEqual(performance.evaluations[index]?.details);
      expect(once.headline).toEqual(performance.evaluations[index]?.once.headline);
    }
  });

  test('says nothing of repetitions where there is one', () => {
    const { layers }: { readonly layers: readonly { readonly definition: object; readonly times: number }[] } =
      JSON.parse(readFileSync(at('repeated', 'results.json'), 'utf8'));
    expect(layers.map(({ definition, times }) => ['repeat' in definition, times])).toEqual([
      [false, 1],
      [true, 3],
      [true, 3],
    ]);
  });
});

test('results.csv has a column with the repetitions, and its numbers add up', () => {
  const [heading = '', ...rows] = readFileSync(at('repeated', 'results.csv'), 'utf8')
    .trim()
    .split('\r\n')
    .map((row) => row.split(','));
  const columnOf = (name: string): number[] => rows.map((row) => Number(row[heading.indexOf(name)]));
  expect(columnOf('repeat')).toEqual([1, 3, 3]);
  expect(columnOf('operations')).toEqual([3 * 4 * 2, 3 * 2 * 4 * 3, 3 * 2 * 3 * 4]);
  const latency = columnOf('latency (cycles)').reduce((sum, cycles) => sum + cycles, 0);
  expect(latency).toBe(performance.latency);
});

test('the terminal shows blocks with their repetitions', async () => {
  const flags = ['--workload', 'repeated.yaml', '--accelerator', 'accelerator.yaml', '--mapping', 'mapping.yaml'];
  const { stdout, status } = await zigzagHere(folder, ['run', ...flags]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/ up ×3 /);
  expect(stdout).toContain('3 layers (7 with repetitions)');
  expect((await zigzagHere(folder, ['show', 'repeated', 'up'])).stdout).toContain('up ×3 (id 1');
  const { layers } = JSON.parse((await zigzagHere(folder, ['show', 'repeated', '--json'])).stdout);
  expect(layers.map(({ repeat }: { readonly repeat?: number }) => repeat)).toEqual([undefined, 3, 3]);
  const chart = await zigzagHere(folder, ['plot', 'repeated', '--kind', 'energy-latency', '--out', 'chart.svg']);
  expect(chart.status).toBe(0);
  expect(readFileSync(at('chart.svg'), 'utf8')).toContain('1: up ×3');
});

test('the page shows blocks with their repetitions', () => {
  const page = readFileSync(at('repeated', 'report.html'), 'utf8');
  expect(page).toContain('1: up ×3');
  expect(page).toContain('3 layers (7 with repetitions)');
  expect(page).toContain('3 times');
});

test('explanations name the repetitions', async () => {
  const { stdout } = await zigzagHere(folder, ['explain', 'repeated', 'up', 'energy.operations']);
  expect(stdout).toContain('equal layers the quantity is for');
});

test('a comparison says that a layer is repeated more often', async () => {
  const { stdout } = await zigzagHere(folder, ['diff', 'repeated', 'oftener']);
  expect(stdout).toMatch(/A {2}3 × O\[b\]\[k\]/);
  expect(stdout).toMatch(/B {2}4 × O\[b\]\[k\]/);
});

describe('certificates', () => {
  test('prove a repetition, and check how many there are', async () => {
    const { layers, isProven } = await certify(at('repeated'), platformFiles);
    expect(isProven).toBe(true);
    expect(layers.map(({ value }) => value)).toEqual(performance.evaluations.map(({ once }) => once.latency));
  });

  test('do not prove results of another number of repetitions', async () => {
    const { document, evaluations } = await readResults(at('repeated'), platformFiles);
    const others = evaluations.map((evaluation) => (evaluation.times === 1 ? evaluation : evaluation.once.scaled(2)));
    const total = others.reduce((sum, evaluation) => sum.plus(evaluation), new CumulativeCME());
    const results = encodeResults({
      ...document,
      created: new Date(0),
      total,
      evaluations: others,
      otherOperators: [],
      languageModel: undefined,
    });
    mkdirSync(at('other'));
    writeFileSync(at('other', 'results.json'), JSON.stringify(results));
    writeFileSync(at('other', 'certificate.json'), readFileSync(at('repeated', 'certificate.json')));
    const { layers, isProven } = await certify(at('other'), platformFiles);
    expect(isProven).toBe(false);
    expect(layers.map(({ verdict }) => verdict.is)).toEqual(['proven', 'refuted', 'refuted']);
  });
});
