import { excessOfLimits } from '../evaluate/limits.ts';
import { isAdmitted } from '../plan/check-space.ts';
import type { OpenSweep } from '../plan/open-sweep.ts';
import type { PointQuantities } from '../points/design-point.ts';
import type { Objective } from '../points/sweep-results.ts';
import type { StrategyContext } from '../strategies/strategy.ts';

/** One of several equal parts of a sweep: the designs whose number leaves `index` when divided by `count`. */
export interface SweepShare {
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

/** What strategies know of a sweep, or of one share of it. */
export function strategyContext(
  { space, definition, describe }: OpenSweep,
  share: SweepShare = { index: 0, count: 1 },
): StrategyContext {
  const { objectives, limits, conditions, strategy } = definition;
  const meetsConditions = (index: number): boolean => conditions.length === 0 || isAdmitted(describe, index);
  return {
    space,
    seed: 'seed' in strategy ? strategy.seed : 0,
    isAdmitted: (index) => index % share.count === share.index && meetsConditions(index),
    objectivesOf: (point) => (point.status === 'costed' ? minimised(objectives, point.quantities) : undefined),
    excessOf: (point) => (point.status === 'costed' ? excessOfLimits(limits, point.settings, point.quantities) : 0),
  };
}

/** Values of objectives, all to be minimised; undefined where one is not known. */
export function minimised(
  objectives: readonly Objective[],
  quantities: PointQuantities,
): readonly number[] | undefined {
  const values = objectives.map(({ quantity, direction }) => {
    const value = quantities[quantity] ?? null;
    return value === null ? null : direction === 'maximise' ? -value : value;
  });
  const known = values.filter((value) => value !== null);
  return known.length === values.length ? known : undefined;
}
