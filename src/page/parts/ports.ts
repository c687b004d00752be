import { type MemoryLevel, type MemoryOperand, type MemoryPort, portsSeen } from '../../model/accelerator/memory.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';

/** How a port fares in a layer (docs/cost-model.md#stalls). */
export interface PortLoad {
  readonly memory: MemoryLevel;
  readonly port: MemoryPort;
  /** Stall (+) or slack (−) in cycles. */
  readonly stallSlack: number;
  /** Whether the layer moves anything through the port more than once; what moves once counts as on- or off-loading. */
  readonly isActive: boolean;
}

/** The port that decides the temporal stall. */
export interface BusiestPort extends PortLoad {
  readonly isStalling: boolean;
}

/** All ports, in the order of the accelerator. */
export function portLoads({ accelerator, layer, details, costModel }: CostModelEvaluation): PortLoad[] {
  const links = [...layer.mapping.memoryOperandLinks];
  const layerOperand = (wanted: MemoryOperand): string => links.find(([, operand]) => operand === wanted)?.[0] ?? '';
  const valuesOf = new Map(details.stallSlackPerPort.map(({ memory, ports }) => [memory, ports]));
  return accelerator.memoryHierarchy.memories.flatMap((memory) =>
    portsSeen(memory, costModel).map((port) => ({
      memory,
      port,
      stallSlack: valuesOf.get(memory.name)?.[port.name] ?? 0,
      isActive: port.services.some(({ memoryOperand, level, direction }) => {
        const count = details.dataMovementInt[layerOperand(memoryOperand)]?.[level]?.data_trans_period_count[direction];
        return (count ?? 0) > 1;
      }),
    })),
  );
}

/** The port with the largest stall, or the least slack where none stalls; none if nothing moves twice. */
export function busiestPort(evaluation: CostModelEvaluation): BusiestPort | undefined {
  const active = portLoads(evaluation).filter(({ isActive }) => isActive);
  const largest = Math.max(...active.map(({ stallSlack }) => stallSlack));
  const found = active.find(({ stallSlack }) => stallSlack === largest);
  return found && { ...found, isStalling: largest > 0 };
}
