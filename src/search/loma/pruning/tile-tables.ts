import { MappingEvaluator } from '../../../engine/cost/mapping-evaluator.ts';
import type { CompiledMapping } from '../../../engine/problem/compiled-mapping.ts';
import {
  type CompiledOperand,
  type CompiledProblem,
  FRACTIONAL,
  IRRELEVANT,
} from '../../../engine/problem/compiled-problem.ts';
import { type LoopKinds, nestFor } from '../../orders/loop-kinds.ts';

/** Takes more than all rounding of products in another order. */
const ROUNDING = 1e-9;

/** Table entries, 16 bytes each, beyond which a search goes without bounds. */
const MOST_ENTRIES = 2_000_000;

/**
 * What every interface costs by its *content*, the loops below it: how many of each kind, whatever their order
 * (docs/mapping-search.md#bounds). The traffic at one interface depends on nothing else of a mapping, so energy is a sum of table entries.
 *
 * ```text
 * loops  K 2 ×2, C 3      contents  {}  {K}  {K K}  {C}  {K C}  {K K C}      index = K's + 3 · C's
 * ```
 */
export class ContentTables {
  /** Number of contents; the last one holds all loops. */
  readonly size: number;
  /** What one more loop of a kind adds to the index of a content. */
  readonly stride: Int32Array;
  /** `[interface · size + content]`: pJ, infinite if the memory below cannot hold the content. Not a number where a port is missing. */
  readonly energy: Float64Array;
  /** The same: the least of the content and all that contain it. */
  readonly leastEnergy: Float64Array;
  /** `[traffic slot · size + content]`: cycles the port is busy with all transfers but the first. */
  readonly busy: Float64Array;
  readonly leastBusy: Float64Array;
  /** Per traffic slot: cycles of the one transfer when all loops are below. */
  readonly wholeCycles: Float64Array;
  private readonly problem: CompiledProblem;
  private readonly kinds: LoopKinds;
  private readonly evaluator: MappingEvaluator;
  private readonly nest: CompiledMapping;
  private readonly counts: Int32Array;

  /** Tables for all contents that orders of these loops can have; undefined where they would be too large to pay. */
  static of(problem: CompiledProblem, kinds: LoopKinds, order: Int32Array): ContentTables | undefined {
    const counts = new Int32Array(kinds.size.length);
    for (const kind of order) counts[kind]++;
    const size = counts.reduce((product, count) => product * (count + 1), 1);
    return size * (problem.interfaceCount + 4 * problem.levelSlotCount) > MOST_ENTRIES
      ? undefined
      : new ContentTables(problem, kinds, counts, size);
  }

  private constructor(problem: CompiledProblem, kinds: LoopKinds, counts: Int32Array, size: number) {
    this.problem = problem;
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
    for (let content = 0; content < size; content++) this.fill(content);
    this.leastEnergy = this.leastOfSupersets(this.energy);
    this.leastBusy = this.leastOfSupersets(this.busy);
  }

  /** All entries of a content: every operand gets it at every interface, from a nest in which no further loop merges into it. */
  private fill(content: number): void {
    const { problem, nest, evaluator } = this;
    const inside = this.placeContent(content);
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
      for (let level = 0; level < operand.levelCount; level++) this.fillInterface(operand, level, content, inside);
    }
  }

  /** Lays out the content innermost and all other loops outside of it. Returns how many loops the content has. */
  private placeContent(content: number): number {
    const { counts, kinds, stride, nest } = this;
    let inside = 0;
    let outside = nest.length;
    for (let kind = 0; kind < counts.length; kind++) {
      const taken = Math.floor(content / stride[kind]) % (counts[kind] + 1);
      for (let k = 0; k < counts[kind]; k++) {
        const position = k < taken ? inside++ : --outside;
        nest.dimension[position] = kinds.dimension[kind];
        nest.size[position] = kinds.size[kind];
      }
    }
    return inside;
  }

  /** The first loop outside that the operand cannot merge into the content; the innermost one if all could be. */
  private firstOutside({ relevance }: CompiledOperand, inside: number): number {
    const { nest } = this;
    for (let position = inside; position < nest.length; position++) {
      if (relevance[nest.dimension[position]] !== IRRELEVANT) return position;
    }
    return inside;
  }

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

  private fillInterface(operand: CompiledOperand, level: number, content: number, inside: number): void {
    const { problem, size, energy, busy, wholeCycles } = this;
    const { scratch } = this.evaluator;
    const { wordEnergy } = problem;
    const index = operand.interfaceBase + level;
    const above = 4 * (operand.levelBase + level);
    // TO_LOW and FROM_LOW of the memory above the interface, TO_HIGH and FROM_HIGH of the one below it.
    const below = level === 0 ? above : above - 2;
    let picojoules = 0;
    for (let slot = below; slot < above + 2; slot++) {
      picojoules += scratch.words[slot] * wordEnergy[slot];
      busy[slot * size + content] = scratch.realCycles[slot] * Math.max(0, scratch.periodCount[index] - 1);
      if (inside === this.nest.length) wholeCycles[slot] = scratch.realCycles[slot];
    }
    const isPossible = level === 0 ? this.canStay(operand, inside) : this.canHold(operand, level);
    energy[index * size + content] = isPossible ? picojoules : Number.POSITIVE_INFINITY;
    if (isPossible) return;
    for (let slot = below; slot < above + 2; slot++) busy[slot * size + content] = Number.POSITIVE_INFINITY;
  }

  /** An input may stay at the array while only loops run that do not touch it. Everything else crosses there at every step. */
  private canStay(operand: CompiledOperand, inside: number): boolean {
    if (operand.isOutput || !this.problem.reuseAtPins) return true;
    for (let position = 0; position < inside; position++) {
      if (operand.relevance[this.nest.dimension[position]] !== IRRELEVANT) return false;
    }
    return true;
  }

  /** Generous: allocation counts unrounded elements, of either precision. */
  private canHold(operand: CompiledOperand, level: number): boolean {
    const elements = this.evaluator.scratch.versions[FRACTIONAL].elements[operand.interfaceBase + level];
    const precision = Math.min(operand.partialPrecision, operand.finalPrecision);
    return (elements - 1) * precision <= operand.memories[level - 1].sizeBits;
  }

  private leastOfSupersets(values: Float64Array): Float64Array {
    const { size, counts, stride } = this;
    const least = values.slice();
    for (let base = 0; base < least.length; base += size) {
      for (let content = size - 1; content >= 0; content--) {
        for (let kind = 0; kind < counts.length; kind++) {
          if (Math.floor(content / stride[kind]) % (counts[kind] + 1) === counts[kind]) continue;
          const larger = least[base + content + stride[kind]];
          if (larger < least[base + content]) least[base + content] = larger;
        }
      }
    }
    return least;
  }
}

/** Fractional unrollings made smaller than any rounding could make them, so that no order gives less. */
function slightlySmaller(problem: CompiledProblem): CompiledProblem {
  const [fractional, integer] = problem.versions;
  if (fractional === integer) return problem;
  const loopFactor = fractional.loopFactor.map((factor) =>
    Number.isInteger(factor) ? factor : factor * (1 - ROUNDING),
  );
  return { ...problem, versions: [{ ...fractional, loopFactor }, integer] };
}
