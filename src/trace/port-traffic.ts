import type { ExplainedCase } from '../explain/explained-case.ts';
import { type PortOfMemory, portsOf, stallOf } from '../explain/traffic/ports.ts';
import { interfaceOf, movementOf, type Transfer, transfersThrough } from '../explain/traffic/transfers.ts';

/** What moves through a port again and again. Times in cycles. */
export interface RepeatedTransfer {
  readonly transfer: Transfer;
  /** Between the starts of two of them. */
  readonly period: number;
  /** How many periods the layer has. The transfer of the first belongs to on-loading. */
  readonly count: number;
  /** What the port needs for one of them, and what the array does not wait for. */
  readonly needed: number;
  readonly allowed: number;
  /** Bits of one of them. */
  readonly bits: number;
  /** It feeds the array or takes its results, without a memory between. */
  readonly isOfArray: boolean;
}

/** A port that carries something of this layer. */
export interface PortTraffic extends PortOfMemory {
  /** Stall (+) or slack (−) in cycles. */
  readonly stall: number;
  /** The shortest period first: it has the least time. */
  readonly repeated: readonly RepeatedTransfer[];
}

/** The traffic of every port, in file order. */
export function portTraffic(explained: ExplainedCase): PortTraffic[] {
  return portsOf(explained).map((place) => ({
    ...place,
    stall: stallOf(explained, place),
    repeated: transfersThrough(explained, place.memory, place.port)
      .map((transfer) => repeatedTransfer(explained, transfer))
      .filter(({ count, needed }) => count > 1 && needed > 0)
      .toSorted((a, b) => a.period - b.period),
  }));
}

function repeatedTransfer(explained: ExplainedCase, transfer: Transfer): RepeatedTransfer {
  const { details, evaluation } = explained;
  const { operand, level, direction } = transfer;
  const movement = movementOf(explained, transfer, 'dataMovementInt');
  const { cyclesPerOperation } = evaluation.accelerator.operationalArray;
  return {
    transfer,
    period: Math.ceil(movement.data_trans_period * cyclesPerOperation),
    count: movement.data_trans_period_count,
    needed: details.realTransferCycles[operand.name]?.[level]?.[direction] ?? 0,
    allowed: details.allowedTransferCycles[operand.name]?.[level]?.[direction] ?? 0,
    bits: movement.data_trans_amount_per_period * movement.data_precision,
    isOfArray: interfaceOf(transfer) === 0,
  };
}
