import type { ConfigurationBounds } from '../../checked-cost-model.ts';
import { LOWER_MAIN, type Port, type Transfer, UPPER_MAIN } from '../../cost/mapped-layer.ts';
import type { Closings } from '../../paths/closings.ts';
import type { PathSum } from '../../paths/path-graph.ts';
import type { CorrectedTables } from '../corrected-tables.ts';
import type { PortTables } from './port-tables.ts';

/**
 * Lower bounds of the latency of all paths of a configuration, by the corrected model (docs/certificate.md#bounds has the proofs). Latency is the
 * largest of several numbers, each of which is a sum along the path, or is at least one.
 */
export class CorrectedBounds implements ConfigurationBounds {
  private readonly closings: Closings<CorrectedTables>;
  private readonly ports: PortTables;
  /** By operand: its first interface that is crossed once. */
  private readonly firstOpen: readonly number[];
  private readonly known = new Map<string, readonly PathSum[] | undefined>();

  /** @param counts closed interfaces per operand. */
  constructor(ports: PortTables, counts: readonly number[]) {
    this.closings = ports.closings;
    this.ports = ports;
    this.firstOpen = counts.map((count, operand) => ports.closings.lowest[operand] + count);
  }

  /** There is one way to count loading. */
  holds(): boolean {
    return true;
  }

  bound(name: string): readonly PathSum[] | undefined {
    if (!this.known.has(name)) this.known.set(name, this.find(name));
    return this.known.get(name);
  }

  private find(name: string): readonly PathSum[] | undefined {
    const { mapped } = this.closings.tables;
    const { iterations } = mapped;
    if (name === 'temporal') return [this.sum(iterations)];
    if (name === 'once inputs') return [this.sum(this.longestOnce(false), this.links(0))];
    for (const port of mapped.ports) {
      if (name === `ports ${port.name}`) return [this.perTransfer(port.transfers, this.ports.total)];
    }
    for (const [filling, part] of this.fillings()) {
      if (name === `fill ${filling}`) return [this.sum(iterations, this.links(0), part())];
      if (name === `once results ${filling}`) return [this.sum(this.longestOnce(true), part())];
      for (const port of mapped.ports) {
        const moved = (value: (slot: number, tile: number) => number): PathSum =>
          this.sum(0, this.perTransfer(port.transfers, value), this.links(0), part());
        if (name === `overrun ${port.name} ${filling}`) {
          return [this.sum(iterations, moved(this.ports.overrun))];
        }
        if (name === `busy ${port.name} ${filling}`) {
          return this.starts(port).map((start) => this.sum(0, moved(this.ports.busy), start));
        }
      }
    }
    return undefined;
  }

  /** Ways to see that filling takes some cycles: the links of one input follow one another, and so does all that one port fills. */
  private fillings(): [name: string, part: () => PathSum][] {
    const { operands, ports } = this.closings.tables.mapped;
    const inputs = operands.flatMap(({ isOutput, name }, operand) => (isOutput ? [] : [{ name, operand }]));
    return [
      ['nothing', () => this.sum(0)],
      ...inputs.map(({ name, operand }): [string, () => PathSum] => [name, () => this.links(operand)]),
      ...ports.map((port): [string, () => PathSum] => [port.name, () => this.filledBy(port)]),
    ];
  }

  /** Cycles of the first tile of an operand across all its links, of the output's last one. */
  private links(operand: number): PathSum {
    const { tables } = this.closings;
    const { size } = tables.lattice;
    const { base } = tables.mapped.operands[operand];
    return this.firstTiles(operand, {
      several: (level, tile) => {
        const slot = 4 * (base + level);
        return Math.max(
          tables.longest[(slot + UPPER_MAIN) * size + tile],
          tables.longest[(slot + LOWER_MAIN) * size + tile],
        );
      },
      once: (level, tile, from) => {
        const slot = 4 * (base + level);
        return Math.max(
          this.ports.need(operand, slot + UPPER_MAIN, tile, from),
          this.ports.need(operand, slot + LOWER_MAIN, tile, from),
        );
      },
    });
  }

  /** Cycles in which a port moves first tiles of inputs, one after the other. */
  private filledBy({ transfers }: Port): PathSum {
    const { tables } = this.closings;
    const { size } = tables.lattice;
    const { operands } = tables.mapped;
    const parts = operands.flatMap(({ isOutput }, operand): PathSum[] => {
      if (isOutput) return [];
      const at = (level: number): Transfer[] =>
        transfers.filter((transfer) => transfer.operand === operand && transfer.level === level);
      return [
        this.firstTiles(operand, {
          several: (level, tile) => at(level).reduce((sum, { slot }) => sum + tables.longest[slot * size + tile], 0),
          once: (level, tile, from) =>
            at(level).reduce((sum, { slot }) => sum + this.ports.need(operand, slot, tile, from), 0),
        }),
      ];
    });
    return this.sum(0, ...parts);
  }

  /**
   * A sum over the links of an operand.
   * @param cycles of a link that is crossed several times, by the tile at it; of one that is crossed once, by the tile at the last interface,
   * of the level `from`, that isn't.
   */
  private firstTiles(
    operand: number,
    cycles: {
      readonly several: (level: number, tile: number) => number;
      readonly once: (level: number, tile: number, from: number) => number;
    },
  ): PathSum {
    const { closings } = this;
    const { mapped, lattice } = closings.tables;
    const { base, memories } = mapped.operands[operand];
    const firstOpen = this.firstOpen[operand];
    const cost = new Float64Array(mapped.interfaceCount * lattice.size);
    for (let level = 1; level < Math.min(firstOpen, memories.length); level++) {
      for (const tile of closings.closableTiles(base + level)) {
        cost[(base + level) * lattice.size + tile] = cycles.several(level, tile);
      }
    }
    const last = Math.max(0, firstOpen - 1);
    const ofOnce = (tile: number): number => {
      let sum = 0;
      for (let level = Math.max(1, firstOpen); level < memories.length; level++) sum += cycles.once(level, tile, last);
      return sum;
    };
    // Below the lowest memory, tiles have only loops that the operand doesn't tell apart.
    if (last === 0) return { constant: ofOnce(0), cost };
    for (const tile of closings.closableTiles(base + last)) cost[(base + last) * lattice.size + tile] += ofOnce(tile);
    return { constant: 0, cost };
  }

  /** A sum over all transfers of a port. */
  private perTransfer(transfers: readonly Transfer[], value: (slot: number, tile: number) => number): PathSum {
    const { tables, lowest } = this.closings;
    const { size, full } = tables.lattice;
    const cost = new Float64Array(tables.mapped.interfaceCount * size);
    let constant = 0;
    for (const { slot, operand, level } of transfers) {
      if (level < lowest[operand]) constant += value(slot, 0);
      else if (level >= this.firstOpen[operand]) constant += value(slot, full);
      else {
        const index = slot >> 2;
        for (const tile of this.closings.closableTiles(index)) cost[index * size + tile] += value(slot, tile);
      }
    }
    return { constant, cost };
  }

  /** Cycles of the computation in which a port surely moves nothing: the last period of its fastest transfers. The least of the sums. */
  private starts({ transfers }: Port): PathSum[] {
    const { tables, lowest } = this.closings;
    const { mapped, lattice } = tables;
    if (transfers.some(({ level }) => level === 0)) return [this.sum(1)];
    const parts = mapped.operands.flatMap(({ base }, operand): PathSum[] => {
      const closed = transfers
        .filter((transfer) => transfer.operand === operand && transfer.level >= lowest[operand])
        .map(({ level }) => level)
        .filter((level) => level < this.firstOpen[operand]);
      if (closed.length === 0) return [];
      const index = base + Math.min(...closed);
      const cost = new Float64Array(mapped.interfaceCount * lattice.size);
      cost.set(lattice.iterations, index * lattice.size);
      return [{ constant: 0, cost }];
    });
    return parts.length === 0 ? [this.sum(1)] : parts;
  }

  /** The longest transfer that crosses once, of inputs or of results. */
  private longestOnce(ofOutput: boolean): number {
    const { tables } = this.closings;
    const { size, full } = tables.lattice;
    let longest = 0;
    for (const [operand, { base, memories, isOutput }] of tables.mapped.operands.entries()) {
      if (isOutput !== ofOutput) continue;
      for (let level = Math.max(1, this.firstOpen[operand]); level < memories.length; level++) {
        for (const position of [UPPER_MAIN, LOWER_MAIN]) {
          longest = Math.max(longest, tables.longest[(4 * (base + level) + position) * size + full]);
        }
      }
    }
    return longest;
  }

  private sum(constant: number, ...parts: readonly PathSum[]): PathSum {
    const { mapped, lattice } = this.closings.tables;
    const cost = new Float64Array(mapped.interfaceCount * lattice.size);
    let all = constant;
    for (const part of parts) {
      all += part.constant;
      for (let at = 0; at < cost.length; at++) cost[at] += part.cost[at];
    }
    return { constant: all, cost };
  }
}
