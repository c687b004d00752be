import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { divisors, greatestCommonDivisor, primeFactors, product, roundHalfEven } from './integers.ts';

const size = fc.integer({ min: 1, max: 100_000 });

describe('prime factors', () => {
  test('multiply back, ascending, all prime', () => {
    fc.assert(
      fc.property(size, (value) => {
        const factors = primeFactors(value);
        expect(product(factors)).toBe(value);
        expect([...factors].sort((x, y) => x - y)).toEqual(factors);
        for (const factor of factors) expect(divisors(factor)).toEqual([1, factor]);
      }),
    );
  });
});

describe('divisors', () => {
  test('are exactly the numbers that divide, ascending', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), (value) => {
        const expected = Array.from({ length: value }, (_, index) => index + 1).filter((d) => value % d === 0);
        expect(divisors(value)).toEqual(expected);
      }),
    );
  });

  test('of nothing, and of what is not whole, are none', () => {
    expect(divisors(0)).toEqual([]);
    expect(divisors(2.5)).toEqual([]);
  });

  test('of huge numbers do not take long', () => {
    expect(divisors(2 ** 52)).toHaveLength(53);
    expect(divisors(2 ** 20 * 3 ** 10).at(-1)).toBe(2 ** 20 * 3 ** 10);
  }, 1000);
});

describe('greatest common divisor', () => {
  test('of zero and n is n', () => {
    expect(greatestCommonDivisor(0, 7)).toBe(7);
    expect(greatestCommonDivisor(12, 18)).toBe(6);
  });
});

describe('rounding', () => {
  test.each([
    [2.5, 2],
    [3.5, 4],
    [0.5, 0],
    [1.5, 2],
    [2.4999, 2],
    [2.5001, 3],
    [7, 7],
  ])('%d rounds to %d', (value, expected) => {
    expect(roundHalfEven(value)).toBe(expected);
  });
});
