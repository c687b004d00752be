import type { EvaluationDetails, PortLoading } from '../../model/evaluation/evaluation-details.ts';
import type { EvaluationScratch } from '../cost/evaluation-scratch.ts';
import type { CompiledPort, CompiledProblem } from '../problem/compiled-problem.ts';
import { exactLoading } from './exact-loading.ts';

/** Stalls, windows and loading of every port (docs/cost-model.md#stalls). */
export function portLoading(
  problem: CompiledProblem,
  scratch: EvaluationScratch,
  computationCycles: number,
): Pick<EvaluationDetails, 'stallSlackPerPort' | 'transferWindowPerPort' | 'portLoading' | 'borrowedLoading'> {
  const computation = Math.ceil(computationCycles);
  const loads = problem.ports.map((port, index) =>
    problem.tiles === undefined
      ? loadingOf(problem, scratch, port, computation)
      : exactLoading(problem, scratch, index, computation),
  );
  const largestSum = (value: (loading: PortLoading) => Readonly<Record<string, number>>): number =>
    Math.max(0, ...loads.map((loading) => Object.values(value(loading)).reduce((sum, part) => sum + part, 0)));
  return {
    stallSlackPerPort: byMemory(problem, scratch.portStall),
    transferWindowPerPort: byMemory(problem, scratch.portWindow),
    portLoading: loads,
    borrowedLoading: {
      cycles: largestSum((loading) => loading.reductionCycles),
      bandwidth: largestSum((loading) => loading.borrowedBandwidth),
    },
  };
}

function byMemory(problem: CompiledProblem, values: Float64Array) {
  const valueOfPort = new Map(problem.ports.map((port, index) => [port, values[index]]));
  return problem.accelerator.memoryHierarchy.memories.map((memory) => ({
    memory: memory.name,
    ports: Object.fromEntries(
      problem.ports
        .filter((port) => port.memory === memory)
        .map((port): [string, number] => [port.name, valueOfPort.get(port) ?? 0]),
    ),
  }));
}

/** Reduction and borrowed bandwidth per memory operand; a later direction of the same operand replaces an earlier one (parity quirk 9). */
function loadingOf(
  problem: CompiledProblem,
  scratch: EvaluationScratch,
  port: CompiledPort,
  computationCycles: number,
): PortLoading {
  const reductionCycles: Record<string, number> = {};
  const borrowedBandwidth: Record<string, number> = {};
  port.trafficSlots.forEach((slot, service) => {
    if (scratch.loadedOnce[slot] === 0) return;
    const { memoryOperand } = problem.operands[port.operands[service]];
    const reduction = scratch.loadingReduction[slot];
    reductionCycles[memoryOperand] = reduction;
    borrowedBandwidth[memoryOperand] = Math.ceil((reduction / computationCycles) * port.bandwidthMax);
  });
  return { memory: port.memory.name, port: port.name, reductionCycles, borrowedBandwidth };
}
