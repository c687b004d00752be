export type {
  AcceleratorNumber,
  NumberRange,
  NumberValue,
} from '../model/accelerator/accelerator-number.ts';
export type { Elasticity, Response } from './elasticity.ts';
export type { EvaluatedRun } from './held-mappings.ts';
export type { Interval, RangeEffect, RangePropagation, TotalRange } from './range-propagation.ts';
export {
  type NumberSensitivity,
  type RepeatedSearch,
  ranked,
  type Sensitivity,
  type SensitivityOptions,
  sensitivity,
  withSearches,
} from './sensitivity.ts';
export { TOTALS, type TotalName, type Totals } from './totals.ts';
export { DEFAULT_STEPS, type Steps, type VariedNumber } from './varied-numbers.ts';
