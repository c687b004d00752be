import type { Port } from '../../cost/mapped-layer.ts';
import { type Closings, isIrrelevantTo } from '../../paths/closings.ts';
import type { ReferenceTables } from '../reference-tables.ts';

/** What the bounds of latency need of the ports, by the tile below an interface, `[interface · tiles + tile]`. */
export class PortTables {
  readonly closings: Closings<ReferenceTables>;
  private readonly known = new Map<string, Float64Array>();

  constructor(closings: Closings<ReferenceTables>) {
    this.closings = closings;
  }

  /** Cycles of all transfers but the first of each kind. */
  busy(port: Port): Float64Array {
    const { cycles, count, lattice } = this.closings.tables;
    return this.perTransfer('busy', port, true, (slot, tile) => {
      return cycles[slot * lattice.size + tile] * (count[(slot >> 2) * lattice.size + tile] - 1);
    });
  }

  /** Cycles by which these transfers overrun their periods, at least. */
  overrun(port: Port): Float64Array {
    const { cycles, count, lattice } = this.closings.tables;
    return this.perTransfer('overrun', port, true, (slot, tile) => {
      const late = Math.max(0, cycles[slot * lattice.size + tile] - this.mostAllowed(slot >> 2, tile));
      return late * (count[(slot >> 2) * lattice.size + tile] - 1);
    });
  }

  /** Cycles of the loops without stalls in which transfers that repeat leave no bandwidth for loads. */
  hiding(port: Port): Float64Array {
    const { average, lattice, mapped } = this.closings.tables;
    const share = mapped.iterations / port.width;
    return this.perTransfer('hiding', port, false, (slot, tile) => share * average[slot * lattice.size + tile]);
  }

  private perTransfer(
    name: string,
    port: Port,
    withBack: boolean,
    value: (slot: number, tile: number) => number,
  ): Float64Array {
    const key = `${name} ${port.name}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const { mapped, lattice, count, comesBack } = this.closings.tables;
    const values = new Float64Array(mapped.interfaceCount * lattice.size);
    for (const { slot, isBack } of port.transfers) {
      if (isBack && !withBack) continue;
      for (let tile = 0; tile < lattice.size; tile++) {
        const at = (slot >> 2) * lattice.size + tile;
        if (count[at] > 1 && !(isBack && comesBack[at] === 0)) values[at] += value(slot, tile);
      }
    }
    this.known.set(key, values);
    return values;
  }

  /**
   * Cycles that a transfer may take without a stall, at most: a period. One cycle above an innermost memory that is more than half full of
   * what only irrelevant loops use: it has no room for a second copy, and all its loops are irrelevant.
   */
  private mostAllowed(index: number, tile: number): number {
    const { period, fractionalBits, lattice, mapped } = this.closings.tables;
    const at = index * lattice.size + tile;
    const operand = mapped.operands.find(({ base }) => base + 1 === index);
    if (operand === undefined || fractionalBits[at] <= 0.5 * operand.memories[0].sizeBits) return period[at];
    const isIrrelevant = isIrrelevantTo(operand);
    return lattice.holdsNone(tile, (kind) => !isIrrelevant(kind)) ? 1 : period[at];
  }
}
