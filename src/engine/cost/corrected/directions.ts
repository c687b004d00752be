import { type CompiledProblem, FROM_HIGH, FROM_LOW, TO_HIGH, TO_LOW } from '../../problem/compiled-problem.ts';
import type { CompiledTiles } from '../../problem/compiled-tiles.ts';
import { NONE_HELD } from './remainder-tiles.ts';

/** One direction in which an operand can move across an interface, on one side of it. */
export interface Direction {
  readonly operand: number;
  /** Traffic slot. */
  readonly slot: number;
  readonly interfaceIndex: number;
  /** The upper side moves the union of what its lower units take, the lower side the tile of one of them. */
  readonly isUpper: boolean;
  /** Level of the unit whose tile is moved. */
  readonly unit: number;
  /** Transfers in a period. */
  readonly transfers: number;
  /** Partial sums come back: not on the first visit of a tile. */
  readonly isReadBack: boolean;
  /** Level whose units add up, so that only one of them takes the sum back. */
  readonly heldLevel: number;
  readonly isOutput: boolean;
}

/** All directions, in the order of operands and interfaces. What goes up comes before what is read back. */
export function directionsOf({ operands }: CompiledProblem, tiles: CompiledTiles): readonly Direction[] {
  return operands.flatMap(({ isOutput, levelBase, levelCount, interfaceBase }, operand) => {
    const { units, addedAt } = tiles.operands[operand];
    const codes = isOutput ? [FROM_LOW, TO_LOW, TO_HIGH, FROM_HIGH] : [TO_LOW, FROM_HIGH];
    return Array.from({ length: levelCount }, (_, a) =>
      codes.flatMap((code): Direction[] => {
        const isUpper = code === TO_LOW || code === FROM_LOW;
        if (!isUpper && a === 0) return [];
        const unit = isUpper ? a + 1 : a;
        const isReadBack = isOutput && (code === TO_LOW || code === FROM_HIGH);
        const isHeld = isReadBack && !isUpper;
        const direction = {
          operand,
          slot: 4 * (levelBase + unit - 1) + code,
          interfaceIndex: interfaceBase + a,
          isUpper,
          unit,
          transfers: isHeld ? units[unit] / addedAt[a] : units[unit],
          isReadBack,
          heldLevel: isHeld ? a : NONE_HELD,
          isOutput,
        };
        return [direction];
      }),
    ).flat();
  });
}
