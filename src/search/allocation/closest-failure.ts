import type { AllocationFailure, LoopAllocator } from './allocate-loops.ts';

/** The failure of the order that comes closest to fitting. The object is plain data, which threads can exchange. */
export interface ClosestFailure {
  readonly failure: AllocationFailure;
  /** Bits that the memory lacks. Infinite if the whole hierarchy is too small. */
  readonly overflowBits: number;
}

/** The closer one of a known failure and the allocator's last failure. */
export function closerFailure(known: ClosestFailure | undefined, allocator: LoopAllocator): ClosestFailure {
  const { overflowBits } = allocator;
  if (known !== undefined && overflowBits >= known.overflowBits) return known;
  return { failure: allocator.describeFailure(), overflowBits };
}
