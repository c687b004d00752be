import type { PerLevel, PerOperand } from '../../model/evaluation/evaluation-details.ts';
import type { CompiledOperand, CompiledProblem } from '../problem/compiled-problem.ts';

/** A value for every operand, in operand order. */
export function perOperand<T>(problem: CompiledProblem, value: (operand: CompiledOperand) => T): PerOperand<T> {
  return Object.fromEntries(problem.operands.map((operand) => [operand.name, value(operand)]));
}

/** A value for every memory level of every operand. */
export function perLevel<T>(
  problem: CompiledProblem,
  value: (operand: CompiledOperand, level: number) => T,
): PerLevel<T> {
  return perOperand(problem, (operand) =>
    Array.from({ length: operand.levelCount }, (_, level) => value(operand, level)),
  );
}

/** A value for every architectural level of an operand, the array first; `value` gets the interface index. */
export function perInterface<T>(operand: CompiledOperand, value: (interfaceIndex: number) => T): T[] {
  return Array.from({ length: operand.levelCount + 1 }, (_, level) => value(operand.interfaceBase + level));
}
