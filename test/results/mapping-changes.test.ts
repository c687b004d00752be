import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CumulativeCME } from '../../src/model/evaluation/evaluation.ts';

import { compareRuns, decodeResults, encodeResults, resultsDiffer, type StoredRun } from '../../src/results/index.ts';
import {
  comparableSpatialMapping,
  comparableTemporalMapping,
  loopChanges,
  type TemporalMappingRecord,
  unrollingChanges,
} from '../../src/results/mapping-changes.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { resultsDocument } from '../../src/run/result-files.ts';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';

const record = (
  loops: string,
  boundaries: TemporalMappingRecord['boundaries'],
  memories: TemporalMappingRecord['memories'] = { O: ['rf', 'dram'], W: ['sram', 'dram'] },
): TemporalMappingRecord => ({
  loops: loops.split(', ').map((text) => {
    const [dimension = '', size] = text.split(' ');
    return { dimension, size: Number(size) };
  }),
  boundaries,
  memories,
});

describe('a changed temporal mapping', () => {
  const before = record('K 4, C 2, OX 7', { O: [1, 3], W: [2, 3] });

  test('lists the loops that moved, as few as possible', () => {
    expect(loopChanges(before, record('C 2, OX 7, K 4', { O: [0, 3], W: [0, 3] }))).toEqual([
      'loop K 4 moved outwards: position 1 → 3',
      'rf holds nothing of O instead of K 4',
      'dram holds C 2, K 4, OX 7 of O instead of C 2, OX 7',
      'sram holds nothing of W instead of C 2, K 4',
      'dram holds C 2, K 4, OX 7 of W instead of OX 7',
    ]);
  });

  test('lists no loop that stays at its place', () => {
    const sentences = loopChanges(before, record('OX 7, C 2, K 4', { O: [0, 3], W: [0, 3] }));
    const moved = sentences.filter((text) => text.startsWith('loop '));
    expect(moved).toEqual(['loop K 4 moved outwards: position 1 → 3']);
    expect(moved.join()).not.toContain('C 2');
  });

  test('lists boundaries that moved alone', () => {
    expect(loopChanges(before, record('K 4, C 2, OX 7', { O: [2, 3], W: [2, 3] }))).toEqual([
      'rf holds C 2, K 4 of O instead of K 4',
      'dram holds OX 7 of O instead of C 2, OX 7',
    ]);
  });

  test('lists loops of other sizes', () => {
    const [first] = loopChanges(before, record('K 2, K 2, C 2, OX 7', { O: [2, 4], W: [3, 4] }));
    expect(first).toBe('loops over K: K 2, K 2 instead of K 4');
  });

  test('is none where only keys or loops of size 1 differ', () => {
    const same = record('C 1, K 4, C 2, OX 7', { W: [3, 4], O: [2, 4] }, { W: ['sram', 'dram'], O: ['rf', 'dram'] });
    expect(comparableTemporalMapping(same)).toEqual(comparableTemporalMapping(before));
    expect(loopChanges(before, same)).toEqual([]);
  });

  test('has sentences exactly if it changed', () => {
    const loops = fc.array(fc.constantFrom('K 2', 'K 4', 'C 2', 'OX 7', 'C 1'), { minLength: 1, maxLength: 5 });
    const mapping = fc.tuple(loops, fc.nat({ max: 5 }), fc.nat({ max: 5 })).map(([list, o, w]) => {
      const end = list.length;
      return record(list.join(', '), { O: [Math.min(o, end), end], W: [Math.min(w, end), end] });
    });
    fc.assert(
      fc.property(mapping, mapping, (a, b) => {
        const isEqual = JSON.stringify(comparableTemporalMapping(a)) === JSON.stringify(comparableTemporalMapping(b));
        expect(loopChanges(a, b).length === 0).toBe(isEqual);
      }),
    );
  });
});

describe('a changed spatial mapping', () => {
  const before = [
    {
      arrayDimension: 'D1',
      unrollings: [
        { dimension: 'K', factor: 8 },
        { dimension: 'C', factor: 2 },
      ],
    },
    { arrayDimension: 'D2', unrollings: [] },
  ];

  test('lists the unrollings that changed', () => {
    const after = [{ arrayDimension: 'D1', unrollings: [{ dimension: 'K', factor: 16 }] }];
    expect(unrollingChanges(before, after)).toEqual(['D1 unrolls K 16 instead of C 2, K 8']);
  });

  test('is none where only the order differs', () => {
    const same = [
      { arrayDimension: 'D2', unrollings: [{ dimension: 'OX', factor: 1 }] },
      {
        arrayDimension: 'D1',
        unrollings: [
          { dimension: 'C', factor: 2 },
          { dimension: 'K', factor: 8 },
        ],
      },
    ];
    expect(comparableSpatialMapping(same)).toEqual(comparableSpatialMapping(before));
    expect(unrollingChanges(before, same)).toEqual([]);
  });
});

async function stored(workload: readonly object[], accelerator: Readonly<Record<string, unknown>>): Promise<StoredRun> {
  const options = { workload, accelerator, mapping: [FREE_MAPPING] };
  const document = await resultsDocument(await getHardwarePerformance(options), options, new Date(0));
  return decodeResults(document);
}

test('runs that differ in the order of operands and keys only are equal', async () => {
  const layer = matrixProduct(0, 'product', [8, 8, 16]);
  const { name, ...rest } = layer;
  const swapped = { ...rest, equation: 'O[b][k] += I[b][c] * W[k][c]', name };
  const accelerator = rowOfUnits({ inner: memory(512, ['I2', 'O']), outer: memory(1e6) });
  const before = await stored([layer], accelerator);
  const after = await stored([swapped], accelerator);
  const comparison = compareRuns(before, after);
  expect(comparison.layers[0]?.shape.changed).toBe(false);
  expect(resultsDiffer(comparison)).toBe(false);
  expect(comparison.layers[0]?.mappingChanges).toEqual([]);
});

test('an option that an older run lacks is no change while it is off', () => {
  const run = (options: Readonly<Record<string, unknown>>): StoredRun => {
    const inputs = { workload: { name: 'x' }, accelerator: { name: 'x' }, mapping: { name: 'x' } };
    return decodeResults(
      encodeResults({
        generator: 'zigzag-ts test',
        created: new Date(0),
        options,
        inputs,
        total: new CumulativeCME(),
        evaluations: [],
        uncosted: [],
        infeasible: [],
        warnings: [],
      }),
    );
  };
  expect(compareRuns(run({}), run({ tolerance: 0 })).options).toEqual([]);
  expect(compareRuns(run({}), run({ tolerance: 0.01 })).options).toHaveLength(1);
  expect(compareRuns(run({ d: { a: 1, b: 2 } }), run({ d: { b: 2, a: 1 } })).options).toEqual([]);
});
