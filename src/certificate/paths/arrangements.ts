import type { InterfaceTables } from '../cost/interface-tables.ts';
import { costOf, type MappingCost } from '../cost/mapping-cost.ts';
import { merged } from '../cost/merged-mapping.ts';
import type { Closings } from './closings.ts';

/** Loops between two places at which interfaces are closed. */
interface Segment {
  readonly kinds: number[];
  /** Operands that close an interface where it begins: its innermost loop must not be irrelevant to any of them. */
  readonly closers: Set<number>;
  /** Operands whose run of equal loops at the top of a level reaches into it and matters. */
  readonly watched: Set<number>;
}

/**
 * Calls with the cost of all mappings that close the same interfaces at the same tiles. The loops of a segment can have any order; only the
 * runs at the outer end of levels make a difference, and only where a memory may have no room for a second copy. So one order per
 * combination of runs is costed.
 * @param steps kinds of loops that are placed, or −1 − operand where an interface is closed.
 * @returns false if there are more than `most`.
 */
export function forEveryArrangement(
  closings: Closings,
  steps: readonly number[],
  most: number,
  visit: (cost: MappingCost) => void,
): boolean {
  const { tables } = closings;
  const { segments, below } = segmentsOf(closings, steps);
  const orders = segments.map((segment) => ordersOf(tables, segment));
  if (orders.reduce((product, list) => product * list.length, 1) > most) return false;
  const choose = (at: number, kinds: readonly number[]): void => {
    if (at < orders.length) for (const order of orders[at]) choose(at + 1, [...kinds, ...order]);
    else visit(costOf(tables, merged(tables, { kinds, below })));
  };
  choose(0, []);
  return true;
}

function segmentsOf(closings: Closings, steps: readonly number[]): { segments: Segment[]; below: number[] } {
  const { tables, lowest } = closings;
  const { mapped, lattice } = tables;
  const segments: Segment[] = [];
  const begin = (): void => {
    segments.push({ kinds: [], closers: new Set(), watched: new Set() });
  };
  begin();
  const loopCount = steps.filter((action) => action >= 0).length;
  const below = new Array<number>(mapped.interfaceCount).fill(loopCount);
  /** Per interface: number of segments below it, and the tile there. */
  const ends = new Array<number>(mapped.interfaceCount).fill(-1);
  const tiles = new Array<number>(mapped.interfaceCount).fill(lattice.full);
  const next = mapped.operands.map(({ base }, operand) => base + lowest[operand]);
  let placed = 0;
  let tile = 0;
  for (const action of steps) {
    const last = segments[segments.length - 1];
    if (action >= 0) {
      last.kinds.push(action);
      tile += lattice.strides[action];
      placed++;
      continue;
    }
    if (last.kinds.length > 0) begin();
    const operand = -1 - action;
    segments[segments.length - 1].closers.add(operand);
    const index = next[operand]++;
    below[index] = placed;
    tiles[index] = tile;
    ends[index] = segments.length - 1;
  }
  for (const [operand, { base, memories, isOutput, classOf }] of mapped.operands.entries()) {
    if (isOutput) below[base] = 0;
    for (const [level, memory] of memories.entries()) {
      if (!mayLackRoom(tables, memory, tiles)) continue;
      const endOf = (index: number): number => (ends[index] < 0 ? segments.length : ends[index]);
      const start = level === 0 ? 0 : endOf(base + level);
      for (let at = endOf(base + level + 1) - 1; at >= start; at--) {
        segments[at].watched.add(operand);
        const classes = new Set(segments[at].kinds.map((kind) => classOf[lattice.kinds[kind].dimension]));
        const isRun =
          classes.size === 0 || (classes.size === 1 && (classes.has('irrelevant') || classes.has('relevant')));
        if (!isRun) break;
      }
    }
  }
  return { segments, below };
}

/** Whether a memory is filled from another one, and more than half full. */
function mayLackRoom(
  { mapped, lattice, fractionalBits }: InterfaceTables,
  memory: InterfaceTables['mapped']['memories'][number],
  tiles: readonly number[],
): boolean {
  let held = 0;
  let isFilled = false;
  for (const { base, memories } of mapped.operands) {
    const level = memories.indexOf(memory);
    if (level < 0) continue;
    held += fractionalBits[(base + level + 1) * lattice.size + tiles[base + level + 1]];
    if (level < memories.length - 1) isFilled = true;
  }
  return isFilled && held > 0.5 * memory.sizeBits;
}

/** Orders of a segment, innermost loop first: one per combination of runs at its outer end. */
function ordersOf({ mapped, lattice }: InterfaceTables, { kinds, closers, watched }: Segment): number[][] {
  if (kinds.length === 0) return [[]];
  const classOf = (operand: number, kind: number): string =>
    mapped.operands[operand].classOf[lattice.kinds[kind].dimension];
  const canBeInnermost = (kind: number): boolean =>
    [...closers].every((operand) => classOf(operand, kind) !== 'irrelevant');
  const found = new Map<string, number[]>();
  const seen = new Set<string>();
  /** Runs of an operand as text: class and product, and a full stop when it has ended. */
  const lengthen = (run: string, operand: number, kind: number): string => {
    if (run.endsWith('.')) return run;
    const [now, product = '1'] = run.split(' ');
    const added = classOf(operand, kind);
    const isRun = added === 'irrelevant' || added === 'relevant';
    if (!isRun || (now !== '' && now !== added)) return `${run}.`;
    return `${added} ${Number(product) * lattice.kinds[kind].size}`;
  };
  const descend = (left: readonly number[], outer: readonly number[], runs: readonly string[]): void => {
    const key = `${left.join()}|${runs.join()}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (left.length === 0 || runs.every((run) => run.endsWith('.'))) {
      const innermost = left.findIndex(canBeInnermost);
      if (left.length > 0 && innermost < 0) return;
      if (left.length === 0 && !canBeInnermost(outer[0])) return;
      const inner = left.length === 0 ? [] : [left[innermost], ...left.filter((_, at) => at !== innermost)];
      const runsKey = runs.map((run) => run.replace('.', '')).join();
      if (!found.has(runsKey)) found.set(runsKey, [...inner, ...outer]);
      return;
    }
    for (const [at, kind] of left.entries()) {
      if (left.indexOf(kind) !== at) continue;
      const operands = [...watched];
      descend(
        left.filter((_, other) => other !== at),
        [kind, ...outer],
        runs.map((run, place) => lengthen(run, operands[place], kind)),
      );
    }
  };
  descend(
    [...kinds].sort((x, y) => x - y),
    [],
    [...watched].map(() => ''),
  );
  return [...found.values()];
}
