import type { AllocationFailure, LoopAllocator } from './allocate-loops.ts';

/** Of the orders that could not be allocated, the one that came closest. Plain data, so that it can travel between threads. */
export interface ClosestFailure {
  readonly failure: AllocationFailure;
  /** Bits missing in the memory that was too small; infinite when the whole hierarchy was. */
  readonly overflowBits: number;
}

/** The closer one of what is known and the allocator's last failure. */
export function closerFailure(known: ClosestFailure | undefined, allocator: LoopAllocator): ClosestFailure {
  const { overflowBits } = allocator;
  if (known !== undefined && overflowBits >= known.overflowBits) return known;
  return { failure: allocator.describeFailure(), overflowBits };
}
