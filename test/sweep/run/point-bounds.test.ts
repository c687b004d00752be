import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundedQuantities } from '../../../src/sweep/evaluate/point-bounds.ts';

const cost = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const excess = fc.double({ min: 0, max: 1e6, noNaN: true });

test('bounds of a product hold for every energy and latency above their bounds, also where latencies are negative', () => {
  fc.assert(
    fc.property(fc.tuple(cost, cost), fc.tuple(excess, excess), ([energy, latency], [more, longer]) => {
      const { edp } = boundedQuantities({ energy, latency }, 1);
      const found = (energy + more) * (latency + longer);
      if (edp !== null && edp !== undefined) expect(found).toBeGreaterThanOrEqual(edp);
    }),
  );
  expect(boundedQuantities({ energy: 3, latency: -2 }, 1)).toEqual({ energy: 3, latency: -2, edp: null, area: 1 });
  expect(boundedQuantities({ energy: 3, latency: 2 }, 1).edp).toBe(6);
});
