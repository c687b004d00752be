import {
  type CompiledProblem,
  FRACTIONAL,
  FROM_HIGH,
  FROM_LOW,
  TO_HIGH,
  TO_LOW,
} from '../../../src/engine/problem/compiled-problem.ts';
import { operandElements } from '../../../src/model/workload/relevance.ts';
import type { CostedDesign } from '../cases/costed-design.ts';

/** A direction in which an operand crosses an interface at one of its two memories. */
export interface Direction {
  readonly operand: number;
  /** Interface of the operand, 0 between array and innermost memory. */
  readonly interface: number;
  readonly code: number;
  readonly slot: number;
  /** Downward for the output: partial sums that come back. */
  readonly isReadBack: boolean;
}

/** All directions of a problem that can carry data. */
export function directionsOf({ operands }: CompiledProblem): Direction[] {
  return operands.flatMap(({ isOutput, levelBase, levelCount }, operand) =>
    Array.from({ length: levelCount }, (_, a) => {
      const at = (code: number): Direction => ({
        operand,
        interface: a,
        code,
        slot: 4 * (levelBase + a - (code >> 1)) + code,
        isReadBack: isOutput && (code === TO_LOW || code === FROM_HIGH),
      });
      const codes = isOutput ? [FROM_LOW, TO_HIGH, TO_LOW, FROM_HIGH] : [TO_LOW, FROM_HIGH];
      return codes.filter((code) => a > 0 || code < TO_HIGH).map(at);
    }).flat(),
  );
}

/** Elements of all transfers and copies by the last evaluation. */
export function elementsMoved(
  { problem, evaluator }: CostedDesign,
  { operand, slot, ...direction }: Direction,
): number {
  const { scratch } = evaluator;
  if (problem.costModel === 'corrected') return scratch.transferElements[slot] ?? 0;
  const index = (problem.operands[operand]?.interfaceBase ?? 0) + direction.interface;
  const { elements, partialSum } = scratch.versions[FRACTIONAL];
  if (direction.isReadBack && partialSum[index] === 0) return 0;
  const { boost, units } = problem.versions[FRACTIONAL];
  const isUpper = direction.code < TO_HIGH;
  const perPeriod = (elements[index] ?? 0) * (isUpper ? (boost[index] ?? 0) : 1);
  return perPeriod * (scratch.periodCount[index] ?? 0) * (units[isUpper ? index + 1 : index] ?? 0);
}

/** Elements of the tensor of an operand that the layer touches. */
export function distinctElements({ layer }: CompiledProblem, operand: number): number {
  const source = layer.operands[operand];
  return source === undefined ? 0 : operandElements(layer, source, 'corrected');
}

/** `W from m2`: which data moves, and where. */
export function directionName({ operands }: CompiledProblem, { operand, code, slot }: Direction): string {
  const { name = '', memories = [], levelBase = 0 } = operands[operand] ?? {};
  const memory = memories[(slot >> 2) - levelBase]?.name ?? '';
  const verb = code === TO_LOW || code === TO_HIGH ? 'read from' : 'written to';
  const where = code < TO_HIGH ? 'lower side' : 'upper side';
  return `${name} ${verb} ${memory}, ${where}`;
}
