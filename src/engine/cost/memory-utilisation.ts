import { type CompiledProblem, FRACTIONAL } from '../problem/compiled-problem.ts';
import type { EvaluationScratch } from './evaluation-scratch.ts';

/*
 * How full the memories are and which levels are double-buffered (docs/cost-model.md#memory-utilisation, #double-buffering).
 *
 *   single buffer   |fill|use use use|fill|use use use|     the refill has only the window between two uses
 *   double buffer   |use use use|use use use|use use use|   the refill hides behind the use of the other half
 */

/** Bits that must be resident at once: with relevant loops on top of a level one slice of its data. */
export function measureSlices(problem: CompiledProblem, scratch: EvaluationScratch): void {
  const { sliceBits, topRelevant } = scratch;
  const { elements, precision } = scratch.versions[FRACTIONAL];
  for (const { levelBase, interfaceBase, levelCount } of problem.operands) {
    for (let level = 0; level < levelCount; level++) {
      const index = interfaceBase + level + 1;
      sliceBits[levelBase + level] = Math.floor((elements[index] * precision[index]) / topRelevant[index]);
    }
  }
}

/** Shares of the capacity, of one operand and of all operands in the memory. *Effective* shares count only the slice in use at once. */
export function measureUtilisation(problem: CompiledProblem, scratch: EvaluationScratch): void {
  const { utilisation, sharedUtilisation, effectiveUtilisation, effectiveSharedUtilisation, sliceBits } = scratch;
  const { elements, precision } = scratch.versions[FRACTIONAL];
  const { operands, memories } = problem;
  for (let m = 0; m < memories.length; m++) {
    const memory = memories[m];
    let shared = 0;
    let effectiveShared = 0;
    for (let k = 0; k < memory.operands.length; k++) {
      const operand = operands[memory.operands[k]];
      const level = memory.levels[k];
      const index = operand.interfaceBase + level + 1;
      const bits = elements[index] * precision[index];
      const slot = operand.levelBase + level;
      utilisation[slot] = bits / memory.capacityBits;
      effectiveUtilisation[slot] = sliceBits[slot] / memory.capacityBits;
      shared += utilisation[slot];
      effectiveShared += effectiveUtilisation[slot];
    }
    for (let k = 0; k < memory.operands.length; k++) {
      const slot = operands[memory.operands[k]].levelBase + memory.levels[k];
      sharedUtilisation[slot] = shared;
      effectiveSharedUtilisation[slot] = effectiveShared;
    }
  }
}

/**
 * Sets the flag of every level whose memory has room for a second copy of the operand's slice. Operands are decided one after another,
 * output first. A second copy takes room from later operands, so it is added to the effective shared utilisation.
 */
export function decideDoubleBuffering(problem: CompiledProblem, scratch: EvaluationScratch): void {
  const { doubleBuffered, effectiveUtilisation, effectiveSharedUtilisation } = scratch;
  for (let index = 0; index < problem.operands.length; index++) {
    const { interfaceBase, levelBase, levelCount } = problem.operands[index];
    doubleBuffered[interfaceBase] = 0;
    for (let level = 0; level < levelCount; level++) {
      const slot = levelBase + level;
      const own = effectiveUtilisation[slot];
      const shared = effectiveSharedUtilisation[slot];
      let flag = 0;
      if (shared <= 0.5) {
        flag = 1;
      } else if (own <= 1 - shared) {
        flag = 1;
        occupy(problem, scratch, index, level, own);
      }
      doubleBuffered[interfaceBase + level + 1] = flag;
    }
  }
}

/** Adds a second copy to the effective shared utilisation of all operands of the memory, if it is shared. */
function occupy(
  problem: CompiledProblem,
  scratch: EvaluationScratch,
  operandIndex: number,
  level: number,
  share: number,
): void {
  const owner = problem.operands[operandIndex].memories[level];
  for (const memory of problem.memories) {
    if (memory.memory !== owner || memory.operands.length < 2) continue;
    for (let k = 0; k < memory.operands.length; k++) {
      scratch.effectiveSharedUtilisation[problem.operands[memory.operands[k]].levelBase + memory.levels[k]] += share;
    }
  }
}
