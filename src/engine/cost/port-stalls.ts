import type { CompiledPort, CompiledProblem } from '../problem/compiled-problem.ts';
import { type EvaluationScratch, STALL_CYCLES } from './evaluation-scratch.ts';

/**
 * Cycles in which the slowest port makes the array wait (L. Mei et al., "A Uniform Latency Model for DNN Accelerators with
 * Diverse Architectures and Dataflows", DATE 2022; docs/cost-model.md#stalls).
 *
 * ```text
 *   compute   |####|####|####|####|
 *   transfer  |======|======|======      each of the N−1 refills overruns its window by R − A cycles
 * ```
 *
 * Transfers on the same port compete. They stall if they need more cycles than the union of their windows has.
 */
export function measureStalls(problem: CompiledProblem, scratch: EvaluationScratch): void {
  let slowest = 0;
  for (let port = 0; port < problem.ports.length; port++) {
    measurePort(problem, scratch, port);
    const stall = scratch.portStall[port];
    if (stall > slowest) slowest = stall;
  }
  scratch.results[STALL_CYCLES] = slowest;
}

/** Interface behind a traffic slot: `TO_LOW`, `FROM_LOW` (codes 0, 1) use the one below the memory, the others the one above. */
export function interfaceOf(problem: CompiledProblem, port: CompiledPort, service: number): number {
  const slot = port.trafficSlots[service];
  const operand = problem.operands[port.operands[service]];
  return operand.interfaceBase + (slot >> 2) - operand.levelBase + ((slot & 3) >> 1);
}

function measurePort(problem: CompiledProblem, scratch: EvaluationScratch, portIndex: number): void {
  const port = problem.ports[portIndex];
  const { realCycles, allowedCycles, active, period, periodCount } = scratch;
  const { trafficSlots } = port;
  let activities = 0;
  let positive = 0;
  let negative = 0;
  let needed = 0;
  let onlyAllowed = 0;
  for (let service = 0; service < trafficSlots.length; service++) {
    const slot = trafficSlots[service];
    if (active[slot] === 0) continue;
    const index = interfaceOf(problem, port, service);
    const repeats = periodCount[index] - 1;
    const stall = (realCycles[slot] - allowedCycles[slot]) * repeats;
    if (stall > 0) positive += stall;
    else negative += stall;
    needed += allowedCycles[slot] * repeats;
    onlyAllowed = allowedCycles[slot];
    scratch.listA[activities] = Math.ceil(period[index] * problem.cyclesPerOperation);
    scratch.listB[activities] = allowedCycles[slot];
    scratch.listC[activities] = periodCount[index];
    activities++;
  }
  if (activities <= 1) {
    scratch.portWindow[portIndex] = onlyAllowed;
    scratch.portStall[portIndex] = positive + negative;
    return;
  }
  const union = windowUnion(scratch.listA, scratch.listB, scratch.listC, activities);
  scratch.portWindow[portIndex] = union;
  scratch.portStall[portIndex] = positive + Math.max(0, negative + needed - union);
}

/**
 * Number of cycles of the computation in which at least one transfer can proceed. Transfer j can use the first `windows[j]` cycles of
 * each of its periods. The periods are prefix products of one loop order, so each one divides the next. The union is therefore counted
 * period by period instead of cycle by cycle. The function reorders the three lists.
 *
 * ```text
 *   P 4, A 2    ##..##..##..      P 12, A 3    ###.........      union  ###.##..##..  = 7 of 12
 * ```
 */
export function windowUnion(
  periods: Float64Array,
  windows: Float64Array,
  counts: Float64Array,
  length: number,
): number {
  let longest = 0;
  for (let j = 0; j < length; j++) {
    if (periods[j] === windows[j]) return periods[j] * counts[j];
    if (periods[j] > periods[longest]) longest = j;
  }
  const longestPeriod = periods[longest];
  const longestCount = counts[longest];
  const distinct = sortDistinct(periods, windows, length);
  return covered(periods, windows, distinct, longestPeriod) * longestCount;
}

/** Sorts by period, ascending, and keeps the widest window of equal periods. Returns how many remain. */
export function sortDistinct(periods: Float64Array, windows: Float64Array, length: number): number {
  let distinct = 0;
  for (let j = 0; j < length; j++) {
    const period = periods[j];
    const window = windows[j];
    let place = distinct;
    while (place > 0 && periods[place - 1] >= period) place--;
    if (place < distinct && periods[place] === period) {
      if (window > windows[place]) windows[place] = window;
      continue;
    }
    for (let moved = distinct; moved > place; moved--) {
      periods[moved] = periods[moved - 1];
      windows[moved] = windows[moved - 1];
    }
    periods[place] = period;
    windows[place] = window;
    distinct++;
  }
  return distinct;
}

/** Covered cycles among the first `cycles`, by the `count` shortest periods: whole periods of the longest one, and a rest. */
function covered(periods: Float64Array, windows: Float64Array, count: number, cycles: number): number {
  if (count === 0) return 0;
  const period = periods[count - 1];
  const whole = Math.floor(cycles / period);
  const rest = cycles - whole * period;
  const inRest = rest === 0 ? 0 : coveredWithin(periods, windows, count, rest);
  return whole === 0 ? inRest : whole * coveredWithin(periods, windows, count, period) + inRest;
}

/** Covered cycles within one period of the longest: its own window, and the cycles that shorter periods add behind it. */
export function coveredWithin(periods: Float64Array, windows: Float64Array, count: number, cycles: number): number {
  const window = windows[count - 1];
  if (cycles <= window) return cycles;
  return window + covered(periods, windows, count - 1, cycles) - covered(periods, windows, count - 1, window);
}
