export { explainFigure, type FigureSummary, figureSummary, figuresOf } from './explain-quantity.ts';
export type { AcceleratorChange, ExplainedSymbol, Explanation } from './explanation.ts';
export { findFigure } from './find-quantity.ts';
