import type { CompiledMapping } from '../../problem/compiled-mapping.ts';
import type { CompiledProblem } from '../../problem/compiled-problem.ts';
import type { EvaluationScratch } from '../evaluation-scratch.ts';
import type { Direction } from './directions.ts';
import { NONE_HELD, type RemainderTiles } from './remainder-tiles.ts';
import type { TileSizes } from './tile-sizes.ts';

/** All transfers of a direction whose tiles have several sizes. */
export interface TransferSums {
  readonly count: number;
  readonly elements: number;
  /** Steps of the minimum width. */
  readonly granules: number;
  /** Cycles of all periods together. */
  readonly totalCycles: number;
  /** Number of `periods` that take so many `cycles`. Periods that are first visits, and no read-backs, count negatively. */
  readonly cycles: Float64Array;
  readonly periods: Float64Array;
}

/** Number of sets of loops per direction whose sums are kept. */
const MOST_KEPT = 4096;

const NOTHING: TransferSums = {
  count: 0,
  elements: 0,
  granules: 0,
  totalCycles: 0,
  cycles: new Float64Array(),
  periods: new Float64Array(),
};

/**
 * Sums over the transfers of layers with smaller last rounds. They depend on the set of loops below the interface only, not on their order
 * nor on other interfaces (src/search/loma/pruning/README.md, R6). A search meets few sets, so their sums are kept.
 */
export class UnequalTransfers {
  /** Per traffic slot: the sums that `find` found. */
  readonly present: TransferSums[];
  private readonly problem: CompiledProblem;
  private readonly remainders: RemainderTiles;
  private readonly sizes: TileSizes;
  /** Per traffic slot: sums by `TileSizes.content`, and the content of `present`. */
  private readonly kept: readonly Map<number, TransferSums>[];
  private readonly presentContent: Float64Array;
  /** Per traffic slot: the widths that the sums are for. An explanation changes those of the problem in place. */
  private readonly keptMinimum: Float64Array;
  private readonly keptWidth: Float64Array;
  /** False if the layout of the operand's indices depends on the borders of other levels. */
  private readonly isKept: Uint8Array;

  constructor(problem: CompiledProblem, sizes: TileSizes, remainders: RemainderTiles) {
    const slots = 4 * problem.levelSlotCount;
    this.problem = problem;
    this.remainders = remainders;
    this.sizes = sizes;
    this.present = Array.from({ length: slots }, () => NOTHING);
    this.kept = Array.from({ length: slots }, () => new Map());
    this.presentContent = new Float64Array(slots).fill(Number.NaN);
    this.keptMinimum = Float64Array.from(problem.bandwidthMin);
    this.keptWidth = Float64Array.from(problem.transferWidth);
    this.isKept = Uint8Array.from(problem.operands, ({ isOutput, relations }) =>
      isOutput && relations.length > 0 ? 0 : 1,
    );
  }

  /** Sets `present` of a slot. */
  find(nest: CompiledMapping, scratch: EvaluationScratch, direction: Direction, bits: number): TransferSums {
    const { operand, slot, interfaceIndex } = direction;
    const content = this.isKept[operand] === 1 ? this.sizes.content[interfaceIndex] : Number.NaN;
    const kept = this.kept[slot];
    if (!this.areWidthsKept(slot)) kept.clear();
    else if (content === this.presentContent[slot]) return this.present[slot];
    let sums = kept.get(content);
    if (sums === undefined) {
      sums = this.add(nest, scratch, direction, bits);
      if (kept.size >= MOST_KEPT) kept.clear();
      if (!Number.isNaN(content)) kept.set(content, sums);
    }
    this.present[slot] = sums;
    this.presentContent[slot] = content;
    return sums;
  }

  /** Whether a slot has the widths that its sums are for. Takes the new ones if not. */
  private areWidthsKept(slot: number): boolean {
    const { bandwidthMin, transferWidth } = this.problem;
    if (this.keptMinimum[slot] === bandwidthMin[slot] && this.keptWidth[slot] === transferWidth[slot]) return true;
    this.keptMinimum[slot] = bandwidthMin[slot];
    this.keptWidth[slot] = transferWidth[slot];
    return false;
  }

  private add(
    nest: CompiledMapping,
    scratch: EvaluationScratch,
    { operand, slot, interfaceIndex, unit, heldLevel, isReadBack }: Direction,
    bits: number,
  ): TransferSums {
    const { remainders } = this;
    const cut = this.sizes.cut[interfaceIndex];
    const sums = { count: 0, elements: 0, granules: 0, totalCycles: 0 };
    const periodsOf = new Map<number, number>();
    const addTransfers = (sign: number): void => {
      while (remainders.next()) {
        const { transfers, elements } = remainders;
        sums.count += sign * transfers;
        sums.elements += sign * transfers * elements;
        sums.granules += sign * transfers * steps(elements * bits, this.problem.bandwidthMin[slot]);
      }
    };
    const addPeriods = (sign: number): void => {
      while (remainders.next()) {
        const cycles = steps(remainders.elements * bits, this.problem.transferWidth[slot]);
        sums.totalCycles += sign * remainders.transfers * cycles;
        periodsOf.set(cycles, (periodsOf.get(cycles) ?? 0) + sign * remainders.transfers);
      }
    };
    remainders.layOut(nest, scratch, operand);
    remainders.select(cut, unit, heldLevel, NONE_HELD);
    addTransfers(1);
    if (isReadBack) {
      remainders.select(cut, unit, heldLevel, cut);
      addTransfers(-1);
    }
    remainders.selectPeriods(cut, unit, NONE_HELD);
    addPeriods(1);
    if (isReadBack) {
      remainders.selectPeriods(cut, unit, cut);
      addPeriods(-1);
    }
    return { ...sums, cycles: Float64Array.from(periodsOf.keys()), periods: Float64Array.from(periodsOf.values()) };
  }
}

function steps(bits: number, width: number): number {
  return bits === 0 ? 0 : Math.ceil(bits / width);
}
