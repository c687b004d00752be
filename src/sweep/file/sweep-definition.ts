import type { Expression } from '../../design-space/expression.ts';
import type { InputPath } from '../../design-space/input-path.ts';
import type { SettingUnit, SettingValue } from '../../design-space/setting.ts';
import type { Objective } from '../points/sweep-results.ts';

/** A parameter as the file has it: its fields aren't looked up yet. */
export interface ParameterDefinition {
  readonly name: string;
  readonly title: string;
  readonly unit: SettingUnit;
  readonly sets: readonly InputPath[];
  readonly values: readonly SettingValue[];
  readonly isCoupled: boolean;
}

/** A field that is set in every design. */
export interface DerivedDefinition {
  readonly path: InputPath;
  readonly value: Expression | { readonly constant: SettingValue };
}

/** Which designs a sweep looks at. */
export type StrategyDefinition =
  | { readonly kind: 'grid' }
  | { readonly kind: 'exact' }
  | { readonly kind: 'random' | 'halton'; readonly count: number; readonly seed: number }
  | { readonly kind: 'evolution'; readonly population: number; readonly generations: number; readonly seed: number };

/** A condition on parameters and quantities. */
export interface Limit {
  readonly text: string;
  readonly condition: Expression;
}

/** What a sweep file says, read without an error. */
export interface SweepDefinition {
  readonly name: string | undefined;
  readonly workloads: readonly { readonly input: string; readonly weight: number }[];
  readonly combine: 'mean' | 'worst';
  readonly accelerator: string;
  readonly mapping: string;
  /** Options of every run as the file writes them. */
  readonly run: Readonly<Record<string, unknown>>;
  readonly parameters: readonly ParameterDefinition[];
  readonly derived: readonly DerivedDefinition[];
  readonly conditions: readonly Expression[];
  readonly objectives: readonly Objective[];
  readonly hasObjectives: boolean;
  readonly limits: readonly Limit[];
  /** Names of all quantities of a point, those of objectives and limits among them. */
  readonly quantities: readonly string[];
  readonly strategy: StrategyDefinition;
}
