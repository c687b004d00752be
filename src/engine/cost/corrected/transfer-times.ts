import type { CompiledMapping } from '../../problem/compiled-mapping.ts';
import { type CompiledProblem, FROM_HIGH, FROM_LOW, TO_HIGH, TO_LOW } from '../../problem/compiled-problem.ts';
import type { EvaluationScratch } from '../evaluation-scratch.ts';
import { NONE_HELD } from './remainder-tiles.ts';
import type { TileSizes } from './tile-sizes.ts';

/**
 * Cycles of all transfers by direction (docs/cost-model-corrected.md#stalls): of the largest one, of all, of those during the computation,
 * and by how many the latter overrun what they may take.
 */
export class TransferTimes {
  private readonly problem: CompiledProblem;
  private readonly sizes: TileSizes;

  constructor(problem: CompiledProblem, sizes: TileSizes) {
    this.problem = problem;
    this.sizes = sizes;
  }

  measure(nest: CompiledMapping, scratch: EvaluationScratch): void {
    const { operands } = this.problem;
    scratch.realCycles.fill(0);
    scratch.allowedCycles.fill(0);
    scratch.active.fill(0);
    scratch.totalCycles.fill(0);
    scratch.busyCycles.fill(0);
    scratch.overrunCycles.fill(0);
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
    if (scratch.transferCount[slot] === 0 || bits === 0) return;
    const { cyclesPerOperation, transferWidth } = this.problem;
    const at = this.problem.operands[index].interfaceBase + a;
    const period = scratch.period[at] * cyclesPerOperation;
    const allowed = scratch.doubleBuffered[at] === 1 ? period : period / scratch.topIrrelevant[at];
    const largest = Math.ceil((scratch.transferTile[slot] * bits) / transferWidth[slot]);
    scratch.active[slot] = 1;
    scratch.allowedCycles[slot] = allowed;
    scratch.realCycles[slot] = largest;
    const { remainders } = this.sizes;
    if (remainders === undefined) {
      const periods = scratch.periodCount[at];
      const moved = isReadBack ? periods - periods / this.sizes.reducingAbove[at] : periods;
      this.addPeriods(scratch, slot, largest, moved);
    } else {
      const cut = this.sizes.cut[at];
      remainders.selectPeriods(cut, unit, NONE_HELD);
      while (remainders.next()) {
        this.addPeriods(
          scratch,
          slot,
          Math.ceil((remainders.elements * bits) / transferWidth[slot]),
          remainders.transfers,
        );
      }
      if (isReadBack) {
        remainders.selectPeriods(cut, unit, cut);
        while (remainders.next()) {
          const cycles = Math.ceil((remainders.elements * bits) / transferWidth[slot]);
          this.addPeriods(scratch, slot, cycles, -remainders.transfers);
        }
      }
    }
    // The first load and the last store belong to loading.
    scratch.busyCycles[slot] = scratch.totalCycles[slot];
    if (isReadBack) return;
    scratch.busyCycles[slot] -= largest;
    scratch.overrunCycles[slot] -= Math.max(0, largest - allowed);
  }

  private addPeriods(scratch: EvaluationScratch, slot: number, cycles: number, periods: number): void {
    scratch.totalCycles[slot] += cycles * periods;
    scratch.overrunCycles[slot] += Math.max(0, cycles - scratch.allowedCycles[slot]) * periods;
  }
}
