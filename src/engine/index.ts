export { type CompileOptions, compileProblem } from './compile.ts';
export type { CompiledProblem } from './compiled-problem.ts';
export { evaluateMapping, recordEvaluation } from './cost-model.ts';
export { liftNest, lowerMapping } from './lift-mapping.ts';
export { type LoopNest, MAXIMUM_LOOPS } from './loop-nest.ts';
export { MappingEvaluator } from './mapping-evaluator.ts';
