import type { Port } from '../cost/mapped-layer.ts';
import type { MergedMapping } from '../cost/merged-mapping.ts';
import type { InterfaceTables } from './interface-tables.ts';

/** A kind of transfer on a port: cycles of a period, of the window in it, and of a transfer; number of periods. */
interface Activity {
  readonly period: number;
  readonly window: number;
  readonly cycles: number;
  readonly count: number;
}

/** Cycles in which the slowest port makes the array wait (docs/cost-model.md#stalls). */
export function busiestStall(tables: InterfaceTables, mapping: MergedMapping, isDouble: Uint8Array): number {
  return Math.max(0, ...tables.mapped.ports.map((port) => stallOf(activitiesOf(tables, mapping, isDouble, port))));
}

function activitiesOf(
  tables: InterfaceTables,
  { tiles, topIrrelevant }: MergedMapping,
  isDouble: Uint8Array,
  { transfers }: Port,
): Activity[] {
  const { lattice } = tables;
  return transfers.flatMap(({ slot, isBack }): Activity[] => {
    const index = slot >> 2;
    const at = index * lattice.size + tiles[index];
    if (isBack && tables.comesBack[at] === 0) return [];
    const length = tables.period[at];
    return [
      {
        period: length,
        window: isDouble[index] === 1 ? length : Math.trunc(length / topIrrelevant[index]),
        cycles: tables.cycles[slot * lattice.size + tiles[index]],
        count: tables.count[at],
      },
    ];
  });
}

function stallOf(activities: readonly Activity[]): number {
  let late = 0;
  let early = 0;
  let windows = 0;
  for (const { window, cycles, count } of activities) {
    const stall = (cycles - window) * (count - 1);
    if (stall > 0) late += stall;
    else early += stall;
    windows += window * (count - 1);
  }
  return activities.length <= 1 ? late + early : late + Math.max(0, early + windows - unionOf(activities));
}

/** Cycles of the computation in which some transfer may use the port. */
function unionOf(activities: readonly Activity[]): number {
  const whole = activities.find(({ period, window }) => period === window);
  if (whole !== undefined) return whole.period * whole.count;
  const longest = activities.reduce((known, other) => (other.period > known.period ? other : known));
  const widest = new Map<number, number>();
  for (const { period, window } of activities) widest.set(period, Math.max(widest.get(period) ?? 0, window));
  const byPeriod = [...widest].sort(([x], [y]) => x - y);
  const within = (among: number, cycles: number): number => {
    if (among < 0) return 0;
    const [period, window] = byPeriod[among];
    const one = (part: number): number =>
      part <= window ? part : window + within(among - 1, part) - within(among - 1, window);
    return Math.floor(cycles / period) * one(period) + one(cycles % period);
  };
  return within(byPeriod.length - 1, longest.period) * longest.count;
}
