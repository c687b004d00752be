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
 * The memories to enlarge, with their least sizes, so that some order of the loops fits. With one bit less in one of them, and the
 * others enlarged, no order fits. The list is empty if no sizes are found, or if the search takes too long. A memory must not be larger than needed: operands
 * would take more loops into it, which then may not fit the memory above.
 */
export function smallestEnlargement(problem: CompiledProblem, options: FeasibilityOptions): Enlargement[] {
  const check = new FeasibilityCheck(problem, options);
  const capacities = problem.memories.map(({ capacityBits }) => capacityBits);
  for (let step = 0; step < MOST_STEPS; step++) {
    const obstacle = check.obstacle(capacities);
    if (check.hasGivenUp) return [];
    if (obstacle === undefined) return enlargementsOf(problem, lowered(problem, check, capacities));
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

/**
 * Sizes of which none can be less while the others stay. A memory that stopped the closest order can have been enlarged before the
 * memory that stops an order with smaller tiles. If the check gives up, the sizes stay as they are.
 */
function lowered(problem: CompiledProblem, check: FeasibilityCheck, capacities: readonly number[]): readonly number[] {
  const { memories } = problem;
  const isEnlarged = (index: number): boolean => capacities[index] > memories[index].capacityBits;
  if (memories.filter((_, index) => isEnlarged(index)).length < 2) return capacities;
  let lower = capacities;
  for (const [index, { capacityBits }] of memories.entries()) {
    if (!isEnlarged(index)) continue;
    const enough = capacities[index];
    const fits = (bits: number): boolean =>
      bits >= enough || (check.obstacle(lower.with(index, bits)) === undefined && !check.hasGivenUp);
    if (fits(capacityBits)) lower = lower.with(index, capacityBits);
    else if (fits(enough - 1)) lower = lower.with(index, leastWhole(capacityBits, fits));
    if (check.hasGivenUp) return capacities;
  }
  return lower;
}

function enlargementsOf({ memories }: CompiledProblem, capacities: readonly number[]): Enlargement[] {
  return memories.flatMap(({ memory, capacityBits }, index) =>
    capacities[index] > capacityBits ? [{ memory, bits: capacities[index] }] : [],
  );
}
