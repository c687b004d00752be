import type { CompiledProblem } from '../../problem/compiled-problem.ts';
import type { EvaluationScratch } from '../evaluation-scratch.ts';

/**
 * Sets the flags of all levels whose memory has room for a second slice (docs/cost-model-corrected.md#double-buffering). The smallest
 * slices get it first, equal ones together or not at all. A larger memory therefore only adds flags, and no order of operands matters.
 */
export function decideBySlices(problem: CompiledProblem, scratch: EvaluationScratch): void {
  const { doubleBuffered, sliceBits } = scratch;
  const { operands, memories } = problem;
  for (let m = 0; m < memories.length; m++) {
    const memory = memories[m];
    if (memory.operands.length === 1) {
      const { levelBase, interfaceBase } = operands[memory.operands[0]];
      const level = memory.levels[0];
      const hasRoom = 2 * sliceBits[levelBase + level] <= memory.capacityBits;
      doubleBuffered[interfaceBase + level + 1] = hasRoom || memory.memory.forceDoubleBuffering ? 1 : 0;
      continue;
    }
    let room = memory.capacityBits;
    for (let k = 0; k < memory.operands.length; k++) {
      room -= sliceBits[operands[memory.operands[k]].levelBase + memory.levels[k]];
    }
    let granted = -1;
    for (;;) {
      let smallest = Number.POSITIVE_INFINITY;
      let together = 0;
      for (let k = 0; k < memory.operands.length; k++) {
        const bits = sliceBits[operands[memory.operands[k]].levelBase + memory.levels[k]];
        if (bits <= granted || bits > smallest) continue;
        together = bits === smallest ? together + bits : bits;
        smallest = bits;
      }
      if (smallest === Number.POSITIVE_INFINITY || together > room) break;
      room -= together;
      granted = smallest;
    }
    for (let k = 0; k < memory.operands.length; k++) {
      const { levelBase, interfaceBase } = operands[memory.operands[k]];
      const isDouble = memory.memory.forceDoubleBuffering || sliceBits[levelBase + memory.levels[k]] <= granted;
      doubleBuffered[interfaceBase + memory.levels[k] + 1] = isDouble ? 1 : 0;
    }
  }
}
