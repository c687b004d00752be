import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paretoFront } from '../../../src/base/pareto.ts';
import { frontOf } from '../../../src/sweep/strategies/front.ts';
import { GrowingFront } from '../../../src/sweep/strategies/growing-front.ts';
import { contextOf, countTo, evaluate, type Problem } from './support.ts';

/** Few values, so that many are equal. */
const tables = fc.integer({ min: 1, max: 4 }).chain((objectives) =>
  fc.array(
    fc.array(fc.oneof(fc.nat(6), fc.constant(Infinity), fc.constant(Number.NaN)), {
      minLength: objectives,
      maxLength: objectives,
    }),
    {
      maxLength: 60,
    },
  ),
);

const objectivesAt = (place: number) => (row: { readonly values: readonly number[] }) =>
  row.values[place] ?? Number.NaN;

describe('a growing front', () => {
  test('is the front of all designs, whichever way they come', () => {
    fc.assert(
      fc.property(tables, fc.infiniteStream(fc.nat()), (table, order) => {
        const rows = table.map((values, index) => ({ values, index }));
        const shuffled = rows.map((row) => ({ row, key: order.next().value })).sort((a, b) => a.key - b.key);
        const front = new GrowingFront();
        for (const { row } of shuffled) front.add(row.values, row.index);
        const expected = paretoFront(rows, countTo(table[0]?.length ?? 0).map(objectivesAt));
        expect(front.members.map(({ index }) => index)).toEqual(expected.map(({ index }) => index));
      }),
    );
  });

  test('names a dominator just where a design would not join', () => {
    fc.assert(
      fc.property(tables, fc.nat(60), (table, index) => {
        const [design, ...others] = table;
        if (design === undefined || design.some(Number.isNaN)) return;
        const front = new GrowingFront();
        for (const [place, values] of others.entries()) front.add(values, place * 2);
        const dominator = front.dominatorOf(design, index * 2 + 1);
        if (dominator !== undefined) {
          const values = others[dominator / 2] ?? [];
          expect(values.every((value, place) => value <= (design[place] ?? 0))).toBe(true);
        }
        expect(front.add(design, index * 2 + 1)).toBe(dominator === undefined);
      }),
    );
  });

  test('takes the same design twice', () => {
    const front = new GrowingFront();
    for (const _ of countTo(2)) front.add([1, 2], 7);
    expect(front.members).toEqual([{ objectives: [1, 2], index: 7 }]);
  });
});

describe('front and best design of points', () => {
  const objectives: readonly (readonly number[] | undefined)[] = [
    [1, 1],
    [3, 4],
    [2, 5],
    [2, 5],
    [4, 3],
    undefined,
    [2, 6],
  ];
  const problem: Problem = {
    lengths: [7],
    objectives: (index) => objectives[index],
    excess: (index) => (index === 0 ? 0.1 : 0),
  };

  test('leave out what exceeds a limit or has no objectives; of equal designs the least number is best', () => {
    const points = countTo(7).map((index) => evaluate(problem, index));
    expect(frontOf(points, contextOf(problem))).toEqual({ front: [2, 1, 4], best: 2 });
    expect(frontOf(points.toReversed(), contextOf(problem))).toEqual({ front: [2, 1, 4], best: 2 });
  });

  test('are none without points', () => {
    expect(frontOf([], contextOf(problem))).toEqual({ front: [], best: undefined });
  });
});
