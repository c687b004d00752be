import { describe, expect, test } from 'vitest';
import { ACCELERATOR, MAPPING, WORKLOAD } from '../../../test/errors/base-inputs.ts';
import type { Workload } from '../../model/workload/workload.ts';
import { readAccelerator } from '../accelerator/read-accelerator.ts';
import { assembleWorkload } from '../assemble-workload.ts';
import { checkCompatibility } from '../check-compatibility.ts';
import { documentFromObject } from '../text/source-document.ts';
import { parseYaml } from '../text/yaml.ts';
import { readWorkload } from '../workload/read-workload.ts';
import { mappingFor } from './mapping-for.ts';
import { type MappingFile, readMapping } from './read-mapping.ts';

const read = (text: string): MappingFile => readMapping(parseYaml(text, 'map.yaml')).value;
const workload = readWorkload(parseYaml(WORKLOAD)).value;

test('the entries of a file', () => {
  expect(read(MAPPING).entries).toEqual([
    {
      entryName: 'default',
      spatialMapping: [
        { arrayDimension: 'D1', unrollings: [{ dimension: 'K', factor: 8 }] },
        {
          arrayDimension: 'D2',
          unrollings: [
            { dimension: 'C', factor: 2 },
            { dimension: 'FX', factor: 2 },
          ],
        },
      ],
      spatialMappingHint: new Map(),
      temporalOrdering: [],
      memoryOperandLinks: new Map([
        ['O', 'O'],
        ['W', 'I2'],
        ['I', 'I1'],
      ]),
      origin: { file: 'map.yaml', line: 1, column: 3, path: '[0]' },
    },
    {
      entryName: 'Gemm',
      spatialMapping: [],
      spatialMappingHint: new Map([['D1', ['D0']]]),
      temporalOrdering: [
        { dimension: 'D1', size: '*' },
        { dimension: 'D2', size: 16 },
      ],
      memoryOperandLinks: new Map([
        ['O', 'O'],
        ['I', 'I1'],
        ['W', 'I2'],
      ]),
      origin: { file: 'map.yaml', line: 12, column: 3, path: '[1]' },
    },
  ]);
});

test('links keep the order of the file; without them it is O, I, W', () => {
  const [first, second] = read(MAPPING).entries;
  expect([...(first?.memoryOperandLinks.keys() ?? [])]).toEqual(['O', 'W', 'I']);
  expect([...(second?.memoryOperandLinks.keys() ?? [])]).toEqual(['O', 'I', 'W']);
});

test('the wildcard stays in the data, names of loops become upper case', () => {
  const [entry] = read('- {name: default, temporal_ordering: [[ox, 4], ["*", "*"], [K, "*"]]}').entries;
  expect(entry?.temporalOrdering).toEqual([
    { dimension: 'OX', size: 4 },
    { dimension: '*', size: '*' },
    { dimension: 'K', size: '*' },
  ]);
});

test('a repeated loop keeps its first place and takes the last factor', () => {
  const [entry] = read('- {name: default, spatial_mapping: {D1: ["K, 2", "C, 3", "K, 4"], D0: []}}').entries;
  expect(entry?.spatialMapping).toEqual([
    {
      arrayDimension: 'D1',
      unrollings: [
        { dimension: 'K', factor: 4 },
        { dimension: 'C', factor: 3 },
      ],
    },
    { arrayDimension: 'D0', unrollings: [] },
  ]);
});

describe('the entry that applies', () => {
  const file = read('- name: default\n- name: Conv\n- name: conv1\n- name: Layer7\n');
  const entryFor = (name: string, type: string, id?: number) => {
    const choice = mappingFor(file, name, type, id);
    return [choice?.constraints.entryName, choice?.warning?.code];
  };

  test('is that of the layer, else of the operator type, else default', () => {
    expect(entryFor('conv1', 'Conv')).toEqual(['conv1', undefined]);
    expect(entryFor('conv2', 'Conv')).toEqual(['Conv', undefined]);
    expect(entryFor('add', 'Add')).toEqual(['default', undefined]);
  });

  test('may have the name matrix products once had', () => {
    expect(entryFor('/fc/Gemm', 'Gemm', 7)).toEqual(['Layer7', 'ZZ4202']);
    expect(entryFor('/fc/Conv', 'Conv', 7)).toEqual(['Conv', undefined]);
    expect(entryFor('/fc/Gemm', 'Gemm', 8)).toEqual(['default', undefined]);
    expect(entryFor('Layer7', 'Gemm', 7)).toEqual(['Layer7', undefined]);
  });

  test('is missing if there is no default', () => {
    expect(mappingFor(read('- name: Conv'), 'add', 'Add')).toBeUndefined();
  });
});

describe('assembling', () => {
  test('layers get their constraints; falling back to default is no finding', () => {
    const { value, warnings } = assembleWorkload(workload, read(MAPPING));
    expect(warnings).toEqual([]);
    expect(value.layers.map((layer) => [layer.name, layer.mapping.entryName, layer.operationCount])).toEqual([
      ['first', 'default', 64 * 3 * 112 * 112 * 49],
      ['Layer1', 'Gemm', 128 ** 3],
    ]);
    expect(value.nodes[1]).toMatchObject({ kind: 'layer', sources: [0] });
  });

  test('orderings are cut to the loops of each layer, reported once for all', () => {
    const file = read('- {name: default, temporal_ordering: [[OX, 4], ["*", "*"], [D0, 2]]}');
    const { value, warnings } = assembleWorkload(workload, file);
    expect(value.layers.map((layer) => layer.mapping.temporalOrdering)).toEqual([
      [{ dimension: 'OX', size: 4 }],
      [{ dimension: 'D0', size: 2 }],
    ]);
    expect(warnings.map(({ code, path }) => [code, path])).toEqual([
      ['ZZ4204', '[0].temporal_ordering[1]'],
      ['ZZ4203', '[0].temporal_ordering[2]'],
      ['ZZ4203', '[0].temporal_ordering[0]'],
    ]);
    expect(warnings[0]?.message).toContain('layers "first" and "Layer1"');
  });

  test('spatial mappings are kept as written', () => {
    const { value } = assembleWorkload(workload, read(MAPPING.replace('name: Gemm', 'name: x')));
    expect(value.layers[1]?.mapping.spatialMapping).toEqual(read(MAPPING).entries[0]?.spatialMapping);
  });

  test('pass-through nodes stay', () => {
    const relu = { kind: 'passThrough', id: 2, name: 'relu', operatorType: 'relu', sources: [1] } as const;
    const { value } = assembleWorkload({ nodes: [...workload.nodes, relu] }, read(MAPPING));
    expect(value.uncosted).toEqual([{ operatorType: 'relu', count: 1, uncountedNodes: 1 }]);
  });
});

describe('compatibility with the accelerator', () => {
  const accelerator = readAccelerator(parseYaml(ACCELERATOR)).value;
  const assembled = assembleWorkload(workload, read('- name: default')).value;
  const withLinks = (links: ReadonlyMap<string, 'I1' | 'I2' | 'O'>): Workload => ({
    ...assembled,
    layers: assembled.layers.map((layer) => ({ ...layer, mapping: { ...layer.mapping, memoryOperandLinks: links } })),
  });

  test('sound inputs', () => expect(checkCompatibility(assembled, accelerator)).toEqual([]));

  test('links made in code are checked too, each fault once for all layers', () => {
    const shared = checkCompatibility(
      withLinks(
        new Map([
          ['O', 'O'],
          ['W', 'I1'],
          ['I', 'I1'],
        ]),
      ),
      accelerator,
    );
    expect(shared.map(({ code, path }) => [code, path])).toEqual([['ZZ4103', '[0].memory_operand_links']]);
    const swapped = checkCompatibility(
      withLinks(
        new Map([
          ['O', 'I1'],
          ['W', 'I2'],
          ['I', 'O'],
        ]),
      ),
      accelerator,
    );
    expect(swapped.map(({ code }) => code)).toEqual(['ZZ4104', 'ZZ4104']);
    const missing = checkCompatibility(
      withLinks(
        new Map([
          ['O', 'O'],
          ['W', 'I2'],
        ]),
      ),
      accelerator,
    );
    expect(missing.map(({ code }) => code)).toEqual(['ZZ4303', 'ZZ4303']);
  });

  test('operands that no memory holds', () => {
    const hierarchy = {
      ...accelerator.memoryHierarchy,
      levels: new Map([...accelerator.memoryHierarchy.levels].slice(0, 2)),
    };
    const findings = checkCompatibility(assembled, { ...accelerator, memoryHierarchy: hierarchy });
    expect(findings.map(({ code }) => code)).toEqual(['ZZ4302']);
  });
});

test('objects are read like files', () => {
  const entries = readMapping(documentFromObject(parseYaml(MAPPING).data)).value.entries;
  expect(entries.map(({ origin, ...entry }) => entry)).toEqual(
    read(MAPPING).entries.map(({ origin, ...entry }) => entry),
  );
});
