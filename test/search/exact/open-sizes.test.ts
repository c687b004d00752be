import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TemporalOrderingEntry } from '../../../src/model/mapping/mapping-constraints.ts';
import { getHardwarePerformance } from '../../../src/run/evaluate.ts';
import { OrderingStates } from '../../../src/search/exact/tiles/ordering-states.ts';

/* Entries of a temporal ordering with an open size stand for pieces of any size. */

const LOOPS = [
  { dimension: 'K', size: 2 },
  { dimension: 'K', size: 3 },
  { dimension: 'C', size: 2 },
  { dimension: 'B', size: 2 },
];

/** The same rule as an expression over the letters of loops. */
function expression(ordering: readonly TemporalOrderingEntry[]): RegExp {
  const letters = (fits: (loop: (typeof LOOPS)[number]) => boolean): string =>
    `[${LOOPS.flatMap((loop, index) => (fits(loop) ? [String(index)] : [])).join('')}x]`;
  const wildcard = ordering.findIndex(({ dimension }) => dimension === '*');
  const parts = ordering.map(({ dimension, size }, entry) => {
    if (entry === wildcard) return '.*';
    const one = letters((loop) => loop.dimension === dimension && (size === '*' || loop.size === size));
    return size === '*' ? `${one}+` : one;
  });
  return new RegExp(`^${parts.join('')}${wildcard < 0 ? '.*' : ''}$`);
}

describe('orders that an ordering with open sizes allows', () => {
  const entries = fc
    .shuffledSubarray(['K', 'C', 'B'], { minLength: 1 })
    .chain((dimensions) =>
      fc.tuple(
        fc.constant(dimensions),
        fc.array(fc.constantFrom<number | '*'>('*', 2), { minLength: 3, maxLength: 3 }),
        fc.option(fc.nat(dimensions.length)),
      ),
    )
    .map(([dimensions, sizes, wildcard]): TemporalOrderingEntry[] => {
      const named = dimensions.map(
        (dimension, index): TemporalOrderingEntry => ({ dimension, size: sizes[index] ?? '*' }),
      );
      if (wildcard === null) return named;
      return [...named.slice(0, wildcard), { dimension: '*', size: '*' }, ...named.slice(wildcard)];
    });

  test('are those of the expression', () => {
    const order = fc.array(fc.nat(LOOPS.length - 1), { maxLength: 7 });
    fc.assert(
      fc.property(entries, order, (ordering, loops) => {
        const states = OrderingStates.of(ordering, LOOPS);
        if (states === undefined) throw new Error('the ordering repeats no dimension');
        const reached = loops.reduce((now, loop) => states.after(now, loop), 1);
        expect((reached & states.final) !== 0).toBe(expression(ordering).test(loops.join('')));
      }),
      { numRuns: 2000 },
    );
  });

  test('are unknown by the tile where a dimension stands at several places', () => {
    const again: TemporalOrderingEntry[] = [
      { dimension: 'K', size: '*' },
      { dimension: 'C', size: '*' },
      { dimension: 'K', size: '*' },
    ];
    expect(OrderingStates.of(again, LOOPS)).toBeUndefined();
  });
});

test.each([1, 2, 3, 4, null])(
  'no search with merged factors finds less than the proven optimum, limit %s',
  async (lpfLimit) => {
    const inputs = { workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1', opt: 'energy' } as const;
    const proven = await getHardwarePerformance({ ...inputs, temporalMappingSearchEngine: 'exact' });
    const found = await getHardwarePerformance({ ...inputs, lpfLimit });
    expect(proven.evaluations[0]?.proven?.bound).toBeLessThanOrEqual(found.energy * (1 + 1e-9));
    expect(proven.energy).toBeLessThanOrEqual(found.energy * (1 + 1e-9));
  },
);
