import { DATA_DIRECTIONS, type DataDirection } from '../../model/accelerator/data-direction.ts';
import type { PortLoading } from '../../model/evaluation/evaluation-details.ts';
import type { EvaluationScratch } from '../cost/evaluation-scratch.ts';
import type { CompiledProblem } from '../problem/compiled-problem.ts';

/** A load that crosses once: its cycles, and those that it needs before the computation. */
interface Load {
  readonly cycles: number;
  readonly need: number;
}

/**
 * What loads of a port borrow from the computation, by the corrected model (docs/cost-model-corrected.md#latency): per operand and
 * direction, and summed per operand. Idle cycles of the port lower the longest loads to a common level, none below its need.
 */
export function exactLoading(
  problem: CompiledProblem,
  scratch: EvaluationScratch,
  portIndex: number,
  computationCycles: number,
): PortLoading {
  const port = problem.ports[portIndex];
  const idle = Math.max(0, computationCycles - scratch.portBusy[portIndex]);
  const members = [...port.trafficSlots].flatMap((slot, service) => {
    if (scratch.loadedOnce[slot] === 0) return [];
    const { memoryOperand } = problem.operands[port.operands[service]];
    return [{ slot, memoryOperand, cycles: scratch.realCycles[slot], need: scratch.loadingCycles[slot] }];
  });
  const level = commonLevel(members, idle);
  const reductionCycles: Record<string, number> = {};
  const borrowedBandwidth: Record<string, number> = {};
  const borrowedByDirection: Record<string, Partial<Record<DataDirection, number>>> = {};
  for (const { slot, memoryOperand, cycles, need } of members) {
    const hidden = cycles - Math.max(need, Math.min(cycles, level));
    const bandwidth = Math.ceil((hidden * problem.transferWidth[slot]) / computationCycles);
    reductionCycles[memoryOperand] = (reductionCycles[memoryOperand] ?? 0) + hidden;
    borrowedBandwidth[memoryOperand] = (borrowedBandwidth[memoryOperand] ?? 0) + bandwidth;
    const direction = DATA_DIRECTIONS[slot & 3];
    borrowedByDirection[memoryOperand] = { ...borrowedByDirection[memoryOperand], [direction]: bandwidth };
  }
  return { memory: port.memory.name, port: port.name, reductionCycles, borrowedBandwidth, borrowedByDirection };
}

/** The level to which so many idle cycles lower the loads. */
export function commonLevel(loads: readonly Load[], idle: number): number {
  const marks = [...new Set(loads.flatMap(({ cycles, need }) => [cycles, need]))].toSorted((x, y) => y - x);
  let left = idle;
  for (const [place, mark] of marks.entries()) {
    const next = marks[place + 1];
    if (next === undefined) return mark;
    const lowered = loads.filter(({ cycles, need }) => cycles >= mark && need <= next).length;
    if (lowered * (mark - next) > left) return mark - left / lowered;
    left -= lowered * (mark - next);
  }
  return 0;
}
