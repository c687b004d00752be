import { describe, expect, test } from 'vitest';
import { readMapping } from '../../src/io/mapping/read-mapping.ts';
import { unwritablePart, writeMapping } from '../../src/io/mapping/write-mapping.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import type { MappingConstraints } from '../../src/model/mapping/mapping-constraints.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';
import { type RunOfMapping, savedMapping } from '../../src/run/saved-mapping/saved-mapping.ts';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';

/* Mapping files made of runs. test/golden/searches.test.ts runs those of all recorded searches again. */

const ACCELERATOR = rowOfUnits({
  register: memory(64, ['O']),
  buffer: memory(2000, ['I1', 'I2', 'O']),
  dram: memory(1e9),
});

/** A run, and what is known of it when its mapping is saved. */
async function found(workload: readonly object[], mapping: readonly object[], more: Partial<RunOfMapping> = {}) {
  const options: HardwarePerformanceOptions = {
    accelerator: ACCELERATOR,
    workload: [...workload],
    mapping: [...mapping],
  };
  const { evaluations, energy, latency } = await getHardwarePerformance(options);
  const input = (name: string) => ({ name, sha256: '' });
  const run: RunOfMapping = {
    generator: 'zigzag-ts 0.0.0',
    inputs: {
      workload: input('network.yaml'),
      accelerator: input('row of units.yaml'),
      mapping: { ...input('mapping.yaml'), text: JSON.stringify(mapping) },
    },
    options: { opt: 'latency', lpfLimit: 6, temporalMappingType: 'uneven' },
    infeasible: [],
    ...more,
  };
  const again = async (text: string) => {
    const { data } = parseYaml(text);
    if (!Array.isArray(data)) throw new Error('a mapping file is a list');
    return getHardwarePerformance({ ...options, mapping: data });
  };
  return { evaluations, energy, latency, run, again };
}

const entriesOf = (text: string) => readMapping(parseYaml(text)).value.entries;
const namesOf = (text: string) => entriesOf(text).map(({ entryName }) => entryName);

describe('a saved mapping', () => {
  test('has the entries of layers first, then those of the mapping file of the run', async () => {
    const layers = [matrixProduct(0, 'first', [12, 10, 6]), matrixProduct(1, 'second', [4, 4, 4], 0)];
    const { run, evaluations } = await found(layers, [FREE_MAPPING, { ...FREE_MAPPING, name: 'Conv' }]);
    const { text, warnings } = savedMapping(run, evaluations);
    expect(warnings).toEqual([]);
    expect(namesOf(text)).toEqual(['first', 'second', 'default', 'Conv']);
    const { text: one } = savedMapping(run, evaluations, evaluations[1]);
    expect(namesOf(one)).toEqual(['second', 'default', 'Conv']);
    expect(one).toContain('# Layers without an ordering are searched again');
  });

  test('says the command that gives the same again', async () => {
    const { run, evaluations } = await found([matrixProduct(0, 'a', [4, 4, 4])], [FREE_MAPPING], {
      options: {
        opt: 'EDP',
        temporalMappingSearchEngine: 'salsa',
        salsaSeed: 3,
        lpfLimit: null,
        temporalMappingType: 'even',
        exploitDataLocality: true,
        dimensionValues: { batch: 1, length: 8 },
      },
    });
    expect(savedMapping(run, evaluations).text.split('\n')[3]).toBe(
      "#   zigzag run --workload network.yaml --accelerator 'row of units.yaml' --mapping <this file> --dim batch=1 --dim length=8 --opt EDP --lpf-limit none --mapping-type even --exploit-data-locality",
    );
  });

  test('writes what equal layers share once, and keeps original entries apart', async () => {
    const fixed = { ...FREE_MAPPING, spatial_mapping: { D1: ['K, 4'] } };
    const layers = [0, 1, 2].map((id) => matrixProduct(id, `layer ${id}`, [12, 8, 6], Math.max(0, id - 1)));
    const { run, evaluations, energy, again } = await found(layers, [fixed]);
    const { text } = savedMapping(run, evaluations);
    expect(text.match(/&/g)?.length).toBe(2);
    expect(text.match(/: \*/g)?.length).toBe(4);
    expect(entriesOf(text).at(-1)?.spatialMapping).toEqual(entriesOf(JSON.stringify([fixed]))[0]?.spatialMapping);
    expect(text.split('- name: default')[1]).toContain('D1: ["K, 4"]');
    expect((await again(text)).energy).toBe(energy);
  });

  test('holds for layers that are called like an operator type, or default', async () => {
    const layers = [
      matrixProduct(0, 'Gemm', [12, 10, 6]),
      matrixProduct(1, 'default', [4, 30, 4], 0),
      matrixProduct(2, 'third', [7, 5, 9], 1),
      { ...matrixProduct(3, 'fourth', [7, 5, 3], 2), operator_type: 'MatMul' },
    ];
    const { run, evaluations, energy, latency, again } = await found(layers, [FREE_MAPPING]);
    for (const chosen of [undefined, ...evaluations]) {
      const { text, warnings } = savedMapping(run, evaluations, chosen);
      expect(warnings).toEqual([]);
      const { energy: sameEnergy, latency: sameLatency } = await again(text);
      expect([sameEnergy, sameLatency]).toEqual([energy, latency]);
    }
    expect(namesOf(savedMapping(run, evaluations, evaluations[0]).text)).toEqual(['Gemm', 'third', 'default']);
  });

  test.each(['uneven', 'even'] as const)('gives again with LOMA what SALSA found, %s', async (temporalMappingType) => {
    const options = {
      accelerator: ACCELERATOR,
      workload: [matrixProduct(0, 'first', [24, 10, 12]), matrixProduct(1, 'one iteration', [1, 1, 8], 0)],
      temporalMappingType,
    };
    const salsa = { temporalMappingSearchEngine: 'salsa', salsaIterationNumber: 40 } as const;
    const first = await getHardwarePerformance({ ...options, ...salsa, mapping: [FREE_MAPPING] });
    const { run } = await found(options.workload, [FREE_MAPPING], { options: { temporalMappingType, ...salsa } });
    const { text, warnings } = savedMapping(run, first.evaluations);
    expect(warnings).toEqual([]);
    const { data } = parseYaml(text);
    const again = await getHardwarePerformance({ ...options, lpfLimit: 1, mapping: Array.isArray(data) ? data : [] });
    const whole = ({ evaluations }: typeof again) =>
      evaluations.map(({ headline, temporalMapping }) => [headline, temporalMapping]);
    expect(whole(again)).toEqual(whole(first));
  });

  test('leaves layers of one name and different mappings to the search, and says so', async () => {
    const layers = [matrixProduct(0, 'twin', [12, 10, 6]), matrixProduct(1, 'twin', [4, 30, 4], 0)];
    const { run, evaluations, energy, latency, again } = await found(layers, [FREE_MAPPING]);
    const { text, warnings } = savedMapping(run, evaluations);
    expect(warnings.map(({ code, message }) => [code, message])).toEqual([
      [
        'ZZ4432',
        'the saved mapping leaves layer twin to the search: layers of this name have different mappings, and entries apply by name',
      ],
    ]);
    expect(text).toContain(`# Warning: ${warnings[0]?.message}`);
    const same = await again(text);
    expect([same.energy, same.latency]).toEqual([energy, latency]);
  });

  test('says where an ordering gives another allocation', async () => {
    const { run, evaluations } = await found([matrixProduct(0, 'layer', [12, 10, 6])], [FREE_MAPPING]);
    const [evaluation] = evaluations;
    if (evaluation === undefined) throw new Error('the layer fits');
    const { temporalMapping, headline, details } = evaluation;
    // All loops of W stay in the outermost memory, which no allocation of an ordering does.
    const boundaries = new Map([...temporalMapping.boundaries, ['W', [0, temporalMapping.loops.length]]]);
    const moved = (figures: typeof headline) =>
      new CostModelEvaluation({
        ...evaluation,
        temporalMapping: { ...temporalMapping, boundaries },
        headline: figures,
        details: () => details,
      });
    const { text, warnings } = savedMapping(run, [moved({ ...headline, energyTotal: 1, latencyTotal2: 2 })]);
    expect(warnings.map(({ code }) => code)).toEqual(['ZZ4431']);
    expect(text).toContain(`# Warning: ${warnings[0]?.message}.`);
    expect(warnings[0]?.message).toMatch(/cycles instead of 1 pJ and 2 cycles: an ordering does not say/);
    expect(text).toContain('except for the layers with a warning:');
    const [same] = savedMapping(run, [moved(headline)]).warnings;
    expect(same?.message).toMatch(
      /gives layer layer other loops in the memories, at [\d.]+ pJ and \d+ cycles as before: /,
    );
  });

  test('says which searches ended early', async () => {
    const { run, evaluations } = await found([matrixProduct(0, 'a', [4, 4, 4])], [FREE_MAPPING]);
    const { text, warnings } = savedMapping(
      run,
      evaluations.map((evaluation) => evaluation.partlySearched(0.25)),
    );
    expect(warnings).toEqual([]);
    expect(text).toMatch(/^# Layer 0, Gemm: .* cycles\. Its search ended early\.$/m);
  });

  test.each(['', 'a\u0007'])('says that no entry can have the name %j', async (name) => {
    const layers = [{ ...matrixProduct(0, 'other', [4, 4, 4]) }, matrixProduct(1, 'bad', [4, 6, 4], 0)];
    const { run, evaluations } = await found(layers, [FREE_MAPPING]);
    const renamed = evaluations.map(
      (evaluation) =>
        new CostModelEvaluation({
          ...evaluation,
          layer: evaluation.layer.name === 'bad' ? { ...evaluation.layer, name } : evaluation.layer,
          details: () => evaluation.details,
        }),
    );
    const { text, warnings } = savedMapping(run, renamed);
    expect(warnings.map(({ code, message }) => [code, message])).toEqual([
      ['ZZ4432', `the saved mapping leaves layer ${name} to the search: an entry cannot have its name`],
    ]);
    expect(namesOf(text)).toEqual(['other', 'default']);
    expect(text).toContain('to the search: an entry cannot have its name.');
  });

  test('names the layers that had no mapping', async () => {
    const diagnostic = { code: 'ZZ4411', severity: 'error' as const, message: 'nothing fits', hint: '' };
    const { run, evaluations } = await found([matrixProduct(0, 'a', [4, 4, 4])], [FREE_MAPPING], {
      infeasible: [{ name: 'too\nlarge', diagnostic }],
    });
    expect(savedMapping(run, evaluations).text).toContain(
      '# Layer too\ufffdlarge had no mapping; no entry is written for it.',
    );
  });
});

describe('a written mapping file', () => {
  const entry = (name: string, more: Partial<MappingConstraints> = {}) => ({
    constraints: {
      entryName: name,
      spatialMapping: [],
      spatialMappingHint: new Map(),
      temporalOrdering: [],
      memoryOperandLinks: new Map([['W', 'I1'] as const, ['O', 'O'] as const, ['I', 'I2'] as const]),
      ...more,
    },
    comments: [],
  });

  test.each(['no', 'NULL', '12', '1e3', '~', '*', '&a', 'a: b', 'a #b', "it's", '"', 'ä', '- x', '😀', '.inf', 'a\nb'])(
    'has the name %j as it is',
    (name) => {
      expect(namesOf(writeMapping(['#', 'one\ntwo'], [entry(name), entry('default')]))).toEqual([name, 'default']);
    },
  );

  test('reads back as it was, in every field and order', () => {
    const { constraints } = entry('a', {
      spatialMapping: [
        {
          arrayDimension: 'D2',
          unrollings: [
            { dimension: 'NO', factor: 3 },
            { dimension: 'K', factor: 1 },
          ],
        },
        { arrayDimension: 'D1', unrollings: [] },
      ],
      spatialMappingHint: new Map([['D3', ['OX', 'Y']]]),
      temporalOrdering: [
        { dimension: '3X', size: 4 },
        { dimension: 'ON', size: '*' },
        { dimension: '*', size: '*' },
      ],
    });
    const [first, second] = entriesOf(writeMapping([], [{ constraints, comments: [] }, entry('default')]));
    const { origin: _, ...same } = first ?? entry('').constraints;
    expect(same).toEqual(constraints);
    expect([...(second?.memoryOperandLinks ?? [])]).toEqual([
      ['W', 'I1'],
      ['O', 'O'],
      ['I', 'I2'],
    ]);
  });

  test.each([
    ['D1', 'K', 2.5, 'K 2.5 on D1 is not a whole number of units'],
    ['D12', 'K', 2, 'K 2 on D12 is on an array dimension that mapping files cannot name'],
    ['D1', 'K2X', 2, 'K2X 2 on D1 unrolls a loop that mapping files cannot name'],
    ['D1', 'K', 2, undefined],
  ])('of %s with %s %d', (arrayDimension, dimension, factor, reason) => {
    const spatialMapping = [{ arrayDimension, unrollings: [{ dimension, factor }] }];
    expect(unwritablePart(entry('a', { spatialMapping }).constraints)).toBe(reason);
  });
});

test.each([
  ['./w.yaml', 'the workload file'],
  ['a.yaml', 'the accelerator file'],
  ['m.yaml', 'the mapping file'],
  ['out/results.json', 'results.json'],
])('is refused for %s, which it would replace', async (saveMapping, what) => {
  const inputs = { workload: 'w.yaml', accelerator: 'a.yaml', mapping: 'm.yaml', dumpFolder: 'out' };
  await expect(getHardwarePerformance({ ...inputs, saveMapping })).rejects.toThrow(
    `the saved mapping would replace ${what} of the run`,
  );
});

test('is refused for a file whose name promises JSON', async () => {
  const inputs = { workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1' };
  await expect(getHardwarePerformance({ ...inputs, saveMapping: 's.json' })).rejects.toThrow('is YAML, not JSON');
});
