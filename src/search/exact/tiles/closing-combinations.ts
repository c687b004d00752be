import type { CompiledProblem } from '../../../engine/problem/compiled-problem.ts';

/** How many interfaces every operand has closed, as one number. */
export interface ClosingCombinations {
  /** Per operand: its first interface that paths close. Interface 0 is left out where every operation crosses it. */
  readonly lowest: Int32Array;
  /** Per operand: interfaces that paths may close. */
  readonly closable: Int32Array;
  /** Combinations of closed interfaces, and what one more of an operand adds to their number. */
  readonly combinationCount: number;
  readonly step: Int32Array;
  /** `[combination · operands + operand]`: interfaces closed. */
  readonly closed: Uint8Array;
  /** The same: the interface that the operand closes next (index of the problem), −1 if it has closed all. */
  readonly nextInterface: Int32Array;
}

export function closingCombinations({ operands, reuseAtPins }: CompiledProblem): ClosingCombinations {
  const lowest = Int32Array.from(operands, ({ isOutput }) => (isOutput || !reuseAtPins ? 1 : 0));
  const closable = Int32Array.from(operands, ({ levelCount }, operand) => levelCount - lowest[operand]);
  const step = new Int32Array(operands.length);
  let combinationCount = 1;
  for (let operand = 0; operand < operands.length; combinationCount *= closable[operand++] + 1) {
    step[operand] = combinationCount;
  }
  const closed = new Uint8Array(combinationCount * operands.length);
  const nextInterface = new Int32Array(combinationCount * operands.length).fill(-1);
  for (let combination = 0; combination < combinationCount; combination++) {
    for (let operand = 0; operand < operands.length; operand++) {
      const count = Math.floor(combination / step[operand]) % (closable[operand] + 1);
      closed[combination * operands.length + operand] = count;
      if (count === closable[operand]) continue;
      const { interfaceBase } = operands[operand];
      nextInterface[combination * operands.length + operand] = interfaceBase + lowest[operand] + count;
    }
  }
  return { lowest, closable, combinationCount, step, closed, nextInterface };
}
