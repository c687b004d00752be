import { roundHalfEven } from '../../base/integers.ts';
import { type CompiledOperand, type CompiledProblem, TO_LOW } from '../problem/compiled-problem.ts';
import type { EvaluationScratch } from './evaluation-scratch.ts';

/** Whether the port to the array is wide enough to hold the words of all units while an input stays the same. */
export function readsOncePerStationaryRun(
  problem: CompiledProblem,
  scratch: EvaluationScratch,
  version: number,
  operand: CompiledOperand,
): boolean {
  if (!problem.reuseAtPins) return false;
  const { elements, precision } = scratch.versions[version];
  const { uniqueUnits } = problem.versions[version];
  const index = operand.interfaceBase;
  const totalBits = roundHalfEven(elements[index] * uniqueUnits[index]) * precision[index];
  return problem.bandwidthMax[4 * operand.levelBase + TO_LOW] >= Math.floor(totalBits / uniqueUnits[index + 1]);
}
