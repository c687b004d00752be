import { accessOf } from '../cost/accesses.ts';
import { LOWER_BACK, LOWER_MAIN, UPPER_BACK, UPPER_MAIN } from '../cost/mapped-layer.ts';
import { TileLattice } from '../cost/tile-lattice.ts';
import { NotCovered } from '../not-covered.ts';
import type { CorrectedLayer } from './corrected-layer.ts';
import { type Elements, tilesWithoutIrrelevant, UnitTiles } from './unit-tiles.ts';

/** Numbers in the tables, beyond which the checker refuses. */
const MOST_ENTRIES = 40_000_000;

/** Cycles of a transfer, and how many transfers take so many. */
export type Rounds = Elements;

/**
 * What crosses every interface, by the tile below it (docs/cost-model-corrected.md#transfers). An interface stands where loops irrelevant to
 * its operand no longer follow directly. Then nothing else of a mapping matters.
 *
 * Arrays are `[interface · tiles + tile]`, or `[slot · tiles + tile]` with the slots of `Transfer`.
 */
export class TransferTables {
  readonly mapped: CorrectedLayer;
  readonly lattice: TileLattice;
  /** pJ of both sides; infinite where traffic has no port. */
  readonly energy: Float64Array;
  /** By operand, then by level of the units. */
  readonly units: readonly (readonly UnitTiles[])[];
  /** By operand: whether the port at the array is wide enough to keep its data over irrelevant loops. */
  private readonly holdsAtPins: readonly boolean[];
  private knownCycles: { readonly longest: Float64Array; readonly total: Float64Array } | undefined;
  private readonly knownRounds = new Map<number, Rounds>();

  /** @throws NotCovered where the tables would be too large. */
  constructor(mapped: CorrectedLayer) {
    const { interfaceCount, operands } = mapped;
    const tiles = mapped.kinds.reduce((product, { count }) => product * (count + 1), 1);
    if (tiles * interfaceCount * 9 > MOST_ENTRIES) throw new NotCovered('too many tiles');
    const lattice = new TileLattice(mapped);
    this.mapped = mapped;
    this.lattice = lattice;
    this.energy = new Float64Array(interfaceCount * tiles);
    this.units = operands.map((operand) => {
      const bare = tilesWithoutIrrelevant(operand, lattice);
      return Array.from(
        { length: operand.memories.length + 1 },
        (_, unit) => new UnitTiles(mapped, operand, lattice, unit, bare),
      );
    });
    this.holdsAtPins = operands.map((operand, index) => {
      const bits = this.units[index][1].largest(0) * operand.partialBits;
      return !operand.isOutput && accessOf(operand, 0, UPPER_MAIN).totalWidth >= bits;
    });
    this.forEveryTransfer((operand, level, position, tile) => {
      this.energy[(operands[operand].base + level) * tiles + tile] += this.energyOf(operand, level, position, tile);
    });
  }

  /** Cycles of the longest transfer of a slot, and of all together, `[slot · tiles + tile]`. */
  get longest(): Float64Array {
    return this.cycles.longest;
  }

  get total(): Float64Array {
    return this.cycles.total;
  }

  /** Made when asked for: energy needs none. */
  private get cycles(): { readonly longest: Float64Array; readonly total: Float64Array } {
    this.knownCycles ??= this.measureCycles();
    return this.knownCycles;
  }

  private measureCycles() {
    const { mapped, lattice } = this;
    const longest = new Float64Array(4 * mapped.interfaceCount * lattice.size);
    const total = new Float64Array(longest.length);
    this.forEveryTransfer((operand, level, position, tile) => {
      const at = (4 * (mapped.operands[operand].base + level) + position) * lattice.size + tile;
      const { sizes, times, bits, width } = this.transfersOf(operand, level, position, tile);
      for (const [elements, ofSize] of sizes) {
        const cycles = Math.ceil((elements * bits) / width);
        longest[at] = Math.max(longest[at], cycles);
        total[at] += cycles * ofSize * times;
      }
    });
    return { longest, total };
  }

  private forEveryTransfer(visit: (operand: number, level: number, position: number, tile: number) => void): void {
    for (const [operand, { memories, isOutput }] of this.mapped.operands.entries()) {
      for (let level = 0; level < memories.length; level++) {
        for (let position = UPPER_MAIN; position <= (level > 0 ? LOWER_BACK : UPPER_BACK); position++) {
          if (isBack(position) && !isOutput) continue;
          for (let tile = 0; tile < this.lattice.size; tile++) visit(operand, level, position, tile);
        }
      }
    }
  }

  /** Cycles of the transfers of a slot in one unit, over its periods. */
  rounds(operand: number, slot: number, tile: number): Rounds {
    const key = slot * this.lattice.size + tile;
    const known = this.knownRounds.get(key);
    if (known !== undefined) return known;
    const level = (slot >> 2) - this.mapped.operands[operand].base;
    const { sizes, times, bits, width } = this.transfersOf(operand, level, slot & 3, tile);
    const found = sizes.map(([elements, ofSize]): Rounds[number] => [
      Math.ceil((elements * bits) / width),
      ofSize * times,
    ]);
    this.knownRounds.set(key, found);
    return found;
  }

  /** What one unit transfers over its periods: none of it for those without traffic. */
  private transfersOf(operand: number, level: number, position: number, tile: number) {
    const cut = this.cut(operand, level, tile);
    const units = this.units[operand][position >= LOWER_MAIN ? level : level + 1];
    const { totalWidth: width } = accessOf(this.mapped.operands[operand], level, position);
    const bits = this.bits(operand, level, position, tile);
    const times = units.periods(cut) - (isBack(position) ? 1 : 0);
    const isIdle =
      bits === 0 || width === 0 || times === 0 || (isBack(position) && !this.mapped.operands[operand].isOutput);
    return { sizes: isIdle ? [] : units.periodSizes(cut), times, bits, width };
  }

  private energyOf(operand: number, level: number, position: number, tile: number): number {
    const cut = this.cut(operand, level, tile);
    const isLower = position >= LOWER_MAIN;
    const units = this.units[operand][isLower ? level : level + 1];
    const { step, width, energy } = accessOf(this.mapped.operands[operand], level, position);
    const bits = this.bits(operand, level, position, tile);
    const times = isBack(position) ? units.crossingsBack(cut, isLower) : units.crossings(cut);
    if (bits === 0 || times === 0) return 0;
    if (width === 0) return Number.POSITIVE_INFINITY;
    let granules = 0;
    for (const [elements, ofSize] of units.sizes(cut)) granules += ofSize * Math.ceil((elements * bits) / step);
    return (times * granules * step * energy) / width;
  }

  /** The tile that stays where an interface is: results leave the array with every operation, and inputs may come with every one. */
  private cut(operand: number, level: number, tile: number): number {
    return level > 0 || this.holdsAtPins[operand] ? tile : 0;
  }

  /** Bits of an element that passes a slot. */
  bits(operand: number, level: number, position: number, tile: number): number {
    const { partialBits, finalBits, isOutput } = this.mapped.operands[operand];
    if (!isOutput || isBack(position)) return partialBits;
    const adds = this.addsOutside(operand, this.cut(operand, level, tile));
    return adds || this.addsOnArray(operand, position === LOWER_MAIN ? level : level + 1) ? partialBits : finalBits;
  }

  /** Whether loops outside a tile add to the output. */
  addsOutside(operand: number, tile: number): boolean {
    const { classOf } = this.mapped.operands[operand];
    return !this.lattice.holdsAll(tile, ({ dimension }) => classOf[dimension] === 'irrelevant');
  }

  /** Whether unrollings of a level, or above, add to the output. */
  addsOnArray(operand: number, from: number): boolean {
    const { classOf, unrollings } = this.mapped.operands[operand];
    return unrollings.some(({ dimension, level }) => level >= from && classOf[dimension] === 'irrelevant');
  }

  /**
   * Cycles that a transfer which crosses once takes before the array can begin, or after it has ended.
   * @param tile that below the last interface, of the level `from`, that is crossed several times.
   */
  need(operand: number, slot: number, tile: number, from: number): number {
    const { base } = this.mapped.operands[operand];
    const level = (slot >> 2) - base;
    const position = slot & 3;
    const { totalWidth } = accessOf(this.mapped.operands[operand], level, position);
    if (totalWidth === 0) return 0;
    const unit = position >= LOWER_MAIN ? level : level + 1;
    const bits = this.bits(operand, level, position, this.lattice.full);
    return Math.ceil((this.units[operand][unit].first(tile, from) * bits) / totalWidth);
  }
}

function isBack(position: number): boolean {
  return position === UPPER_BACK || position === LOWER_BACK;
}
