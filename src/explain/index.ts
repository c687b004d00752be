export { explainFigure, type FigureSummary, figureSummary, figuresOf } from './explain-figure.ts';
export type { AcceleratorChange, ExplainedSymbol, Explanation } from './explanation.ts';
export { findFigure } from './find-figure.ts';
