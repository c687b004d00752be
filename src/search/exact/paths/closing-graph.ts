import type { CompiledMapping } from '../../../engine/problem/compiled-mapping.ts';
import type { CompiledProblem } from '../../../engine/problem/compiled-problem.ts';
import { nestFor } from '../../orders/loop-kinds.ts';
import { type ClosingCombinations, closingCombinations } from '../tiles/closing-combinations.ts';
import type { TileCapacity } from '../tiles/tile-capacity.ts';
import type { TileCosts } from '../tiles/tile-costs.ts';
import type { TileSpace } from '../tiles/tile-space.ts';

/**
 * All temporal mappings of a problem as paths through one graph. A path begins with the empty tile and no interface closed. Every edge
 * either *places* a loop, which enlarges the tile of all operands, or *closes* the next interface of one operand at the present tile:
 * its memory level ends there. A path ends at the full tile; interfaces that are open there are crossed once.
 *
 * ```text
 * order  FX 3   FY 3 | K 2 ‖ OX 7        |  W closes interface 1: its lowest memory holds FX, FY
 *                                        ‖  O closes interface 1
 * ```
 *
 * A state is (tile, how many interfaces each operand has closed, whether loops added to the output outside its last closed level).
 * Its index is `(tile · combinations + combination) · 2 + flag`; every edge leads to a larger index. Edges are implicit.
 */
export class ClosingGraph implements ClosingCombinations {
  readonly space: TileSpace;
  readonly costs: TileCosts;
  readonly capacity: TileCapacity;
  /* See `ClosingCombinations`. */
  readonly lowest: Int32Array;
  readonly closable: Int32Array;
  readonly combinationCount: number;
  readonly step: Int32Array;
  readonly closed: Uint8Array;
  readonly nextInterface: Int32Array;
  /** `[(interface · 2 + flag) · tiles + tile]`: bits that the level below takes; −1 where the interface cannot be closed. */
  readonly bits: Float64Array;
  readonly stateCount: number;
  readonly start: number;

  constructor(space: TileSpace, costs: TileCosts, capacity: TileCapacity) {
    const { problem, tileCount, accumulatesOutside } = space;
    const { operands } = problem;
    this.space = space;
    this.costs = costs;
    this.capacity = capacity;
    const combinations = closingCombinations(problem);
    this.lowest = combinations.lowest;
    this.closable = combinations.closable;
    this.combinationCount = combinations.combinationCount;
    this.step = combinations.step;
    this.closed = combinations.closed;
    this.nextInterface = combinations.nextInterface;
    this.stateCount = tileCount * this.combinationCount * 2;
    this.start = accumulatesOutside[0];
    this.bits = new Float64Array(2 * problem.interfaceCount * tileCount).fill(-1);
    for (let operand = 0; operand < operands.length; operand++) this.findClosings(operand);
  }

  get problem(): CompiledProblem {
    return this.space.problem;
  }

  /** Which interfaces an operand can close at which tiles, by itself. */
  private findClosings(operand: number): void {
    const { space, costs, capacity, bits, lowest } = this;
    const { tileCount, full, isOnAnOrder, isStationary, restIsIrrelevant } = space;
    const { interfaceBase, levelCount, isOutput } = space.problem.operands[operand];
    for (let level = lowest[operand]; level < levelCount; level++) {
      const index = interfaceBase + level;
      for (let tile = 0; tile < full; tile++) {
        if (isOnAnOrder[tile] === 0 || restIsIrrelevant[operand][tile] === 1) continue;
        if (costs.energy[index * tileCount + tile] === Number.POSITIVE_INFINITY) continue;
        if (level === 0) {
          if (isStationary[operand][tile] === 1) bits[index * 2 * tileCount + tile] = 0;
          continue;
        }
        for (let flag = 0; flag < (isOutput ? 2 : 1); flag++) {
          if (!capacity.fits(operand, level - 1, tile, flag)) continue;
          bits[(index * 2 + flag) * tileCount + tile] = capacity.bits(operand, level - 1, tile, flag);
        }
      }
    }
  }

  /**
   * pJ that no choice changes: the array, and the interfaces that every operation crosses.
   * Where precharging depends on a run of loops that paths don't show, the least there can be.
   */
  fixedEnergy(): number {
    const { space, costs, lowest } = this;
    const { problem, tileCount, isStationary } = space;
    let picojoules = problem.macEnergyPj;
    problem.operands.forEach((operand, index) => {
      if (lowest[index] === 0) return;
      // Whichever tile, as every operation crosses. Where all loops are irrelevant, only the full tile has entries.
      const at = operand.interfaceBase * tileCount + (space.restIsIrrelevant[index][0] === 1 ? space.full : 0);
      let least = costs.energy[at];
      if (problem.precharge?.weight === operand) {
        for (let tile = 0; tile < tileCount; tile++) {
          if (isStationary[index][tile] === 1 && space.isOnAnOrder[tile] === 1) {
            least = Math.min(least, costs.energy[operand.interfaceBase * tileCount + tile]);
          }
        }
      }
      picojoules += least;
    });
    return picojoules;
  }

  /** Whether the open interfaces of an operand may stay open to the end: its remaining levels hold everything; none lies below. */
  canStayOpen(operand: number, closedCount: number, flag: number): boolean {
    const { space, capacity, costs, lowest } = this;
    const { interfaceBase, levelCount } = space.problem.operands[operand];
    const open = lowest[operand] + closedCount;
    if (open === 0 && space.isStationary[operand][space.full] === 0) return false;
    for (let level = open; level < levelCount; level++) {
      if (costs.energy[(interfaceBase + level) * space.tileCount + space.full] === Number.POSITIVE_INFINITY)
        return false;
    }
    for (let level = Math.max(0, open - 1); level < levelCount; level++) {
      if (!capacity.fits(operand, level, space.full, level === open - 1 ? flag : 0)) return false;
    }
    return true;
  }

  /** pJ of the interfaces that stay open to the end. */
  openEnergy(operand: number, closedCount: number): number {
    const { space, costs, lowest } = this;
    const { interfaceBase, levelCount } = space.problem.operands[operand];
    let picojoules = 0;
    for (let level = lowest[operand] + closedCount; level < levelCount; level++) {
      picojoules += costs.energy[(interfaceBase + level) * space.tileCount + space.full];
    }
    return picojoules;
  }

  /** Bits that an operand takes in a contested memory at the levels that hold everything; added to `claims` per memory. */
  claimOpen(operand: number, closedCount: number, flag: number, claims: Float64Array, at: number): void {
    const { space, capacity, lowest } = this;
    const { levelBase, levelCount } = space.problem.operands[operand];
    const open = lowest[operand] + closedCount;
    for (let level = Math.max(0, open - 1); level < levelCount; level++) {
      const memory = capacity.memoryOf[levelBase + level];
      if (capacity.isContested[memory] === 0) continue;
      claims[at + memory] += capacity.bits(operand, level, space.full, level === open - 1 ? flag : 0);
    }
  }

  /**
   * The mapping of a path.
   * @param steps kinds of loops that are placed, or −1 − operand where an interface is closed, from the array outwards.
   */
  mappingOf(steps: readonly number[]): CompiledMapping {
    const { space, lowest } = this;
    const { operands } = space.problem;
    const nest = nestFor(space.problem, space.loopCount);
    for (const { levelBase, levelCount } of operands)
      nest.boundary.fill(space.loopCount, levelBase, levelBase + levelCount);
    const level = lowest.slice();
    let position = 0;
    for (const action of steps) {
      if (action >= 0) {
        nest.dimension[position] = space.kinds.dimension[action];
        nest.size[position++] = space.kinds.size[action];
        continue;
      }
      const operand = -1 - action;
      if (level[operand] > 0) nest.boundary[operands[operand].levelBase + level[operand] - 1] = position;
      level[operand]++;
    }
    return nest;
  }

  /** Whether the operands of a path fit into the contested memories together. */
  fitsTogether(steps: readonly number[]): boolean {
    const { space, capacity, lowest, bits } = this;
    const { operands, memories } = space.problem;
    const claims = new Float64Array(memories.length);
    const closedCount = new Int32Array(operands.length);
    let tile = 0;
    let flag = this.start;
    for (const action of steps) {
      if (action >= 0) {
        tile += space.stride[action];
        continue;
      }
      const operand = -1 - action;
      const level = lowest[operand] + closedCount[operand]++;
      const { interfaceBase, levelBase, isOutput } = operands[operand];
      if (level > 0) {
        const memory = capacity.memoryOf[levelBase + level - 1];
        const row = (interfaceBase + level) * 2 + (isOutput ? flag : 0);
        if (capacity.isContested[memory] === 1) claims[memory] += bits[row * space.tileCount + tile];
      }
      if (isOutput) flag = space.accumulatesOutside[tile];
    }
    for (let operand = 0; operand < operands.length; operand++) {
      this.claimOpen(operand, closedCount[operand], operand === 0 ? flag : 0, claims, 0);
    }
    return claims.every((claimed, memory) => claimed <= capacity.capacity[memory]);
  }

  /** Whether a path fits, where `bits` are generous. */
  fitsExactly(steps: readonly number[]): boolean {
    const { space, capacity, lowest } = this;
    const { operands, memories } = space.problem;
    const held = new Float64Array(memories.length);
    const level = lowest.slice();
    let tile = 0;
    let flag = this.start;
    const hold = (operand: number, at: number, of: number, accumulates: number): void => {
      const memory = capacity.memoryOf[operands[operand].levelBase + at];
      held[memory] += capacity.bitsExactly(operand, at, of, accumulates);
    };
    for (const action of steps) {
      if (action >= 0) {
        tile += space.stride[action];
        continue;
      }
      const operand = -1 - action;
      if (level[operand] > 0) hold(operand, level[operand] - 1, tile, flag);
      level[operand]++;
      if (operand === 0) flag = space.accumulatesOutside[tile];
    }
    for (const [operand, { levelCount }] of operands.entries()) {
      const open = Math.max(0, level[operand] - 1);
      for (let at = open; at < levelCount; at++) hold(operand, at, space.full, at === level[operand] - 1 ? flag : 0);
    }
    return held.every((bits, memory) => bits <= capacity.capacity[memory]);
  }
}
