export type {
  AcceleratorNumber,
  NumberRange,
  NumberValue,
} from '../model/accelerator/accelerator-number.ts';
export type { Elasticity, Response } from './elasticity.ts';
export type { EvaluatedRun } from './held-mappings.ts';
export type { Interval, RangeEffect, RangePropagation, TotalRange } from './range-propagation.ts';
export { totalRangeText, worstCaseText } from './range-text.ts';
export {
  asListed,
  changesBitEnergy,
  isUnfit,
  type NumberSensitivity,
  type RepeatedSearch,
  rangesOfRun,
  ranked,
  type Sensitivity,
  type SensitivityOptions,
  sensitivity,
  withSearches,
} from './sensitivity.ts';
export {
  ELASTICITY_WORDS,
  elasticityPanels,
  marksWidths,
  RANGE_WORDS,
  rangePanels,
  type SensitivityPanel,
} from './tornado-panels.ts';
export { TOTALS, type TotalName, type Totals } from './total-names.ts';
export { DEFAULT_STEPS, type Steps, unitOf, type VariedNumber } from './varied-numbers.ts';
