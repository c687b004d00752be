import { SHORT_FORM, type Transfer, transferText } from '../explain/traffic/transfers.ts';
import type { PortTraffic, RepeatedTransfer } from './port-traffic.ts';
import { type PortSlice, schedulePort } from './schedule-port.ts';
import { type StallShare, stallsWithin } from './stall-share.ts';
import type { TraceArgument, TraceExcerpt } from './trace-document.ts';
import type { TraceWriter } from './trace-writer.ts';

/** Threads of what is no port. */
export const PHASES = 'phases';
export const ARRAY = 'array';

/** A counter of the stalls shown so far. */
const STALLED = 'array stalled so far';

/** A part of the computation that is to be written. Times in cycles. */
export interface Excerpt extends Pick<TraceExcerpt, 'name' | 'firstCycle' | 'computationCycles'> {
  /** Stalls that were shown before. */
  readonly stalledBefore: number;
}

/**
 * Writes the array, its stalls and the transfers of all ports from `start` on.
 * @returns in cycles: the end of the last event, the stalls shown, and how long transfers move on after the last operation.
 */
export function writeComputation(
  writer: TraceWriter,
  ports: readonly PortTraffic[],
  share: StallShare | undefined,
  excerpt: Excerpt,
  start: number,
): { readonly end: number; readonly stallCycles: number; readonly lateCycles: number } {
  const { computationCycles: cycles } = excerpt;
  const isFirst = excerpt.firstCycle === 0;
  const places = share === undefined ? [] : stallsWithin(share, cycles, isFirst);
  const stall = share?.perTransfer ?? 0;
  const stallCycles = places.length * stall;
  const timeAt = clockOf(places, stall);
  const end = cycles + stallCycles;
  writeArray(writer, excerpt, places, share, start);
  let latest = start + end;
  for (const port of ports) {
    const released = port.repeated.map((repeated) => ({
      releases: releasesOf(repeated, cycles, isFirst).map(timeAt),
      needed: repeated.needed,
      endsWithExcerpt: repeated.period > cycles,
    }));
    for (const slice of schedulePort(released, end)) {
      const repeated = port.repeated[slice.transfer];
      if (repeated === undefined) continue;
      latest = Math.max(latest, start + slice.end);
      const { transfer } = repeated;
      writer.span(
        portThread(transfer.memory.name, transfer.port.name),
        'transfer',
        transferName(transfer),
        start + slice.start,
        start + slice.end,
        argumentsOf(repeated, slice, excerpt),
      );
    }
  }
  return { end: latest, stallCycles, lateCycles: latest - start - end };
}

export function portThread(memory: string, port: string): string {
  return `${memory} ${port}`;
}

/** `O ↑ fl`: the operand, whether it goes to or from the array, and the direction in the accelerator file. */
function transferName({ operand, direction }: Transfer): string {
  const isInwards = direction === 'rd_out_to_low' || direction === 'wr_in_by_high';
  return `${operand.name} ${isInwards ? '↓' : '↑'} ${SHORT_FORM[direction]}`;
}

/** Starts of periods, in cycles of computation. The transfer of the very first period belongs to on-loading. */
function releasesOf({ period }: RepeatedTransfer, cycles: number, isFirst: boolean): number[] {
  const releases: number[] = [];
  for (let time = isFirst ? period : 0; time < cycles; time += period) releases.push(time);
  return releases;
}

/** Time with stalls, of a time without. What begins where the array waits begins after the wait. */
function clockOf(places: readonly number[], stall: number): (cycle: number) => number {
  let passed = 0;
  let last = 0;
  return (cycle) => {
    if (cycle < last) passed = 0;
    last = cycle;
    while ((places[passed] ?? Number.POSITIVE_INFINITY) <= cycle) passed++;
    return cycle + passed * stall;
  };
}

function argumentsOf(
  { transfer, period, count, needed, allowed, bits }: RepeatedTransfer,
  { start, end, first, last }: PortSlice,
  { name, firstCycle }: Excerpt,
): Readonly<Record<string, TraceArgument>> {
  // The very first period has no transfer.
  const offset = firstCycle === 0 ? 1 : Math.round(firstCycle / period);
  return {
    excerpt: name,
    what: transferText(transfer),
    operand: transfer.operand.name,
    direction: transfer.direction,
    cycles: end - start,
    bits: (bits * (end - start)) / needed,
    period: offset + first,
    ...(last > first ? { lastPeriod: offset + last } : {}),
    periods: count,
    periodCycles: period,
    neededCycles: needed,
    allowedCycles: allowed,
  };
}

function writeArray(
  writer: TraceWriter,
  { name, computationCycles, stalledBefore }: Excerpt,
  places: readonly number[],
  share: StallShare | undefined,
  start: number,
): void {
  let time = start;
  let done = 0;
  let stalled = stalledBefore;
  const compute = (until: number): void => {
    if (until > done) {
      const cycles = until - done;
      writer.span(ARRAY, 'array', 'compute', time, time + cycles, { excerpt: name, cycles });
      time += cycles;
    }
    done = until;
  };
  for (const place of places) {
    if (share === undefined) break;
    compute(place);
    const { cause, perTransfer } = share;
    writer.counter(STALLED, time, stalled);
    writer.span(ARRAY, 'array', 'stall', time, time + perTransfer, {
      excerpt: name,
      cycles: perTransfer,
      port: portThread(cause.transfer.memory.name, cause.transfer.port.name),
      waitsFor: transferText(cause.transfer),
    });
    time += perTransfer;
    stalled += perTransfer;
    writer.counter(STALLED, time, stalled);
  }
  compute(computationCycles);
}
