import type { MemoryLevel, MemoryOperand } from '../model/accelerator/memory.ts';
import { memoryLevelsOf } from '../model/accelerator/memory-hierarchy.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import type { EvaluationDetails } from '../model/evaluation/evaluation-details.ts';
import { constant, type FormulaSymbols, product, type Term } from './terms.ts';

/** An operand of the layer and the memories it passes, next to the array first. */
export interface ExplainedOperand {
  readonly name: string;
  readonly memoryOperand: MemoryOperand;
  readonly isOutput: boolean;
  readonly memories: readonly MemoryLevel[];
}

/** One evaluation, as the explanations read it. */
export interface ExplainedCase {
  readonly evaluation: CostModelEvaluation;
  readonly details: EvaluationDetails;
  /** Output first, then the inputs as in the equation. */
  readonly operands: readonly ExplainedOperand[];
  /** Number of such layers the energies and latencies are for. */
  readonly times: number;
}

export function explainedCase(evaluation: CostModelEvaluation): ExplainedCase {
  const { layer, accelerator, times, details } = evaluation;
  const operands = layer.operands.flatMap(({ name }, index): ExplainedOperand[] => {
    const memoryOperand = layer.mapping.memoryOperandLinks.get(name);
    if (memoryOperand === undefined) return [];
    const memories = memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand);
    return [{ name, memoryOperand, isOutput: index === 0, memories }];
  });
  return { evaluation, details, operands, times };
}

/** `n · term` where quantities are for several equal layers. */
export function forAllLayers({ times }: ExplainedCase, symbols: FormulaSymbols, term: Term): Term {
  if (times === 1) return term;
  return product(symbols.of('n', 'equal layers the quantity is for', times, 'layers'), term);
}

/** What a memory costs one operand, over all such layers, in pJ. */
export function energyOf({ details }: ExplainedCase, operand: ExplainedOperand, level: number): number {
  return details.energy.perLevel[operand.name]?.[level] ?? 0;
}

/** The operands that a memory holds for this layer, and at which of their levels. */
export function heldBy(
  { operands }: ExplainedCase,
  memory: MemoryLevel,
): readonly { readonly operand: ExplainedOperand; readonly level: number }[] {
  return operands.flatMap((operand) => {
    const level = operand.memories.indexOf(memory);
    return level < 0 ? [] : [{ operand, level }];
  });
}

/** Nothing to add up. */
export const NOTHING = constant(0);
