import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ArrayUnrolling, SpatialMapping } from '../../src/model/mapping/spatial-mapping.ts';
import { bestCombinations, TooManyCombinations } from '../../src/search/spatial/best-combinations.ts';

const LOOPS = ['K', 'C', 'OX'] as const;

/** All combinations, scored and ranked as docs/mapping-search.md#ranking says. */
function ranked(
  fixed: SpatialMapping,
  candidates: readonly (readonly ArrayUnrolling[])[],
  sizes: ReadonlyMap<string, number>,
): SpatialMapping[] {
  const all = candidates.reduce<readonly SpatialMapping[]>(
    (known, list) => known.flatMap((mapping) => list.map((entry) => [...mapping, entry])),
    [fixed],
  );
  return all
    .flatMap((mapping) => {
      const totals = new Map<string, number>();
      let units = 1;
      for (const { dimension, factor } of mapping.flatMap(({ unrollings }) => unrollings)) {
        totals.set(dimension, (totals.get(dimension) ?? 1) * factor);
        units *= factor;
      }
      if ([...totals].some(([dimension, total]) => total > (sizes.get(dimension) ?? 0))) return [];
      return [{ mapping, score: units + (units / Math.max(1, ...totals.values()) - 1) }];
    })
    .sort((x, y) => y.score - x.score)
    .map(({ mapping }) => mapping);
}

const unrolling = fc.record({ dimension: fc.constantFrom(...LOOPS), factor: fc.integer({ min: 1, max: 6 }) });
const unrollings = fc.uniqueArray(unrolling, { minLength: 1, maxLength: 2, selector: ({ dimension }) => dimension });
const fractional = fc.record({ dimension: fc.constantFrom(...LOOPS), factor: fc.constantFrom(1.5, 2.5, 3) });

test('are those of the full enumeration, in its order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(unrollings, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
      fc.option(fc.tuple(fractional), { nil: undefined }),
      fc.tuple(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 24 })),
      fc.integer({ min: 1, max: 5 }),
      (lists, given, extents, count) => {
        const fixed = given === undefined ? [] : [{ arrayDimension: 'D9', unrollings: given }];
        const candidates = lists.map((list, index) =>
          list.map((entry) => ({ arrayDimension: `D${index}`, unrollings: entry })),
        );
        const sizes = new Map(LOOPS.map((name, index) => [name, extents[index] ?? 1]));
        expect(bestCombinations(fixed, candidates, sizes, count)).toEqual(
          ranked(fixed, candidates, sizes).slice(0, count),
        );
      },
    ),
    { numRuns: 2000 },
  );
});

test('of ten array dimensions are found at once', () => {
  const sizes = new Map<string, number>([
    ['K', 512],
    ['C', 512],
    ['OX', 7],
  ]);
  const list = LOOPS.flatMap((first) => [
    { dimension: first, factor: 2 },
    { dimension: first, factor: 4 },
  ]).map((one) => [one]);
  const mixed = [
    ...list,
    ...LOOPS.map((name, index) => [
      { dimension: name, factor: 2 },
      { dimension: LOOPS[(index + 1) % 3] ?? 'K', factor: 2 },
    ]),
  ];
  const candidates = Array.from({ length: 10 }, (_, index) =>
    mixed.map((entry) => ({ arrayDimension: `D${index}`, unrollings: entry })),
  );
  expect(bestCombinations([], candidates, sizes, 3)).toHaveLength(3);
});

test('that would take too long are refused', () => {
  // Threes and sevens fill no four units, so no bound tells early that the array cannot be filled.
  const sizes = new Map([
    ['K', 64],
    ['C', 3],
    ['OY', 112],
    ['OX', 112],
    ['FY', 7],
    ['FX', 7],
  ]);
  const single = [...sizes.keys()].flatMap((dimension) =>
    (dimension === 'C' ? [3, 1] : [4, 2, 1]).map((factor) => [{ dimension, factor }]),
  );
  const mixed = [...sizes.keys()].flatMap((first, index, all) =>
    all
      .slice(index + 1)
      .filter((second) => first !== 'C' && second !== 'C')
      .map((second) => [
        { dimension: first, factor: 2 },
        { dimension: second, factor: 2 },
      ]),
  );
  const candidates = Array.from({ length: 10 }, (_, index) =>
    [...single, ...mixed].map((entry) => ({ arrayDimension: `D${index}`, unrollings: entry })),
  );
  expect(() => bestCombinations([], candidates, sizes, 3, 100_000)).toThrow(TooManyCombinations);
});
