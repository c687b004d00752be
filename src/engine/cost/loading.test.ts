import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reduceLoading } from './loading.ts';

function reduce(cycles: readonly number[], minima: readonly number[], surplus: number): number[] {
  const slots = Int32Array.from(cycles.keys());
  const reduced = new Float64Array(cycles.length);
  reduceLoading(Float64Array.from(cycles), Float64Array.from(minima), slots, cycles.length, surplus, reduced);
  const byInput = new Array<number>(cycles.length).fill(0);
  slots.forEach((slot, place) => {
    byInput[slot] = reduced[place] ?? 0;
  });
  return byInput;
}

describe('hiding loads behind the computation', () => {
  test('lowers the longest loads together', () => {
    expect(reduce([8, 8, 4], [8, 8, 1], 16)).toEqual([5, 5, 1]);
  });

  test('parity quirk: loads fall below their minimum, even to zero', () => {
    expect(reduce([10, 10, 4], [2, 8, 4], 20)).toEqual([0, 8, 4]);
  });

  test('does nothing without surplus', () => {
    expect(reduce([8, 4], [0, 0], 0)).toEqual([8, 4]);
  });

  test('never spends more than the surplus when no minimum exceeds its load', () => {
    const loads = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 })), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(loads, fc.integer({ min: 0, max: 200 }), (pairs, surplus) => {
        const cycles = pairs.map(([cycle]) => cycle);
        const minima = pairs.map(([cycle, minimum]) => Math.min(cycle, minimum));
        const spent = reduce(cycles, minima, surplus).reduce((sum, value, k) => sum + (cycles[k] ?? 0) - value, 0);
        expect(spent).toBeLessThanOrEqual(surplus + 1e-9);
      }),
    );
  });
});
