import { describe, expect, test } from 'vitest';
import { readAccelerator } from '../../src/io/accelerator/read-accelerator.ts';
import { readMapping } from '../../src/io/mapping/read-mapping.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { readWorkload } from '../../src/io/workload/read-workload.ts';
import { ACCELERATOR, OLDER_ACCELERATOR } from './base-inputs.ts';
import { findingsOf } from './findings-of.ts';

const accelerator = (text: string) => readAccelerator(parseYaml(text, 'x.yaml'));
const mapping = (text: string) => readMapping(parseYaml(text, 'x.yaml'));
const workload = (text: string) => readWorkload(parseYaml(text, 'x.yaml'));

describe('files of other programs get one error that names them', () => {
  test.each([
    ['Timeloop', accelerator, 'architecture:\n  version: 0.4\n  nodes:\n    - name: system\n'],
    ['Timeloop', accelerator, 'problem:\n  shape: {name: cnn}\n  instance: {C: 3}\n'],
    ['Timeloop', mapping, 'mapping:\n  - {target: DRAM, type: temporal, factors: "C=3"}\n'],
    ['Timeloop', workload, 'problem:\n  version: 0.4\n'],
    ['Timeloop or AccelForge', accelerator, 'arch:\n  nodes:\n  - !Memory\n    name: main\n'],
    ['Timeloop or AccelForge', accelerator, 'architecture:\n  nodes:\n  - !Container\n    name: system\n'],
    ['AccelForge', workload, 'workload:\n  rank_sizes: {M: 4}\n  einsums: []\n'],
    ['AccelForge', accelerator, 'arch:\n  nodes: []\n'],
    ['hardware system of Stream', accelerator, 'name: quad\ncores: {0: a.yaml}\ncore_connectivity: ["0, 1"]\n'],
    ['mapping file of Stream', mapping, '- name: default\n  core_allocation: [0]\n  inter_core_tiling: ["K, *"]\n'],
    ['mapping file of Stream', accelerator, 'layers:\n  - {name: Conv, core_allocation: [0]}\nfused_groups: []\n'],
  ])('%s', (name, read, text) => {
    const findings = findingsOf(() => read(text));
    expect(findings.map(({ code }) => code)).toEqual(['ZZ1013']);
    expect(findings[0]?.message).toContain(name);
    expect(findings[0]?.line).toBeGreaterThan(0);
  });

  test('an ordinary file with one fault is none of them', () => {
    expect(findingsOf(() => accelerator(ACCELERATOR.replace('size: 32', 'size: x'))).map(({ code }) => code)).toEqual([
      'ZZ2004',
    ]);
  });
});

test('marks of a git conflict are named at their place', () => {
  const text = 'name: a\n<<<<<<< HEAD\nx: 1\n=======\nx: 2\n>>>>>>> other\n';
  const [finding, ...others] = findingsOf(() => accelerator(text));
  expect(finding).toMatchObject({ code: 'ZZ1012', line: 2, column: 1 });
  expect(others).toEqual([]);
});

describe('core files of Stream', () => {
  test('are read as without their keys, with one warning', () => {
    const { value, warnings } = accelerator(`type: zigzag.compute\n${ACCELERATOR}operator_types: [Conv, Gemm]\n`);
    const own = accelerator(ACCELERATOR);
    const added = warnings.filter(({ code }) => !own.warnings.some((other) => other.code === code));
    expect(added.map(({ code, line }) => [code, line])).toEqual([['ZZ2509', 1]]);
    const withoutPlaces = (from: unknown) =>
      JSON.stringify(from, (key, item: unknown) => (key === 'origin' ? 0 : item));
    expect(withoutPlaces(value)).toBe(withoutPlaces(own.value));
  });

  test('of other kinds are refused', () => {
    const findings = findingsOf(() => accelerator(`type: memory\n${ACCELERATOR}`));
    expect(findings.map(({ code, line }) => [code, line])).toEqual([['ZZ2510', 1]]);
  });
});

describe('memories between two formats get one finding each', () => {
  test('widths beside ports with bandwidths', () => {
    const text = ACCELERATOR.replace('    size: 32\n', '    size: 32\n    r_bw: 8\n    w_bw: 8\n').replace(
      '    size: 65536\n',
      '    size: 65536\n    rw_port: 1\n',
    );
    const findings = findingsOf(() => accelerator(text));
    expect(findings.map(({ code, line }) => [code, line])).toEqual([
      ['ZZ2506', 5],
      ['ZZ2506', 25],
    ]);
    expect(findings[0]?.message).toContain('r_bw and w_bw (lines 5 and 6)');
  });

  test('ports of both formats', () => {
    const text = ACCELERATOR.replace(
      '    ports:\n      - name: r_port_1',
      '    ports:\n      - {fh: w_port_1}\n      - name: r_port_1',
    );
    expect(findingsOf(() => accelerator(text)).map(({ code }) => code)).toEqual(['ZZ2506']);
  });
});

describe('older port maps', () => {
  test('without a direction are warned of in their own words', () => {
    const text = OLDER_ACCELERATOR.replace(', th: r_port_1', '');
    const findings = findingsOf(() => accelerator(text)).filter(({ code }) => code === 'ZZ2508');
    expect(findings.map(({ line, message }) => [line, message.includes('the port map of O has no th')])).toEqual([
      [18, true],
    ]);
  });

  test('with a granularity above the width are read as they stand', () => {
    const { value } = accelerator(OLDER_ACCELERATOR.replace('min_r_granularity: 16', 'min_r_granularity: 64'));
    const port = value.memoryHierarchy.memories[0]?.ports.find(({ type }) => type === 'read');
    expect([port?.bandwidthMin, port?.bandwidthMax]).toEqual([64, 32]);
  });
});
