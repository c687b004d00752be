export { MappingEvaluator } from './cost/mapping-evaluator.ts';
export { evaluateMapping, recordEvaluation } from './cost-model.ts';
export { type CompileOptions, compileProblem } from './problem/compile.ts';
export { type LoopNest, MAXIMUM_LOOPS } from './problem/compiled-mapping.ts';
export type { CompiledProblem } from './problem/compiled-problem.ts';
export { liftNest, lowerMapping } from './problem/lift-mapping.ts';
