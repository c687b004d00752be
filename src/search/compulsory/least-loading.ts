import type { CompiledPort, CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import { operandElements } from '../../model/workload/relevance.ts';
import { linkSlots, loadingSums } from './loading-sums.ts';

/** Rounding of fractional unrollings enlarges tiles by less than this factor. */
const ROUNDED_UP = 1.5;

/**
 * The least that on- and off-loading can count with any spatial mapping, in cycles: 0 or less. Hiding shortens a load by its own cycles and
 * by those of other loads of its port at most (parity quirk C1, docs/parity-quirks.md).
 */
export function leastLoading(problem: CompiledProblem): number {
  // Loading is never negative by the corrected model.
  if (problem.costModel === 'corrected') return 0;
  const portOf = new Map<number, CompiledPort>();
  for (const port of problem.ports) for (const slot of port.trafficSlots) portOf.set(slot, port);
  let least = 0;
  for (const alternative of loadingSums(problem)) {
    let longest = Number.NEGATIVE_INFINITY;
    for (const sum of alternative) {
      let cycles = 0;
      problem.operands.forEach(({ interfaceBase, levelCount }, operand) => {
        for (let level = 1; level < levelCount; level++) {
          if (sum[interfaceBase + level] === 0) continue;
          const ends = linkSlots(problem, operand, level).map((slot) => othersOf(problem, portOf.get(slot), slot));
          cycles -= Math.min(...ends);
        }
      });
      longest = Math.max(longest, cycles);
    }
    least = Math.min(least, longest);
  }
  return least;
}

/** The most cycles that all other loads of a port can take. */
function othersOf(problem: CompiledProblem, port: CompiledPort | undefined, slot: number): number {
  let cycles = 0;
  port?.trafficSlots.forEach((other, service) => {
    if (other === slot || port.loads[service] === 0) return;
    const operand = problem.operands[port.operands[service]];
    const isAtArray = other < 4 * operand.levelBase + 2;
    // Results leave the array in every operation.
    if (isAtArray && operand.isOutput) return;
    const ofLayer = problem.layer.operands[port.operands[service]];
    const elements = isAtArray ? problem.unitCount : operandElements(problem.layer, ofLayer);
    const bits = elements * Math.max(operand.partialPrecision, operand.finalPrecision);
    cycles += Math.ceil((ROUNDED_UP * bits) / port.bandwidthMax);
  });
  return cycles;
}
