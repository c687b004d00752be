import type { ExplainedCase } from '../explained-case.ts';
import type { PortOfMemory } from './ports.ts';
import { countedOf, movementOf, type Transfer, transfersThrough } from './transfers.ts';

/** A transfer that competes for its port, with what the stall is computed from. */
export interface Activity {
  readonly transfer: Transfer;
  /** Cycles that the largest transfer needs, cycles allowed for each, and how many periods there are. */
  readonly needed: number;
  readonly allowed: number;
  readonly count: number;
  /** Cycles of all transfers during the computation; whether some of them need more than they are allowed. */
  readonly busy: number;
  readonly overruns: boolean;
}

/** The traffic of a port that moves in this layer. */
export function activitiesOf(explained: ExplainedCase, { memory, port }: PortOfMemory): Activity[] {
  const { realTransferCycles, allowedTransferCycles } = explained.details;
  return transfersThrough(explained, memory, port).flatMap((transfer) => {
    const { operand, level, direction } = transfer;
    const count = movementOf(explained, transfer, 'dataMovementInt').data_trans_period_count;
    if (count === 0) return [];
    const needed = realTransferCycles[operand.name]?.[level]?.[direction] ?? 0;
    const allowed = allowedTransferCycles[operand.name]?.[level]?.[direction] ?? 0;
    const counted = countedOf(explained, transfer);
    const busy = counted?.busyCycles ?? needed * (count - 1);
    const overruns = counted === undefined ? (needed - allowed) * (count - 1) > 0 : counted.overrunCycles > 0;
    return [{ transfer, needed, allowed, count, busy, overruns }];
  });
}
