import { decideBySlices } from '../../../src/engine/cost/corrected/double-buffering.ts';
import {
  type EvaluationScratch,
  MEMORY_ENERGY,
  ONLOADING_CYCLES,
  STALL_CYCLES,
  TEMPORAL_CYCLES,
} from '../../../src/engine/cost/evaluation-scratch.ts';
import { addUpLoading, measureLoading } from '../../../src/engine/cost/loading.ts';
import { MappingEvaluator } from '../../../src/engine/cost/mapping-evaluator.ts';
import { decideDoubleBuffering } from '../../../src/engine/cost/memory-utilisation.ts';
import { coveredWithin, interfaceOf, measureStalls, sortDistinct } from '../../../src/engine/cost/port-stalls.ts';
import { measureTransfers } from '../../../src/engine/cost/transfer-cycles.ts';
import type { CompiledMapping } from '../../../src/engine/problem/compiled-mapping.ts';
import { type CompiledProblem, FROM_HIGH, INTEGER, TO_LOW } from '../../../src/engine/problem/compiled-problem.ts';

/**
 * Quirks of the reference that can be repaired one by one (docs/parity-quirks.md). Some repairs stand for several quirks. C2: unrollings
 * are whole numbers (also C3, Q7). C5: nothing stays at the pins. C26: links wait for all their ports (also C7). R4, C4 and C22 change
 * the design: one port for every direction, strides and dilations of 1, results as wide as partial sums.
 */
export const REPAIRS = ['C1', 'C6', 'C26', 'C25', 'C2', 'C5', 'C12', 'R4', 'C4', 'C22', 'C29', 'C30'] as const;

export type Repair = (typeof REPAIRS)[number];

/** The reference model with some of its quirks repaired: where a law then holds, the quirks broke it. */
export class RepairedEvaluator extends MappingEvaluator {
  private readonly repairs: ReadonlySet<Repair>;

  constructor(problem: CompiledProblem, repairs: ReadonlySet<Repair>) {
    super(problem);
    this.repairs = repairs;
  }

  override evaluateEnergy(nest: CompiledMapping): void {
    super.evaluateEnergy(nest);
    if (!this.repairs.has('C12')) return;
    // At most one word of every direction is lost.
    for (let slot = 0; slot < this.scratch.words.length; slot++) {
      if ((this.scratch.words[slot] ?? 0) === 0 && this.problem.bandwidthMax[slot] === 0) continue;
      this.scratch.results[MEMORY_ENERGY] =
        (this.scratch.results[MEMORY_ENERGY] ?? 0) + (this.problem.wordEnergy[slot] ?? 0);
    }
  }

  override evaluateLatency(nest: CompiledMapping): void {
    const { problem, scratch, repairs } = this;
    (repairs.has('C25') ? decideBySlices : decideDoubleBuffering)(problem, scratch);
    measureTransfers(problem, scratch);
    scratch.results[TEMPORAL_CYCLES] = scratch.prefix[nest.length] ?? 1;
    measureStalls(problem, scratch);
    if (repairs.has('C6')) countOpenPeriods(problem, scratch);
    measureLoading(problem, scratch);
    if (repairs.has('C1')) fillWithinMinima(problem, scratch);
    addUpLoading(problem, scratch);
    if (repairs.has('C26')) serveInTurn(problem, scratch);
    if (repairs.has('C29')) countFirstAccess(problem, scratch);
  }
}

/** C6: stalls count windows of as many periods as they count transfers. */
function countOpenPeriods(problem: CompiledProblem, scratch: EvaluationScratch): void {
  const { active, realCycles, allowedCycles, periodCount, period } = scratch;
  const computation = Math.ceil((scratch.results[TEMPORAL_CYCLES] ?? 0) * problem.cyclesPerOperation);
  let slowest = 0;
  for (const port of problem.ports) {
    const periods = new Float64Array(port.trafficSlots.length);
    const windows = new Float64Array(port.trafficSlots.length);
    let [activities, own, busy] = [0, 0, 0];
    port.trafficSlots.forEach((slot, service) => {
      if (active[slot] === 0) return;
      const index = interfaceOf(problem, port, service);
      const repeats = (periodCount[index] ?? 1) - 1;
      const cycles = realCycles[slot] ?? 0;
      own += Math.max(0, cycles - (allowedCycles[slot] ?? 0)) * repeats;
      busy += cycles * repeats;
      periods[activities] = (period[index] ?? 1) * problem.cyclesPerOperation;
      windows[activities] = allowedCycles[slot] ?? 0;
      activities++;
    });
    const distinct = sortDistinct(periods, windows, activities);
    let open = 0;
    for (let k = 0; k < distinct; k++) {
      const length = periods[k] ?? 1;
      const next = k + 1 < distinct ? (periods[k + 1] ?? 1) : computation;
      open += (next / length - 1) * coveredWithin(periods, windows, k + 1, length);
    }
    slowest = Math.max(slowest, own, busy - open);
  }
  scratch.results[STALL_CYCLES] = slowest;
}

/** C1: the loads of a port are lowered to a common level by no more than its idle cycles, and none below its own minimum. */
function fillWithinMinima(problem: CompiledProblem, scratch: EvaluationScratch): void {
  const { realCycles, loadingCycles, loadedOnce, active } = scratch;
  const { elements, precision } = scratch.versions[INTEGER];
  const computation =
    Math.ceil((scratch.results[TEMPORAL_CYCLES] ?? 0) * problem.cyclesPerOperation) +
    (scratch.results[STALL_CYCLES] ?? 0);
  for (const port of problem.ports) {
    let required = 0;
    const once: { slot: number; real: number; least: number }[] = [];
    port.trafficSlots.forEach((slot, service) => {
      if (active[slot] === 0) return;
      const index = interfaceOf(problem, port, service);
      const real = realCycles[slot] ?? 0;
      if (loadedOnce[slot] === 0) {
        required += real * ((scratch.periodCount[index] ?? 1) - 1);
        return;
      }
      const innermost = (problem.operands[port.operands[service] ?? 0]?.interfaceBase ?? 0) + 1;
      const bits = (elements[innermost] ?? 0) * (precision[innermost] ?? 0);
      once.push({ slot, real, least: Math.min(real, Math.ceil(bits / port.bandwidthMax)) });
    });
    const idle = Math.max(0, computation - required);
    const lowered = (level: number): number =>
      once.reduce((sum, { real, least }) => sum + real - Math.max(least, Math.min(real, level)), 0);
    let [low, high] = [0, Math.max(0, ...once.map(({ real }) => real))];
    for (let step = 0; step < 60 && lowered(low) > idle; step++) {
      const middle = (low + high) / 2;
      if (lowered(middle) > idle) low = middle;
      else high = middle;
    }
    const level = lowered(low) > idle ? high : low;
    for (const { slot, real, least } of once) loadingCycles[slot] = Math.max(least, Math.min(real, level));
  }
}

/** C7, C26: a link waits for the ports of both ends, in the better order of the inputs. */
function serveInTurn(problem: CompiledProblem, scratch: EvaluationScratch): void {
  const inputs = problem.operands.filter(({ isOutput }) => !isOutput);
  const times = [inputs, inputs.toReversed()].map((inOrder) => {
    const freeFrom = new Map<number, number>();
    let last = 0;
    for (const { levelBase, levelCount } of inOrder) {
      let time = 0;
      for (let level = levelCount - 2; level >= 0; level--) {
        const ends = [4 * (levelBase + level) + FROM_HIGH, 4 * (levelBase + level + 1) + TO_LOW];
        const ports = ends.flatMap((slot) => [...(problem.portsOfSlot[slot] ?? [])].map((port) => ({ port, slot })));
        const start = Math.max(time, ...ports.map(({ port }) => freeFrom.get(port) ?? 0));
        for (const { port, slot } of ports) freeFrom.set(port, start + (scratch.loadingCycles[slot] ?? 0));
        time = start + Math.max(...ends.map((slot) => scratch.loadingCycles[slot] ?? 0));
      }
      last = Math.max(last, time);
    }
    return last;
  });
  scratch.results[ONLOADING_CYCLES] = Math.min(...times);
}

/** C29: the first access of the array takes its time, too. */
function countFirstAccess(problem: CompiledProblem, scratch: EvaluationScratch): void {
  const cycles = problem.ports.map((port) =>
    port.trafficSlots.reduce((sum, slot, service) => {
      const { interfaceBase = -1 } = problem.operands[port.operands[service] ?? 0] ?? {};
      const isOfArray = interfaceOf(problem, port, service) === interfaceBase;
      return isOfArray && scratch.active[slot] === 1 ? sum + (scratch.realCycles[slot] ?? 0) : sum;
    }, 0),
  );
  scratch.results[STALL_CYCLES] = (scratch.results[STALL_CYCLES] ?? 0) + Math.max(0, ...cycles);
}
