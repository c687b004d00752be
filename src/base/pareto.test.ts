import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paretoFront } from './pareto.ts';

const point = (figures: number) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: figures, maxLength: figures }), { maxLength: 30 });

test.each([1, 2, 3])('with %i objectives the front is what no other point dominates', (count) => {
  const objectives = Array.from({ length: count }, (_, place) => (figures: readonly number[]) => figures[place] ?? 0);
  fc.assert(
    fc.property(point(count), (points) => {
      const dominates = (x: readonly number[], y: readonly number[]) =>
        objectives.every((figure) => figure(x) <= figure(y)) && objectives.some((figure) => figure(x) < figure(y));
      const isUndominated = (y: readonly number[]) => !points.some((x) => dominates(x, y));
      const distinct = points.filter(
        (y, index) => points.findIndex((x) => objectives.every((figure) => figure(x) === figure(y))) === index,
      );
      const front = paretoFront(points, objectives);
      expect(new Set(front)).toEqual(new Set(distinct.filter(isUndominated)));
      expect(front.map((figures) => figures[0] ?? 0)).toEqual(
        front.map((figures) => figures[0] ?? 0).sort((a, b) => a - b),
      );
    }),
  );
});
