import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paretoFront } from './pareto.ts';

type Point = readonly number[];

const objectivesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => (point: Point) => point[index] ?? 0);

const beats = (a: Point, b: Point): boolean =>
  a.every((value, index) => value <= (b[index] ?? 0)) && a.some((value, index) => value < (b[index] ?? 0));

/** The definition, by comparing everything with everything. */
function frontByDefinition(points: readonly Point[]): Point[] {
  return points.filter(
    (point, index) =>
      !points.some((other) => beats(other, point)) &&
      !points.slice(0, index).some((earlier) => earlier.every((value, axis) => value === point[axis])),
  );
}

describe('Pareto front', () => {
  test('of an example', () => {
    const points = [
      [3, 1],
      [1, 3],
      [2, 2],
      [2, 3],
      [3, 3],
    ];
    expect(paretoFront(points, objectivesOf(2))).toEqual([
      [1, 3],
      [2, 2],
      [3, 1],
    ]);
    expect(paretoFront([], objectivesOf(2))).toEqual([]);
  });

  test('keeps the first of equal points', () => {
    const points = [
      { name: 'a', cost: 1 },
      { name: 'b', cost: 1 },
    ];
    expect(paretoFront(points, [({ cost }) => cost])).toEqual([{ name: 'a', cost: 1 }]);
  });

  test('leaves out what is not a number', () => {
    expect(
      paretoFront(
        [
          [Number.NaN, 0],
          [1, Number.POSITIVE_INFINITY],
        ],
        objectivesOf(2),
      ),
    ).toEqual([[1, Number.POSITIVE_INFINITY]]);
  });

  test.each([1, 2, 3, 4])('agrees with the definition for %i objectives', (count) => {
    const point = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: count, maxLength: count });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 40 }), (points) => {
        const front = paretoFront<Point>(points, objectivesOf(count));
        expect(new Set(front)).toEqual(new Set(frontByDefinition(points)));
        const first = front.map(([value = 0]) => value);
        expect(first).toEqual(first.toSorted((a, b) => a - b));
      }),
    );
  });

  test('is fast for many points', () => {
    const points = Array.from({ length: 200_000 }, (_, index) => [index, 200_000 - index]);
    expect(paretoFront(points, objectivesOf(2)).length).toBe(200_000);
  });
});
