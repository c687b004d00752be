import type { Port, Transfer } from '../../cost/mapped-layer.ts';
import type { Closings } from '../../paths/closings.ts';
import { type Load, shortened } from '../loading.ts';
import type { ReferenceTables } from '../reference-tables.ts';

/** Combinations of innermost tiles that are tried one by one. */
const MOST_COMBINATIONS = 400;

/** A load that crosses its interface once, in every mapping of a configuration. */
export interface OnceLoad {
  readonly transfer: Transfer;
  /** Cycles that it takes if nothing shortens it. */
  readonly cycles: number;
  /** The least of its shortest times. */
  readonly shortest: number;
}

export interface PortLoads {
  readonly port: Port;
  /** Longest first; of equal ones the first that the port serves. */
  readonly loads: readonly OnceLoad[];
  /** Bits per cycle that the other transfers need, at least. */
  readonly required: number;
}

/**
 * Loads that cross once, in one configuration (docs/cost-model.md#on--and-off-loading). Their lengths and their order are constants. A load
 * may be shortened by what the loads behind it, and it itself, have above their shortest times. The shortest time depends on the tile
 * in the innermost memory of the operand.
 */
export class ConfigurationLoads {
  readonly ports: readonly PortLoads[];
  /** Per operand: the tiles that its innermost memory can have. */
  readonly innermost: readonly (readonly number[])[];
  /** Whether some load may be shorter than its shortest time: shortening then makes others longer, and less is proven. */
  readonly canGrow: boolean;
  private readonly closings: Closings<ReferenceTables>;
  private readonly firstOpen: readonly number[];
  private readonly leastBySlot = new Map<number, Map<number, number>>();

  constructor(closings: Closings<ReferenceTables>, counts: readonly number[]) {
    const { mapped, lattice, cycles } = closings.tables;
    this.closings = closings;
    this.firstOpen = counts.map((count, operand) => closings.lowest[operand] + count);
    this.innermost = mapped.operands.map(({ base }, operand) =>
      this.isOnce(operand, 1) ? [lattice.full] : closings.closableTiles(base + 1),
    );
    this.ports = mapped.ports.map((port) => {
      const serving = port.transfers.filter(({ isBack }) => !isBack);
      const loads = serving
        .filter(({ operand, level }) => this.isOnce(operand, level))
        .map((transfer) => ({
          transfer,
          cycles: cycles[transfer.slot * lattice.size + lattice.full],
          shortest: leastOf(this.innermost[transfer.operand].map((tile) => this.shortest(transfer, port, tile))),
        }))
        .sort((x, y) => y.cycles - x.cycles);
      const required = serving
        .filter(({ operand, level }) => !this.isOnce(operand, level))
        .reduce((sum, transfer) => sum + this.leastRequired(transfer), 0);
      return { port, loads, required };
    });
    this.canGrow = this.ports.some(({ port, loads }) =>
      loads.some((load) =>
        this.innermost[load.transfer.operand].some((tile) => this.shortest(load.transfer, port, tile) > load.cycles),
      ),
    );
  }

  /** Whether an interface is crossed once. */
  isOnce(operand: number, level: number): boolean {
    return level >= this.firstOpen[operand];
  }

  private leastRequired({ slot, operand, level }: Transfer): number {
    const { tables, lowest } = this.closings;
    const { lattice, average } = tables;
    const tiles = level < lowest[operand] ? [0] : this.closings.closableTiles(slot >> 2);
    const needs = tiles.map((tile) => average[slot * lattice.size + tile]);
    return needs.length === 0 ? 0 : leastOf(needs);
  }

  private shortest(transfer: Transfer, { width }: Port, tile: number): number {
    const { mapped, lattice, integerBits } = this.closings.tables;
    return Math.ceil(integerBits[(mapped.operands[transfer.operand].base + 1) * lattice.size + tile] / width);
  }

  /** The least that a load takes, with this tile in its operand's innermost memory, whatever the others have. */
  leastCycles(slot: number, tile: number): number {
    const known = this.leastBySlot.get(slot) ?? new Map<number, number>();
    this.leastBySlot.set(slot, known);
    const cycles = known.get(tile) ?? this.computeLeast(slot, tile);
    known.set(tile, cycles);
    return cycles;
  }

  private computeLeast(slot: number, tile: number): number {
    for (const { port, loads } of this.ports) {
      const place = loads.findIndex(({ transfer }) => transfer.slot === slot);
      if (place < 0) continue;
      const { operand } = loads[place].transfer;
      return loads.slice(place).reduce((cycles, load) => {
        const isOwn = load.transfer.operand === operand;
        const shortest = isOwn ? this.shortest(load.transfer, port, tile) : load.shortest;
        return cycles - Math.max(0, load.cycles - shortest);
      }, loads[place].cycles);
    }
    return 0;
  }

  /** The choices of innermost tiles that differ in some shortest time; undefined where they are too many. */
  private get choices(): number[][] | undefined {
    const lists = this.innermost.map((tiles, operand) => {
      const byTimes = new Map<string, number>();
      for (const tile of tiles) {
        const times = this.ports.flatMap(({ port, loads }) =>
          loads
            .filter(({ transfer }) => transfer.operand === operand)
            .map(({ transfer }) => this.shortest(transfer, port, tile)),
        );
        if (!byTimes.has(times.join())) byTimes.set(times.join(), tile);
      }
      return [...byTimes.values()];
    });
    if (lists.reduce((product, list) => product * list.length, 1) > MOST_COMBINATIONS) return undefined;
    return lists.reduce<number[][]>(
      (found, list) => found.flatMap((tiles) => list.map((tile) => [...tiles, tile])),
      [[]],
    );
  }

  /**
   * The least of a computation between two lengths, and the loads of the given links together, all with the same tiles. Piecewise linear
   * in the length: the least lies at an end, where a load is no longer shortened, or where both ends of a link take equally long.
   * @param links slots at both ends.
   * @param counts whether the computation itself is added.
   * @returns minus infinity where nothing is proven.
   */
  leastTogether(links: readonly (readonly [number, number])[], from: number, to: number, counts: boolean): number {
    const { choices } = this;
    if (this.canGrow || choices === undefined || to === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
    let least = Number.POSITIVE_INFINITY;
    for (const tiles of choices) {
      const value = (length: number): number => {
        const times = this.timesAt(tiles, length);
        const own = counts ? length : 0;
        return links.reduce((sum, [x, y]) => sum + Math.max(times.get(x) ?? 0, times.get(y) ?? 0), own);
      };
      const kinks = [from, to, ...this.kinks(tiles).filter((length) => length > from && length < to)];
      kinks.sort((x, y) => x - y);
      const times = kinks.map((length) => this.timesAt(tiles, length));
      const difference = (at: number, [x, y]: readonly [number, number]): number =>
        (times[at].get(x) ?? 0) - (times[at].get(y) ?? 0);
      for (const [at, length] of kinks.entries()) {
        least = Math.min(least, value(length));
        if (at === 0) continue;
        for (const link of links) {
          const [before, after] = [difference(at - 1, link), difference(at, link)];
          if (before * after >= 0) continue;
          const crossing = kinks[at - 1] + ((length - kinks[at - 1]) * before) / (before - after);
          least = Math.min(least, value(crossing));
        }
      }
    }
    return least;
  }

  /** Lengths of the computation at which some load stops to be shortened, or begins. */
  private kinks(tiles: readonly number[]): number[] {
    return this.ports.flatMap(({ port, loads, required }) => {
      const free = (port.width - required) / port.width;
      let surplus = 0;
      return loads.flatMap((load, place) => {
        surplus += (place + 1) * (load.cycles - this.shortest(load.transfer, port, tiles[load.transfer.operand]));
        return free > 0 ? [surplus / free] : [];
      });
    });
  }

  /** By slot: cycles of all loads that cross once, with the most that can be free for them. */
  private timesAt(tiles: readonly number[], computation: number): Map<number, number> {
    return new Map(
      this.ports.flatMap(({ port, loads, required }) => {
        const list = loads.map(
          (load): Load => ({
            slot: load.transfer.slot,
            cycles: load.cycles,
            shortest: this.shortest(load.transfer, port, tiles[load.transfer.operand]),
          }),
        );
        return shortened(list, Math.max(0, ((port.width - required) / port.width) * computation));
      }),
    );
  }
}

export function leastOf(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}
