import { unscaledText } from '../../base/number-text.ts';
import type { DataDirection } from '../../model/accelerator/data-direction.ts';
import { type MemoryLevel, servesBothInputs } from '../../model/accelerator/memory.ts';
import type { ExplainedCase, ExplainedOperand } from '../explained-case.ts';
import { numberText } from '../terms.ts';
import { countedOf, movementOf, transferIn } from './transfers.ts';

/** The first load, or last store, of an operand between two neighbouring memories (docs/cost-model.md#on--and-off-loading). */
export interface Link {
  readonly operand: ExplainedOperand;
  readonly from: MemoryLevel;
  readonly to: MemoryLevel;
  readonly ends: readonly LinkEnd[];
  /** Cycles: those of its slower end. */
  readonly cycles: number;
  /** Ports of the link that serve both inputs. */
  readonly sharedPorts: number;
}

/** What one port does for a link. */
export interface LinkEnd {
  readonly memory: MemoryLevel;
  readonly portName: string;
  /** Cycles of the transfer alone, and what is left of them outside of the computation. */
  readonly needed: number;
  readonly cycles: number;
  /** Bits per cycle borrowed during the computation. */
  readonly borrowed: number;
  /** Corrected cost model: what `cycles` are computed from. */
  readonly work?: string | undefined;
}

/** The links of an operand, from the array outwards. */
export function linksOf(explained: ExplainedCase, operand: ExplainedOperand): Link[] {
  return operand.memories.slice(0, -1).flatMap((lower, level) => {
    const upper = operand.memories[level + 1];
    if (upper === undefined) return [];
    const [inner, outer]: [DataDirection, DataDirection] = operand.isOutput
      ? ['rd_out_to_high', 'wr_in_by_low']
      : ['wr_in_by_high', 'rd_out_to_low'];
    const ends = [endOf(explained, operand, level, inner), endOf(explained, operand, level + 1, outer)].flat();
    return [
      {
        operand,
        from: operand.isOutput ? lower : upper,
        to: operand.isOutput ? upper : lower,
        ends: ends.map(({ end }) => end),
        cycles: ends.length === 0 ? 0 : Math.max(...ends.map(({ end }) => end.cycles)),
        sharedPorts: ends.filter(({ isShared }) => isShared).length,
      },
    ];
  });
}

function endOf(
  explained: ExplainedCase,
  operand: ExplainedOperand,
  level: number,
  direction: DataDirection,
): { readonly end: LinkEnd; readonly isShared: boolean }[] {
  const { details } = explained;
  const transfer = transferIn(explained, operand, level, direction);
  if (transfer === undefined) return [];
  const { memory, port } = transfer;
  const cycles = details.loadingCycles[operand.name]?.[level]?.[direction] ?? 0;
  const needed = details.realTransferCycles[operand.name]?.[level]?.[direction] ?? 0;
  const counted = countedOf(explained, transfer);
  const work =
    counted &&
    `ceil(${unscaledText(counted.neededElements, 'elements')} · ${unscaledText(counted.bits, 'bits')} / ${unscaledText(counted.width, 'bits per cycle')})`;
  const isOnce = movementOf(explained, transfer, 'dataMovementInt').data_trans_period_count === 1;
  const loading = details.portLoading.find((entry) => entry.memory === memory.name && entry.port === port.name);
  const borrowed = isOnce && needed > cycles ? (loading?.borrowedBandwidth[operand.memoryOperand] ?? 0) : 0;
  return [{ end: { memory, portName: port.name, needed, cycles, borrowed, work }, isShared: servesBothInputs(port) }];
}

/** `W from dram to rf_128B: r_port_1 of dram 2050 cycles (4608 needed, …), …`. */
export function linkText({ operand, from, to, ends }: Link): string {
  const parts = ends.map(
    (end) => `${end.portName} of ${end.memory.name} takes ${unscaledText(end.cycles, 'cycles')}${endNote(end)}`,
  );
  return `${operand.name} from ${from.name} to ${to.name}: ${parts.join(', ')}`;
}

function endNote({ needed, cycles, borrowed, work }: LinkEnd): string {
  if (work !== undefined) {
    const rest =
      needed > cycles ? `, of ${unscaledText(needed, 'cycles')} in all; the rest may move during the computation` : '';
    return ` (${work}${rest})`;
  }
  if (needed <= cycles) return '';
  const odd = cycles < 0 ? '; below 0 by parity quirk C1' : '';
  return ` (of ${numberText(needed)}; the rest is hidden behind the computation, with ${unscaledText(borrowed, 'bits per cycle')} borrowed${odd})`;
}

/** The slowest link, and the slower of its ports. */
export function slowestLink(links: readonly Link[]): { readonly slowest: Link; readonly end: LinkEnd } | undefined {
  const [slowest] = links.toSorted((a, b) => b.cycles - a.cycles);
  const [end] = slowest?.ends.toSorted((a, b) => b.cycles - a.cycles) ?? [];
  return slowest === undefined || end === undefined || slowest.cycles <= 0 ? undefined : { slowest, end };
}

/** The slower port of the slowest link. */
export function loadingBinding(links: readonly Link[]): string | undefined {
  const found = slowestLink(links);
  if (found === undefined) return undefined;
  const { slowest, end } = found;
  return `${end.portName} of ${end.memory.name} binds; the longest link is ${linkText(slowest)}`;
}
