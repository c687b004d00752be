import type { MappingError } from '../base/diagnostic.ts';
import type { CompiledProblem } from '../engine/compiled-problem.ts';
import type { AllocationFailure, LoopAllocator } from './allocate-loops.ts';
import { noTemporalMapping } from './search-errors.ts';

/** Of the orders that could not be allocated, the one that came closest. Plain data, so that it can travel between threads. */
export interface ClosestFailure {
  readonly failure: AllocationFailure;
  /** Bits missing in the memory that was too small; infinite when the whole hierarchy was. */
  readonly overflowBits: number;
}

/** The closer one of what is known and the allocator's last failure. */
export function closerFailure(known: ClosestFailure | undefined, allocator: LoopAllocator): ClosestFailure {
  const failure = allocator.describeFailure();
  const { capacityBits } = allocator.problem.memories[failure.memory];
  const overflowBits =
    failure.reason === 'memoryTooSmall' ? failure.neededBits - capacityBits : Number.POSITIVE_INFINITY;
  return known === undefined || overflowBits < known.overflowBits ? { failure, overflowBits } : known;
}

/** The finding that no order fits, with the memory to enlarge. */
export function nothingFitsError(problem: CompiledProblem, { failure, overflowBits }: ClosestFailure): MappingError {
  const { layer, memories, operands, accelerator } = problem;
  const { memory } = memories[failure.memory];
  const operand = operands[failure.operand];
  if (failure.reason === 'memoryTooSmall') {
    return noTemporalMapping(
      layer,
      accelerator.name,
      `memory "${memory.name}" has ${memory.sizeBits} bits but must hold at least ${failure.neededBits} (${overflowBits} more) for operand ${operand.name}`,
      `set the size of "${memory.name}" to at least ${Math.ceil(failure.neededBits)} bits, or unroll less of ${operand.name}`,
    );
  }
  return noTemporalMapping(
    layer,
    accelerator.name,
    `loops of operand ${operand.name} are left over above "${memory.name}", its last memory, which is full`,
    `enlarge "${memory.name}", or add a memory above it`,
  );
}
