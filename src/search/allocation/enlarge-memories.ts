import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import { FeasibilityCheck, type FeasibilityOptions } from './feasibility-check.ts';

/** A memory, and the size in bits with which a layer fits. */
export interface Enlargement {
  readonly memory: MemoryLevel;
  readonly bits: number;
}

/** Largest number of enlargements that are tried. */
const MOST_STEPS = 8;

/**
 * The memories to enlarge, with their least sizes, so that some order of the loops fits. With one bit less, no order gets past such a
 * memory. The list is empty if no sizes are found, or if the search takes too long. A memory must not be larger than needed: operands
 * would take more loops into it, which then may not fit the memory above.
 */
export function smallestEnlargement(problem: CompiledProblem, options: FeasibilityOptions): Enlargement[] {
  const check = new FeasibilityCheck(problem, options);
  const capacities = problem.memories.map(({ capacityBits }) => capacityBits);
  for (let step = 0; step < MOST_STEPS; step++) {
    const obstacle = check.obstacle(capacities);
    if (check.hasGivenUp) return [];
    if (obstacle === undefined) {
      return problem.memories.flatMap(({ memory, capacityBits }, index) =>
        capacities[index] > capacityBits ? [{ memory, bits: capacities[index] }] : [],
      );
    }
    const { memory, neededBits } = obstacle;
    const isFirstTime = capacities[memory] === problem.memories[memory].capacityBits;
    capacities[memory] = isFirstTime && neededBits > 0 ? Math.ceil(neededBits) : sizeToPass(check, capacities, memory);
  }
  return [];
}

/** The least size with which some order gets past a memory. The size is doubled until an order does, and then bisected. */
function sizeToPass(check: FeasibilityCheck, capacities: readonly number[], memory: number): number {
  const isTooSmall = (bits: number): boolean => check.obstacle(capacities.with(memory, bits))?.memory === memory;
  let tooSmall = capacities[memory];
  let enough = tooSmall;
  do enough *= 2;
  while (isTooSmall(enough) && enough < Number.MAX_SAFE_INTEGER && !check.hasGivenUp);
  while (enough - tooSmall > 1 && !check.hasGivenUp) {
    const middle = tooSmall + Math.floor((enough - tooSmall) / 2);
    // From 2^53 on, not every whole number is a double.
    if (middle === tooSmall || middle === enough) break;
    if (isTooSmall(middle)) tooSmall = middle;
    else enough = middle;
  }
  return enough;
}
