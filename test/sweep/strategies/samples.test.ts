import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../src/base/random.ts';
import { gridRounds } from '../../../src/sweep/strategies/grid.ts';
import { HaltonSequence } from '../../../src/sweep/strategies/halton.ts';
import { inRandomOrder } from '../../../src/sweep/strategies/random-order.ts';
import { haltonRounds, randomRounds } from '../../../src/sweep/strategies/samples.ts';
import type { StrategyRounds } from '../../../src/sweep/strategies/strategy.ts';
import { ascending, contextOf, countTo, indexesOf, type Problem, run, spaceOf } from './support.ts';

const problemOf = (lengths: readonly number[], isAdmitted: (index: number) => boolean = () => true): Problem => ({
  lengths,
  isAdmitted,
  objectives: (index) => [index],
});

/** More designs than anybody lists. */
const HUGE = [1000, 1000, 1000];

function beginning(rounds: StrategyRounds, count: number): number[] {
  const first = rounds.next();
  const found: number[] = [];
  if (first.done) return found;
  for (const index of first.value.evaluate) {
    found.push(index);
    if (found.length === count) break;
  }
  return found;
}

describe('the grid', () => {
  test('is every admitted design in order', () => {
    const problem = problemOf([3, 4], (index) => index % 3 !== 1);
    const { points, skipped } = run(problem, gridRounds(contextOf(problem)));
    expect(indexesOf(points)).toEqual([0, 2, 3, 5, 6, 8, 9, 11]);
    expect(skipped).toEqual([]);
  });

  test('lists nothing', () => {
    const odd = problemOf(HUGE, (index) => index % 2 === 1);
    expect(beginning(gridRounds(contextOf(odd)), 4)).toEqual([1, 3, 5, 7]);
  });
});

describe('a random order', () => {
  test('has every number once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer(), (size, seed) => {
        expect(ascending([...inRandomOrder(size, RandomStream.named(seed, ''))])).toEqual(countTo(size));
      }),
      { numRuns: 50 },
    );
  });

  test('has every number at every place, over the seeds', () => {
    const counts = countTo(25).map(() => 0);
    for (let seed = 0; seed < 5000; seed++) {
      for (const [place, number] of [...inRandomOrder(5, RandomStream.named(seed, ''))].entries()) {
        counts[place * 5 + number] = (counts[place * 5 + number] ?? 0) + 1;
      }
    }
    // 1000 expected, with a standard deviation of 28.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  test('goes up to 2⁵³ numbers', () => {
    const order = inRandomOrder(2 ** 53, RandomStream.named(3, ''));
    const numbers = countTo(1000).map(() => order.next().value ?? -1);
    expect(new Set(numbers).size).toBe(1000);
    expect(numbers.every((number) => Number.isSafeInteger(number) && number >= 0)).toBe(true);
    expect(Math.abs(numbers.reduce((sum, number) => sum + number / 2 ** 53, 0) / 1000 - 0.5)).toBeLessThan(0.05);
  });
});

describe.each([
  ['random', randomRounds],
  ['low-discrepancy', haltonRounds],
])('%s samples', (_, roundsOf) => {
  const lengths = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 4 });

  test('are as many admitted designs as asked for, each once, or all of them', () => {
    fc.assert(
      fc.property(lengths, fc.nat(200), fc.nat(), fc.integer({ min: 1, max: 4 }), (sizes, count, seed, divisor) => {
        const problem = problemOf(sizes, (index) => index % divisor === 0);
        const found = indexesOf(run(problem, roundsOf(contextOf(problem, seed), count)).points);
        const admitted = countTo(spaceOf(sizes).size).filter((index) => index % divisor === 0);
        expect(new Set(found).size).toBe(found.length);
        expect(found.length).toBe(Math.min(count, admitted.length));
        expect(found.every((index) => admitted.includes(index))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('depend on the seed alone', () => {
    const problem = problemOf([40, 40]);
    const found = (seed: number): number[] => beginning(roundsOf(contextOf(problem, seed), 20), 20);
    expect(found(1)).toEqual(found(1));
    expect(found(1)).not.toEqual(found(2));
  });

  test('are read one by one, whatever the size of the space', () => {
    const problem = problemOf(HUGE);
    const found = beginning(roundsOf(contextOf(problem), 1e9), 1000);
    const mean = found.reduce((sum, index) => sum + index / 1e9, 0) / 1000;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
  });
});

test('low-discrepancy samples find rare admitted designs', () => {
  const problem = problemOf([100, 100, 10], (index) => index % 33_333 === 5);
  const found = indexesOf(run(problem, haltonRounds(contextOf(problem), 50)).points);
  expect(ascending(found)).toEqual([5, 33_338, 66_671]);
});

describe('the Halton sequence', () => {
  test('puts one of bⁿ points in a row into each of bⁿ equal intervals', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(3), fc.nat(50), (seed, dimension, start) => {
        const intervals = [64, 81, 125, 49][dimension] ?? 1;
        const sequence = new HaltonSequence(4, seed);
        const hit = countTo(intervals).map((point) =>
          Math.floor(sequence.coordinate(start * intervals + point, dimension) * intervals + 1e-9),
        );
        expect(ascending(hit)).toEqual(countTo(intervals));
      }),
      { numRuns: 40 },
    );
  });

  test('fills pairs of dimensions more evenly than random numbers, those of large primes too', () => {
    const unevenness = (pointOf: (point: number, dimension: number) => number): number => {
      const counts = countTo(64).map(() => 0);
      for (let point = 0; point < 512; point++) {
        const [x, y] = [pointOf(point, 8), pointOf(point, 9)].map((value) => Math.floor(value * 8));
        counts[(x ?? 0) * 8 + (y ?? 0)] = (counts[(x ?? 0) * 8 + (y ?? 0)] ?? 0) + 1;
      }
      return counts.reduce((sum, count) => sum + (count - 8) ** 2, 0);
    };
    const totals = countTo(20).map((seed) => {
      const sequence = new HaltonSequence(10, seed);
      const stream = RandomStream.named(seed, 'pairs');
      return [
        unevenness((point, dimension) => sequence.coordinate(point, dimension)),
        unevenness(() => stream.nextFraction()),
      ];
    });
    const [halton = 0, random = 0] = [0, 1].map((place) => totals.reduce((sum, both) => sum + (both[place] ?? 0), 0));
    expect(halton).toBeLessThan(0.7 * random);
  });
});
