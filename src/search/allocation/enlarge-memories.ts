import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import { FeasibilityCheck, type FeasibilityOptions } from './feasibility-check.ts';
import { leastWhole } from './least-whole.ts';

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
    const bits = isFirstTime && neededBits > 0 ? Math.ceil(neededBits) : sizeToPass(check, capacities, memory);
    if (bits === undefined) return [];
    capacities[memory] = bits;
  }
  return [];
}

/**
 * The least size with which the order that comes closest is no longer stopped by a memory; undefined if there is none. The least size
 * with which some order gets past it is mostly enough. Otherwise the size is doubled until it is enough, and then bisected.
 */
function sizeToPass(check: FeasibilityCheck, capacities: readonly number[], memory: number): number | undefined {
  const isTooSmall = (bits: number): boolean => check.obstacle(capacities.with(memory, bits))?.memory === memory;
  const least = check.leastSize(capacities, memory);
  if (least === undefined || !isTooSmall(least)) return least;
  return leastWhole(least, (bits) => check.hasGivenUp || !isTooSmall(bits));
}
