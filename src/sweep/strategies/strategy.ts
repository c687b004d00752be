import type { DesignSpace } from '../../design-space/design-space.ts';
import type { DesignPoint } from '../points/design-point.ts';

/** What strategies know of a sweep. Everything here is a pure function, so that a strategy does the same on every machine. */
export interface StrategyContext {
  readonly space: DesignSpace;
  /** Of the random numbers. */
  readonly seed: number;
  /** Whether the conditions of the sweep admit a design. */
  readonly isAdmitted: (index: number) => boolean;
  /** The objectives of a point, all of them to be minimised; undefined where it has none (refused, skipped, or a quantity is unknown). */
  readonly objectivesOf: (point: DesignPoint) => readonly number[] | undefined;
  /** By how much a point exceeds the limits, as the sum of relative excesses; 0 within the limits. */
  readonly excessOf: (point: DesignPoint) => number;
}

/**
 * Which designs to look at. Yields rounds of design numbers, each admitted and each at most once in a sweep, and receives the points of a
 * round once all of them are there. How many threads work on a round changes nothing.
 */
export type StrategyRounds = Generator<Iterable<number>, void, readonly DesignPoint[]>;
