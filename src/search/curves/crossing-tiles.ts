import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import { TileCapacity } from '../exact/tiles/tile-capacity.ts';
import { TileCosts } from '../exact/tiles/tile-costs.ts';
import type { TileSpace } from '../exact/tiles/tile-space.ts';

/** An operand that a memory holds, and the interface below that memory. */
export interface Crossing {
  /** Position in `CompiledProblem.operands`. */
  readonly operand: number;
  /** Level of the memory for the operand; 0 where nothing lies between the memory and the array. */
  readonly level: number;
}

/** Tables `[tile]` of one operand. */
export interface CrossingTiles extends Crossing {
  /** Bits of the tile in one memory below one copy of the memory: distinct data of all copies of the memory that it replaces. */
  readonly held: Float64Array;
  /** Bits read from and written to the memory over the whole layer, if this tile is held below; infinite where no mapping holds it there. */
  readonly traffic: Float64Array;
}

/** The operands of a problem that a memory holds. */
export function crossingsOf({ operands }: CompiledProblem, memory: string): Crossing[] {
  return operands.flatMap(({ memories }, operand) => {
    const level = memories.findIndex(({ name }) => name === memory);
    return level < 0 ? [] : [{ operand, level }];
  });
}

/**
 * The problem with another price of words: `priceOf` for those that the memory moves from and to the array's side, nothing for all others. The
 * tables of the exact search then hold the sum of these prices where they hold energy, by the formulas of the cost model.
 */
export function pricedProblem(
  problem: CompiledProblem,
  crossings: readonly Crossing[],
  priceOf: (slot: number) => number,
): CompiledProblem {
  const wordEnergy = new Float64Array(problem.wordEnergy.length);
  for (const { operand, level } of crossings) {
    // TO_LOW and FROM_LOW.
    const slot = 4 * (problem.operands[operand].levelBase + level);
    wordEnergy[slot] = priceOf(slot);
    wordEnergy[slot + 1] = priceOf(slot + 1);
  }
  return { ...problem, wordEnergy, precharge: undefined };
}

/**
 * The tables of every operand that the memory holds. Only the memory below it counts, so partial sums that still lower memories can finish take
 * no room for them here.
 * @param space tiles of a problem priced by `pricedProblem`.
 */
export function crossingTiles(space: TileSpace, crossings: readonly Crossing[]): CrossingTiles[] {
  const costs = new TileCosts(space, false);
  const capacity = new TileCapacity(space);
  return crossings.map((crossing) => tilesOf(space, costs, capacity, crossing));
}

/** Whether every operation crosses the interface, whatever the tile. The tables hold that at the full tile. */
export function crossesAlways({ operands, reuseAtPins }: CompiledProblem, { operand, level }: Crossing): boolean {
  return level === 0 && (operands[operand].isOutput || !reuseAtPins);
}

function tilesOf(space: TileSpace, costs: TileCosts, capacity: TileCapacity, crossing: Crossing): CrossingTiles {
  const { problem, tileCount, full, isOnAnOrder, restIsIrrelevant, isStationary, accumulatesOutside } = space;
  const { operand, level } = crossing;
  const { interfaceBase, isOutput } = problem.operands[operand];
  const index = interfaceBase + level;
  const held = new Float64Array(tileCount);
  const traffic = new Float64Array(tileCount).fill(Number.POSITIVE_INFINITY);
  // Bits are whole by the corrected model; words, which the price of a word multiplies, are not.
  const isWhole = problem.tiles !== undefined;
  const movedWith = (tile: number): number => {
    const bits = costs.energy[index * tileCount + tile];
    return isWhole ? Math.round(bits) : bits;
  };
  if (level === 0) {
    if (crossesAlways(problem, crossing)) {
      traffic[0] = movedWith(full);
      return { ...crossing, held, traffic };
    }
    for (let tile = 0; tile <= full; tile++) {
      const isClosed = tile === full || restIsIrrelevant[operand][tile] === 0;
      if (isOnAnOrder[tile] === 0 || isStationary[operand][tile] === 0 || !isClosed) continue;
      traffic[tile] = movedWith(tile);
    }
    return { ...crossing, held, traffic };
  }
  for (let tile = 0; tile <= full; tile++) {
    // Where only irrelevant loops are left, the full tile takes the same room.
    if (isOnAnOrder[tile] === 0 || (tile < full && restIsIrrelevant[operand][tile] === 1)) continue;
    // At the lowest memory all loops that add are loops of this memory or of one above.
    const accumulates = isOutput ? accumulatesOutside[level === 1 ? 0 : tile] : 0;
    traffic[tile] = movedWith(tile);
    held[tile] = capacity.bitsTogether(operand, level, tile, accumulates);
  }
  return { ...crossing, held, traffic };
}
