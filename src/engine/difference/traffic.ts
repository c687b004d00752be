import type { EvaluationScratch } from '../cost/evaluation-scratch.ts';
import { windowUnion } from '../cost/port-stalls.ts';
import type { CompiledProblem } from '../problem/compiled-problem.ts';

/** What a model between the two says of traffic: energy, stalls, and the cycles of every transfer in `scratch`. */
export interface Traffic {
  readonly problem: CompiledProblem;
  readonly scratch: EvaluationScratch;
  /** pJ of the layer. */
  readonly energy: number;
  /** Per traffic slot: least cycles of a load, by the rule of the reference, and average bits per cycle. */
  readonly shortestCycles: Float64Array;
  readonly averageBits: Float64Array;
}

/**
 * Stall of the slowest port, by the union of windows over all periods as in the reference (quirk C6). The formula is that of both models:
 * the overrun of single transfers, or what all need beyond the cycles in which any may move.
 */
export function stallByUnion(problem: CompiledProblem, scratch: EvaluationScratch): number {
  const { active, period, periodCount, allowedCycles, busyCycles, overrunCycles, listA, listB, listC } = scratch;
  let slowest = 0;
  for (const { trafficSlots, interfaces } of problem.ports) {
    let activities = 0;
    let busy = 0;
    let overrun = 0;
    trafficSlots.forEach((slot, service) => {
      if (active[slot] === 0) return;
      busy += busyCycles[slot];
      overrun += overrunCycles[slot];
      listA[activities] = Math.ceil(period[interfaces[service]] * problem.cyclesPerOperation);
      listB[activities] = allowedCycles[slot];
      listC[activities] = periodCount[interfaces[service]];
      activities++;
    });
    if (activities === 0) continue;
    slowest = Math.max(slowest, overrun, busy - windowUnion(listA, listB, listC, activities));
  }
  return slowest;
}
