import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import { FeasibilityCheck, type FeasibilityOptions } from './feasibility-check.ts';

/** A memory and the size with which a layer fits. */
export interface Enlargement {
  readonly memory: MemoryLevel;
  readonly bits: number;
}

/** Memories enlarged, one after the other, before it gives up. */
const MOST_STEPS = 8;

/**
 * The memories to enlarge, and how far, so that some order of the loops fits. Each is enlarged by what the order that comes closest lacks
 * there: with one bit less none gets past it. None where that leads nowhere or takes too long to find out. (A larger memory than needed is no
 * remedy: operands take more loops into it, which then may not fit above.)
 */
export function smallestEnlargement(problem: CompiledProblem, options: FeasibilityOptions): Enlargement[] {
  const check = new FeasibilityCheck(problem, options);
  const capacities = problem.memories.map(({ capacityBits }) => capacityBits);
  for (let step = 0; step < MOST_STEPS; step++) {
    const obstacle = check.obstacle(capacities);
    if (check.isTired) return [];
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

/** The size with which some order gets past a memory: doubled until one does, then narrowed down to the bit. */
function sizeToPass(check: FeasibilityCheck, capacities: readonly number[], memory: number): number {
  const isTooSmall = (bits: number): boolean => check.obstacle(capacities.with(memory, bits))?.memory === memory;
  let tooSmall = capacities[memory];
  let enough = tooSmall;
  do enough *= 2;
  while (isTooSmall(enough) && enough < Number.MAX_SAFE_INTEGER && !check.isTired);
  while (enough - tooSmall > 1 && !check.isTired) {
    const middle = tooSmall + Math.floor((enough - tooSmall) / 2);
    if (isTooSmall(middle)) tooSmall = middle;
    else enough = middle;
  }
  return enough;
}
