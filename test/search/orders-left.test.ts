import { describe, expect, test } from 'vitest';
import { OrdersLeftSampler } from '../../src/search/loma/orders-left.ts';
import { OrderTree } from '../../src/search/orders/order-tree.ts';
import { SearchForecast } from '../../src/stages/fused-search/search-forecast.ts';
import { exampleAccelerator, matrixProduct } from '../support.ts';
import { problemOf } from './winners.ts';

/* How many orders a search still visits: samples compared with a walk to the end. */

type Reach = (order: Int32Array) => number;

/** Walks a tree, and asks after some visits how many are left. */
function walk(symbols: Int32Array, reach: Reach, askAfter: number) {
  const tree = new OrderTree(symbols);
  let visits = 0;
  let present: Int32Array | undefined;
  for (let passed = 0; tree.nextBeyond(passed); passed = reach(tree.order)) {
    if (visits++ === askAfter) present = tree.order.slice();
  }
  if (present === undefined) throw new Error('the walk was too short');
  const sampler = new OrdersLeftSampler(present, reach);
  for (let sample = 0; sample < 400; sample++) sampler.sample();
  return { left: visits - askAfter, estimate: sampler.estimate() };
}

/** Length of the prefix up to the first descent: the rest of a branch is pruned behind it. */
const firstDescent: Reach = (order) => {
  for (let position = 0; position + 1 < order.length; position++) {
    if (order.slice(position, position + 2).toSorted()[0] !== order[position]) return position + 2;
  }
  return order.length;
};

test.each<[string, number[], Reach, number]>([
  ['nothing is pruned', [0, 0, 1, 1, 2, 3, 4], (order) => order.length, 100],
  ['the cost depends on the four inner loops', [0, 1, 2, 3, 4, 5, 6, 7, 8], () => 4, 500],
  ['branches behind a descent are pruned', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], firstDescent, 50],
  ['branches differ', [0, 1, 2, 3, 4, 5, 6, 7], ([first = 0]) => (first < 4 ? 2 : 5), 10],
])('%s', (_, symbols, reach, askAfter) => {
  const { left, estimate } = walk(Int32Array.from(symbols), reach, askAfter);
  expect(estimate?.mean).toBeGreaterThan(left / 1.5);
  expect(estimate?.mean).toBeLessThan(left * 1.5);
});

test('the share of the tree says little where branches differ', () => {
  const reach: Reach = ([first = 0]) => (first < 7 ? 9 : 1);
  const symbols = Int32Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  const { left, estimate } = walk(symbols, reach, 7 * 40_320);
  expect(left).toBe(2);
  expect(estimate?.mean).toBe(2);
});

describe('a search is announced', async () => {
  const problem = problemOf(matrixProduct({ D: 64, K: 64, C: 64 }), await exampleAccelerator('gemm_l1'));
  const options = { lpfLimit: 12, type: 'uneven' } as const;

  /** What is said of a search that has visited 1000 orders in this many milliseconds. */
  function said(elapsed: number, mean: number, median: number, relativeError: number): string | undefined {
    if (problem === undefined) throw new Error('there is no spatial mapping');
    const search = {
      total: 5e20,
      counts: { considered: 5e20, computed: 1000, pruned: 0 },
      ordersLeft: () => ({ mean, median, relativeError }),
    };
    return new SearchForecast(0).update(elapsed, search, problem, options)?.message;
  }

  test('if its orders take more than ten minutes', () => {
    expect(said(2000, 2.9e5, 2.9e5, 0.1)).toBeUndefined();
    expect(said(2000, 6e5, 3e5, 0.1)).toContain('will take about 20 minutes: its loops have 5.0e+20 orders');
  });

  test('by the least that it takes if samples differ widely', () => {
    expect(said(2000, 6e7, 6e5, 0.5)).toContain('will take more than 20 minutes');
    expect(said(2000, 6e7, 6, 0.5)).toBeUndefined();
  });

  test('not before it has run for a second', () => {
    expect(said(900, 1e9, 1e9, 0)).toBeUndefined();
  });
});
