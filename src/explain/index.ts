export { explainLanguageModel } from './explain-language-model.ts';
export {
  type ExplainOptions,
  explainedQuantities,
  /** @deprecated Use `explainedQuantities`. */
  explainedQuantities as figuresOf,
  explainQuantity,
  /** @deprecated Use `explainQuantity`. */
  explainQuantity as explainFigure,
  type QuantitySummary,
  /** @deprecated Use `QuantitySummary`. */
  type QuantitySummary as FigureSummary,
  quantitySummary,
  /** @deprecated Use `quantitySummary`. */
  quantitySummary as figureSummary,
} from './explain-quantity.ts';
export type { AcceleratorChange, ExplainedSymbol, Explanation, UnrollingChange } from './explanation.ts';
export {
  findQuantity,
  /** @deprecated Use `findQuantity`. */
  findQuantity as findFigure,
} from './find-quantity.ts';
