export { explainFigure, figuresOf } from './explain-figure.ts';
export type { AcceleratorChange, ExplainedSymbol, Explanation } from './explanation.ts';
