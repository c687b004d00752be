import type { CostModelName } from '../model/cost-model.ts';
import type { CheckedCostModel } from './checked-cost-model.ts';
import { CORRECTED_MODEL } from './corrected/corrected-model.ts';
import { REFERENCE_MODEL } from './reference/reference-model.ts';

/** The formulas of the checker, by the name of the cost model. */
export const COST_MODELS: Readonly<Record<CostModelName, CheckedCostModel>> = {
  reference: REFERENCE_MODEL,
  corrected: CORRECTED_MODEL,
};
