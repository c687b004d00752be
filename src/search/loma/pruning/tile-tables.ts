import { MappingEvaluator } from '../../../engine/cost/mapping-evaluator.ts';
import type { CompiledMapping } from '../../../engine/problem/compiled-mapping.ts';
import {
  type CompiledOperand,
  type CompiledProblem,
  FRACTIONAL,
  IRRELEVANT,
} from '../../../engine/problem/compiled-problem.ts';
import { type LoopKinds, nestFor } from '../../orders/loop-kinds.ts';
import type { ModelRules } from './model-rules.ts';

/** Relative margin. It exceeds all rounding errors of products in another order. */
const ROUNDING = 1e-9;

/** Largest number of table entries, of 16 bytes each. Searches that need more use no bounds. */
const MOST_ENTRIES = 2_000_000;

/**
 * Energy and port cycles of every interface, for every tile (docs/mapping-search.md#bounds). A *tile* is made by the loops below an
 * interface: it is the number of loops of each kind, in any order. The traffic at an interface depends on its tile only. The energy of a
 * mapping is therefore a sum of table entries.
 *
 * ```text
 * loops  K 2 ×2, C 3      tiles  {}  {K}  {K K}  {C}  {K C}  {K K C}      index = K's + 3 · C's
 * ```
 */
export class TileTables {
  /** Number of tiles. The last tile has all loops. */
  readonly size: number;
  /** Increment of the index of a tile for one more loop of a kind. */
  readonly stride: Int32Array;
  /** `[interface · size + tile]`: pJ. Infinite if the memory below can't hold the tile. Not a number if a port is missing. */
  readonly energy: Float64Array;
  /** The least `energy` of the tile and of all tiles that contain it. */
  readonly leastEnergy: Float64Array;
  /** `[traffic slot · size + tile]`: cycles that its transfers occupy the port (`ModelRules.portCycles`). */
  readonly busy: Float64Array;
  /** The least `busy` of the tile and of all tiles that contain it. */
  readonly leastBusy: Float64Array;
  /** Per traffic slot: cycles of the single transfer of the tile with all loops. */
  readonly wholeCycles: Float64Array;
  private readonly problem: CompiledProblem;
  private readonly rules: ModelRules;
  private readonly kinds: LoopKinds;
  private readonly evaluator: MappingEvaluator;
  private readonly nest: CompiledMapping;
  private readonly counts: Int32Array;

  /** Tables of all tiles that orders of these loops can have; undefined if the tables would be too large. */
  static of(problem: CompiledProblem, rules: ModelRules, kinds: LoopKinds, order: Int32Array): TileTables | undefined {
    const counts = new Int32Array(kinds.size.length);
    for (const kind of order) counts[kind]++;
    const size = counts.reduce((product, count) => product * (count + 1), 1);
    return size * (problem.interfaceCount + 4 * problem.levelSlotCount) > MOST_ENTRIES
      ? undefined
      : new TileTables(problem, rules, kinds, counts, size);
  }

  private constructor(problem: CompiledProblem, rules: ModelRules, kinds: LoopKinds, counts: Int32Array, size: number) {
    this.problem = problem;
    this.rules = rules;
    this.kinds = kinds;
    this.counts = counts;
    this.stride = new Int32Array(counts.length);
    for (let kind = 0, stride = 1; kind < counts.length; stride *= counts[kind++] + 1) this.stride[kind] = stride;
    this.size = size;
    this.energy = new Float64Array(problem.interfaceCount * size);
    this.busy = new Float64Array(4 * problem.levelSlotCount * size);
    this.wholeCycles = new Float64Array(4 * problem.levelSlotCount);
    this.evaluator = new MappingEvaluator(slightlySmaller(problem));
    this.nest = nestFor(
      problem,
      counts.reduce((sum, count) => sum + count, 0),
    );
    for (let tile = 0; tile < size; tile++) this.fill(tile);
    this.leastEnergy = this.leastOfSupersets(this.energy);
    this.leastBusy = this.leastOfSupersets(this.busy);
  }

  /** Computes all entries of a tile. Every operand gets the tile at every interface, and no further loop is merged into it. */
  private fill(tile: number): void {
    const { problem, nest, evaluator } = this;
    const inside = this.placeTile(tile);
    for (const { levelBase, levelCount } of problem.operands) {
      nest.boundary.fill(inside, levelBase, levelBase + levelCount - 1);
      nest.boundary[levelBase + levelCount - 1] = nest.length;
    }
    let measured = -1;
    for (let index = 0; index < problem.operands.length; index++) {
      const operand = problem.operands[index];
      const first = this.firstOutside(operand, inside);
      if (first !== measured) {
        this.bringForward(inside, first);
        evaluator.measureTraffic(nest);
        measured = inside;
      }
      for (let level = 0; level < operand.levelCount; level++) this.fillInterface(operand, level, tile, inside);
    }
  }

  /** Places the loops of the tile innermost, and all other loops outside of it. Returns the number of loops of the tile. */
  private placeTile(tile: number): number {
    const { counts, kinds, stride, nest } = this;
    let inside = 0;
    let outside = nest.length;
    for (let kind = 0; kind < counts.length; kind++) {
      const taken = Math.floor(tile / stride[kind]) % (counts[kind] + 1);
      for (let k = 0; k < counts[kind]; k++) {
        const position = k < taken ? inside++ : --outside;
        nest.dimension[position] = kinds.dimension[kind];
        nest.size[position] = kinds.size[kind];
      }
    }
    return inside;
  }

  /** Position of the first loop outside the tile that isn't stationary for the operand; `inside` if all are stationary. */
  private firstOutside({ relevance }: CompiledOperand, inside: number): number {
    const { nest } = this;
    for (let position = inside; position < nest.length; position++) {
      if (relevance[nest.dimension[position]] !== IRRELEVANT) return position;
    }
    return inside;
  }

  /** Exchanges the innermost loop outside the tile with the loop at a position. */
  private bringForward(inside: number, position: number): void {
    if (position === inside) return;
    const { dimension, size } = this.nest;
    const heldDimension = dimension[position];
    const heldSize = size[position];
    dimension[position] = dimension[inside];
    size[position] = size[inside];
    dimension[inside] = heldDimension;
    size[inside] = heldSize;
  }

  private fillInterface(operand: CompiledOperand, level: number, tile: number, inside: number): void {
    const { rules, size, energy, busy, wholeCycles } = this;
    const { scratch } = this.evaluator;
    const index = operand.interfaceBase + level;
    const above = 4 * (operand.levelBase + level);
    // TO_LOW and FROM_LOW of the memory above the interface, TO_HIGH and FROM_HIGH of the one below it.
    const below = level === 0 ? above : above - 2;
    let picojoules = 0;
    for (let slot = below; slot < above + 2; slot++) {
      picojoules += scratch.directionEnergy[slot];
      busy[slot * size + tile] = rules.portCycles(scratch, slot, index);
      if (inside === this.nest.length) wholeCycles[slot] = scratch.realCycles[slot];
    }
    const isPossible = level === 0 ? this.canStay(operand, inside) : this.canHold(operand, level);
    energy[index * size + tile] = isPossible ? picojoules : Number.POSITIVE_INFINITY;
    if (isPossible) return;
    for (let slot = below; slot < above + 2; slot++) busy[slot * size + tile] = Number.POSITIVE_INFINITY;
  }

  /** Whether an input can stay at the array during the loops of the tile: all of them must be irrelevant to it. */
  private canStay(operand: CompiledOperand, inside: number): boolean {
    if (operand.isOutput || !this.problem.reuseAtPins) return true;
    for (let position = 0; position < inside; position++) {
      if (operand.relevance[this.nest.dimension[position]] !== IRRELEVANT) return false;
    }
    return true;
  }

  /** Whether the memory below may hold the tile. The test is optimistic: the allocation counts unrounded elements, of either precision. */
  private canHold(operand: CompiledOperand, level: number): boolean {
    const elements = this.evaluator.scratch.versions[FRACTIONAL].elements[operand.interfaceBase + level];
    const precision = Math.min(operand.partialPrecision, operand.finalPrecision);
    return (elements - 1) * precision <= operand.memories[level - 1].sizeBits;
  }

  /** The least value of every tile and of all tiles that contain it. */
  private leastOfSupersets(values: Float64Array): Float64Array {
    const { size, counts, stride } = this;
    const least = values.slice();
    for (let base = 0; base < least.length; base += size) {
      for (let tile = size - 1; tile >= 0; tile--) {
        for (let kind = 0; kind < counts.length; kind++) {
          if (Math.floor(tile / stride[kind]) % (counts[kind] + 1) === counts[kind]) continue;
          const larger = least[base + tile + stride[kind]];
          if (larger < least[base + tile]) least[base + tile] = larger;
        }
      }
    }
    return least;
  }
}

/** The problem with slightly smaller fractional unrollings. No order of the loops rounds to a smaller tile. */
function slightlySmaller(problem: CompiledProblem): CompiledProblem {
  const [fractional, integer] = problem.versions;
  if (fractional === integer) return problem;
  const loopFactor = fractional.loopFactor.map((factor) =>
    Number.isInteger(factor) ? factor : factor * (1 - ROUNDING),
  );
  return { ...problem, versions: [{ ...fractional, loopFactor }, integer] };
}
