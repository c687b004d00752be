import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { product } from '../../base/integers.ts';
import { type DimensionFactors, loopPrimeFactors } from './loop-prime-factors.ts';

function flat({ factors }: DimensionFactors): number[] {
  return factors.flatMap(({ factor, count }) => new Array<number>(count).fill(factor));
}

function text(factors: readonly DimensionFactors[]): string {
  return factors.map((entry) => `${entry.dimension} ${flat(entry).join('·')}`).join(' | ');
}

describe('loop prime factors', () => {
  test('merge the two smallest factors of the longest list', () => {
    const loops = [
      { name: 'K', size: 3 },
      { name: 'OX', size: 112 },
      { name: 'OY', size: 112 },
    ];
    expect(text(loopPrimeFactors(loops, 6))).toBe('K 3 | OX 7·16 | OY 4·4·7');
    expect(text(loopPrimeFactors(loops, null))).toBe('K 3 | OX 2·2·2·2·7 | OY 2·2·2·2·7');
  });

  test('keep at least one factor per dimension', () => {
    const loops = ['K', 'OX', 'OY', 'C', 'FX', 'FY'].map((name) => ({ name, size: 12 }));
    expect(text(loopPrimeFactors(loops, 2))).toBe('K 12 | OX 12 | OY 12 | C 12 | FX 12 | FY 12');
  });

  test('multiply back to the loop sizes and respect the limit', () => {
    const sizes = fc.array(fc.integer({ min: 2, max: 500 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 12 }), (values, limit) => {
        const loops = values.map((size, index) => ({ name: `D${index}`, size }));
        const factors = loopPrimeFactors(loops, limit);
        expect(factors.map((entry) => product(flat(entry)))).toEqual(values);
        expect(factors.flatMap(flat).length).toBeLessThanOrEqual(Math.max(limit, values.length));
        for (const entry of factors) expect(flat(entry)).toEqual(flat(entry).toSorted((x, y) => x - y));
      }),
    );
  });

  test('keep a fixed size whole', () => {
    const loops = [{ name: 'OX', size: 56 }];
    expect(text(loopPrimeFactors(loops, 6, [{ dimension: 'OX', size: 4, entry: 0 }]))).toBe('OX 2·4·7');
    expect(text(loopPrimeFactors(loops, 2, [{ dimension: 'OX', size: 4, entry: 0 }]))).toBe('OX 4·14');
    expect(text(loopPrimeFactors(loops, 6, [{ dimension: 'OX', size: 14, entry: 0 }]))).toBe('OX 2·2·14');
  });

  test('refuse a fixed size that does not divide the loop', () => {
    expect(() => loopPrimeFactors([{ name: 'OX', size: 56 }], 6, [{ dimension: 'OX', size: 3, entry: 1 }])).toThrow(
      'entry 2, [OX, 3]: 3 is no product of the factors 2 · 2 · 2 · 7 that are left of OX',
    );
  });
});
