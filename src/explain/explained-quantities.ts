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
import { FormulaSymbols } from './terms.ts';

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
    const explainedFormula = { ...formula, quantity };
    return explained.evaluation.costModel === 'corrected' ? counted(explained, explainedFormula) : explainedFormula;
  });
}

/** Quantities whose formulas are the same in both cost models. */
const SAME_FORMULA =
  /^(energy(\.memories)?|latency|latency\.(ideal|spatial_stall|computation)|utilisation.*|time|power|throughput|efficiency|area.*)$/;

/** The corrected model counts many transfers of several sizes, which no line of numbers holds. Its quantities stand as they are. */
function counted({ evaluation }: ExplainedCase, formula: ExplainedQuantity): ExplainedQuantity {
  const { quantity } = formula;
  if (SAME_FORMULA.test(quantity.name)) return formula;
  return {
    ...formula,
    account: () => {
      const symbols = new FormulaSymbols();
      const meaning = `${quantity.title}, counted by the corrected cost model`;
      return { term: symbols.of('counted', meaning, quantity.of(evaluation), quantity.unit), symbols };
    },
  };
}
