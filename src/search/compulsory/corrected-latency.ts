import { FROM_HIGH, FROM_LOW, TO_HIGH, TO_LOW } from '../../engine/problem/compiled-problem.ts';
import { arrangeLoops, type WholeTile } from './whole-tile.ts';

/**
 * Cycles that no temporal mapping undercuts by the corrected model. The longest of three:
 *
 * - the loops without stalls, with the least that fills the memories before and empties them after;
 * - the same with the words that the array needs through one port, one after the other, instead of the loops;
 * - all that one port moves in any case.
 *
 * Larger tiles never take more cycles of a port in all: the union of some tiles is no larger than their sum, rounding up once is no more
 * than rounding up several times, and what is merged needs no wider words. So all data at once is the least. Filling and emptying take no
 * less than the data of one operation.
 */
export function leastCorrectedLatency(whole: WholeTile): number {
  const { problem, nest } = whole;
  const { cyclesPerOperation, ports } = problem;
  let computation = cyclesPerOperation;
  for (let position = 0; position < nest.length; position++) computation *= nest.size[position];
  const { total, busyAtArray } = cyclesOfSlots(whole);
  const loading = leastLoading(whole);
  let least = computation + loading;
  for (const { trafficSlots } of ports) {
    let moved = 0;
    let busy = 0;
    for (const slot of trafficSlots) {
      moved += total[slot];
      busy += busyAtArray[slot];
    }
    least = Math.max(least, moved, busy + cyclesPerOperation + loading);
  }
  return least;
}

/** Per traffic slot: the fewest cycles of all its transfers, and at the array of all but the first. */
function cyclesOfSlots({ problem, nest, evaluator }: WholeTile) {
  const { totalCycles, busyCycles, transferTile } = evaluator.scratch;
  const total = new Float64Array(4 * problem.levelSlotCount);
  const busyAtArray = new Float64Array(4 * problem.levelSlotCount);
  for (const operand of problem.operands) {
    const { levelBase, levelCount, partialPrecision, finalPrecision } = operand;
    for (const { levelBase: base, levelCount: count } of problem.operands) {
      nest.boundary.fill(nest.length, base, base + count);
    }
    // At the array, words stay while irrelevant loops run innermost.
    arrangeLoops(nest, operand, true);
    evaluator.measureTraffic(nest);
    const first = 4 * levelBase;
    for (let slot = first; slot < 4 * (levelBase + levelCount); slot++) {
      total[slot] = totalCycles[slot];
      // Smaller tiles may move sums, where these are narrower than results.
      const isAbove = slot >= first + 2 && finalPrecision > partialPrecision;
      if (isAbove) total[slot] = (transferTile[slot] * partialPrecision) / problem.transferWidth[slot];
    }
    for (let slot = first; slot < first + 2; slot++) busyAtArray[slot] = busyCycles[slot];
  }
  return { total, busyAtArray };
}

/**
 * The fewest cycles of filling and emptying the memories. They are those of a mapping that keeps everything in the lowest memories: what crosses
 * once needs before the start no more than what the array needs to begin.
 */
function leastLoading(whole: WholeTile): number {
  const { problem, nest, evaluator } = whole;
  const { operands, ports } = problem;
  whole.measure();
  evaluator.evaluateLatency(nest);
  const { loadingCycles } = evaluator.scratch;
  let fill = 0;
  let drain = 0;
  for (const { isOutput, levelBase, levelCount, partialPrecision, finalPrecision } of operands) {
    let cycles = 0;
    for (let level = 1; level < levelCount; level++) {
      const lower = 4 * (levelBase + level - 1) + (isOutput ? TO_HIGH : FROM_HIGH);
      const upper = 4 * (levelBase + level) + (isOutput ? FROM_LOW : TO_LOW);
      cycles += Math.max(loadingCycles[lower], loadingCycles[upper]);
    }
    if (!isOutput) fill = Math.max(fill, cycles);
    // Other mappings may move sums, which are narrower.
    else if (finalPrecision <= partialPrecision) drain = cycles;
  }
  // The inputs follow one another through a port.
  for (const { trafficSlots, operands: served } of ports) {
    let cycles = 0;
    for (let service = 0; service < trafficSlots.length; service++) {
      const slot = trafficSlots[service];
      const { isOutput, levelBase } = operands[served[service]];
      const isAtArray = slot === 4 * levelBase + TO_LOW;
      if (!isOutput && !isAtArray) cycles += loadingCycles[slot];
    }
    fill = Math.max(fill, cycles);
  }
  return fill + drain;
}
