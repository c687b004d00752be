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
  /** The same: cycles that data of the tile take where the interface itself is crossed once, with all loops below. */
  readonly partCycles: Float64Array;
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
    partCycles: perSlot(),
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
    if (isReadBack || scratch.transferTile[slot] === 0) continue;
    const bits = bitsOfOnce(problem, operand, level, direction === TO_HIGH);
    tables.partCycles[at] = Math.ceil((scratch.transferTile[slot] * bits) / problem.transferWidth[slot]);
  }
}

/** Bits per element across an interface with all loops below. Sums are unfinished only where unrollings above still add to them. */
function bitsOfOnce(problem: CompiledProblem, operand: CompiledOperand, level: number, isLower: boolean): number {
  const { isOutput, partialPrecision, finalPrecision } = operand;
  if (!isOutput || problem.tiles === undefined) return partialPrecision;
  const { reducingFrom } = problem.tiles.operands[problem.operands.indexOf(operand)];
  return reducingFrom[isLower ? level : level + 1] === 1 ? partialPrecision : finalPrecision;
}
