import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { product } from '../../base/integers.ts';
import { windowUnion } from './port-stalls.ts';

interface Transfer {
  readonly period: number;
  readonly window: number;
  readonly count: number;
}

function union(transfers: readonly Transfer[]): number {
  return windowUnion(
    Float64Array.from(transfers, ({ period }) => period),
    Float64Array.from(transfers, ({ window }) => window),
    Float64Array.from(transfers, ({ count }) => count),
    transfers.length,
  );
}

/** Counts cycle by cycle. */
function enumerate(transfers: readonly Transfer[]): number {
  const whole = transfers.find(({ period, window }) => period === window);
  if (whole !== undefined) return whole.period * whole.count;
  const longest = transfers.reduce((most, transfer) => (transfer.period > most.period ? transfer : most));
  let covered = 0;
  for (let cycle = 0; cycle < longest.period; cycle++) {
    if (transfers.some(({ period, window }) => cycle % period < window)) covered++;
  }
  return covered * longest.count;
}

describe('union of transfer windows', () => {
  test('of the worked example', () => {
    expect(
      union([
        { period: 4, window: 2, count: 6 },
        { period: 12, window: 3, count: 2 },
        { period: 2, window: 1, count: 12 },
      ]),
    ).toBe(18);
  });

  test('equals counting every cycle, for any chain of periods', () => {
    const factors = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 });
    const picks = fc.array(fc.tuple(fc.nat({ max: 5 }), fc.double({ min: 0, max: 1, noNaN: true })), {
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(factors, picks, (chain, chosen) => {
        const periods = chain.map((_, index) => product(chain.slice(0, index + 1)));
        const total = periods.at(-1) ?? 1;
        const transfers = chosen.map(([index, share]) => {
          const period = periods[index % periods.length] ?? 1;
          return { period, window: Math.max(1, Math.floor(period * share)), count: total / period };
        });
        expect(union(transfers)).toBe(enumerate(transfers));
      }),
      { numRuns: 500 },
    );
  });
});
