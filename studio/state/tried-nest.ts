import type { TemporalMapping } from '../../src/model/mapping/temporal-mapping.ts';

/** A loop nest that was made by hand, and what made it. */
export interface NestStep {
  /** `K 8 below OY 14`. */
  readonly label: string;
  readonly nest: TemporalMapping;
}

/** The nest that is being tried for one layer: the way from the best found to the present one. It changes no result. */
export interface TriedNest {
  /** Id of the layer in the workload. */
  readonly layer: number;
  /** The last one is the present nest; never empty. */
  readonly steps: readonly NestStep[];
}

/** The nest after one more step. Steps of another layer end. */
export function withStep(tried: TriedNest | undefined, layer: number, step: NestStep, replacesLast = false): TriedNest {
  const before = tried !== undefined && tried.layer === layer ? tried.steps : [];
  return { layer, steps: [...(replacesLast ? before.slice(0, -1) : before), step] };
}

/** The first `count` steps; undefined for none of them, which is the best found. */
export function firstSteps(tried: TriedNest | undefined, count: number): TriedNest | undefined {
  return tried === undefined || count === 0 ? undefined : { ...tried, steps: tried.steps.slice(0, count) };
}
