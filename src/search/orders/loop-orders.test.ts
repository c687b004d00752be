import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comesBefore, LoopOrders } from './loop-orders.ts';
import type { DimensionFactors } from './loop-prime-factors.ts';

function allOrders(orders: LoopOrders): string[] {
  const found: string[] = [];
  while (orders.next()) {
    found.push(
      Array.from(orders.order, (loop) => `${orders.loops[loop]?.dimension}${orders.loops[loop]?.size}`).join(' '),
    );
  }
  return found;
}

describe('loop orders', () => {
  test('follow the published sequence', () => {
    const orders = new LoopOrders([
      { dimension: 'A', factors: [{ factor: 2, count: 2 }] },
      { dimension: 'B', factors: [{ factor: 3, count: 1 }] },
      { dimension: 'C', factors: [{ factor: 5, count: 1 }] },
    ]);
    const letters = allOrders(orders).map((order) => order.replace(/[0-9 ]/g, ''));
    expect(letters.join(' ')).toBe('CBAA ACBA CABA ACAB AACB CAAB BCAA ABCA BACA ABAC AABC BAAC');
  });

  test('start with the largest loop innermost', () => {
    const orders = new LoopOrders(
      ['D0', 'D1', 'D2'].map((dimension) => ({ dimension, factors: [{ factor: 4, count: 2 }] })),
    );
    expect(allOrders(orders)[0]).toBe('D24 D24 D14 D14 D04 D04');
  });

  test.each([[[2, 1, 1]], [[1, 1, 1, 1]], [[3, 2, 1]], [[2, 2, 2]], [[4]], [[1, 4]]])(
    'of a multiset can be compared without enumerating them: %j',
    (counts) => {
      const orders = new LoopOrders(
        counts.map((count, d) => ({ dimension: `D${d}`, factors: [{ factor: 2, count }] })),
      );
      const enumerated: Int32Array[] = [];
      while (orders.next()) enumerated.push(orders.order.slice());
      enumerated.forEach((order, place) => {
        enumerated.forEach((other, otherPlace) => {
          expect(comesBefore(order, other)).toBe(place < otherPlace);
        });
      });
    },
  );

  test('are complete and unique', () => {
    const factors = fc
      .array(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 })
      .filter((lists) => lists.flat().reduce((sum, count) => sum + count, 0) <= 7);
    fc.assert(
      fc.property(factors, (lists) => {
        const dimensions: DimensionFactors[] = lists.map((counts, d) => ({
          dimension: `D${d}`,
          factors: counts.map((count, index) => ({ factor: 2 + index, count })),
        }));
        const orders = new LoopOrders(dimensions);
        const found = allOrders(orders);
        expect(new Set(found).size).toBe(found.length);
        expect(found.length).toBe(orders.count);
        const counts = lists.flat();
        const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
        const total = counts.reduce((sum, count) => sum + count, 0);
        expect(orders.count).toBe(counts.reduce((value, count) => value / factorial(count), factorial(total)));
      }),
      { numRuns: 60 },
    );
  });
});
