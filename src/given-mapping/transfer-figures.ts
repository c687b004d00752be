import type { EvaluationScratch } from '../engine/cost/evaluation-scratch.ts';
import {
  type CompiledOperand,
  type CompiledProblem,
  FRACTIONAL,
  FROM_HIGH,
  FROM_LOW,
  TO_HIGH,
  TO_LOW,
} from '../engine/problem/compiled-problem.ts';
import { operandElements } from '../model/workload/relevance.ts';
import type { InterfaceTransfers, LevelContent, OperandFigures, PortFigures } from './given-mapping-result.ts';

const SHORT_FORMS = ['tl', 'fl', 'th', 'fh'] as const;

/** Transfers and contents of one operand, from the last evaluation. */
export function operandFigures(
  problem: CompiledProblem,
  scratch: EvaluationScratch,
  operand: CompiledOperand,
): OperandFigures {
  const { interfaceBase, levelCount, isOutput } = operand;
  const { partialSum, partialSumBelow } = scratch.versions[FRACTIONAL];
  const source = problem.layer.operands.find(({ name }) => name === operand.name);
  return {
    transfers: Array.from({ length: levelCount }, (_, a) => transfersAt(scratch, operand, a)).flat(),
    levels: operand.memories.map((_, level) => levelContent(scratch, operand, level)),
    distinct: source === undefined ? 0 : operandElements(problem.layer, source, problem.costModel),
    ...(isOutput
      ? {
          psum: Array.from({ length: levelCount + 1 }, (_, a): [boolean, boolean] => [
            partialSumBelow[interfaceBase + a] === 1,
            partialSum[interfaceBase + a] === 1,
          ]),
        }
      : {}),
  };
}

/** Both sides of an interface, the output upward first. */
function transfersAt(scratch: EvaluationScratch, operand: CompiledOperand, a: number): InterfaceTransfers[] {
  const senses = operand.isOutput
    ? [
        [FROM_LOW, TO_HIGH],
        [TO_LOW, FROM_HIGH],
      ]
    : [[TO_LOW, FROM_HIGH]];
  return senses.flatMap((sides) =>
    sides.flatMap((code, side) => {
      const level = a - side;
      const memory = operand.memories[level];
      const direction = SHORT_FORMS[code];
      if (memory === undefined || direction === undefined) return [];
      const slot = 4 * (operand.levelBase + level) + code;
      const isReadBack = operand.isOutput && (code === TO_LOW || code === FROM_HIGH);
      return [
        {
          interface: a,
          memory: memory.name,
          direction,
          elements: scratch.transferElements[slot] ?? 0,
          transfers: scratch.transferCount[slot] ?? 0,
          bits_per_element: isReadBack ? operand.partialPrecision : (scratch.transferBits[slot] ?? 0),
          granules: scratch.granules[slot] ?? 0,
          words: scratch.words[slot] ?? 0,
        },
      ];
    }),
  );
}

function levelContent(scratch: EvaluationScratch, operand: CompiledOperand, level: number): LevelContent {
  const { elements, precision } = scratch.versions[FRACTIONAL];
  const above = operand.interfaceBase + level + 1;
  const [held, bits] = [elements[above] ?? 0, precision[above] ?? 0];
  return {
    memory: operand.memories[level]?.name ?? '',
    elements: held,
    bits: held * bits,
    slice_elements: scratch.sliceElements[operand.levelBase + level] ?? 0,
    slice_bits: scratch.sliceBits[operand.levelBase + level] ?? 0,
  };
}

/** Cycles of every port, by `memory.port`. */
export function portFigures(
  problem: CompiledProblem,
  scratch: EvaluationScratch,
): Readonly<Record<string, PortFigures>> {
  return Object.fromEntries(
    problem.ports.map(({ memory, name }, index): [string, PortFigures] => [
      `${memory.name}.${name}`,
      {
        stall: scratch.portStall[index] ?? 0,
        total: scratch.portTotal[index] ?? 0,
        busy: scratch.portBusy[index] ?? 0,
        union: scratch.portWindow[index] ?? 0,
      },
    ]),
  );
}
