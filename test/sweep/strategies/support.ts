import { DesignSpace } from '../../../src/design-space/design-space.ts';
import type { Parameter } from '../../../src/design-space/setting.ts';
import type { DesignPoint } from '../../../src/sweep/points/design-point.ts';
import type { SkippedDesign, StrategyContext, StrategyRounds } from '../../../src/sweep/strategies/strategy.ts';

/** A problem on a grid: what an evaluation of a design gives. */
export interface Problem {
  readonly lengths: readonly number[];
  /** Undefined for designs that are refused. */
  readonly objectives: (index: number, positions: readonly number[]) => readonly number[] | undefined;
  readonly excess?: (index: number, positions: readonly number[]) => number;
  readonly isAdmitted?: (index: number) => boolean;
}

const spaces = new WeakMap<readonly number[], DesignSpace>();

/** Parameters with so many values each: 0, 1, 2 and so on. */
export function spaceOf(lengths: readonly number[]): DesignSpace {
  const made = spaces.get(lengths) ?? new DesignSpace(lengths.map(numberedParameter));
  spaces.set(lengths, made);
  return made;
}

const numberedParameter = (length: number, place: number): Parameter => ({
  name: `p${place}`,
  title: `p${place}`,
  unit: '',
  values: countTo(length),
});

export function contextOf(problem: Problem, seed = 1): StrategyContext {
  const { excess, isAdmitted } = problem;
  return {
    space: spaceOf(problem.lengths),
    seed,
    isAdmitted: (index) => isAdmitted?.(index) ?? true,
    objectivesOf: (point) =>
      point.status === 'costed' ? Object.values(point.quantities).map((value) => value ?? Number.NaN) : undefined,
    excessOf: ({ point, settings }) => excess?.(point, Object.values(settings).map(Number)) ?? 0,
  };
}

export function evaluate(problem: Problem, index: number): DesignPoint {
  const settings = spaceOf(problem.lengths).settingsAt(index);
  const objectives = problem.objectives(index, Object.values(settings).map(Number));
  if (objectives === undefined) return { point: index, settings, status: 'refused', reasons: [] };
  const quantities = Object.fromEntries(objectives.map((value, place) => [`f${place}`, value]));
  return { point: index, settings, status: 'costed', quantities };
}

export interface Outcome {
  readonly points: readonly DesignPoint[];
  readonly skipped: readonly SkippedDesign[];
  /** Sizes of the rounds. */
  readonly rounds: readonly number[];
}

/** Evaluates what a strategy asks for, and gives it the points in the order that `arrange` makes of them. */
export function run(
  problem: Problem,
  rounds: StrategyRounds,
  arrange: (points: readonly DesignPoint[]) => readonly DesignPoint[] = (points) => points,
): Outcome {
  const all: DesignPoint[] = [];
  const skipped: SkippedDesign[] = [];
  const sizes: number[] = [];
  for (let step = rounds.next([]); !step.done; ) {
    const points = Array.from(step.value.evaluate, (index) => evaluate(problem, index));
    all.push(...points);
    skipped.push(...step.value.skipped);
    sizes.push(points.length);
    step = rounds.next(step.value.needsPoints ? arrange(points) : []);
  }
  return { points: all, skipped, rounds: sizes };
}

export const indexesOf = (points: readonly DesignPoint[]): number[] => points.map(({ point }) => point);

export const ascending = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);

export const countTo = (size: number): number[] => Array.from({ length: size }, (_, index) => index);
