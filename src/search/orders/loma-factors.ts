import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import { type DimensionFactors, loopPrimeFactors } from './loop-prime-factors.ts';
import { temporalLoopSizes } from './temporal-loops.ts';
import { fixedLoops } from './user-ordering.ts';

/**
 * The loops that LOMA permutes: prime factors, merged down to the limit. Sizes that the user's ordering fixes are kept. A layer without
 * temporal loops gets one loop of size 1.
 */
export function lomaFactors(
  problem: CompiledProblem,
  limit: number | null,
  ordering = problem.layer.mapping.temporalOrdering,
): DimensionFactors[] {
  const { layer, dimensionNames, spatialMapping } = problem;
  const fixed = fixedLoops(ordering);
  const factors = loopPrimeFactors(temporalLoopSizes(layer, spatialMapping), limit, fixed);
  if (factors.length > 0) return factors;
  return dimensionNames.slice(0, 1).map((dimension) => ({ dimension, factors: [{ factor: 1, count: 1 }] }));
}
