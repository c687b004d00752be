import { layerQuantities } from '../quantities/layer-quantities.ts';
import type { ExplainedCase } from './explained-case.ts';
import type { ExplainedQuantity, QuantityFormula } from './explained-quantity.ts';
import { energyFormulas } from './formulas/energy.ts';
import { hardwareFormulas } from './formulas/hardware.ts';
import { latencyFormulas } from './formulas/latency.ts';
import { loadingFormulas } from './formulas/loading.ts';
import { operationFormulas } from './formulas/operations.ts';
import { stallFormulas } from './formulas/stall.ts';
import { utilisationFormulas } from './formulas/utilisation.ts';

/** Every quantity of an evaluation with its formula, in the order of the list of quantities. */
export function allQuantities(explained: ExplainedCase): readonly ExplainedQuantity[] {
  const formulas: readonly QuantityFormula[] = [
    ...energyFormulas(explained),
    ...operationFormulas(explained),
    ...latencyFormulas(explained),
    ...loadingFormulas(explained),
    ...utilisationFormulas(explained),
    ...hardwareFormulas(explained),
    ...stallFormulas(explained),
  ];
  const byName = new Map(formulas.map((formula) => [formula.name, formula]));
  return layerQuantities(explained.evaluation).map((quantity) => {
    const formula = byName.get(quantity.name);
    if (formula === undefined) throw new Error(`the quantity ${quantity.name} has no formula`);
    return { ...formula, quantity };
  });
}
