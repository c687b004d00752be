import type { CompiledRelation } from './compiled-problem.ts';

/**
 * Elements along a dependent dimension under `a` and `b` indices of its two loop dimensions. Without padding these are the distinct
 * positions, exactly; with padding an upper bound (docs/cost-model-corrected.md#tiles).
 */
export function relationSpan(relation: CompiledRelation, a: number, b: number): number {
  const overlap = Math.max(0, b - relation.reducedA) * Math.max(0, a - relation.reducedB);
  return Math.min(relation.limit, a * b - overlap);
}
