import { roundHalfEven } from '../../base/integers.ts';
import { accessOf } from '../cost/accesses.ts';
import { LOWER_BACK, LOWER_MAIN, UPPER_BACK, UPPER_MAIN } from '../cost/mapped-layer.ts';
import { TileLattice } from '../cost/tile-lattice.ts';
import { NotCovered } from '../not-covered.ts';
import type { ReferenceLayer, ReferenceOperand } from './reference-layer.ts';
import { covers } from './unit-shares.ts';

/** Numbers in the tables, beyond which the checker refuses. */
const MOST_ENTRIES = 40_000_000;

/** Distance from where a rounding turns, as a share: nearer than this, the order of multiplications may decide. */
const UNCERTAIN = 1e-9;

/**
 * What crosses every interface, by the tile below it (docs/cost-model.md#transfers, #word-accesses-and-energy). An interface stands
 * where loops irrelevant to its operand no longer follow directly. Then nothing else of a mapping matters.
 *
 * All arrays are `[interface · tiles + tile]`, or `[slot · tiles + tile]` with the slots of `Transfer`.
 */
export class InterfaceTables {
  readonly mapped: ReferenceLayer;
  readonly lattice: TileLattice;
  /** pJ of both sides; infinite where traffic has no port. */
  readonly energy: Float64Array;
  /** Cycles between two transfers without stalls, and number of transfers. */
  readonly period: Float64Array;
  readonly count: Float64Array;
  /** Elements of the level below, not rounded, in one unit with fractional unrollings: what it has to store. */
  readonly stored: Float64Array;
  /** Bits of the level below, in one unit, by fractional and by whole unrollings. */
  readonly fractionalBits: Float64Array;
  readonly integerBits: Float64Array;
  /** Per interface and tile: 1 if partial sums come back through it. */
  readonly comesBack: Uint8Array;
  /** By slot: cycles of a transfer, and average bits per cycle. */
  readonly cycles: Float64Array;
  readonly average: Float64Array;

  /**
   * @param onlyFull fills in what holds for the tile of all loops, no more.
   * @throws NotCovered where the tables would be too large, or rounding could depend on the order of loops.
   */
  constructor(mapped: ReferenceLayer, onlyFull = false) {
    const { interfaceCount } = mapped;
    const tiles = mapped.kinds.reduce((product, { count }) => product * (count + 1), 1);
    if (tiles * interfaceCount * 15 > MOST_ENTRIES) throw new NotCovered('too many tiles');
    this.mapped = mapped;
    this.lattice = new TileLattice(mapped);
    const perInterface = (): Float64Array => new Float64Array(interfaceCount * tiles);
    this.energy = perInterface();
    this.period = perInterface();
    this.count = perInterface();
    this.stored = perInterface();
    this.fractionalBits = perInterface();
    this.integerBits = perInterface();
    this.comesBack = new Uint8Array(interfaceCount * tiles);
    this.cycles = new Float64Array(4 * interfaceCount * tiles);
    this.average = new Float64Array(4 * interfaceCount * tiles);
    for (const operand of mapped.operands) {
      for (let level = 0; level <= operand.memories.length; level++) {
        for (let tile = onlyFull ? tiles - 1 : 0; tile < tiles; tile++) this.fill(operand, level, tile);
      }
    }
  }

  private fill(operand: ReferenceOperand, level: number, tile: number): void {
    const { mapped, lattice } = this;
    const { isOutput, memories, shares } = operand;
    const index = operand.base + level;
    const at = index * lattice.size + tile;
    const period = level > 0 || !isOutput ? lattice.iterations[tile] : 1;
    const count = Math.floor(mapped.iterations / period);
    this.period[at] = period;
    this.count[at] = count;
    const added = isOutput ? this.addedOutside(operand, tile) : 1;
    const [fractional, integer] = shares.map((share, version) => {
      const stored = level === 0 ? 1 : this.elements(operand, share.extents[level - 1], tile);
      if (version === 0) this.stored[at] = stored;
      const elements = this.rounded(stored);
      const isPartial = isOutput && (share.addsAbove[level] || added > 1);
      const readBacks = isOutput ? Math.trunc(mapped.outputElements * (share.irrelevantAbove[level] * added - 1)) : 0;
      return {
        elements,
        isPartial,
        bits: elements * (isPartial || !isOutput ? operand.partialBits : operand.finalBits),
        mainBits: isOutput && readBacks === 0 ? operand.finalBits : operand.partialBits,
        backBits: readBacks === 0 ? 0 : operand.partialBits,
      };
    });
    this.fractionalBits[at] = fractional.bits;
    this.integerBits[at] = integer.bits;
    this.comesBack[at] = integer.isPartial ? 1 : 0;
    if (level === memories.length) return;

    const words = (position: number, elements: number, bits: number, units: number): number => {
      const { step, width, energy } = accessOf(operand, level, position);
      if (elements * bits === 0) return 0;
      if (width === 0) return Number.POSITIVE_INFINITY;
      return Math.trunc(Math.ceil((elements * bits) / step) * (step / width) * count * units) * energy;
    };
    const above = fractional.elements * shares[0].boost[level];
    const unitsAbove = shares[0].units[level + 1];
    let energy = words(UPPER_MAIN, above, fractional.mainBits, unitsAbove);
    if (fractional.isPartial) energy += words(UPPER_BACK, above, fractional.backBits, unitsAbove);
    if (level > 0) {
      const units = shares[0].units[level];
      energy += words(LOWER_MAIN, fractional.elements, fractional.mainBits, units);
      if (fractional.isPartial) energy += words(LOWER_BACK, fractional.elements, fractional.backBits, units);
    }
    this.energy[at] = energy;

    const boost = shares[1].boost[level];
    const mean = integer.bits / period;
    for (let position = UPPER_MAIN; position <= (level > 0 ? LOWER_BACK : UPPER_BACK); position++) {
      const isBack = position === UPPER_BACK || position === LOWER_BACK;
      if (isBack && !integer.isPartial) continue;
      const { width } = accessOf(operand, level, position);
      const elements = position <= UPPER_BACK ? integer.elements * boost : integer.elements;
      const slot = (4 * index + position) * lattice.size + tile;
      this.cycles[slot] =
        width === 0 ? 0 : Math.ceil((elements * (isBack ? integer.backBits : integer.mainBits)) / width);
      this.average[slot] = Math.trunc(position <= UPPER_BACK ? mean * boost : mean);
    }
  }

  /** Product of the loops outside the tile that add to the output. */
  private addedOutside({ classOf }: ReferenceOperand, tile: number): number {
    const { lattice } = this;
    let product = 1;
    for (const [kind, { dimension, size, count }] of lattice.kinds.entries()) {
      if (classOf[dimension] === 'irrelevant')
        product *= size ** (count - lattice.held[tile * lattice.kinds.length + kind]);
    }
    return product;
  }

  private elements({ relevant, relations }: ReferenceOperand, unrolled: readonly number[], tile: number): number {
    const { lattice, mapped } = this;
    const extent = unrolled.map((factor, dimension) => factor * lattice.extents[tile * unrolled.length + dimension]);
    let elements = 1;
    for (const dimension of relevant) elements *= extent[dimension];
    for (const relation of relations) {
      if (mapped.hasFractions) for (const dimension of [relation.a, relation.b]) requireClear(extent[dimension], 0);
      elements *= covers(relation, extent);
    }
    return elements;
  }

  private rounded(value: number): number {
    if (this.mapped.hasFractions) requireClear(value, 0.5);
    return roundHalfEven(value);
  }
}

/**
 * @param turn fraction at which the rounding of the value turns.
 * @throws NotCovered if the value lies so near that another order of multiplications could round it to the other side.
 */
function requireClear(value: number, turn: number): void {
  const fraction = value - turn - Math.round(value - turn);
  // Products of few binary digits are exact in any order.
  if (Math.abs(fraction) > UNCERTAIN * Math.max(1, value) || Number.isInteger(value * 2 ** 20)) return;
  throw new NotCovered('unrollings whose products round differently in another order of loops');
}
