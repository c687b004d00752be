import { DATA_DIRECTIONS, type DataDirection } from '../../model/accelerator/data-direction.ts';
import { type MemoryLevel, type MemoryPort, portCounting } from '../../model/accelerator/memory.ts';
import type { DataMovement } from '../../model/evaluation/evaluation-details.ts';
import type { CountedTransfers } from '../../model/evaluation/exact-counts.ts';
import type { ExplainedCase, ExplainedOperand } from '../explained-case.ts';

/** One operand moving in one direction at one memory. */
export interface Transfer {
  readonly operand: ExplainedOperand;
  readonly memory: MemoryLevel;
  readonly level: number;
  readonly direction: DataDirection;
  readonly port: MemoryPort;
}

/** How the accelerator file abbreviates the directions. */
export const SHORT_FORM: Readonly<Record<DataDirection, string>> = {
  rd_out_to_low: 'tl',
  wr_in_by_low: 'fl',
  rd_out_to_high: 'th',
  wr_in_by_high: 'fh',
};

/** All directions in which an operand moves at one of its memories, whether it does so in this mapping or not. */
export function transfersAt(explained: ExplainedCase, operand: ExplainedOperand, level: number): Transfer[] {
  return DATA_DIRECTIONS.flatMap((direction) => transferIn(explained, operand, level, direction) ?? []);
}

/** An operand moving in one direction at one of its memories; undefined where no port serves. */
export function transferIn(
  { evaluation }: ExplainedCase,
  operand: ExplainedOperand,
  level: number,
  direction: DataDirection,
): Transfer | undefined {
  const memory = operand.memories[level];
  if (memory === undefined) return undefined;
  const port = portCounting(memory, operand.memoryOperand, direction, evaluation.costModel);
  return port && { operand, memory, level, direction, port };
}

/** What the corrected cost model counts of a transfer; undefined where nothing moves, and with the reference. */
export function countedOf(
  { details }: ExplainedCase,
  { operand, level, direction }: Transfer,
): CountedTransfers | undefined {
  return details.counts?.transfers[operand.name]?.[level]?.[direction];
}

/** Whether partial sums return: their first visit is no transfer. */
export function isReadBack({ operand, direction }: Transfer): boolean {
  return operand.isOutput && (direction === 'rd_out_to_low' || direction === 'wr_in_by_high');
}

/** The traffic a port carries for this layer, in the order in which the cost model takes it. */
export function transfersThrough({ operands }: ExplainedCase, memory: MemoryLevel, port: MemoryPort): Transfer[] {
  return port.services.flatMap(({ memoryOperand, direction }) => {
    const operand = operands.find((candidate) => candidate.memoryOperand === memoryOperand);
    if (operand === undefined) return [];
    return [{ operand, memory, level: operand.memories.indexOf(memory), direction, port }];
  });
}

/** The interface that a transfer crosses: 0 is between the array and memory 0. */
export function interfaceOf({ level, direction }: Transfer): number {
  return direction === 'rd_out_to_low' || direction === 'wr_in_by_low' ? level : level + 1;
}

/** The quantities of a transfer, of the fractional or the integer version of the spatial mapping. */
export function movementOf(
  { details }: ExplainedCase,
  { operand, level, direction }: Transfer,
  version: 'dataMovement' | 'dataMovementInt',
): { readonly [Quantity in keyof DataMovement]: number } {
  const movement = details[version][operand.name]?.[level];
  const at = (quantity: keyof DataMovement): number => movement?.[quantity][direction] ?? 0;
  return {
    data_elem_move_count: at('data_elem_move_count'),
    data_precision: at('data_precision'),
    req_mem_bw_aver: at('req_mem_bw_aver'),
    req_mem_bw_inst: at('req_mem_bw_inst'),
    data_trans_period: at('data_trans_period'),
    data_trans_period_count: at('data_trans_period_count'),
    data_trans_amount_per_period: at('data_trans_amount_per_period'),
    inst_data_trans_window: at('inst_data_trans_window'),
  };
}

/** `reads of W from dram for rf_128B`. */
export function transferText(transfer: Transfer): string {
  const { operand, memory, direction } = transfer;
  const { name, isOutput } = operand;
  const data = isOutput && (direction === 'rd_out_to_low' || direction === 'wr_in_by_high') ? `partial ${name}` : name;
  switch (direction) {
    case 'rd_out_to_low':
      return `reads of ${data} from ${memory.name} for ${below(transfer)}`;
    case 'wr_in_by_low':
      return `writes of ${data} from ${below(transfer)} into ${memory.name}`;
    case 'rd_out_to_high':
      return `reads of ${data} from ${memory.name} for ${above(transfer)}`;
    case 'wr_in_by_high':
      return `writes of ${data} from ${above(transfer)} into ${memory.name}`;
  }
}

/** The name of what lies under the memory, for the operand. */
export function below({ operand, level }: Transfer): string {
  return operand.memories[level - 1]?.name ?? 'the array';
}

function above({ operand, level }: Transfer): string {
  return operand.memories[level + 1]?.name ?? 'outside';
}
