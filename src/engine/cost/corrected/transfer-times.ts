import type { CompiledProblem } from '../../problem/compiled-problem.ts';
import type { EvaluationScratch } from '../evaluation-scratch.ts';
import type { Direction } from './directions.ts';
import type { TileSizes } from './tile-sizes.ts';
import type { TransferSums, UnequalTransfers } from './unequal-transfers.ts';

/**
 * Cycles of all transfers by direction (docs/cost-model-corrected.md#stalls): of the largest one, of all, of those during the computation,
 * and by how many the latter overrun what they may take.
 */
export class TransferTimes {
  private readonly problem: CompiledProblem;
  private readonly sizes: TileSizes;
  private readonly directions: readonly Direction[];
  private readonly unequal: UnequalTransfers | undefined;

  /** @param unequal only for layers with smaller last rounds. It still has what `TransferCounts` found. */
  constructor(
    problem: CompiledProblem,
    sizes: TileSizes,
    directions: readonly Direction[],
    unequal: UnequalTransfers | undefined,
  ) {
    this.problem = problem;
    this.sizes = sizes;
    this.directions = directions;
    this.unequal = unequal;
  }

  measure(scratch: EvaluationScratch): void {
    const { directions } = this;
    for (let k = 0; k < directions.length; k++) this.time(scratch, directions[k]);
  }

  private time(scratch: EvaluationScratch, { slot, interfaceIndex, isReadBack }: Direction): void {
    const { transferCount, transferBits, transferTile, periodCount, topIrrelevant } = scratch;
    const bits = transferBits[slot];
    if (transferCount[slot] === 0 || bits === 0) {
      if (scratch.active[slot] === 1) clearTimes(scratch, slot);
      return;
    }
    const { cyclesPerOperation, transferWidth } = this.problem;
    const period = scratch.period[interfaceIndex] * cyclesPerOperation;
    const isDouble = scratch.doubleBuffered[interfaceIndex] === 1;
    const allowed = isDouble ? period : period / topIrrelevant[interfaceIndex];
    const largest = Math.ceil((transferTile[slot] * bits) / transferWidth[slot]);
    // The first load and the last store belong to loading.
    const first = isReadBack ? 0 : 1;
    let total: number;
    let overrun = 0;
    if (this.unequal === undefined) {
      let periods = periodCount[interfaceIndex];
      if (isReadBack) periods -= periods / this.sizes.reducingAbove[interfaceIndex];
      total = largest * periods;
      if (largest > allowed) overrun = (largest - allowed) * (periods - first);
    } else {
      const sums = this.unequal.present[slot];
      total = sums.totalCycles;
      if (largest > allowed) overrun = overrunOf(sums, allowed) - first * (largest - allowed);
    }
    scratch.active[slot] = 1;
    scratch.realCycles[slot] = largest;
    scratch.allowedCycles[slot] = allowed;
    scratch.totalCycles[slot] = total;
    scratch.busyCycles[slot] = total - first * largest;
    scratch.overrunCycles[slot] = overrun;
  }
}

/** Cycles of all periods beyond what each allows. */
function overrunOf({ cycles, periods }: TransferSums, allowed: number): number {
  let overrun = 0;
  for (let k = 0; k < cycles.length; k++) if (cycles[k] > allowed) overrun += (cycles[k] - allowed) * periods[k];
  return overrun;
}

function clearTimes(scratch: EvaluationScratch, slot: number): void {
  scratch.active[slot] = 0;
  scratch.realCycles[slot] = 0;
  scratch.allowedCycles[slot] = 0;
  scratch.totalCycles[slot] = 0;
  scratch.busyCycles[slot] = 0;
  scratch.overrunCycles[slot] = 0;
}
