import { describe, expect, test } from 'vitest';
import { readAccelerator } from '../../src/io/accelerator/read-accelerator.ts';
import { assembleWorkload } from '../../src/io/assemble-workload.ts';
import { checkCompatibility } from '../../src/io/check-compatibility.ts';
import { readMapping } from '../../src/io/mapping/read-mapping.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { readWorkload } from '../../src/io/workload/read-workload.ts';
import { ACCELERATOR, MAPPING, WORKLOAD } from './base-inputs.ts';
import { expectFindings, type FaultCase, findingsOf, titled } from './findings-of.ts';

const read = (text: string) => readMapping(parseYaml(text, 'map.yaml'));

const SHAPE: readonly FaultCase[] = [
  ['', ''],
  [/[\s\S]*/, 'default: {spatial_mapping: {}}', '1:1 ZZ4001 the mapping is a map; expected a list of mapping entries'],
  ['- name: default\n  ', '- ', '1:3 ZZ4002 entry number 1 has no "name"'],
  ['name: default', 'name: ""', '1:9 ZZ4005 is ""; expected a text of at least one character'],
  ['spatial_mapping:', 'spatial_maping:', '2:3 ZZ4003 unknown key "spatial_maping"; did you mean "spatial_mapping"?'],
  [
    '- K, 8',
    '- K, 0',
    '4:9 ZZ4006 item 1 of "D1" of "spatial_mapping" of entry "default" is "K, 0"; expected "<loop dimension>, <factor>"',
  ],
  ['- K, 8', '- k, 8', '4:9 ZZ4006 is "k, 8"'],
  ['- K, 8', '- K,8', '4:9 ZZ4006 is "K,8"'],
  ['- K, 8', '- O_X, 8', '4:9 ZZ4006 is "O_X, 8"'],
  [
    'D1:\n      - K, 8',
    'D1: [K, 8]',
    '3:10 ZZ4006 item 1 of "D1"',
    '3:13 ZZ4004 item 2 of "D1" of "spatial_mapping" of entry "default" is 8',
  ],
  ['D1:\n      - K, 8', 'D1: K, 8', '3:9 ZZ4004 is "K, 8"; expected a list'],
  ['D1:\n', 'D10:\n', '3:5 ZZ4006 a key of "spatial_mapping" of entry "default" is "D10"; expected an array dimension'],
  ['D1:\n', 'D0:\n'],
  ['D1:\n', 'D9:\n'],
  [/spatial_mapping:[\s\S]*?(?= {2}memory)/, 'spatial_mapping: null\n'],
  [/spatial_mapping:[\s\S]*?(?= {2}memory)/, 'spatial_mapping: {D1: []}\n'],
  ['spatial_mapping_hint:\n    D1: [D0]', 'spatial_mapping_hint: null', '13:25 ZZ4004 is empty; expected a map'],
  ['D1: [D0]', 'D1: D0', '14:9 ZZ4004 is "D0"; expected a list of loop dimensions'],
  ['D1: [D0]', 'D1: [d0]', '14:10 ZZ4006 is "d0"; expected a loop dimension in capitals'],
  ['W: I2', 'W: I3', '10:8 ZZ4006 is "I3"; expected "I1", "I2" or "O"'],
  ['    W: I2\n', '', '8:3 ZZ4002 "memory_operand_links" of entry "default" has no "W"'],
  ['    W: I2\n', '    W: I2\n    X: I2\n', '11:5 ZZ4003 unknown key "X"'],
  ['[D2, 16]', '[D2, 0]', '17:12 ZZ4005 is 0; expected an integer of at least 1, or "*"'],
  ['[D2, 16]', '[D2, x]', '17:12 ZZ4006 is "x"; expected an integer of at least 1, or "*" for any size'],
  ['[D2, 16]', '[D2]', '17:7 ZZ4007 item 2 of "temporal_ordering" of entry "Gemm" has 1 item'],
  ['[D2, 16]', 'D2, 16', '17:7 ZZ4004 is "D2, 16"; expected a pair'],
  ['[D1, "*"]', '[D1, *]', '16:12 ZZ1005 an unquoted * has no name'],
];

const RULES: readonly FaultCase[] = [
  ['name: default', 'name: Conv', '1:1 ZZ4101 no entry called "default"'],
  ['name: default', 'name: Default', '1:9 ZZ4101 no entry called "default"'],
  ['name: Gemm', 'name: default', '12:9 ZZ4102 entry "default" has the same name as entry number 1'],
  ['W: I2', 'W: I1', '11:8 ZZ4103 entry "default" links W and I to memory operand I1'],
  [
    /O: O\n {4}W: I2/,
    'O: I2\n    W: O',
    '9:8 ZZ4104 links O to memory operand I2',
    '10:8 ZZ4104 links W to memory operand O',
  ],
  [
    '- C, 2',
    '- C, 2\n      - C, 4',
    '7:9 ZZ4105 entry "default" unrolls C twice on D2; only the last factor 4 is used',
  ],
  ['[D1, "*"]', '["*", 4]', '16:7 ZZ4106 ["*", 4]'],
  ['[D1, "*"]', '["*", "*"]'],
  [
    'name: Gemm',
    'name: Gemm\n  core_allocation: [1]\n  core_allocation_is_fixed: true',
    '13:3 ZZ4501 core_allocation and core_allocation_is_fixed are ignored',
  ],
];

const assemble = (text: string) =>
  assembleWorkload(readWorkload(parseYaml(WORKLOAD, 'wl.yaml')).value, read(text).value);

const ASSEMBLY: readonly FaultCase[] = [
  ['', ''],
  ['name: default', 'name: other', '1:1 ZZ4201 no mapping entry applies to layer "first" of type Conv'],
  ['name: Gemm', 'name: Layer1'],
  [
    '[D1, "*"]',
    '[X, "*"]',
    '16:7 ZZ4203 entry "Gemm": the temporal ordering names X, which layer "Layer1" does not have; the pair is ignored there',
  ],
  ['[D1, "*"]', '["*", "*"]', '16:7 ZZ4204 ["*", "*"] (any loops in between) is ignored for layer "Layer1"'],
];

const compatible = (text: string) => {
  const accelerator = readAccelerator(parseYaml(ACCELERATOR, 'acc.yaml')).value;
  return { warnings: checkCompatibility(assemble(text).value, accelerator) };
};

const COMPATIBILITY: readonly FaultCase[] = [
  ['', ''],
  [
    'D2:\n      - C',
    'D3:\n      - C',
    '1:3 ZZ4301 entry "default" unrolls C and FX on array dimension D3; accelerator "tiny" has D1 and D2',
  ],
  ['D2:\n      - C, 2\n      - FX, 2', 'D3: []'],
  ['    D1: [D0]', '    D1: [D0]\n    D3: [D1]'],
];

describe('mapping files', () => {
  test.each(titled(SHAPE))('shape: %s', (_, fault) => expectFindings(MAPPING, fault, read));
  test.each(titled(RULES))('rules: %s', (_, fault) => expectFindings(MAPPING, fault, read));
  test.each(titled(ASSEMBLY))('with the layers: %s', (_, fault) => expectFindings(MAPPING, fault, assemble));
  test.each(titled(COMPATIBILITY))('with the accelerator: %s', (_, fault) =>
    expectFindings(MAPPING, fault, compatible),
  );

  test('entries that lose their comma inside [ ] are explained', () => {
    const [finding] = findingsOf(() => read(MAPPING.replace('D1:\n      - K, 8', 'D1: [K, 8]')));
    expect(finding?.hint).toContain('in quotes inside');
  });
});
