import type { Closings } from '../../paths/closings.ts';
import { isIrrelevantTo } from '../../paths/closings.ts';
import type { CorrectedTables } from '../corrected-tables.ts';

/** What the bounds of latency need of the ports, by slot and the tile below its interface. */
export class PortTables {
  readonly closings: Closings<CorrectedTables>;
  private readonly overruns = new Map<number, number>();
  private readonly needs = new Map<string, number>();

  constructor(closings: Closings<CorrectedTables>) {
    this.closings = closings;
  }

  /** Cycles of all transfers. */
  readonly total = (slot: number, tile: number): number => {
    const { total, lattice } = this.closings.tables;
    return total[slot * lattice.size + tile];
  };

  /** The same without the first load, or the last store. */
  readonly busy = (slot: number, tile: number): number => this.total(slot, tile) - this.loading(slot, tile);

  /** Cycles by which these transfers overrun what is allowed, at least. */
  readonly overrun = (slot: number, tile: number): number => {
    const { longest, lattice } = this.closings.tables;
    const allowed = this.mostAllowed(slot, tile);
    // Most transfers are in time.
    if (longest[slot * lattice.size + tile] <= allowed) return 0;
    const key = slot * lattice.size + tile;
    const known = this.overruns.get(key) ?? this.computeOverrun(slot, tile, allowed);
    this.overruns.set(key, known);
    return known;
  };

  private computeOverrun(slot: number, tile: number, allowed: number): number {
    let late = 0;
    for (const [cycles, times] of this.closings.tables.rounds(this.operandOf(slot), slot, tile)) {
      late += times * Math.max(0, cycles - allowed);
    }
    return late - Math.max(0, this.loading(slot, tile) - allowed);
  }

  /** See `TransferTables.need`. */
  need(operand: number, slot: number, tile: number, from: number): number {
    const key = `${slot} ${tile} ${from}`;
    const known = this.needs.get(key) ?? this.closings.tables.need(operand, slot, tile, from);
    this.needs.set(key, known);
    return known;
  }

  /** Cycles of the transfer that belongs to loading. Sums that come back have none. */
  private loading(slot: number, tile: number): number {
    const { longest, lattice } = this.closings.tables;
    return (slot & 1) === 1 ? 0 : longest[slot * lattice.size + tile];
  }

  /**
   * Cycles that a transfer may take without a stall, at most: a period. One cycle above an innermost memory that is more than half full of
   * what only irrelevant loops use: it has no room for a second copy, and all its loops are irrelevant.
   */
  private mostAllowed(slot: number, tile: number): number {
    const { tables } = this.closings;
    const { lattice, mapped } = tables;
    const operand = this.operandOf(slot);
    const { base, memories } = mapped.operands[operand];
    const level = (slot >> 2) - base;
    if (level === 0) return 1;
    const period = lattice.iterations[tile];
    const [memory] = memories;
    if (level > 1 || memory.forceDoubleBuffering) return period;
    const isIrrelevant = isIrrelevantTo(mapped.operands[operand]);
    if (!lattice.holdsNone(tile, (kind) => !isIrrelevant(kind))) return period;
    const adds = operand === 0 && this.closings.addsOutside[0] === 1;
    return 2 * tables.bitsOnce(operand, 1, tile, adds) > memory.sizeBits ? 1 : period;
  }

  private operandOf(slot: number): number {
    return this.closings.tables.mapped.operands.findLastIndex(({ base }) => base <= slot >> 2);
  }
}
