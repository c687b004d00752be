import {
  type CompiledOperand,
  type CompiledProblem,
  FRACTIONAL,
  FROM_HIGH,
  FROM_LOW,
  TO_HIGH,
  TO_LOW,
} from '../problem/compiled-problem.ts';
import { type EvaluationScratch, MEMORY_ENERGY } from './evaluation-scratch.ts';

/**
 * Word accesses of every memory level in every direction, and the memory energy in pJ they cost
 * (docs/cost-model.md#word-accesses-and-energy). Needs the fractional version of elements and precisions.
 *
 * ```text
 *   memory a      TO_LOW │ ▲ FROM_LOW     one word = the full port width
 *   interface a ─────────┼─┼─────────     moves Z(a)·boost elements per period on the upper side,
 *   memory a−1  FROM_HIGH▼ │ TO_HIGH      Z(a) elements on the lower side, on every copy
 * ```
 */
export function measureEnergy(problem: CompiledProblem, scratch: EvaluationScratch): void {
  const { words, directionEnergy } = scratch;
  words.fill(0);
  for (const operand of problem.operands) {
    for (let level = 0; level < operand.levelCount; level++) countWords(problem, scratch, operand, level);
  }
  for (let slot = 0; slot < words.length; slot++) directionEnergy[slot] = words[slot] * problem.wordEnergy[slot];
  sumMemoryEnergy(problem, scratch);
}

/** The energy of every memory level, and of all memories, from that of every direction. */
export function sumMemoryEnergy(problem: CompiledProblem, scratch: EvaluationScratch): void {
  const { directionEnergy, levelEnergy } = scratch;
  let memoryEnergy = 0;
  for (const { levelBase, levelCount } of problem.operands) {
    for (let level = 0; level < levelCount; level++) {
      const slot = 4 * (levelBase + level);
      const energy =
        directionEnergy[slot + TO_HIGH] +
        directionEnergy[slot + TO_LOW] +
        (directionEnergy[slot + FROM_HIGH] + directionEnergy[slot + FROM_LOW]);
      levelEnergy[levelBase + level] = energy;
      memoryEnergy += energy;
    }
  }
  scratch.results[MEMORY_ENERGY] = memoryEnergy;
}

/** Accesses of one memory level: its upper-side traffic at the interface below and its lower-side traffic at the one above. */
function countWords(
  problem: CompiledProblem,
  scratch: EvaluationScratch,
  operand: CompiledOperand,
  level: number,
): void {
  const { elements, precision, partialSum, upwardPrecision, downwardPrecision } = scratch.versions[FRACTIONAL];
  const { boost, units } = problem.versions[FRACTIONAL];
  const { words, periodCount } = scratch;
  const below = operand.interfaceBase + level;
  const above = below + 1;
  const slot = 4 * (operand.levelBase + level);
  const copies = units[above];
  const amountBelow = elements[below] * boost[below];
  const hasUpperLevel = level < operand.levelCount - 1;
  if (!operand.isOutput) {
    words[slot + TO_LOW] = wordCount(
      problem,
      slot + TO_LOW,
      amountBelow * precision[below],
      periodCount[below],
      copies,
    );
    if (hasUpperLevel) {
      const bits = elements[above] * precision[above];
      words[slot + FROM_HIGH] = wordCount(problem, slot + FROM_HIGH, bits, periodCount[above], copies);
    }
    return;
  }
  const upBelow = amountBelow * upwardPrecision[below];
  words[slot + FROM_LOW] = wordCount(problem, slot + FROM_LOW, upBelow, periodCount[below], copies);
  if (partialSum[below] === 1) {
    const downBelow = amountBelow * downwardPrecision[below];
    words[slot + TO_LOW] = wordCount(problem, slot + TO_LOW, downBelow, periodCount[below], copies);
  }
  if (!hasUpperLevel) return;
  const upAbove = elements[above] * upwardPrecision[above];
  words[slot + TO_HIGH] = wordCount(problem, slot + TO_HIGH, upAbove, periodCount[above], copies);
  if (partialSum[above] === 1) {
    const downAbove = elements[above] * downwardPrecision[above];
    words[slot + FROM_HIGH] = wordCount(problem, slot + FROM_HIGH, downAbove, periodCount[above], copies);
  }
}

/** Full-width words of `periodCount` transfers of `bits`. A transfer uses whole steps of the minimum width. The order of operations is part of the definition. */
function wordCount(problem: CompiledProblem, slot: number, bits: number, periodCount: number, copies: number): number {
  if (bits === 0) return 0;
  const narrow = problem.bandwidthMin[slot];
  return Math.trunc(Math.ceil(bits / narrow) * (narrow / problem.bandwidthMax[slot]) * periodCount * copies);
}
