import { LOWER_MAIN, type Transfer, UPPER_MAIN } from '../cost/mapped-layer.ts';
import type { MergedMapping } from '../cost/merged-mapping.ts';
import type { Rounds, TransferTables } from './transfer-tables.ts';

/** The transfers of one kind: cycles of each, of a period and of what is allowed in it. */
interface Activity {
  readonly transfer: Transfer;
  readonly rounds: Rounds;
  readonly longest: number;
  readonly count: number;
  readonly period: number;
  readonly allowed: number;
  /** Product of the irrelevant loops at the outer end of the level below. */
  readonly top: number;
  /** Cycles of what loading or emptying waits for. */
  readonly need: number;
}

/**
 * Cycles of a mapping (docs/cost-model-corrected.md#latency): the largest of four numbers.
 * @param isDouble by interface: whether the level below is double-buffered.
 */
export function latencyOf(tables: TransferTables, mapping: MergedMapping, isDouble: readonly boolean[]): number {
  const { mapped } = tables;
  const bySlot = new Map<number, Activity>();
  const ports = mapped.ports.map(({ transfers }) =>
    transfers.map((transfer) => {
      const activity = bySlot.get(transfer.slot) ?? activityOf(tables, mapping, isDouble, transfer);
      bySlot.set(transfer.slot, activity);
      return activity;
    }),
  );
  const fill = filling(tables, bySlot);
  const drain = draining(tables, bySlot);
  const stall = Math.max(0, ...ports.map((activities) => stallOf(activities, mapped.iterations)));
  const moved = ports.map((activities) => activities.reduce((sum, { rounds }) => sum + cyclesOf(rounds), 0));
  const once = [...bySlot.values()]
    .filter(({ transfer, count, longest }) => count === 1 && longest > 0 && transfer.level > 0 && !transfer.isBack)
    .map(({ transfer, longest, top }) => {
      const passes = mapped.iterations - mapped.iterations / top;
      return longest + passes + (mapped.operands[transfer.operand].isOutput ? fill : drain);
    });
  return Math.max(mapped.iterations + stall + fill + drain, ...moved, ...once);
}

function activityOf(
  tables: TransferTables,
  { tiles, topIrrelevant }: MergedMapping,
  isDouble: readonly boolean[],
  transfer: Transfer,
): Activity {
  const { mapped, lattice } = tables;
  const { slot, operand, level } = transfer;
  const index = slot >> 2;
  const tile = tiles[index];
  const longest = tables.longest[slot * lattice.size + tile];
  const top = level === 0 ? 1 : topIrrelevant[index];
  // Words of the array may come with every operation.
  const period = level === 0 ? 1 : lattice.iterations[tile];
  const count = mapped.iterations / lattice.iterations[tile];
  const isOnce = level > 0 && count === 1;
  return {
    transfer,
    rounds: tables.rounds(operand, slot, tile),
    longest,
    count,
    period,
    allowed: isDouble[index] ? period : period / top,
    top,
    need: isOnce && longest > 0 ? needOf(tables, tiles, transfer) : longest,
  };
}

function needOf(tables: TransferTables, tiles: Int32Array, { operand, level, slot }: Transfer): number {
  const { mapped, lattice } = tables;
  const { base } = mapped.operands[operand];
  let from = level - 1;
  while (from > 0 && lattice.iterations[tiles[base + from]] === mapped.iterations) from--;
  return tables.need(operand, slot, tiles[base + from], from);
}

function cyclesOf(rounds: Rounds): number {
  return rounds.reduce((sum, [cycles, times]) => sum + cycles * times, 0);
}

/** Cycles in which a port makes the array wait (docs/cost-model-corrected.md#stalls). */
function stallOf(activities: readonly Activity[], iterations: number): number {
  let own = 0;
  let busy = 0;
  const widest = new Map<number, number>();
  for (const { transfer, rounds, longest, period, allowed } of activities) {
    if (rounds.length === 0) continue;
    for (const [cycles, times] of rounds) own += times * Math.max(0, cycles - allowed);
    busy += cyclesOf(rounds);
    if (!transfer.isBack) {
      own -= Math.max(0, longest - allowed);
      busy -= longest;
    }
    widest.set(period, Math.max(widest.get(period) ?? 0, allowed));
  }
  return Math.max(own, busy - movable(widest, iterations));
}

/** Cycles of the computation in which some transfer may use a port: all windows but those of the last period of each kind. */
function movable(widest: ReadonlyMap<number, number>, iterations: number): number {
  const windows = [...widest].sort(([x], [y]) => x - y);
  /** Cycles in windows of the first kinds, from the start of a period on. */
  const within = (kinds: number, cycles: number): number => {
    if (kinds === 0) return 0;
    const [period, window] = windows[kinds - 1];
    const inPeriod = (part: number): number =>
      part <= window ? part : window + within(kinds - 1, part) - within(kinds - 1, window);
    return Math.floor(cycles / period) * inPeriod(period) + inPeriod(cycles % period);
  };
  return windows.reduce((sum, [period], kind) => {
    const next = kind + 1 < windows.length ? windows[kind + 1][0] : iterations;
    return sum + (next / period - 1) * within(kind + 1, period);
  }, 0);
}

/** The least time in which all inputs fill their memories, over the orders in which they are served. */
function filling(tables: TransferTables, bySlot: ReadonlyMap<number, Activity>): number {
  const inputs = tables.mapped.operands.flatMap(({ isOutput }, operand) => (isOutput ? [] : [operand]));
  return Math.min(...ordersOf(inputs).map((order) => fillingInOrder(tables, bySlot, order)));
}

function fillingInOrder(
  { mapped }: TransferTables,
  bySlot: ReadonlyMap<number, Activity>,
  order: readonly number[],
): number {
  const portsOf = (slot: number): number[] =>
    mapped.ports.flatMap(({ transfers }, port) => (transfers.some((transfer) => transfer.slot === slot) ? [port] : []));
  const freeFrom = mapped.ports.map(() => 0);
  let last = 0;
  for (const operand of order) {
    const { base, memories } = mapped.operands[operand];
    let done = 0;
    for (let level = memories.length - 1; level > 0; level--) {
      const slots = [4 * (base + level) + UPPER_MAIN, 4 * (base + level) + LOWER_MAIN];
      const ends = slots.map((slot) => ({ need: bySlot.get(slot)?.need ?? 0, ports: portsOf(slot) }));
      const start = Math.max(done, ...ends.flatMap(({ ports }) => ports.map((port) => freeFrom[port])));
      for (const { need, ports } of ends) for (const port of ports) freeFrom[port] = start + need;
      done = start + Math.max(...ends.map(({ need }) => need));
    }
    last = Math.max(last, done);
  }
  return last;
}

function ordersOf(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => ordersOf(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

/** Cycles in which the last results leave. */
function draining({ mapped }: TransferTables, bySlot: ReadonlyMap<number, Activity>): number {
  const [{ base, memories }] = mapped.operands;
  let cycles = 0;
  for (let level = 1; level < memories.length; level++) {
    const slot = 4 * (base + level);
    cycles += Math.max(bySlot.get(slot + UPPER_MAIN)?.need ?? 0, bySlot.get(slot + LOWER_MAIN)?.need ?? 0);
  }
  return cycles;
}
