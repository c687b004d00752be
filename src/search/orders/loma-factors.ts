import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { TemporalMappingType } from '../../model/mapping/temporal-mapping.ts';
import { type DimensionFactors, loopPrimeFactors } from './loop-prime-factors.ts';
import { temporalLoopSizes } from './temporal-loops.ts';
import { fixedLoops } from './user-ordering.ts';

export interface TemporalSearchOptions {
  /** Most loops to permute; undefined for no limit. */
  readonly lpfLimit: number | undefined;
  readonly type: TemporalMappingType;
}

/** The loops LOMA permutes: merged prime factors, sizes that a user ordering fixes kept; one loop of size 1 where nothing is left. */
export function lomaFactors(
  problem: CompiledProblem,
  limit: number | undefined,
  ordering = problem.layer.mapping.temporalOrdering,
): DimensionFactors[] {
  const { layer, dimensionNames, spatialMapping } = problem;
  const fixed = fixedLoops(ordering);
  const factors = loopPrimeFactors(temporalLoopSizes(layer, spatialMapping), limit, fixed);
  if (factors.length > 0) return factors;
  return dimensionNames.slice(0, 1).map((dimension) => ({ dimension, factors: [{ factor: 1, count: 1 }] }));
}
