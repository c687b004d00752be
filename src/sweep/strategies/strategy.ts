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

/** A design that a strategy proves to be no part of the front, without evaluating it. */
export interface SkippedDesign {
  readonly index: number;
  /** Lower bounds of its objectives; −Infinity where one is not known. */
  readonly bounds: readonly number[];
  /** An evaluated design within the limits, as good as the bounds or better in every objective; undefined where a limit is proven exceeded. */
  readonly dominatedBy?: number;
}

/** One step of a strategy. */
export interface StrategyRound {
  /** Designs to evaluate, best started in this order. To be read once; it may be made while it is read. */
  readonly evaluate: Iterable<number>;
  /** Designs that were skipped before this round. */
  readonly skipped: readonly SkippedDesign[];
  /** Whether the strategy looks at the points of this round. Where it does not, an empty list may be sent, so that nobody has to keep a million points. */
  readonly needsPoints: boolean;
}

/**
 * Which designs to look at. Yields rounds of design numbers, each admitted and each at most once in a sweep, evaluated or skipped. It
 * receives the points of a round, in any order, once all of them are there. How many threads work on a round changes nothing.
 */
export type StrategyRounds = Generator<StrategyRound, void, readonly DesignPoint[]>;
