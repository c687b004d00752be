export type { Parameter, SettingUnit, SettingValue } from '../design-space/setting.ts';
export type { CostedPoint, DesignPoint, PointQuantities, RefusedPoint, SkippedPoint } from './points/design-point.ts';
export type {
  Objective,
  SweepCounts,
  SweepInputs,
  SweepResults,
  SweepSummary,
  SweptQuantity,
} from './points/sweep-results.ts';
export { type SweepOptions, sweep, sweepResults } from './sweep.ts';
