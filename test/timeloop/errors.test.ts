import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import { evaluateGivenDocument } from '../../src/given-mapping/evaluate-given-mapping.ts';
import { documentFromObject } from '../../src/io/text/source-document.ts';
import { parseYaml } from '../../src/io/text/yaml.ts';
import { layerRecord } from '../../src/timeloop/import/given-record.ts';
import { exportTimeloopMap, parseNamePairs } from '../../src/timeloop/index.ts';
import type { GivenNames } from '../../src/timeloop/names/name-pairs.ts';
import { ACCELERATOR, CONVOLUTION, CONVOLUTION_MAP, GEMM, GEMM_MAP, imported, NO_NAMES } from './small-cases.ts';

/** Findings of an import, those of an error and those that go with a result. */
function findings(map: string, layer = GEMM, names: Partial<GivenNames> = {}): string[] {
  const found = () => {
    try {
      const { losses, warnings } = imported(map, layer, names);
      return [...losses, ...warnings];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return error.diagnostics;
    }
  };
  return found().map(({ code, line, column, message }) => `${code} ${line ?? '-'}:${column ?? '-'} ${message}`);
}

function changed(map: string, text: string, other: string): string {
  expect(map).toContain(text);
  return map.replace(text, other);
}

describe('maps that cannot be used, or not without a loss', () => {
  test.each([
    ['mapping:', 'mappings:', 'ZZ9002 2:1 the Timeloop map has no "mapping"'],
    ['type: temporal, factors: M=2', 'type: temporary, factors: M=2', 'ZZ9006 3:27'],
    ['permutation: NKM, split: 1', 'permutation: NKM, splits: 1', 'ZZ9003 5:'],
    ['N=3 K=4', 'N<=3 K=4', 'ZZ9101 4:'],
    ['N=3 K=4', 'N=three K=4', 'ZZ9101 4:51'],
    ['M=2 N=1 K=1', '"M=2,3 N=1 K=1"', 'ZZ9102 3:'],
    ['M=2 N=1', 'M=2 M=1', 'ZZ9103'],
    ['permutation: MNK', 'permutation: MMK', 'ZZ9103'],
    ['target: acc, type: temporal', 'target: buffer, type: temporal', 'ZZ9104'],
    ['keep: [Z], bypass: [A, B]', 'keep: [Z, A], bypass: [A, B]', 'ZZ9105'],
    ['mapping:', 'problem: {}\nmapping:', 'ZZ9106'],
    ['target: dram', 'target: drum', 'ZZ9202 3:'],
    ['M=2 N=1 K=1', 'M=2 N=1 Q=3', 'ZZ9204'],
    [
      'N=3 K=4',
      'N=3 K=5',
      'ZZ9206 2:1 the factors of K make 20 iterations (K=2, K=2, K=5); expected 16, the size of C in the layer',
    ],
    ['M=2 N=1 K=1', '"M=2,1 N=1 K=1"', 'ZZ9207 3:5 the smaller last round of M=2,1 cannot be said: it is temporal'],
    ['keep: [Z]', 'keep: [Result]', 'ZZ9208 8:'],
    ['target: rf_W, type: temporal', 'target: zero, type: temporal', 'ZZ9202'],
    ['M1 N4 K2', 'M1 N4 K4', 'ZZ9210 5:'],
    ['permutation: NKM, split: 1', 'permutation: NKM, split: 4', 'ZZ9212 5:'],
    ['keep: [B], bypass: [A, Z]', 'keep: [B], bypass: [Z]', 'ZZ9301'],
    ['permutation: NKM, split: 1', 'permutation: NKM, split: 1, no_link_transfer: [A]', 'ZZ9302 5:'],
    ['M=1 N=3 K=4, permutation: KNM', 'M=1 N=3 K=4, permutation: M', 'ZZ9303 4:'],
  ])('%s → %s', (text, other, expected) => {
    const found = findings(changed(GEMM_MAP, text, other));
    expect(
      found.some((finding) => finding.startsWith(expected)),
      found.join('\n'),
    ).toBe(true);
  });

  test('a loop further inside forbids a smaller last round; without it, it is said', () => {
    const spread = changed(
      CONVOLUTION_MAP,
      'factors: [M=4, C=2], permutation: [M, C]',
      'factors: ["P=3,2", C=2], permutation: [P, C]',
    );
    const inside = changed(spread, 'factors: [C=2, P=2]', 'factors: [C=2, M=4]');
    expect(findings(inside, CONVOLUTION)).toEqual([
      'ZZ9207 5:5 the smaller last round of P=3,2 cannot be said: P=4 runs further inside',
    ]);
    const outside = changed(changed(inside, 'factors: [P=4]', 'factors: [P=1]'), '[C=2, M=4]', '[C=2, M=4, P=3]');
    expect(imported(outside, CONVOLUTION).record).toMatchObject({
      spatial: [
        ['D1', [['OX', 3]]],
        ['D2', [['C', 2]]],
      ],
      temporal: {
        loops: [
          ['FX', 3],
          ['C', 2],
          ['OX', 3],
          ['K', 4],
          ['OY', 4],
        ],
      },
    });
  });

  test('levels in no order, and memories of two levels', () => {
    const lines = GEMM_MAP.trim().split('\n');
    const [head = '', dram = '', buffer = '', units = '', ...others] = lines;
    expect(findings([head, buffer, units, dram, ...others].join('\n'))[0]).toContain('ZZ9209');
    const levels = new Map([
      ['acc', 'acc'],
      ['rf_W', 'acc'],
    ]);
    expect(findings(GEMM_MAP, GEMM, { levels })[0]).toContain('ZZ9203');
  });

  test('the outermost level holds all', () => {
    const map = `${GEMM_MAP}  - { target: dram, type: bypass, bypass: [A] }\n`;
    expect(findings(map).join('\n')).toContain('ZZ9211');
    expect(findings(map).join('\n')).toContain('the outermost memory of I is "buffer"');
  });

  test('two dimensions with one loop', () => {
    const dimensions = new Map([
      ['M', 'B'],
      ['N', 'B'],
    ]);
    expect(findings(GEMM_MAP, GEMM, { dimensions }).join('\n')).toContain('ZZ9205');
  });

  test('names that nothing has', () => {
    for (const [names, expected] of [
      [{ levels: new Map([['dram', 'DRAM']]) }, '--levels has "DRAM"'],
      [{ levels: new Map([['DRAM', 'dram']]) }, '--levels has "DRAM"'],
      [{ dimensions: new Map([['M', 'OX']]) }, '--dimensions has "OX"'],
      [{ tensors: new Map([['A', 'X']]) }, '--tensors has "X"'],
      [{ axes: new Map([['Z', 'D1']]) }, '--axes has "Z"'],
    ] as const) {
      expect(findings(GEMM_MAP, GEMM, names).join('\n')).toContain(`ZZ9201 -:- ${expected}`);
    }
  });

  test('a memory without level is named', () => {
    const map = GEMM_MAP.split('\n')
      .filter((line) => !line.includes('rf_W'))
      .join('\n')
      .replace('N=3 K=4', 'N=3 K=8');
    expect(findings(map)).toEqual([expect.stringContaining('ZZ9305 -:- no level of the map is memory "rf_W"')]);
  });
});

describe('names', () => {
  test('axes can be told', () => {
    const axes = new Map([['buffer.X', 'D2']]);
    expect(findings(GEMM_MAP, GEMM, { axes }).join('\n')).toContain('--axes asks for D2');
    const small = changed(changed(GEMM_MAP, 'M1 N4 K2', 'M1 N2 K2'), 'N=3', 'N=6');
    expect(imported(small, GEMM, { axes }).record.spatial).toEqual([
      ['D1', [['C', 2]]],
      ['D2', [['K', 2]]],
    ]);
  });

  test('one level may be several memories', () => {
    const joined = GEMM_MAP.split('\n')
      .filter((line) => !line.includes('rf_W') && !line.includes('datatype'))
      .join('\n')
      .replace('target: acc', 'target: registers')
      .replace('M=4 N=1 K=1', 'M=4 N=1 K=2');
    const map = `${joined}  - { target: registers, type: datatype, bypass: [A] }\n`;
    const levels = new Map([['registers', 'rf_W+acc']]);
    expect(imported(map, GEMM, { levels }).record.temporal).toMatchObject({
      boundaries: { O: [2, 4, 5], I: [4, 5], W: [2, 4, 5] },
    });
  });

  test('pairs', () => {
    expect(parseNamePairs('a=b, c=d+e')).toEqual(
      new Map([
        ['a', 'b'],
        ['c', 'd+e'],
      ]),
    );
    for (const text of ['', 'a', 'a=', '=b', 'a=b=c', 'a=b,a=c']) expect(parseNamePairs(text)).toBeUndefined();
  });
});

describe('mappings that no map comes near', () => {
  const exported = (
    replace: (accelerator: string) => string,
    counts: readonly [number, number, number],
    names = NO_NAMES,
  ) => {
    const ends = (levels: number) => Array.from({ length: levels }, () => 3);
    const [O, I, W] = counts.map(ends);
    const record = {
      layer: layerRecord(GEMM),
      links: { O: 'O', I: 'I1', W: 'I2' },
      accelerator: parseYaml(replace(ACCELERATOR)).data,
      spatial: [
        ['D1', [['K', 4]]],
        ['D2', [['C', 2]]],
      ],
      temporal: {
        loops: [
          ['B', 8],
          ['K', 3],
          ['C', 8],
        ],
        boundaries: { O, I, W },
      },
    };
    const { evaluation } = evaluateGivenDocument(documentFromObject(record));
    return () => exportTimeloopMap(evaluation, names);
  };

  test('a dimension without a letter of its own', () => {
    const names = { ...NO_NAMES, dimensions: new Map([['M', 'B']]) };
    expect(exported((text) => text, [3, 2, 3], names)).toThrow('ZZ9401');
  });

  test('memories that different units share', () => {
    const shared = (text: string) =>
      text
        .replace('operands: [I2], served_dimensions: []', 'operands: [I2], served_dimensions: [D1]')
        .replace('operands: [O], served_dimensions: []', 'operands: [O], served_dimensions: [D2]');
    expect(exported(shared, [3, 2, 3])).toThrow('ZZ9402');
  });

  test('no memory for all operands at the top', () => {
    const split = (text: string) =>
      text
        .replace(/(latency: 1, operands: \[I1, I2), O\](.*\n.*)"O, tl", "O, fl"\]( \}\] \}\n)$/, '$1]$2]$3')
        .replace(', ] }] }\n', '] }] }\n');
    expect(exported(split, [2, 2, 3])).toThrow('ZZ9403');
  });

  test('no memory for all units of an array dimension', () => {
    const apart = (text: string) => text.replaceAll('served_dimensions: [D1, D2]', 'served_dimensions: [D1]');
    expect(exported(apart, [3, 2, 3])).toThrow('ZZ9404');
  });
});
