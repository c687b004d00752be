import type { ExactCounts, FillLink } from '../../model/evaluation/exact-counts.ts';
import { type EvaluationScratch, FILL_CYCLES } from '../cost/evaluation-scratch.ts';
import { type CompiledProblem, FROM_HIGH, TO_LOW } from '../problem/compiled-problem.ts';
import type { CompiledTiles } from '../problem/compiled-tiles.ts';

/** A time, and the links that add up to it. */
interface Moment {
  readonly cycles: number;
  readonly path: readonly FillLink[];
}

const START: Moment = { cycles: 0, path: [] };

/**
 * Which links the first loads wait for, in the order of the inputs that takes least (docs/cost-model-corrected.md#latency). A link waits
 * for the one above it, or for a port that another link uses; the longest chain of these adds up to the time of the fill.
 */
export function fillPath(
  problem: CompiledProblem,
  { inputOrders }: CompiledTiles,
  scratch: EvaluationScratch,
): ExactCounts['fill'] {
  const inputs = problem.operands.length - 1;
  for (let first = 0; first < inputOrders.length; first += inputs) {
    const order = inputOrders.subarray(first, first + inputs);
    const end = filled(problem, order, scratch);
    if (end.cycles === scratch.results[FILL_CYCLES]) {
      return { order: Array.from(order, (index) => problem.operands[index].name), path: end.path };
    }
  }
  return { order: [], path: [] };
}

/** When all inputs of an order are there. */
function filled(
  { operands, portsOfSlot }: CompiledProblem,
  order: Int32Array,
  { loadingCycles }: EvaluationScratch,
): Moment {
  const freeFrom = new Map<number, Moment>();
  let end = START;
  for (const index of order) {
    const { name, levelBase, levelCount } = operands[index];
    let time = START;
    for (let level = levelCount - 2; level >= 0; level--) {
      const slots = [4 * (levelBase + level) + FROM_HIGH, 4 * (levelBase + level + 1) + TO_LOW];
      const start = slots
        .flatMap((slot) => Array.from(portsOfSlot[slot], (port) => freeFrom.get(port) ?? START))
        .reduce(later, time);
      const after = (cycles: number): Moment => ({
        cycles: start.cycles + cycles,
        path: cycles === 0 ? start.path : [...start.path, { operand: name, level, cycles }],
      });
      for (const slot of slots) for (const port of portsOfSlot[slot]) freeFrom.set(port, after(loadingCycles[slot]));
      time = after(Math.max(...slots.map((slot) => loadingCycles[slot])));
    }
    end = later(end, time);
  }
  return end;
}

function later(a: Moment, b: Moment): Moment {
  return b.cycles > a.cycles ? b : a;
}
