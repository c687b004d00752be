import { DATA_DIRECTIONS, type PerDirection } from '../accelerator/data-direction.ts';
import type { MemoryLevel, MemoryOperand } from '../accelerator/memory.ts';
import type { Layer } from '../workload/layer.ts';
import type { EvaluationDetails } from './evaluation-details.ts';
import { perDirection } from './evaluation-figures.ts';

/**
 * Bandwidth in bits per cycle that a mapping asks of a memory for one operand, in every direction: while transfers may proceed,
 * plus what first loads borrow (docs/cost-model.md#results). Borrowed bandwidth is booked on `wr_in_by_high` if the memory holds
 * outputs, else on `rd_out_to_low` (parity quirk C10, docs/parity-quirks.md). The corrected model books it on its own direction.
 * @param scale factor on all bandwidths, e.g. for several layers that run side by side.
 */
export function requiredBandwidth(
  details: EvaluationDetails,
  layer: Layer,
  memory: MemoryLevel,
  memoryOperand: MemoryOperand,
  cyclesPerOperation: number,
  scale: number,
): PerDirection<number> {
  const operand = [...layer.mapping.memoryOperandLinks].find(([, linked]) => linked === memoryOperand)?.[0];
  const level = operand === undefined ? -1 : (details.operandMemoryLevels[operand] ?? []).indexOf(memory.name);
  const movement = operand === undefined ? undefined : details.dataMovementInt[operand]?.[level];
  if (movement === undefined) return perDirection(() => 0);
  const loadings = details.portLoading.filter((loading) => loading.memory === memory.name);
  const borrowed = loadings
    .filter((loading) => loading.borrowedByDirection === undefined && serves(memory, loading.port, memoryOperand))
    .reduce((sum, loading) => sum + Math.ceil((loading.borrowedBandwidth[memoryOperand] ?? 0) * scale), 0);
  const bookedOn = memory.operands.includes('O') ? 'wr_in_by_high' : 'rd_out_to_low';
  return perDirection((code) => {
    const direction = DATA_DIRECTIONS[code] ?? 'rd_out_to_low';
    const needed = Math.ceil((movement.req_mem_bw_inst[direction] * scale) / cyclesPerOperation);
    const inDirection = loadings.reduce(
      (sum, loading) => sum + Math.ceil((loading.borrowedByDirection?.[memoryOperand]?.[direction] ?? 0) * scale),
      0,
    );
    return needed + inDirection + (direction === bookedOn ? borrowed : 0);
  });
}

function serves(memory: MemoryLevel, portName: string, memoryOperand: MemoryOperand): boolean {
  return memory.ports.some(
    ({ name, services }) => name === portName && services.some((service) => service.memoryOperand === memoryOperand),
  );
}
