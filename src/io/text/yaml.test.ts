import { describe, expect, test } from 'vitest';
import { documentFromObject, formatPath, originOf } from './source-document.ts';
import { parseYaml } from './yaml.ts';

const dataOf = (text: string) => parseYaml(text).data;

describe('scalars', () => {
  test.each([
    ['1_000', 1000],
    ['0x10', 16],
    ['-0x10', -16],
    ['010', '010'],
    ['1:30', '1:30'],
    ['0o17', '0o17'],
    ['1e10', 1e10],
    ['1.0e10', 1e10],
    ['1e-3', 0.001],
    ['1.0e+10', 1e10],
    ['.5', 0.5],
    ['1.', 1],
    ['-3.25', -3.25],
    ['+7', 7],
    ['1_000.5', 1000.5],
    ['.inf', Number.POSITIVE_INFINITY],
    ['-.inf', Number.NEGATIVE_INFINITY],
    ['.nan', Number.NaN],
    ['1024.0', 1024],
    ['yes', 'yes'],
    ['off', 'off'],
    ['true', true],
    ['False', false],
    ['~', null],
    ['', null],
    ['null', null],
    ['"12"', '12'],
    ["'*'", '*'],
    ['!!str 12', '12'],
    ['2026-11-23', '2026-11-23'],
    ['K, 32', 'K, 32'],
    ['e5', 'e5'],
    ['_1', '_1'],
  ])('%s', (text, value) => expect(dataOf(`a: ${text}`)).toEqual({ a: value }));

  test('the YAML 1.1 directive changes nothing', () => {
    expect(dataOf('%YAML 1.1\n---\n{a: yes, b: 010}')).toEqual({ a: 'yes', b: '010' });
  });

  test('keys are always texts', () => {
    expect(dataOf('{1: a, 0x10: b, true: c, 010: d}')).toEqual({ 1: 'a', '0x10': 'b', true: 'c', '010': 'd' });
  });
});

describe('structure', () => {
  test('a key written twice: the last value counts, at the first place', () => {
    const document = parseYaml('{a: 1, b: 2, a: 3}');
    expect(document.data).toEqual({ a: 3, b: 2 });
    expect(document.keysOf([])).toEqual(['a', 'b']);
    expect(document.warnings.map((warning) => warning.code)).toEqual(['ZZ1002']);
  });

  test('keys that look like integers keep their order', () => {
    expect(parseYaml('memories: {10: a, 2: b, x: c, 1: d}').keysOf(['memories'])).toEqual(['10', '2', 'x', '1']);
    expect(
      documentFromObject({
        memories: new Map([
          [10, 'a'],
          [2, 'b'],
        ]),
      }).keysOf(['memories']),
    ).toEqual(['10', '2']);
  });

  test('references and merge keys', () => {
    const text = 'base: &b {x: 1, y: [1, 2]}\nuse: *b\nmore: {<<: *b, x: 3, z: 4}\nmany: {<<: [{x: 5}, *b]}\n';
    expect(dataOf(text)).toEqual({
      base: { x: 1, y: [1, 2] },
      use: { x: 1, y: [1, 2] },
      more: { x: 3, y: [1, 2], z: 4 },
      many: { x: 5, y: [1, 2] },
    });
    expect(parseYaml(text).positionOf(['use', 'y', 1])).toEqual({ line: 1, column: 24 });
  });

  test('JSON is YAML, tabs included', () => {
    const json = JSON.stringify({ a: [1, { b: 'x\ny"\u00e9' }], c: null, d: true }, undefined, '\t');
    expect(dataOf(json)).toEqual(JSON.parse(json));
  });

  test('a byte order mark and Windows line ends', () => {
    expect(dataOf('\uFEFFa: 1\r\nb: [2]\r\n')).toEqual({ a: 1, b: [2] });
  });
});

describe('positions', () => {
  const document = parseYaml('first: 1\nblock:\n  inner:\n    - "quoted"\n    - {flow: [x]}\n', 'f.yaml');

  test.each<[readonly (string | number)[], number, number]>([
    [['first'], 1, 8],
    [['block'], 2, 1],
    [['block', 'inner'], 3, 3],
    [['block', 'inner', 0], 4, 7],
    [['block', 'inner', 1, 'flow'], 5, 14],
    [['block', 'inner', 1, 'flow', 0], 5, 15],
    [['block', 'inner', 7, 'nothing'], 3, 3],
    [['nothing'], 1, 1],
  ])('%j', (path, line, column) => expect(document.positionOf(path)).toEqual({ line, column }));

  test('of a key, and of a character inside a text', () => {
    expect(document.keyPositionOf(['block', 'inner', 1, 'flow'])).toEqual({ line: 5, column: 8 });
    expect(document.positionOf(['block', 'inner', 0], 2)).toEqual({ line: 4, column: 10 });
    expect(parseYaml('a: >\n  folded\n  text').positionOf(['a'], 3)).toEqual({ line: 1, column: 4 });
  });

  test('origins carry file, place and path', () => {
    expect(originOf(document, ['block', 'inner', 0])).toEqual({
      file: 'f.yaml',
      line: 4,
      column: 7,
      path: 'block.inner[0]',
    });
    expect(originOf(documentFromObject({ a: 1 }), ['a'])).toEqual({ path: 'a' });
    expect(formatPath(['memories', 'a b', 'ports', 1])).toBe('memories["a b"].ports[1]');
  });
});

describe('objects', () => {
  test('undefined counts as absent, instances stay what they are', () => {
    const date = new Date(0);
    expect(documentFromObject({ a: undefined, b: [date], c: new Map([['d', 1]]) }).data).toEqual({
      b: [date],
      c: { d: 1 },
    });
  });
});
