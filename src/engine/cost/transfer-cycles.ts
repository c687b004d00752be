import { type CompiledProblem, FROM_HIGH, FROM_LOW, INTEGER, TO_HIGH, TO_LOW } from '../problem/compiled-problem.ts';
import type { EvaluationScratch } from './evaluation-scratch.ts';

/**
 * The cycles of every transfer (docs/cost-model.md#transfers, #stalls). *Real* cycles are those that the port needs. *Allowed* cycles are
 * those that the transfer can take without a stall of the array. They use the integer version of the spatial mapping.
 *
 * A double-buffered lower side can be refilled during the whole period. Another lower side can be refilled only during its outermost
 * irrelevant loops, when the array uses the old data for the last time:
 *
 * ```text
 *   period  C   |--------------------|     loops at the lower level, innermost … outermost: K 4, OX 5 (irrelevant)
 *   window      |----|                     C / 5
 * ```
 */
export function measureTransfers(problem: CompiledProblem, scratch: EvaluationScratch): void {
  const { elements, precision, partialSum, upwardPrecision, downwardPrecision } = scratch.versions[INTEGER];
  const { boost } = problem.versions[INTEGER];
  const { period, periodCount, topIrrelevant, doubleBuffered, realCycles, allowedCycles, active } = scratch;
  const { cyclesPerOperation } = problem;
  realCycles.fill(0);
  allowedCycles.fill(0);
  active.fill(0);

  for (const operand of problem.operands) {
    const { isOutput, interfaceBase, levelBase, levelCount } = operand;
    for (let a = 0; a < levelCount; a++) {
      const index = interfaceBase + a;
      const window = Math.trunc(period[index] / topIrrelevant[index]);
      const allowed = Math.ceil((doubleBuffered[index] === 1 ? period[index] : window) * cyclesPerOperation);
      const moves = periodCount[index] === 0 ? 0 : 1;
      // Upper side: memory a towards or from the level below.
      const upper = 4 * (levelBase + a);
      const upperAmount = elements[index] * boost[index];
      // Lower side: memory a−1 towards or from memory a; none below the array.
      const lower = upper - 4;
      if (!isOutput) {
        setTransfer(problem, scratch, upper + TO_LOW, upperAmount * precision[index], allowed, moves);
        if (a === 0) continue;
        setTransfer(problem, scratch, lower + FROM_HIGH, elements[index] * precision[index], allowed, moves);
        continue;
      }
      const up = upwardPrecision[index];
      const down = downwardPrecision[index];
      const readBack = partialSum[index] === 1;
      setTransfer(problem, scratch, upper + FROM_LOW, upperAmount * up, allowed, moves);
      if (readBack) setTransfer(problem, scratch, upper + TO_LOW, upperAmount * down, allowed, moves);
      if (a === 0) continue;
      setTransfer(problem, scratch, lower + TO_HIGH, elements[index] * up, allowed, moves);
      if (readBack) setTransfer(problem, scratch, lower + FROM_HIGH, elements[index] * down, allowed, moves);
    }
  }
}

function setTransfer(
  problem: CompiledProblem,
  scratch: EvaluationScratch,
  slot: number,
  bits: number,
  allowed: number,
  moves: number,
): void {
  const width = problem.bandwidthMax[slot];
  scratch.realCycles[slot] = width === 0 ? 0 : Math.ceil(bits / width);
  scratch.allowedCycles[slot] = allowed;
  scratch.active[slot] = moves;
}
