import type { MappingCost, RunsThatMatter } from '../cost/cost-tables.ts';
import { merged } from '../cost/merged-mapping.ts';
import type { Closings } from './closings.ts';

interface FoundRun {
  readonly relevance: string;
  readonly kinds: readonly number[];
  readonly hasEnded: boolean;
}

interface Run {
  readonly operand: number;
  readonly matters: Exclude<RunsThatMatter, 'none'>;
}

/** Loops between two places at which interfaces are closed. */
interface Segment {
  /** The tile with which it begins. */
  readonly tile: number;
  readonly kinds: number[];
  /** Operands that close an interface where it begins: its innermost loop must not be irrelevant to any of them. */
  readonly closers: Set<number>;
  /** Runs of equal loops at the top of a level that reach into it and matter. */
  readonly watched: Run[];
}

/**
 * Calls with the cost of all mappings that close the same interfaces at the same tiles. The loops of a segment can have any order that the
 * temporal ordering allows; only the runs at the outer end of levels make a difference, and only where the cost model says so. So one order
 * per combination of runs is costed.
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
  const orders = segments.map((segment) => ordersOf(closings, segment));
  if (orders.reduce((product, list) => product * list.length, 1) > most) return false;
  const choose = (at: number, kinds: readonly number[]): void => {
    if (at < orders.length) for (const order of orders[at]) choose(at + 1, [...kinds, ...order]);
    else visit(tables.costOf(merged(tables, { kinds, below })));
  };
  choose(0, []);
  return true;
}

function segmentsOf(closings: Closings, steps: readonly number[]): { segments: Segment[]; below: number[] } {
  const { tables, lowest } = closings;
  const { mapped, lattice } = tables;
  const segments: Segment[] = [];
  const begin = (tile: number): void => {
    segments.push({ tile, kinds: [], closers: new Set(), watched: [] });
  };
  begin(0);
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
    if (last.kinds.length > 0) begin(tile);
    const operand = -1 - action;
    segments[segments.length - 1].closers.add(operand);
    const index = next[operand]++;
    below[index] = placed;
    tiles[index] = tile;
    ends[index] = segments.length - 1;
  }
  const runs = tables.runsThatMatter(tiles);
  for (const [operand, { base, memories, isOutput, classOf }] of mapped.operands.entries()) {
    if (isOutput) below[base] = 0;
    for (let index = base + 1; index <= base + memories.length; index++) {
      const matters = runs[index];
      if (matters === 'none') continue;
      const endOf = (at: number): number => (ends[at] < 0 ? segments.length : ends[at]);
      const start = index === base + 1 ? 0 : endOf(index - 1);
      for (let at = endOf(index) - 1; at >= start; at--) {
        segments[at].watched.push({ operand, matters });
        const classes = new Set(segments[at].kinds.map((kind) => classOf[lattice.kinds[kind].dimension]));
        if (classes.size > 1 || ![...classes].every((one) => continuesRun(one, matters))) break;
      }
    }
  }
  return { segments, below };
}

function continuesRun(relevance: string, matters: Run['matters']): boolean {
  return relevance === 'irrelevant' || (relevance === 'relevant' && matters === 'all');
}

/** Orders of a segment, innermost loop first: one per combination of runs at its outer end. */
function ordersOf({ tables, orders }: Closings, { tile, kinds, closers, watched }: Segment): number[][] {
  if (kinds.length === 0) return [[]];
  const { mapped, lattice } = tables;
  const classOf = (operand: number, kind: number): string =>
    mapped.operands[operand].classOf[lattice.kinds[kind].dimension];
  const canBeInnermost = (kind: number): boolean =>
    [...closers].every((operand) => classOf(operand, kind) !== 'irrelevant');
  const found = new Map<string, number[]>();
  const seen = new Set<string>();
  const lengthen = (run: FoundRun, { operand, matters }: Run, kind: number): FoundRun => {
    if (run.hasEnded) return run;
    const added = classOf(operand, kind);
    if (!continuesRun(added, matters) || (run.kinds.length > 0 && run.relevance !== added)) {
      return { ...run, hasEnded: true };
    }
    return { relevance: added, kinds: [...run.kinds, kind], hasEnded: false };
  };
  const textOf = ({ relevance, kinds: found }: FoundRun): string => `${relevance} ${tables.runOf(found)}`;
  const descend = (left: readonly number[], outer: readonly number[], runs: readonly FoundRun[]): void => {
    const runsKey = runs.map(textOf).join();
    const key = `${left.join()}|${runsKey}|${runs.map(({ hasEnded }) => Number(hasEnded)).join()}`;
    if (seen.has(key)) return;
    seen.add(key);
    // With a temporal ordering, every loop is placed to the end: not all orders of the loops that are left are allowed.
    if (left.length === 0 || (orders.isFree && runs.every(({ hasEnded }) => hasEnded))) {
      const innermost = left.findIndex(canBeInnermost);
      if (left.length > 0 && innermost < 0) return;
      const inner = left.length === 0 ? [] : [left[innermost], ...left.filter((_, at) => at !== innermost)];
      if (!found.has(runsKey)) found.set(runsKey, [...inner, ...outer]);
      return;
    }
    const all = left.reduce((sum, kind) => sum + lattice.strides[kind], tile);
    for (const [at, kind] of left.entries()) {
      if (left.indexOf(kind) !== at || !orders.allows(all - lattice.strides[kind], kind)) continue;
      if (left.length === 1 && !canBeInnermost(kind)) continue;
      descend(
        left.filter((_, other) => other !== at),
        [kind, ...outer],
        runs.map((run, place) => lengthen(run, watched[place], kind)),
      );
    }
  };
  descend(
    [...kinds].sort((x, y) => x - y),
    [],
    watched.map(() => ({ relevance: '', kinds: [], hasEnded: false })),
  );
  return [...found.values()];
}
