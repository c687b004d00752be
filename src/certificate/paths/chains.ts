import type { Closings } from './closings.ts';
import { leastToEnd, type PathGraph, type PathSum } from './path-graph.ts';

/** Sums along paths of which the least bounds latency; for energy there is one. */
export interface ChainBounds {
  readonly latency: readonly (readonly PathSum[])[];
  readonly energy: PathSum;
  /** Whether no mapping that costs at least this much matters. */
  readonly isEnough: (energy: number, latency: number) => boolean;
}

/**
 * Every path of a graph that fits into the memories and that the bounds leave. The loops between two closings come in one order, the
 * closings at one tile in the order of the operands. Where there is a temporal ordering, that order is the first allowed one of those with
 * the same loops.
 * @param visit returns false to stop.
 * @returns false if there are more nodes than `most`, or the visitor stopped.
 */
export function forEveryChain(
  closings: Closings,
  counts: readonly number[],
  graph: PathGraph,
  bounds: ChainBounds,
  most: number,
  visit: (steps: readonly number[]) => boolean,
): boolean {
  const { tables, capacities, bits, orders } = closings;
  const { mapped, lattice } = tables;
  const merging = lattice.kinds.map(({ dimension }) =>
    mapped.operands.reduce(
      (mask, { classOf }, operand) => (classOf[dimension] === 'irrelevant' ? mask | (1 << operand) : mask),
      0,
    ),
  );
  const memoryOf = mapped.operands.map(({ memories }) => memories.map((memory) => mapped.memories.indexOf(memory)));
  const sums = [...bounds.latency.flat(), bounds.energy].map(({ constant, cost }) => ({
    constant,
    cost,
    toEnd: leastToEnd(graph, cost),
  }));
  const taken = new Float64Array(capacities.length);
  const steps: number[] = [];
  let visited = 0;

  const isWanted = (partial: readonly number[], node: number): boolean => {
    const totals = partial.map((value, at) => value + sums[at].toEnd[node]);
    let at = 0;
    let latency = 0;
    for (const parts of bounds.latency) {
      latency = Math.max(latency, Math.min(...totals.slice(at, at + parts.length)));
      at += parts.length;
    }
    return !bounds.isEnough(totals[at], latency);
  };
  const finish = (node: number): boolean => {
    const all = taken.slice();
    for (const [operand, count] of counts.entries()) {
      for (const [memory, held] of closings.openHoldings(operand, count, operand === 0 ? graph.flag[node] : 0) ?? []) {
        all[memory] += held;
      }
    }
    return !all.every((held, memory) => held <= capacities[memory]) || visit(steps);
  };
  /**
   * @param closers operands that closed at this tile since the last loop.
   * @param waiting operands for which a loop that isn't irrelevant to any of them must still follow in this segment.
   * @param met nodes that were met since the last closing.
   */
  const descend = (
    node: number,
    partial: readonly number[],
    lastKind: number,
    lastCloser: number,
    closers: number,
    waiting: number,
    met: Set<number>,
  ): boolean => {
    if (++visited > most) return false;
    if (graph.tile[node] === lattice.full) return waiting !== 0 || finish(node);
    for (let edge = graph.first[node]; edge < graph.first[node + 1]; edge++) {
      const action = graph.action[edge];
      const closing = graph.closing[edge];
      const to = graph.to[edge];
      const next = closing < 0 ? partial : partial.map((value, at) => value + sums[at].cost[closing]);
      if (!isWanted(next, to)) continue;
      steps.push(action);
      let goesOn = true;
      if (action >= 0) {
        const open = closers !== 0 ? closers : waiting;
        if (orders.isFree) {
          if (action >= lastKind) goesOn = descend(to, next, action, -1, 0, open & merging[action] ? open : 0, met);
        } else if ((closers & merging[action]) === 0 && !met.has(to)) {
          met.add(to);
          goesOn = descend(to, next, action, -1, 0, 0, met);
        }
      } else {
        const operand = -1 - action;
        if (waiting === 0 && lastCloser <= operand) {
          const index = Math.floor(closing / lattice.size);
          const level = index - mapped.operands[operand].base;
          const row = index * 2 + (operand === 0 ? graph.flag[node] : 0);
          const held = level === 0 ? 0 : bits[row * lattice.size + graph.tile[node]];
          const memory = level === 0 ? 0 : memoryOf[operand][level - 1];
          taken[memory] += held;
          if (taken[memory] <= capacities[memory]) {
            goesOn = descend(to, next, -1, operand, closers | (1 << operand), 0, new Set());
          }
          taken[memory] -= held;
        }
      }
      steps.pop();
      if (!goesOn) return false;
    }
    return true;
  };
  if (graph.tile.length === 0) return true;
  return descend(
    0,
    sums.map(({ constant }) => constant),
    -1,
    -1,
    0,
    0,
    new Set(),
  );
}
