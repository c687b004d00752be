import {
  type CompiledOperand,
  type CompiledProblem,
  PARTIALLY_RELEVANT,
  RELEVANT,
} from '../../engine/problem/compiled-problem.ts';

/**
 * Share of the whole tensor's elements that all transfers at an interface carry together at least, whatever tile lies below it. It is 1
 * where elements are counted exactly: a tile of several passes never has fewer elements in all of them than the whole has.
 *
 * Rounding makes the difference. Elements of fractional unrollings are rounded, by at most half an element per transfer. Footprints of
 * partially relevant loops truncate fractional extents, and skip elements where one dimension is dilated: then nothing is known.
 * @param level counts interfaces from that of the array.
 */
export function wholeShare(
  problem: CompiledProblem,
  { relevance, relations, interfaceBase }: CompiledOperand,
  level: number,
  version: number,
  elements: number,
): number {
  const { loopStart, loopDimension, loopFactor } = problem.versions[version];
  let smallest = 1;
  let isWhole = true;
  const extent = new Float64Array(relevance.length).fill(1);
  const end = loopStart[interfaceBase + level];
  for (let loop = loopStart[interfaceBase]; loop < end; loop++) {
    const dimension = loopDimension[loop];
    if (relevance[dimension] === RELEVANT) smallest *= loopFactor[loop];
    else if (relevance[dimension] === PARTIALLY_RELEVANT) extent[dimension] *= loopFactor[loop];
    if (!Number.isInteger(loopFactor[loop])) isWhole = false;
  }
  if (relations.some(({ reducedB }) => reducedB > 1)) return 0;
  if (isWhole) return 1;
  if (extent.some((size) => !Number.isInteger(size))) return 0;
  return (1 - 0.5 / smallest) * (1 - 0.5 / Math.max(1, elements));
}
