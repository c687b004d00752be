import { type MemoryLevel, type MemoryPort, portsSeen } from '../../model/accelerator/memory.ts';
import type { ExplainedCase } from '../explained-case.ts';

export interface PortOfMemory {
  readonly memory: MemoryLevel;
  readonly port: MemoryPort;
}

/** All ports that the cost model of the evaluation sees, in file order. */
export function portsOf({ evaluation }: ExplainedCase): PortOfMemory[] {
  return evaluation.accelerator.memoryHierarchy.memories.flatMap((memory) =>
    portsSeen(memory, evaluation.costModel).map((port) => ({ memory, port })),
  );
}

/** `r_port_1 of dram`. */
export function portText({ memory, port }: PortOfMemory): string {
  return `${port.name} of ${memory.name}`;
}

/** Stall (+) or slack (−) in cycles. */
export function stallOf({ details }: ExplainedCase, { memory, port }: PortOfMemory): number {
  return details.stallSlackPerPort.find((entry) => entry.memory === memory.name)?.ports[port.name] ?? 0;
}

/** Cycles of the computation in which some transfer may use the port. */
export function unionOf({ details }: ExplainedCase, { memory, port }: PortOfMemory): number {
  return details.transferWindowPerPort.find((entry) => entry.memory === memory.name)?.ports[port.name] ?? 0;
}
