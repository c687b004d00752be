import { roundHalfEven } from '../../base/integers.ts';
import type { DataSizes, PerOperand, UnitSharing } from '../../model/evaluation/evaluation-details.ts';
import type { EvaluationScratch } from '../cost/evaluation-scratch.ts';
import { type CompiledProblem, FRACTIONAL } from '../problem/compiled-problem.ts';
import { perInterface, perOperand } from './per-operand.ts';

/** How units share data, from the fractional spatial mapping (docs/cost-model.md#spatial-units). */
export function unitSharing(problem: CompiledProblem): PerOperand<UnitSharing> {
  const { units, uniqueUnits, duplicates, boost } = problem.versions[FRACTIONAL];
  return perOperand(problem, (operand) => ({
    total: perInterface(operand, (index) => units[index]),
    unique: perInterface(operand, (index) => uniqueUnits[index]),
    duplicate: perInterface(operand, (index) => duplicates[index]),
    served: perInterface(operand, (index) => duplicates[index] / duplicates[index + 1]).slice(0, -1),
    boost: perInterface(operand, (index) => boost[index]),
  }));
}

/** Data sizes of every level, from the fractional spatial mapping (docs/cost-model.md#sizes). */
export function dataSizes(problem: CompiledProblem, scratch: EvaluationScratch): PerOperand<DataSizes> {
  const { elements, precision } = scratch.versions[FRACTIONAL];
  const { uniqueUnits } = problem.versions[FRACTIONAL];
  const { topRelevant } = scratch;
  const total = (index: number): number => roundHalfEven(elements[index] * uniqueUnits[index]);
  const bits = (index: number): number => elements[index] * precision[index];
  return perOperand(problem, (operand) => ({
    unit: perInterface(operand, (index) => elements[index]),
    unitBits: perInterface(operand, bits),
    total: perInterface(operand, total),
    totalBits: perInterface(operand, (index) => total(index) * precision[index]),
    effective: perInterface(operand, (index) => Math.floor(elements[index] / topRelevant[index])),
    effectiveBits: perInterface(operand, (index) => Math.floor(bits(index) / topRelevant[index])),
  }));
}
