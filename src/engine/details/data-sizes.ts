import { roundHalfEven } from '../../base/integers.ts';
import type { DataSizes, PerOperand, UnitSharing } from '../../model/evaluation/evaluation-details.ts';
import { correctedRules } from '../cost/corrected/corrected-rules.ts';
import type { EvaluationScratch } from '../cost/evaluation-scratch.ts';
import type { CompiledMapping } from '../problem/compiled-mapping.ts';
import { type CompiledProblem, FRACTIONAL } from '../problem/compiled-problem.ts';
import type { CompiledTiles } from '../problem/compiled-tiles.ts';
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

/**
 * The same by the corrected model, from the largest tiles of a unit and of all units together. The slice is that of the evaluation
 * (docs/cost-model-corrected.md#double-buffering).
 */
export function exactDataSizes(
  problem: CompiledProblem,
  tiles: CompiledTiles,
  nest: CompiledMapping,
  scratch: EvaluationScratch,
): PerOperand<DataSizes> {
  const { elements, precision } = scratch.versions[FRACTIONAL];
  const { sizes } = correctedRules(problem, tiles);
  sizes.measure(nest, scratch);
  return perOperand(problem, (operand) => {
    const index = problem.operands.indexOf(operand);
    const { interfaceBase, levelBase, levelCount } = operand;
    const bitsOf = (at: number, count: number): number => count * precision[at];
    const total = (at: number): number => sizes.largest(nest, scratch, index, at - interfaceBase, levelCount + 1);
    // One element at a unit of the array.
    const slice = (at: number): number =>
      at === interfaceBase ? bitsOf(at, elements[at]) : scratch.sliceBits[levelBase + at - interfaceBase - 1];
    return {
      unit: perInterface(operand, (at) => elements[at]),
      unitBits: perInterface(operand, (at) => bitsOf(at, elements[at])),
      total: perInterface(operand, total),
      totalBits: perInterface(operand, (at) => bitsOf(at, total(at))),
      effective: perInterface(operand, (at) => (precision[at] === 0 ? 0 : slice(at) / precision[at])),
      effectiveBits: perInterface(operand, slice),
    };
  });
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
