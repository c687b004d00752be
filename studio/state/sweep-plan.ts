import type { FileKind, NumberPath, Slider } from './slider.ts';

/*
 * What a sweep over the sliders of a project looks at: the values of each, numbers that follow from them, and what decides.
 */

/** What a sweep minimises first, as sweep files name it. */
export const SWEEP_OBJECTIVES = ['edp', 'energy', 'latency'] as const;
export type SweepObjective = (typeof SWEEP_OBJECTIVES)[number];

/** The values of one slider, ascending. Sliders without an entry have their usual values. */
export interface SweptValues {
  readonly file: FileKind;
  readonly paths: readonly NumberPath[];
  readonly values: readonly number[];
}

/** A field that is set in every design: `accelerator.memories.sram.auto_cost_extraction`, to a number or an expression. */
export interface FollowingField {
  readonly field: string;
  readonly value: string;
}

export interface SweepPlan {
  readonly values: readonly SweptValues[];
  readonly follows: readonly FollowingField[];
  readonly objective: SweepObjective;
  /** `area <= 4 mm2`; empty for none. */
  readonly limit: string;
  /** Whether costs of swept memories follow their size. */
  readonly followsCosts: boolean;
}

export const FIRST_PLAN: SweepPlan = { values: [], follows: [], objective: 'edp', limit: '', followsCosts: true };

/** Most values of one slider. */
export const MOST_SWEPT_VALUES = 64;

/** The plan with other values of a slider; those that are no number above 0, or there twice, are left out. */
export function withValues(plan: SweepPlan, { file, paths }: Slider, values: readonly number[]): SweepPlan {
  const kept = [...new Set(values)].filter((value) => Number.isFinite(value) && value > 0).sort((a, b) => a - b);
  const others = plan.values.filter((one) => !isOf(one, file, paths));
  return { ...plan, values: [...others, { file, paths, values: kept.slice(0, MOST_SWEPT_VALUES) }] };
}

/** The values that a plan names for a slider. */
export function plannedValues(plan: SweepPlan, { file, paths }: Slider): readonly number[] | undefined {
  return plan.values.find((one) => isOf(one, file, paths))?.values;
}

function isOf(one: SweptValues, file: FileKind, paths: readonly NumberPath[]): boolean {
  return one.file === file && JSON.stringify(one.paths) === JSON.stringify(paths);
}
