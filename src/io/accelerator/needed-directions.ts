import type { MemoryOperand } from '../../model/accelerator/memory.ts';

/** Directions in which data of an operand normally move at a memory. The outermost memory of an operand exchanges nothing with a higher one. */
export function neededDirections(operand: MemoryOperand, hasHigher: boolean): readonly ('tl' | 'fl' | 'fh' | 'th')[] {
  if (operand !== 'O') return hasHigher ? ['tl', 'fh'] : ['tl'];
  return hasHigher ? ['tl', 'fl', 'fh', 'th'] : ['tl', 'fl'];
}
