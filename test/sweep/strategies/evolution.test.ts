import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evolutionRounds } from '../../../src/sweep/strategies/evolution.ts';
import { randomRounds } from '../../../src/sweep/strategies/samples.ts';
import { hypervolume } from './hypervolume.ts';
import { STANDARD_PROBLEMS } from './standard-problems.ts';
import { ascending, contextOf, countTo, indexesOf, type Outcome, type Problem, run, spaceOf } from './support.ts';

describe('hypervolume', () => {
  test('of boxes, by hand', () => {
    expect(
      hypervolume(
        [
          [1, 2],
          [2, 1],
          [2, 2],
          [5, 0],
        ],
        [4, 4],
      ),
    ).toBe(8);
    expect(hypervolume([[1, 1, 1]], [2, 3, 4])).toBe(6);
    expect(
      hypervolume(
        [
          [0, 0, 1],
          [1, 1, 0],
          [0, 0, 1],
        ],
        [2, 2, 2],
      ),
    ).toBe(5);
    expect(hypervolume([], [1, 1, 1])).toBe(0);
  });
});

describe.each(Object.entries(STANDARD_PROBLEMS))(
  '%s',
  (_, { problem, front, reference, population, generations, share, missed }) => {
    const whole = hypervolume(front(), reference);
    const shareOf = ({ points }: Outcome, seed: number): number => {
      const { objectivesOf, excessOf } = contextOf(problem, seed);
      const within = points.filter((point) => excessOf(point) <= 0).map((point) => objectivesOf(point) ?? []);
      return hypervolume(within, reference) / whole;
    };

    test('is solved', () => {
      const seed = 1;
      const context = contextOf(problem, seed);
      const evolved = shareOf(run(problem, evolutionRounds(context, { population, generations })), seed);
      const sampled = shareOf(run(problem, randomRounds(context, population * generations)), seed);
      expect(evolved).toBeGreaterThan(share);
      expect(1 - evolved).toBeLessThan(missed * (1 - sampled));
      expect(evolved).toBeLessThanOrEqual(1 + 1e-9);
    });
  },
);

const small = fc.record({
  lengths: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }),
  seed: fc.nat(),
  population: fc.integer({ min: 1, max: 12 }),
  generations: fc.integer({ min: 0, max: 12 }),
  divisor: fc.integer({ min: 1, max: 3 }),
});

/** Two objectives in conflict; some designs are not admitted, some refused, some exceed a limit. */
const smallProblem = (lengths: readonly number[], divisor: number): Problem => ({
  lengths,
  isAdmitted: (index) => index % divisor === 0,
  objectives: (index) => (index % 7 === 3 ? undefined : [index % 11, 100 - index]),
  excess: (index) => (index % 5) / 10,
});

describe('the evolution', () => {
  test('evaluates as many designs as asked for, each admitted and once, or all of them', () => {
    fc.assert(
      fc.property(small, ({ lengths, seed, population, generations, divisor }) => {
        const problem = smallProblem(lengths, divisor);
        const found = indexesOf(
          run(problem, evolutionRounds(contextOf(problem, seed), { population, generations })).points,
        );
        const admitted = countTo(spaceOf(lengths).size).filter((index) => index % divisor === 0);
        expect(found.length).toBe(Math.min(population * generations, admitted.length));
        expect(new Set(found).size).toBe(found.length);
        expect(found.every((index) => admitted.includes(index))).toBe(true);
      }),
    );
  });

  test('is the same whichever order the points of a round come in', () => {
    fc.assert(
      fc.property(small, ({ lengths, seed, population, generations, divisor }) => {
        const problem = smallProblem(lengths, divisor);
        const rounds = (): ReturnType<typeof evolutionRounds> =>
          evolutionRounds(contextOf(problem, seed), { population, generations });
        expect(run(problem, rounds(), (points) => points.toReversed())).toEqual(run(problem, rounds()));
      }),
      { numRuns: 30 },
    );
  });

  test('leaves refused designs, and those beyond the limits', () => {
    const lengths = [32, 32, 32];
    const isRefused = ([a = 0]: readonly number[]): boolean => a >= 16;
    const excessOf = ([, b = 0]: readonly number[]): number => Math.max(0, b - 8) / 8;
    const problem: Problem = {
      lengths,
      objectives: (_, positions) =>
        isRefused(positions) ? undefined : [positions[2] ?? 0, (31 - (positions[2] ?? 0)) ** 2 + (positions[0] ?? 0)],
      excess: (_, positions) => excessOf(positions),
    };
    const { points } = run(problem, evolutionRounds(contextOf(problem), { population: 30, generations: 10 }));
    const good = points.map(({ point }) => {
      const positions = spaceOf(lengths).positionsOf(point);
      return !isRefused(positions) && excessOf(positions) === 0;
    });
    const [before, after] = [good.slice(0, 30), good.slice(-30)].map((part) => part.filter(Boolean).length);
    expect(before).toBeLessThan(14);
    expect(after).toBeGreaterThan(22);
  });

  test('finds the front of a small space with most of it unseen', () => {
    const lengths = [8, 6, 5, 7, 2];
    const objectives = (_: number, [a = 0, b = 0, c = 0, d = 0, e = 0]: readonly number[]): number[] => [
      100 / (1 + a + b) + Math.abs(c - 2) + 3 * e,
      1 + 3 * a + 2 * b + Math.abs(d - 4),
    ];
    const problem: Problem = { lengths, objectives };
    const found = indexesOf(
      run(problem, evolutionRounds(contextOf(problem), { population: 30, generations: 15 })).points,
    );
    const corner = spaceOf(lengths).indexOf([7, 5, 2, 4, 0]);
    const other = spaceOf(lengths).indexOf([0, 0, 2, 4, 0]);
    expect(ascending(found).length).toBe(450);
    expect(found).toContain(corner);
    expect(found).toContain(other);
  });
});
