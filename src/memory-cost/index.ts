export type { ErrorBand } from './accuracy.ts';
export { estimateMemoryCost, type MemoryCostAccuracy, type MemoryCostEstimate } from './estimate.ts';
export { memoryCostProblems } from './feasibility.ts';
export { type CellArrayCost, type CellArrayQuery, estimateCellArrayCost } from './imc-convention.ts';
export { FEWEST_ROWS } from './interpolation/interpolate.ts';
export type { MemoryCostProblem } from './problems.ts';
export { MEMORY_TECHNOLOGIES, type MemoryCostField, type MemoryCostQuery, type MemoryTechnology } from './query.ts';
export type { PortCounts } from './table/table-rows.ts';
