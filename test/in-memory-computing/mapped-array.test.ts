import { describe, expect, test } from 'vitest';
import { mapOntoArray } from '../../src/engine/problem/in-memory-computing/mapped-array.ts';
import type { SpatialMapping, Unrolling } from '../../src/model/mapping/spatial-mapping.ts';
import type { Layer } from '../../src/model/workload/layer.ts';
import { convolution, matrixProduct } from '../support.ts';
import { AIMC, SMALL_DIMC } from './support.ts';

/* Rows, columns and activations of a mapping (docs/in-memory-computing.md#mapped-rows-and-columns). */

type Factors = readonly (readonly [dimension: string, factor: number])[];

const unrollings = (factors: Factors): Unrolling[] => factors.map(([dimension, factor]) => ({ dimension, factor }));

const mappingOf = (...dimensions: readonly Factors[]): SpatialMapping =>
  dimensions.map((factors, index) => ({ arrayDimension: `D${index + 1}`, unrollings: unrollings(factors) }));

/** As a network has it: constant weights, computed activations. */
const network = (layer: Layer): Layer => ({ ...layer, constantOperands: ['W'] });

const LAYER = network(convolution({ K: 128, C: 64, OX: 28, OY: 28, FX: 3, FY: 3 }));

test('a convolution on the shipped analog array', () => {
  const mapping = mappingOf(
    [['K', 128]],
    [
      ['C', 8],
      ['FX', 3],
      ['FY', 3],
    ],
  );
  expect(mapOntoArray(LAYER, mapping, AIMC)).toEqual({ rows: 72, columns: 128, activations: 6272 });
});

test('an array dimension without loops counts as one', () => {
  expect(mapOntoArray(LAYER, [], AIMC)).toEqual({ rows: 1, columns: 1, activations: LAYER.operationCount });
  expect(mapOntoArray(LAYER, mappingOf([['K', 4]]), AIMC)).toMatchObject({ rows: 1, columns: 4 });
});

test('unrollings over macros change nothing: the activations of all macros are counted', () => {
  const spread = mappingOf([['K', 2]], [['C', 8]], [['K', 2]]);
  expect(mapOntoArray(LAYER, spread, SMALL_DIMC)).toEqual(
    mapOntoArray(LAYER, mappingOf([['K', 2]], [['C', 8]]), SMALL_DIMC),
  );
});

test('factors that do not divide give fractional activations and are not limited to the array', () => {
  const { rows, activations } = mapOntoArray(LAYER, mappingOf([['K', 7]], [['C', 300]]), AIMC);
  expect(rows).toBe(300);
  expect(activations).toBe(LAYER.operationCount / 2100);
});

describe('diagonal mappings need a row more for every pixel after the first', () => {
  test.each<[string, Factors, Factors, number]>([
    [
      'the kernel loop first',
      [['OX', 3]],
      [
        ['FX', 3],
        ['C', 2],
      ],
      10,
    ],
    // Parity quirk I2: the factor 2 of C counts as that of FX.
    [
      'the kernel loop second (I2)',
      [['OX', 3]],
      [
        ['C', 2],
        ['FX', 3],
      ],
      12,
    ],
    [
      'C before FY',
      [['OY', 3]],
      [
        ['C', 2],
        ['FY', 3],
      ],
      10,
    ],
    [
      'FY before C (I2)',
      [['OY', 3]],
      [
        ['FY', 3],
        ['C', 2],
      ],
      12,
    ],
    [
      'all three, in the order FX, C, FY',
      [['OX', 2]],
      [
        ['FX', 3],
        ['C', 2],
        ['FY', 3],
      ],
      4 * 2 * 3,
    ],
    [
      'both axes',
      [
        ['OX', 2],
        ['OY', 3],
      ],
      [
        ['FX', 3],
        ['FY', 3],
      ],
      4 * 5,
    ],
    ['one loop on the bitline (I3)', [['OX', 3]], [['FX', 3]], 5],
    ['one loop without partner (I3)', [['OX', 3]], [['C', 4]], 4],
    [
      'a pixel loop of factor 1',
      [['OX', 1]],
      [
        ['FX', 3],
        ['C', 2],
      ],
      6,
    ],
    [
      'the other axis',
      [['OY', 3]],
      [
        ['FX', 3],
        ['C', 2],
      ],
      6,
    ],
    ['nothing accumulated', [['OX', 3]], [['FX', 1]], 1],
  ])('%s', (_, wordline, bitline, rows) => {
    expect(mapOntoArray(LAYER, mappingOf(wordline, bitline), AIMC).rows).toBe(rows);
  });

  test('loops without kernel partner add no rows (I3)', () => {
    const batched = network(convolution({ B: 4, K: 8, C: 8, OX: 8, FX: 3 }));
    const rows = (wordline: Factors): number =>
      mapOntoArray(
        batched,
        mappingOf(wordline, [
          ['FX', 3],
          ['C', 2],
        ]),
        AIMC,
      ).rows;
    expect(rows([['B', 4]])).toBe(6);
    expect(
      rows([
        ['B', 4],
        ['OX', 2],
      ]),
    ).toBe(8);
  });

  test('a pixel loop of size 1 makes no diagonal', () => {
    const flat = network(convolution({ K: 8, C: 8, FX: 3 }));
    expect(
      mapOntoArray(
        flat,
        mappingOf(
          [['OX', 1]],
          [
            ['C', 2],
            ['FX', 3],
          ],
        ),
        AIMC,
      ).rows,
    ).toBe(6);
  });

  test('a matrix product has no kernel loops', () => {
    const product = { ...matrixProduct({ D: 8, C: 8, K: 8 }), constantOperands: ['W'] };
    expect(mapOntoArray(product, mappingOf([['D', 4]], [['C', 8]]), AIMC).rows).toBe(8);
  });
});
