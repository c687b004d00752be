import type { CostTables } from '../cost/cost-tables.ts';
import type { LoopKind } from '../cost/loop-kinds.ts';
import type { MappedOperand } from '../cost/mapped-layer.ts';
import { AllowedOrders } from './allowed-orders.ts';

/** What exceeds a memory by less than this share, as rounding of fractional unrollings may make it, fits. */
const ROUNDING = 1e-12;

/**
 * Where the memory levels of every operand may end. A mapping is a path: it begins with the empty tile, places one loop after the other,
 * and closes interfaces between them, those of every operand in order, until the tile holds all loops. What is not closed by then is
 * crossed once. The array's side of the output (interface 0) is never closed: every operation crosses it.
 *
 * A state is (tile, number of interfaces closed per operand, flag). The flag tells whether loops added to the output outside its last
 * closed level; it decides the precision that the next level stores.
 */
export class Closings<Tables extends CostTables = CostTables> {
  readonly tables: Tables;
  readonly orders: AllowedOrders;
  /** Per operand: the first interface that is closed. */
  readonly lowest: readonly number[];
  /** Per operand: interfaces that may be closed. */
  readonly closable: readonly number[];
  /** Per operand: what one more closed interface adds to the index of a combination. */
  readonly steps: readonly number[];
  readonly combinations: number;
  /** Flag of the start, and of the output closed at a tile. */
  readonly addsOutside: Uint8Array;
  /** `[(interface · 2 + flag) · tiles + tile]`: bits stored below the interface closed at the tile; −1 where it can't be closed. */
  readonly bits: Float64Array;
  /** Per memory: bits that it can hold. */
  readonly capacities: readonly number[];
  /** pJ of the array, and of interface 0 of the output. */
  readonly fixedEnergy: number;
  private readonly closableAt = new Map<number, readonly number[]>();

  /** @throws NotCovered where tiles don't tell which loops the temporal ordering allows next. */
  constructor(tables: Tables) {
    const { mapped, lattice } = tables;
    const { operands } = mapped;
    this.tables = tables;
    this.orders = new AllowedOrders(mapped, lattice);
    this.lowest = operands.map(({ isOutput }) => (isOutput ? 1 : 0));
    this.closable = operands.map(({ memories }, operand) => memories.length - this.lowest[operand]);
    const steps: number[] = [];
    let combinations = 1;
    for (const count of this.closable) {
      steps.push(combinations);
      combinations *= count + 1;
    }
    this.steps = steps;
    this.combinations = combinations;
    const [output] = operands;
    this.addsOutside = Uint8Array.from({ length: lattice.size }, (_, tile) =>
      lattice.holdsAll(tile, isIrrelevantTo(output)) ? 0 : 1,
    );
    this.bits = new Float64Array(2 * mapped.interfaceCount * lattice.size).fill(-1);
    for (const operand of operands) this.findClosings(operand);
    this.capacities = mapped.memories.map(capacityOf);
    this.fixedEnergy = mapped.arrayEnergy + tables.energy[output.base * lattice.size];
  }

  private findClosings(operand: MappedOperand): void {
    const { tables, bits, orders } = this;
    const { lattice } = tables;
    const index = tables.mapped.operands.indexOf(operand);
    const isIrrelevant = isIrrelevantTo(operand);
    for (let tile = 0; tile < lattice.full; tile++) {
      if (!orders.passes(tile)) continue;
      // Irrelevant loops that follow join the level below: where no others are left, all loops lie below.
      if (lattice.holdsAll(tile, (kind) => !isIrrelevant(kind))) continue;
      for (let level = this.lowest[index]; level < operand.memories.length; level++) {
        if (tables.energy[(operand.base + level) * lattice.size + tile] === Number.POSITIVE_INFINITY) continue;
        if (level === 0 && !lattice.holdsNone(tile, (kind) => !isIrrelevant(kind))) continue;
        for (let flag = 0; flag < 2; flag++) {
          const stored = level === 0 ? 0 : tables.storedBits(index, level, tile, flag === 1);
          const memory = operand.memories[level - 1];
          if (level > 0 && stored > capacityOf(memory)) continue;
          bits[((operand.base + level) * 2 + flag) * lattice.size + tile] = stored;
        }
      }
    }
  }

  /**
   * What the levels of an operand hold that are open to the end: bits by position of the memory in `mapped.memories`.
   * @returns undefined if one of them alone doesn't fit, or its traffic has no port.
   */
  openHoldings(operand: number, closed: number, flag: number): [memory: number, bits: number][] | undefined {
    const { mapped, lattice } = this.tables;
    const held = mapped.operands[operand];
    const { memories, base } = held;
    const open = this.lowest[operand] + closed;
    if (open === 0 && !lattice.holdsNone(lattice.full, (kind) => !isIrrelevantTo(held)(kind))) return undefined;
    const holdings: [number, number][] = [];
    for (let level = open; level <= memories.length; level++) {
      if (level < memories.length && this.openEnergyAt(base + level) === Number.POSITIVE_INFINITY) return undefined;
      if (level === 0) continue;
      const adds = operand === 0 && level === open && flag === 1;
      const bits = this.tables.storedBits(operand, level, lattice.full, adds);
      if (bits > capacityOf(memories[level - 1])) return undefined;
      holdings.push([mapped.memories.indexOf(memories[level - 1]), bits]);
    }
    return holdings;
  }

  /** pJ of the interfaces of an operand that are open to the end. */
  openEnergy(operand: number, closed: number): number {
    const { base, memories } = this.tables.mapped.operands[operand];
    let energy = 0;
    for (let level = this.lowest[operand] + closed; level < memories.length; level++) {
      energy += this.openEnergyAt(base + level);
    }
    return energy;
  }

  private openEnergyAt(index: number): number {
    const { energy, lattice } = this.tables;
    return energy[index * lattice.size + lattice.full];
  }

  /** Tiles at which an interface can be closed. */
  closableTiles(index: number): readonly number[] {
    const known = this.closableAt.get(index);
    if (known !== undefined) return known;
    const { size } = this.tables.lattice;
    const tiles: number[] = [];
    this.closableAt.set(index, tiles);
    for (let tile = 0; tile < size; tile++) {
      if (this.bits[index * 2 * size + tile] >= 0 || this.bits[(index * 2 + 1) * size + tile] >= 0) tiles.push(tile);
    }
    return tiles;
  }
}

export function isIrrelevantTo({ classOf }: MappedOperand): (kind: LoopKind) => boolean {
  return ({ dimension }) => classOf[dimension] === 'irrelevant';
}

function capacityOf({ sizeBits }: { readonly sizeBits: number }): number {
  return sizeBits * (1 + ROUNDING);
}
