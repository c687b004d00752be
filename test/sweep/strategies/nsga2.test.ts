import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../src/base/random.ts';
import type { SettingValue } from '../../../src/design-space/setting.ts';
import {
  crowdingDistances,
  frontsOf,
  type Judged,
  survivors,
  tournament,
} from '../../../src/sweep/strategies/nsga2/ranking.ts';
import { crossed, genesOf, mutated } from '../../../src/sweep/strategies/nsga2/variation.ts';
import { countTo } from './support.ts';

const judged: fc.Arbitrary<Judged> = fc.oneof(
  fc.record({ objectives: fc.tuple(fc.nat(2), fc.nat(3), fc.nat(3)), excess: fc.constant(0) }),
  fc.record({ objectives: fc.tuple(fc.nat(2), fc.nat(3), fc.nat(3)), excess: fc.integer({ min: 1, max: 3 }) }),
  fc.constant({ objectives: [], excess: Infinity }),
);

/** Constrained domination as it is defined. */
function dominates(a: Judged, b: Judged): boolean {
  if (a.excess > 0 || b.excess > 0) return a.excess < b.excess;
  const isNowhereWorse = a.objectives.every((value, place) => value <= (b.objectives[place] ?? 0));
  return isNowhereWorse && a.objectives.some((value, place) => value < (b.objectives[place] ?? 0));
}

describe('fronts', () => {
  test('are peeled off one after the other by constrained domination', () => {
    fc.assert(
      fc.property(fc.array(judged, { maxLength: 40 }), (items) => {
        let rest: readonly Judged[] = items;
        for (const front of frontsOf(items)) {
          const best = rest.filter((item) => !rest.some((other) => dominates(other, item)));
          expect(new Set(front)).toEqual(new Set(best));
          expect(front.length).toBe(best.length);
          rest = rest.filter((item) => !front.includes(item));
        }
        expect(rest).toEqual([]);
      }),
    );
  });
});

describe('crowding', () => {
  test('is the distance between neighbours as a share of the range', () => {
    const front = [
      [4, 0],
      [0, 4],
      [1, 2],
      [3, 1],
    ].map((objectives) => ({ objectives, excess: 0 }));
    expect(crowdingDistances(front)).toEqual([Infinity, Infinity, 0.75 + 0.75, 0.75 + 0.5]);
  });

  test('is a number, even of equal or infinite objectives', () => {
    const values = fc.constantFrom(0, 1, Infinity);
    fc.assert(
      fc.property(fc.array(fc.tuple(values, values), { maxLength: 8 }), (list) => {
        const distances = crowdingDistances(list.map((objectives) => ({ objectives, excess: 0 })));
        expect(distances.some(Number.isNaN)).toBe(false);
      }),
    );
  });
});

describe('selection', () => {
  test('keeps whole fronts, and of the last one the ends', () => {
    const onFront = [
      [0, 8],
      [1, 7],
      [2, 6],
      [8, 0],
    ].map((objectives) => ({ objectives, excess: 0 }));
    const behind = { objectives: [9, 9], excess: 0 };
    const refused = { objectives: [], excess: Infinity };
    expect(survivors([refused, behind, ...onFront], 2).map(({ item }) => item.objectives)).toEqual([
      [0, 8],
      [8, 0],
    ]);
    const five = survivors([refused, behind, ...onFront], 5);
    expect(five.map(({ rank }) => rank)).toEqual([0, 0, 0, 0, 1]);
    expect(survivors([refused, behind, ...onFront], 9).at(-1)?.item).toBe(refused);
  });

  test('lets the better of two win: the worst of n comes through once in n² times, the best nearly twice in n', () => {
    const item = { objectives: [], excess: 0 };
    const ranked = [
      { item, rank: 1, crowding: 1 },
      { item, rank: 0, crowding: 1 },
      { item, rank: 1, crowding: 2 },
      { item, rank: 0, crowding: 2 },
    ];
    const stream = RandomStream.named(1, 'tournaments');
    const winners = countTo(16_000).map(() => tournament(ranked, stream));
    const counts = ranked.map((one) => winners.filter((winner) => winner === one).length);
    // In sixteenths: 1, 5, 3, 7; the standard deviation is below 70.
    for (const [place, sixteenths] of [1, 5, 3, 7].entries()) {
      expect(Math.abs((counts[place] ?? 0) - sixteenths * 1000)).toBeLessThan(350);
    }
    expect(tournament([], stream)).toBeUndefined();
  });
});

describe('genes', () => {
  const genesWith = (values: readonly SettingValue[]) => genesOf([{ name: 'p', title: 'p', unit: '', values }])[0];

  test('are ordered where numbers, or lists of numbers, rise or fall', () => {
    expect(genesWith([1, 2, 8])).toEqual({ length: 3, isOrdered: true });
    expect(genesWith([8, 2, 2])?.isOrdered).toBe(true);
    expect(genesWith([1, 8, 2])?.isOrdered).toBe(false);
    expect(
      genesWith([
        [8, 4],
        [16, 4],
        [32, 2],
      ])?.isOrdered,
    ).toBe(true);
    expect(
      genesWith([
        [8, 4],
        [16, 2],
        [32, 4],
      ])?.isOrdered,
    ).toBe(false);
    expect(genesWith([[8, 4], [16]])?.isOrdered).toBe(false);
    expect(genesWith(['a', 'b'])?.isOrdered).toBe(false);
    expect(genesWith([1, 'b'])?.isOrdered).toBe(false);
    expect(genesWith([true, false])?.isOrdered).toBe(false);
  });

  const parents = fc
    .array(fc.record({ length: fc.integer({ min: 1, max: 9 }), isOrdered: fc.boolean() }), { maxLength: 5 })
    .chain((genes) => {
      const positions = fc.tuple(...genes.map(({ length }) => fc.nat(length - 1)));
      return fc.record({ genes: fc.constant(genes), a: positions, b: positions, seed: fc.nat() });
    });

  test('stay within their lists; where parents agree, so does the child', () => {
    fc.assert(
      fc.property(parents, ({ genes, a, b, seed }) => {
        const child = crossed(genes, a, b, RandomStream.named(seed, ''));
        expect(child.length).toBe(genes.length);
        for (const [place, position] of child.entries()) {
          const { length = 0, isOrdered = false } = genes[place] ?? {};
          expect(Number.isInteger(position) && position >= 0 && position < length).toBe(true);
          if (a[place] === b[place]) expect(position).toBe(a[place]);
          if (!isOrdered) expect([a[place], b[place]]).toContain(position);
        }
      }),
    );
  });

  test('change by mutation, at least one where it must', () => {
    fc.assert(
      fc.property(parents, ({ genes, a, seed }) => {
        const mutant = mutated(genes, a, 1, RandomStream.named(seed, ''));
        expect(mutant.every((position, place) => position >= 0 && position < (genes[place]?.length ?? 0))).toBe(true);
        const isChangeable = genes.some(({ length }) => length > 1);
        expect(mutant.some((position, place) => position !== a[place])).toBe(isChangeable);
      }),
    );
  });

  test('reach every value by mutation', () => {
    for (const isOrdered of [true, false]) {
      const stream = RandomStream.named(1, '');
      const reached = countTo(4000).map(() => mutated([{ length: 6, isOrdered }], [2], 1, stream)[0]);
      expect(new Set(reached)).toEqual(new Set([0, 1, 3, 4, 5]));
      const [near, far] = [3, 5].map((position) => reached.filter((one) => one === position).length);
      if (isOrdered) expect(near).toBeGreaterThan(10 * (far ?? 0));
    }
  });
});
