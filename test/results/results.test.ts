import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import { VERSION } from '../../src/base/version.ts';
import { layerNames } from '../../src/quantities/layer-names.ts';
import { decodeResults } from '../../src/results/decode-results.ts';
import { resultsJsonSchema } from '../../src/results/document-schema.ts';
import { encodeResults } from '../../src/results/encode-results.ts';
import { findLayer } from '../../src/results/find-layer.ts';
import { parseResults } from '../../src/results/read-results.ts';
import { resultsCsv } from '../../src/results/results-csv.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';
import type { HardwarePerformance } from '../../src/run/performance.ts';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';

const MATRIX_PRODUCT = {
  id: 0,
  operator_type: 'Gemm',
  equation: 'O[d0][d1]+=I[d0][d2]*W[d2][d1]',
  dimension_relations: [],
  loop_dims: ['D0', 'D1', 'D2'],
  loop_sizes: [128, 128, 128],
  operand_precision: { W: 8, I: 8, O: 32, O_final: 8 },
  operand_source: { I: 0, W: 0 },
};

const INPUT = { name: 'x', sha256: '0' };

function asText({ total, evaluations, uncosted, infeasible, warnings }: HardwarePerformance): string {
  return JSON.stringify(
    encodeResults({
      generator: 'zigzag-ts test',
      created: new Date(0),
      options: {},
      inputs: { workload: INPUT, accelerator: INPUT, mapping: INPUT },
      total,
      evaluations,
      uncosted,
      infeasible,
      warnings,
    }),
  );
}

const RUNS: readonly (readonly [string, HardwarePerformanceOptions])[] = [
  ['an ordinary array', { workload: 'gemm', accelerator: 'gemm_l1_l3', mapping: 'gemm_l1_l3', lpfLimit: 4 }],
  [
    'an endless main memory of 10^16 bits',
    {
      workload: [matrixProduct(0, 'product', [4, 8, 6])],
      accelerator: rowOfUnits({ buffer: memory(512), dram: memory(1e16) }),
      mapping: [FREE_MAPPING],
    },
  ],
  [
    'fractional unrollings',
    { workload: 'alexnet', accelerator: 'meta_prototype', mapping: 'meta_prototype_like', lpfLimit: 4 },
  ],
  [
    'data locality, with an accelerator of its own for some layers',
    { workload: 'alexnet', accelerator: 'tpu_like', mapping: 'tpu_like', exploitDataLocality: true, lpfLimit: 4 },
  ],
  [
    'an in-memory-computing array',
    { workload: 'alexnet', accelerator: 'aimc', mapping: 'default_imc', inMemoryCompute: true, lpfLimit: 4 },
  ],
];

describe.each(RUNS)('results of %s', (_, options) => {
  let performance: HardwarePerformance;
  beforeAll(async () => {
    performance = await getHardwarePerformance(options);
  });

  test('are the same after reading them back, details included', () => {
    const { evaluations, total } = decodeResults(parseResults(asText(performance), 'results.json'));
    expect(evaluations.map((evaluation) => evaluation.toJSON())).toEqual(
      performance.evaluations.map((evaluation) => evaluation.toJSON()),
    );
    expect(evaluations.map(({ details }) => details)).toEqual(performance.evaluations.map(({ details }) => details));
    expect(total.toJSON()).toEqual(performance.total.toJSON());
    expect(evaluations[0]?.hardware).toEqual(performance.evaluations[0]?.hardware);
  });

  test('can be written again without a difference', () => {
    const text = asText(performance);
    const { evaluations, total } = decodeResults(parseResults(text, 'results.json'));
    expect(asText({ ...performance, evaluations, total })).toBe(text);
  });

  test('are refused when a figure is not that of its mapping', () => {
    const text = asText(performance);
    const { latency, energy } = performance;
    const off = (value: number): number => value * (1 + 2 ** -50);
    for (const spoilt of [
      text.replace(`"energyTotal":`, `"energyTotal":1`),
      text.replace(/"onloadingCycles":(\d)/, (_, digit) => `"onloadingCycles":${9 - Number(digit)}`),
      text.replace(`"latency":${latency},`, `"latency":${off(latency)},`),
      text.replace(`"energy":${energy},`, `"energy":${off(energy)},`),
      text.replace(/"readEnergyPj":/, '"readEnergyPj":1'),
    ]) {
      expect(spoilt).not.toBe(text);
      expect(() => decodeResults(parseResults(spoilt, 'results.json'))).toThrow(/mapping gives|not the sums/);
    }
  });

  test('make a table with one row per layer and exact sums', () => {
    const [head = '', ...rows] = resultsCsv(performance.evaluations).trimEnd().split('\r\n');
    expect(rows).toHaveLength(performance.evaluations.length);
    const column = head.split(',').indexOf('energy (pJ)');
    expect(column).toBeGreaterThan(0);
    rows.forEach((row, index) => {
      expect(row.split(',')[column]).toBe(String(performance.evaluations[index]?.energy));
    });
  });
});

test.each([
  ['conv;1', '"conv;1"'],
  ['=1+1', "'=1+1"],
  [' =1+1', "' =1+1"],
  [';=1+1', `"';'=1+1"`],
  ['\t=1+1', `"'\t'=1+1"`],
  ['a;=1+1', `"a;'=1+1"`],
  ['a\n@b', `"a\n'@b"`],
  ['＝1+1', "'＝1+1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠x', "'＠x"],
  ['a-b=c', 'a-b=c'],
  ['=a,"b"', `"'=a,""b"""`],
])('a layer called %j is no formula in a table', async (name, cell) => {
  const { evaluations } = await getHardwarePerformance({
    workload: [{ ...MATRIX_PRODUCT, name }],
    accelerator: 'gemm_l1',
    mapping: 'gemm_l1',
    lpfLimit: 2,
  });
  expect(resultsCsv(evaluations)).toContain(`\r\n0,${cell},Gemm,`);
});

test('schemas/results.schema.json is up to date (npm run schemas)', () => {
  const file = new URL('../../schemas/results.schema.json', import.meta.url);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(resultsJsonSchema())));
});

test('the version is that of the package', () => {
  const description: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(description).toMatchObject({ version: VERSION });
});

describe('results that cannot be read', () => {
  const refusalOf = (text: string) => {
    try {
      parseResults(text, 'out/results.json');
    } catch (error) {
      if (error instanceof InputError) return error.diagnostics[0];
      throw error;
    }
    throw new Error('accepted');
  };

  test('name their version', () => {
    expect(refusalOf('{"schemaVersion": 1}')).toMatchObject({
      code: 'ZZ6042',
      message: 'the file has schemaVersion 1; this program reads version 2',
    });
    expect(refusalOf('[]')?.code).toBe('ZZ6042');
  });

  test('name the damaged place', () => {
    expect(refusalOf('{')?.code).toBe('ZZ6041');
    expect(refusalOf('{"schemaVersion": 2, "generator": 3}')).toMatchObject({ code: 'ZZ6043', path: 'generator' });
  });
});

describe('finding a layer', () => {
  test('accepts names, parts of paths and ids, and lists the layers otherwise', async () => {
    const { evaluations } = await getHardwarePerformance({
      workload: 'resnet18',
      accelerator: 'tpu_like',
      mapping: 'tpu_like',
      lpfLimit: 3,
    });
    const run = { evaluations, document: { infeasible: [] } };
    const last = evaluations.at(-1);
    const name = last?.layer.name ?? '';
    expect(findLayer(run, name)).toBe(last);
    expect(findLayer(run, String(last?.layer.id))).toBe(last);
    const { short, numbered } = layerNames(evaluations.map(({ layer }) => layer));
    for (const evaluation of evaluations) {
      expect(findLayer(run, short(evaluation.layer))).toBe(evaluation);
      expect(findLayer(run, numbered(evaluation.layer))).toBe(evaluation);
    }
    expect(() => findLayer(run, 'nowhere')).toThrow(name);
    expect(() => findLayer(run, 'FC')).toThrow('there is no layer "FC"; did you mean "fc"?');
    expect(() => findLayer(run, 'Conv')).toThrow(/fits 20 layers: \/conv1\/Conv, /);
    expect(() => findLayer(run, 'downsample')).toThrow(
      new RegExp(
        '"downsample" fits 3 layers: /layer2/layer2.0/downsample/downsample.0/Conv, /layer3/.*, /layer4/.*/Conv\n' +
          ' {2}fix: name one by its name or id:(\n {7}\\d+: /layer./\\S+){3}$',
      ),
    );
  });
});

test('a main memory of 10^16 bits costs what one of 10^15 does', async () => {
  const costs = async (sizeBits: number) => {
    const { energy, latency } = await getHardwarePerformance({
      workload: [matrixProduct(0, 'product', [4, 8, 6])],
      accelerator: rowOfUnits({ buffer: memory(512), dram: memory(sizeBits) }),
      mapping: [FREE_MAPPING],
    });
    return { energy, latency };
  };
  expect(await costs(1e16)).toEqual(await costs(1e15));
});
