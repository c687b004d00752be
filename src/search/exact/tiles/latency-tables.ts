import type { EvaluationScratch } from '../../../engine/cost/evaluation-scratch.ts';
import { averageBandwidth } from '../../../engine/cost/loading.ts';
import {
  type CompiledOperand,
  type CompiledProblem,
  FROM_HIGH,
  INTEGER,
  TO_HIGH,
  TO_LOW,
} from '../../../engine/problem/compiled-problem.ts';

/** What latency depends on, by the reference model. */
export interface LatencyTables {
  /** `[interface · tiles + tile]`: cycles between two transfers, and how many transfers. */
  readonly period: Float64Array;
  readonly periodCount: Float64Array;
  /** The same: bits below the interface in one unit; of whole unrollings, and of fractional ones. Also for the outermost interface. */
  readonly integerBits: Float64Array;
  readonly fractionalBits: Float64Array;
  /** `[traffic slot · tiles + tile]`: cycles of one transfer, and average bits per cycle, over a period. */
  readonly realCycles: Float64Array;
  readonly average: Float64Array;
}

/** What latency depends on, by the corrected model. */
export interface CorrectedTables {
  /** `[interface · tiles + tile]`: cycles between two transfers. */
  readonly period: Float64Array;
  /** `[traffic slot · tiles + tile]`: cycles of the longest transfer, and of all. */
  readonly realCycles: Float64Array;
  readonly totalCycles: Float64Array;
  /** The same: cycles by which transfers during the computation outlast their periods, where the level below has room for two tiles. */
  readonly overrunCycles: Float64Array;
  /**
   * The same for an interface that is crossed once: cycles of what the array needs to begin, by the tile at the last interface below that isn't.
   * Per level of this last interface; one table for all levels where they don't differ.
   */
  readonly neededCycles: readonly Float64Array[];
  /** Whether the needs depend on more than the tile, so that `fillNeeds` must fill them in. */
  readonly needsDiffer: boolean;
}

/** Cycles that must have crossed before the array begins, by the level of the last interface that is crossed more than once. */
export function neededFrom({ neededCycles }: CorrectedTables, level: number): Float64Array {
  return neededCycles[Math.min(Math.max(0, level), neededCycles.length - 1)];
}

/** Tables of needs: one per level if they differ. */
export function tablesOfNeeds(problem: CompiledProblem): number {
  return needsDiffer(problem) ? Math.max(1, ...problem.operands.map(({ levelCount }) => levelCount - 1)) : 1;
}

/**
 * Whether a dependent dimension ends with a smaller round. Its indices are laid out level by level, so it matters between which unrollings the
 * loops outside of a tile stand.
 */
function needsDiffer({ tiles }: CompiledProblem): boolean {
  if (tiles === undefined) return false;
  const units = new Float64Array(tiles.size.length).fill(1);
  for (let k = 0; k < tiles.unrolledFactor.length; k++) units[tiles.unrolledDimension[k]] *= tiles.unrolledFactor[k];
  return tiles.operands.some(({ laidOutByLevel }) =>
    laidOutByLevel.some((isDependent, d) => isDependent === 1 && tiles.rounds[d] * units[d] !== tiles.size[d]),
  );
}

export function emptyLatencyTables(problem: CompiledProblem, tileCount: number): LatencyTables {
  const perInterface = (): Float64Array => new Float64Array(problem.interfaceCount * tileCount);
  const perSlot = (): Float64Array => new Float64Array(4 * problem.levelSlotCount * tileCount);
  return {
    period: perInterface(),
    periodCount: perInterface(),
    integerBits: perInterface(),
    fractionalBits: perInterface(),
    realCycles: perSlot(),
    average: perSlot(),
  };
}

export function emptyCorrectedTables(problem: CompiledProblem, tileCount: number): CorrectedTables {
  const perSlot = (): Float64Array => new Float64Array(4 * problem.levelSlotCount * tileCount);
  return {
    period: new Float64Array(problem.interfaceCount * tileCount),
    realCycles: perSlot(),
    totalCycles: perSlot(),
    overrunCycles: perSlot(),
    neededCycles: Array.from({ length: tablesOfNeeds(problem) }, perSlot),
    needsDiffer: needsDiffer(problem),
  };
}

/** Fills in an interface at a tile, from the traffic that was measured last. */
export function fillLatency(
  tables: LatencyTables,
  problem: CompiledProblem,
  scratch: EvaluationScratch,
  { interfaceBase, levelBase, levelCount }: CompiledOperand,
  level: number,
  tile: number,
  tileCount: number,
): void {
  const [fractional, integer] = scratch.versions;
  const index = interfaceBase + level;
  const at = index * tileCount + tile;
  tables.period[at] = scratch.period[index];
  tables.periodCount[at] = scratch.periodCount[index];
  tables.fractionalBits[at] = fractional.elements[index] * fractional.precision[index];
  tables.integerBits[at] = integer.elements[index] * integer.precision[index];
  const above = 4 * (levelBase + level);
  for (let slot = level === 0 ? above : above - 2; slot < above + 2; slot++) {
    tables.realCycles[slot * tileCount + tile] = scratch.realCycles[slot];
    const average = averageBandwidth(problem, scratch, INTEGER, index, (slot & 3) >> 1);
    tables.average[slot * tileCount + tile] = average;
  }
  if (level < levelCount - 1) return;
  // The outermost interface: the level below holds everything, whatever the tile.
  const outermost = (index + 1) * tileCount + tile;
  tables.fractionalBits[outermost] = fractional.elements[index + 1] * fractional.precision[index + 1];
}

/** The same by the corrected model. All levels must have been measured as double-buffered. */
export function fillCorrected(
  tables: CorrectedTables,
  problem: CompiledProblem,
  scratch: EvaluationScratch,
  operand: CompiledOperand,
  level: number,
  tile: number,
  tileCount: number,
): void {
  const { interfaceBase, levelBase, isOutput } = operand;
  tables.period[(interfaceBase + level) * tileCount + tile] = scratch.period[interfaceBase + level];
  const above = 4 * (levelBase + level);
  for (let slot = level === 0 ? above : above - 2; slot < above + 2; slot++) {
    const at = slot * tileCount + tile;
    tables.realCycles[at] = scratch.realCycles[slot];
    tables.totalCycles[at] = scratch.totalCycles[slot];
    tables.overrunCycles[at] = scratch.overrunCycles[slot];
    const direction = slot & 3;
    const isReadBack = isOutput && (direction === TO_LOW || direction === FROM_HIGH);
    if (tables.needsDiffer || isReadBack || scratch.transferTile[slot] === 0) continue;
    const bits = bitsOfOnce(problem, operand, level, direction === TO_HIGH);
    tables.neededCycles[0][at] = Math.ceil((scratch.transferTile[slot] * bits) / problem.transferWidth[slot]);
  }
}

/**
 * Fills in the needs of an operand with a tile at the interface of a level, where they differ: from the evaluation of a mapping that has all
 * other loops in the memory above it.
 */
export function fillNeeds(
  tables: CorrectedTables,
  scratch: EvaluationScratch,
  { levelBase, levelCount }: CompiledOperand,
  level: number,
  tile: number,
  tileCount: number,
): void {
  for (let slot = 4 * (levelBase + level) + 2; slot < 4 * (levelBase + levelCount); slot++) {
    if (scratch.loadedOnce[slot] === 1)
      tables.neededCycles[level][slot * tileCount + tile] = scratch.loadingCycles[slot];
  }
}

/** Bits per element across an interface with all loops below. Sums are unfinished only where unrollings above still add to them. */
function bitsOfOnce(problem: CompiledProblem, operand: CompiledOperand, level: number, isLower: boolean): number {
  const { isOutput, partialPrecision, finalPrecision } = operand;
  if (!isOutput || problem.tiles === undefined) return partialPrecision;
  const { reducingFrom } = problem.tiles.operands[problem.operands.indexOf(operand)];
  return reducingFrom[isLower ? level : level + 1] === 1 ? partialPrecision : finalPrecision;
}
