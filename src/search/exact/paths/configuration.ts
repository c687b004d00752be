import type { ClosingGraph } from './closing-graph.ts';

/**
 * Which interfaces are crossed only once: per operand, those that paths leave open to the end. Given these, the loads that may be
 * hidden behind the computation, their lengths and their order are constants.
 */
export interface Configuration {
  /** Per operand: interfaces that paths close. */
  readonly closed: Int32Array;
  /** Per operand: the first interface that stays open, counted from that of the array. */
  readonly firstOpen: Int32Array;
  /** pJ that no choice within the configuration changes. */
  readonly fixedEnergy: number;
}

/** All configurations in which every operand fits by itself, and what must lie in each memory to the end fits together. */
export function configurations(graph: ClosingGraph): Configuration[] {
  const { space, closable, lowest, capacity } = graph;
  const { operands, memories } = space.problem;
  const fixedEnergy = graph.fixedEnergy();
  let partial: number[][] = [[]];
  for (let operand = 0; operand < operands.length; operand++) {
    const counts: number[] = [];
    for (let count = closable[operand]; count >= 0; count--) {
      if (count > 0 && space.restIsIrrelevant[operand][0] === 1) continue;
      const fits = graph.canStayOpen(operand, count, 0) || (operand === 0 && graph.canStayOpen(operand, count, 1));
      if (fits) counts.push(count);
    }
    partial = partial.flatMap((chosen) => counts.map((count) => [...chosen, count]));
  }
  return partial.flatMap((counts) => {
    const claims = new Float64Array(memories.length);
    for (const [operand, count] of counts.entries()) graph.claimOpen(operand, count, 0, claims, 0);
    if (claims.some((claimed, memory) => claimed > capacity.capacity[memory])) return [];
    const closed = Int32Array.from(counts);
    const firstOpen = closed.map((count, operand) => lowest[operand] + count);
    const open = counts.reduce((sum, count, operand) => sum + graph.openEnergy(operand, count), 0);
    return [{ closed, firstOpen, fixedEnergy: fixedEnergy + open }];
  });
}
