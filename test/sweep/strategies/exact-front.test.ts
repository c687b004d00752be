import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DesignPoint } from '../../../src/sweep/points/design-point.ts';
import { belowRounding, type DesignBounds } from '../../../src/sweep/strategies/bound-table.ts';
import { exactFrontRounds, MOST_EXACT_DESIGNS } from '../../../src/sweep/strategies/exact-front.ts';
import { frontOf } from '../../../src/sweep/strategies/front.ts';
import { gridRounds } from '../../../src/sweep/strategies/grid.ts';
import type { StrategyContext, StrategyRounds } from '../../../src/sweep/strategies/strategy.ts';
import { ascending, contextOf, countTo, indexesOf, type Outcome, type Problem, run } from './support.ts';

/** What is true of a design, and what is known of it beforehand. */
interface Row {
  readonly objectives: readonly number[];
  readonly slack: readonly number[];
  readonly excess: number;
  readonly kind: 'costed' | 'refused' | 'not admitted' | 'unknown bounds';
  readonly isExcessProven: boolean;
}

const EMPTY: Row = { objectives: [], slack: [], excess: 0, kind: 'refused', isExcessProven: false };

/** Few values, so that many objectives are equal, and equal to their bounds. */
const tables = fc.integer({ min: 1, max: 4 }).chain((objectives) => {
  const list = (value: fc.Arbitrary<number>): fc.Arbitrary<number[]> =>
    fc.array(value, { minLength: objectives, maxLength: objectives });
  const row: fc.Arbitrary<Row> = fc.record({
    objectives: list(fc.integer({ min: -3, max: 8 })),
    slack: list(fc.oneof(fc.constant(0), fc.nat(3), fc.constant(Infinity))),
    excess: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.constant(0.5)),
    kind: fc.oneof(
      { weight: 8, arbitrary: fc.constant('costed' as const) },
      fc.constantFrom('refused' as const, 'not admitted' as const, 'unknown bounds' as const),
    ),
    isExcessProven: fc.boolean(),
  });
  return fc.record({
    objectives: fc.constant(objectives),
    rows: fc.array(row, { minLength: 1, maxLength: 120 }),
    options: fc.constantFrom({}, { leastPerRound: 1, mostPerRound: 1 }, { leastPerRound: 4, mostPerRound: 7 }),
  });
});

function problemOf(rows: readonly Row[]): Problem {
  const rowAt = (index: number): Row => rows[index] ?? EMPTY;
  return {
    lengths: [rows.length],
    objectives: (index) => (rowAt(index).kind === 'refused' ? undefined : rowAt(index).objectives),
    excess: (index) => rowAt(index).excess,
    isAdmitted: (index) => rowAt(index).kind !== 'not admitted',
  };
}

const boundsOf =
  (rows: readonly Row[]) =>
  (index: number): DesignBounds | undefined => {
    const { objectives, slack, excess, kind, isExcessProven } = rows[index] ?? EMPTY;
    if (kind === 'unknown bounds') return undefined;
    return {
      objectives: objectives.map((value, place) => value - (slack[place] ?? 0)),
      exceedsLimit: excess > 0 && isExcessProven,
    };
  };

describe('the exact front', () => {
  test('is that of the full grid, of equal designs too; every design is evaluated or skipped once', () => {
    fc.assert(
      fc.property(tables, ({ objectives, rows, options }) => {
        const problem = problemOf(rows);
        const context = contextOf(problem);
        const all = run(problem, gridRounds(context)).points;
        const { points, skipped } = run(problem, exactFrontRounds(context, objectives, boundsOf(rows), options));
        expect(frontOf(points, context)).toEqual(frontOf(all, context));
        expect(ascending([...indexesOf(points), ...skipped.map(({ index }) => index)])).toEqual(indexesOf(all));
      }),
      { numRuns: 400 },
    );
  });

  test('skips for a reason that can be checked', () => {
    fc.assert(
      fc.property(tables, ({ objectives, rows, options }) => {
        const problem = problemOf(rows);
        const { points, skipped } = run(
          problem,
          exactFrontRounds(contextOf(problem), objectives, boundsOf(rows), options),
        );
        const evaluated = new Set(indexesOf(points));
        const isProven = (index: number): boolean => boundsOf(rows)(index)?.exceedsLimit ?? false;
        expect([...evaluated].filter(isProven)).toEqual([]);
        for (const { index, bounds, dominatedBy } of skipped) {
          expect(bounds).toEqual(boundsOf(rows)(index)?.objectives);
          if (dominatedBy === undefined) {
            expect(isProven(index)).toBe(true);
            continue;
          }
          const better = rows[dominatedBy] ?? EMPTY;
          expect(evaluated.has(dominatedBy) && better.excess === 0).toBe(true);
          expect(better.objectives.every((value, place) => value <= (bounds[place] ?? 0))).toBe(true);
        }
      }),
    );
  });

  test('is found the same way whichever order the points of a round come in', () => {
    fc.assert(
      fc.property(tables, ({ objectives, rows, options }) => {
        const problem = problemOf(rows);
        const outcome = (arrange?: (points: readonly DesignPoint[]) => readonly DesignPoint[]): Outcome =>
          run(problem, exactFrontRounds(contextOf(problem), objectives, boundsOf(rows), options), arrange);
        expect(outcome((points) => points.toReversed())).toEqual(outcome());
      }),
    );
  });

  test('one design at a time, evaluates only those whose bounds no design of the space dominates', () => {
    fc.assert(
      fc.property(tables, ({ objectives, rows }) => {
        const problem = problemOf(rows);
        const context = contextOf(problem);
        const single = { leastPerRound: 1, mostPerRound: 1 };
        const { points } = run(problem, exactFrontRounds(context, objectives, boundsOf(rows), single));
        const within = countTo(rows.length).filter((index) => {
          const { kind, excess } = rows[index] ?? EMPTY;
          return excess === 0 && kind !== 'refused' && kind !== 'not admitted';
        });
        for (const { point } of points) {
          const bounds = boundsOf(rows)(point)?.objectives ?? [Number.NEGATIVE_INFINITY];
          const dominators = within.filter((other) => {
            const values = rows[other]?.objectives ?? [];
            const isNowhereWorse = values.every((value, place) => value <= (bounds[place] ?? Number.NEGATIVE_INFINITY));
            return isNowhereWorse && values.some((value, place) => value < (bounds[place] ?? 0));
          });
          expect(dominators).toEqual([]);
        }
      }),
    );
  });
});

/** Energy falls with the size, area rises, and bounds are a few per cent below: as of real accelerators. */
function accelerators(tightness: number): {
  readonly problem: Problem;
  readonly boundsOf: (index: number) => DesignBounds;
} {
  const objectives = (_: number, [array = 0, memory = 0, width = 0, ports = 0]: readonly number[]): number[] => {
    const waste = 1 + 0.3 * Math.abs(array - memory) + 0.2 * Math.abs(width - ports);
    return [
      (1000 / (1 + array + memory)) * waste,
      (500 / (1 + array * (1 + width))) * waste,
      1 + array * 4 + memory * 2 + width + ports,
    ];
  };
  const problem: Problem = { lengths: [12, 12, 8, 8], objectives };
  const positions = contextOf(problem).space;
  return {
    problem,
    boundsOf: (index) => {
      const [energy = 0, latency = 0, area = 0] = objectives(index, positions.positionsOf(index));
      return {
        objectives: [belowRounding(energy * tightness), belowRounding(latency * tightness), area],
        exceedsLimit: false,
      };
    },
  };
}

describe('with bounds near the figures', () => {
  const { problem, boundsOf: boundsAt } = accelerators(0.9);
  const context: StrategyContext = contextOf(problem);
  const all = run(problem, gridRounds(context)).points;
  const exact = (options = {}, arrange = (points: readonly DesignPoint[]) => points): Outcome =>
    run(problem, exactFrontRounds(context, 3, boundsAt, options), arrange);

  test('few designs are evaluated, and rounds cost nearly none', () => {
    const [rounds, single] = [exact(), exact({ leastPerRound: 1, mostPerRound: 1 })];
    expect(frontOf(rounds.points, context)).toEqual(frontOf(all, context));
    expect(single.points.length).toBeLessThan(all.length / 5);
    expect(rounds.points.length).toBeLessThan(single.points.length * 1.1);
    expect(Math.max(...rounds.rounds)).toBeLessThanOrEqual(128);
  });

  test('the same dominating designs are named whichever order the points of a round come in', () => {
    const named = ({ skipped }: Outcome): unknown => skipped.map(({ dominatedBy }) => dominatedBy);
    expect(named(exact({}, (points) => points.toReversed()))).toEqual(named(exact()));
  });
});

test('small rounds lose no design that waits for the next one', () => {
  // As far as bounds tell, a few designs are better than all others, which wait for them.
  const problem: Problem = { lengths: [300], objectives: (index) => [index, 300 - index] };
  const bounds = (index: number): DesignBounds => ({
    objectives: index % 100 === 0 ? [-1, -1] : [index / 2, (300 - index) / 2],
    exceedsLimit: false,
  });
  const { points, rounds } = run(
    problem,
    exactFrontRounds(contextOf(problem), 2, bounds, { leastPerRound: 1, mostPerRound: 5 }),
  );
  expect(ascending(indexesOf(points))).toEqual(countTo(300));
  expect(Math.max(...rounds)).toBe(5);
});

test('skipped designs are told in parts', () => {
  const problem: Problem = { lengths: [20_000], objectives: (index) => [index] };
  const rounds = exactFrontRounds(contextOf(problem), 1, (index) => ({
    objectives: [index],
    exceedsLimit: index > 10_000,
  }));
  const told: number[] = [];
  const watched = (function* (): StrategyRounds {
    for (let step = rounds.next([]); !step.done; ) {
      told.push(step.value.skipped.length);
      step = rounds.next(yield step.value);
    }
  })();
  const { points, skipped } = run(problem, watched);
  expect(Math.max(...told)).toBeLessThanOrEqual(4096);
  expect(points.length).toBe(16);
  expect(skipped.length).toBe(20_000 - 16);
});

test('a space whose bounds would take too much memory is refused', () => {
  const problem: Problem = { lengths: [MOST_EXACT_DESIGNS / 1000, 1001], objectives: () => [0] };
  expect(() => exactFrontRounds(contextOf(problem), 1, () => undefined).next()).toThrow(RangeError);
});

test('a bound below rounding is smaller, whatever its sign', () => {
  for (const bound of [1e9, 3, -3, -1e9]) expect(belowRounding(bound)).toBeLessThan(bound);
  expect(belowRounding(0)).toBe(0);
});
