import { describe, expect, test } from 'vitest';
import { documentFromObject } from '../../src/io/text/source-document.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { expectFindings, type FaultCase, findingsOf, titled } from './findings-of.ts';

const read = (text: string) => parseYaml(text, 'x.yaml');

const BOMB = `a: &a [${'1,'.repeat(40)}]
b: &b [${'*a,'.repeat(40)}]
c: &c [${'*b,'.repeat(40)}]
d: [${'*c,'.repeat(40)}]
`;

const FAULTS: readonly FaultCase[] = [
  ['here', 'ok: 1'],
  ['here', 'a: "x', '1:6 ZZ1001 not valid YAML: Missing closing "quote'],
  ['here', 'a:\n\tb: 1', '2:1 ZZ1001 Tabs are not allowed as indentation'],
  ['here', 'a: b: c', '1:4 ZZ1001 Nested mappings'],
  ['here', 'a: @x', '1:4 ZZ1001 reserved character'],
  ['here', '? [a]\n: 3', '1:3 ZZ1001 all keys must be strings'],
  [
    'here',
    'a: 1\nb: 2\na: 3',
    '3:1 ZZ1002 key "a" is written twice in this map, at 1:1 and 3:1; the last value counts',
  ],
  ['here', '', '1:1 ZZ1003 the document is empty'],
  ['here', '# nothing\n', '1:1 ZZ1003 the document is empty'],
  ['here', '~', '1:1 ZZ1003 the document is empty'],
  ['here', 'a: 1\n---\nb: 1', '2:1 ZZ1004 a second YAML document'],
  ['here', 'a: [D1, *]', '1:9 ZZ1005 an unquoted * has no name'],
  ['here', '- [K, *]', '1:7 ZZ1005 an unquoted * has no name'],
  ['here', 'a: *x', '1:4 ZZ1006 *x refers to an anchor that is not defined above'],
  ['here', 'a: &x [*x]', '1:8 ZZ1006 *x refers to a value that contains this reference'],
  ['here', BOMB, '4:5 ZZ1007 the references (*name) expand to more than 100000 values'],
  ['here', '['.repeat(500), '1:66 ZZ1007 nested more than 64 levels deep'],
  ['here', '- '.repeat(30_000), '1:131 ZZ1007 nested more than 64 levels deep'],
  ['here', 'a: !!python/object:os.system {}', '1:30 ZZ1008 the tag !!python/object:os.system is not supported'],
  ['here', 'a: !x 3', '1:7 ZZ1008 the tag !x is not supported'],
  ['here', 'workload = {\n  0: {"a": 1}\n}', '1:1 ZZ1009 a Python module'],
  ['here', 'from zigzag import x', '1:1 ZZ1009 a Python module'],
  ['here', '__proto__: {polluted: 1}', '1:1 ZZ1010 "__proto__" cannot be used as a key'],
  ['here', 'a: 1\nb: "\\e[31mred"', '2:4 ZZ1011 a text contains the control character U+001B'],
  ['here', 'a: 1\n"b\\u202E": 2', '2:1 ZZ1011 a text contains the control character U+202E'],
];

describe('YAML text', () => {
  test.each(titled(FAULTS))('%s', (_, fault) => expectFindings('here', fault, read));

  test('a Python file is recognised by its name', () => {
    expect(findingsOf(() => parseYaml('a: 1', 'tpu_like.py'))[0]?.code).toBe('ZZ1009');
  });
});

describe('objects', () => {
  test('cycles and reserved keys are refused', () => {
    const cycle: unknown[] = [];
    cycle.push({ cycle });
    expect(findingsOf(() => documentFromObject(cycle))[0]?.code).toBe('ZZ1007');
    expect(findingsOf(() => documentFromObject(JSON.parse('{"__proto__": {"polluted": 1}}')))[0]?.code).toBe('ZZ1010');
    expect(findingsOf(() => documentFromObject([{ name: '\u001b[2J' }]))[0]?.code).toBe('ZZ1011');
    expect(findingsOf(() => documentFromObject({ '\u0007': 1 }))[0]?.code).toBe('ZZ1011');
  });
});
