import type { CompiledMapping } from './problem/compiled-mapping.ts';
import { liftMapping } from './problem/lift-mapping.ts';

export { MappingEvaluator } from './cost/mapping-evaluator.ts';
export { evaluateMapping, recordEvaluation } from './cost-model.ts';
export { type CompileOptions, compileProblem } from './problem/compile.ts';
export { type CompiledMapping, MAXIMUM_LOOPS } from './problem/compiled-mapping.ts';
export type { CompiledProblem } from './problem/compiled-problem.ts';
export { liftMapping, lowerMapping } from './problem/lift-mapping.ts';
export { evaluateTraffic } from './traffic/evaluate-traffic.ts';

/** @deprecated The name of `CompiledMapping` in version 0.1. */
export type LoopNest = CompiledMapping;

/** @deprecated The name of `liftMapping` in version 0.1. */
export const liftNest = liftMapping;
