import type { CompiledMapping } from '../../problem/compiled-mapping.ts';
import { type CompiledProblem, FROM_HIGH, FROM_LOW, TO_HIGH, TO_LOW } from '../../problem/compiled-problem.ts';
import type { EvaluationScratch } from '../evaluation-scratch.ts';
import { NONE_HELD, type RemainderTiles } from './remainder-tiles.ts';
import type { TileSizes } from './tile-sizes.ts';

/**
 * Cycles of all transfers by direction (docs/cost-model-corrected.md#stalls): of the largest one, of all, of those during the computation,
 * and by how many the latter overrun what they may take.
 */
export class TransferTimes {
  private readonly problem: CompiledProblem;
  private readonly sizes: TileSizes;
  /** Sums of `addUp`. */
  private total = 0;
  private overrun = 0;

  constructor(problem: CompiledProblem, sizes: TileSizes) {
    this.problem = problem;
    this.sizes = sizes;
  }

  measure(nest: CompiledMapping, scratch: EvaluationScratch): void {
    const { operands } = this.problem;
    for (let index = 0; index < operands.length; index++) {
      const { isOutput, levelBase, levelCount } = operands[index];
      this.sizes.layOut(nest, scratch, index);
      for (let a = 0; a < levelCount; a++) {
        const upper = 4 * (levelBase + a);
        if (isOutput) this.time(scratch, index, upper + FROM_LOW, a, a + 1, false);
        this.time(scratch, index, upper + TO_LOW, a, a + 1, isOutput);
        if (a === 0) continue;
        if (isOutput) this.time(scratch, index, upper - 4 + TO_HIGH, a, a, false);
        this.time(scratch, index, upper - 4 + FROM_HIGH, a, a, isOutput);
      }
    }
  }

  private time(
    scratch: EvaluationScratch,
    index: number,
    slot: number,
    a: number,
    unit: number,
    isReadBack: boolean,
  ): void {
    const bits = scratch.transferBits[slot];
    if (scratch.transferCount[slot] === 0 || bits === 0) {
      clearTimes(scratch, slot);
      return;
    }
    const { cyclesPerOperation, transferWidth } = this.problem;
    const { remainders } = this.sizes;
    const at = this.problem.operands[index].interfaceBase + a;
    const period = scratch.period[at] * cyclesPerOperation;
    const allowed = scratch.doubleBuffered[at] === 1 ? period : period / scratch.topIrrelevant[at];
    const largest = Math.ceil((scratch.transferTile[slot] * bits) / transferWidth[slot]);
    let periods = scratch.periodCount[at];
    if (isReadBack) periods -= periods / this.sizes.reducingAbove[at];
    let total = largest * periods;
    let overrun = largest > allowed ? (largest - allowed) * periods : 0;
    if (remainders !== undefined && this.sizes.isUniform[slot] === 0) {
      this.addUp(remainders, slot, this.sizes.cut[at], unit, isReadBack, bits, allowed);
      total = this.total;
      overrun = this.overrun;
    }
    // The first load and the last store belong to loading.
    const first = isReadBack ? 0 : largest;
    scratch.active[slot] = 1;
    scratch.realCycles[slot] = largest;
    scratch.allowedCycles[slot] = allowed;
    scratch.totalCycles[slot] = total;
    scratch.busyCycles[slot] = total - first;
    scratch.overrunCycles[slot] = first > allowed ? overrun - (first - allowed) : overrun;
  }

  /** Cycles of all periods, and those beyond what each allows, where periods differ. */
  private addUp(
    remainders: RemainderTiles,
    slot: number,
    cut: number,
    unit: number,
    isReadBack: boolean,
    bits: number,
    allowed: number,
  ): void {
    const width = this.problem.transferWidth[slot];
    let total = 0;
    let overrun = 0;
    remainders.selectPeriods(cut, unit, NONE_HELD);
    while (remainders.next()) {
      const cycles = Math.ceil((remainders.elements * bits) / width);
      total += cycles * remainders.transfers;
      overrun += Math.max(0, cycles - allowed) * remainders.transfers;
    }
    if (isReadBack) {
      remainders.selectPeriods(cut, unit, cut);
      while (remainders.next()) {
        const cycles = Math.ceil((remainders.elements * bits) / width);
        total -= cycles * remainders.transfers;
        overrun -= Math.max(0, cycles - allowed) * remainders.transfers;
      }
    }
    this.total = total;
    this.overrun = overrun;
  }
}

function clearTimes(scratch: EvaluationScratch, slot: number): void {
  scratch.active[slot] = 0;
  scratch.realCycles[slot] = 0;
  scratch.allowedCycles[slot] = 0;
  scratch.totalCycles[slot] = 0;
  scratch.busyCycles[slot] = 0;
  scratch.overrunCycles[slot] = 0;
}
