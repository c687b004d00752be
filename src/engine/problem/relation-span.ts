import type { CompiledOperand, CompiledProblem, CompiledRelation } from './compiled-problem.ts';

/**
 * Elements along a dependent dimension under `a` and `b` indices of its two loop dimensions. Without padding these are the distinct
 * positions, exactly; with padding an upper bound (docs/cost-model-corrected.md#tiles).
 */
export function relationSpan(relation: CompiledRelation, a: number, b: number): number {
  const overlap = Math.max(0, b - relation.reducedA) * Math.max(0, a - relation.reducedB);
  return Math.min(relation.limit, a * b - overlap);
}

/**
 * Whether tiles of every operand are counted so that a larger one never has more elements than the smaller ones that it consists of. Without
 * that, all data at once is not the least. It fails in two cases:
 *
 * - a dimension is in two relations of an operand, or in a relation and an index as well: the footprints of both are multiplied;
 * - an output overlaps, and some last round is smaller: which of its indices are neighbours depends on the borders of the levels.
 */
export function countsUnions({ operands, tiles }: CompiledProblem): boolean {
  if (tiles?.hasRemainder === true && operands[0].relations.length > 0) return false;
  return !operands.some(repeatsDimension);
}

/** Whether a dimension counts twice in the elements of an operand. */
export function repeatsDimension({ relevantDimensions, relations }: CompiledOperand): boolean {
  const counted = [
    ...relevantDimensions,
    ...relations.flatMap(({ dimensionA, dimensionB }) => [dimensionA, dimensionB]),
  ];
  return new Set(counted).size < counted.length;
}
