import type { ClosingGraph } from './closing-graph.ts';

/**
 * Least sum of costs from every state of a closing graph to the end, over all paths that close at most `most` interfaces of each
 * operand. Entries of states that no such path needs are not written.
 *
 * @param most per operand.
 * @param cost `[interface · tiles + tile]`: of closing the interface there.
 * @param terminal `[combination · 2 + flag]`: cost of ending there; infinite where a path must not end.
 * @param least `[state]`: the result.
 */
export function leastToEnd(
  graph: ClosingGraph,
  most: Int32Array,
  cost: Float64Array,
  terminal: Float64Array,
  least: Float64Array,
): void {
  const { space, closed, nextInterface, step, bits, combinationCount } = graph;
  const { problem, tileCount, full, next, stride, isOnAnOrder, accumulatesOutside } = space;
  const operandCount = problem.operands.length;
  const combinations = combinationsUpTo(graph, most);
  const width = 2 * combinationCount;
  const flags = graph.start + 1;
  for (const combination of combinations) {
    for (let flag = 0; flag < flags; flag++) {
      least[full * width + combination * 2 + flag] = terminal[combination * 2 + flag];
    }
  }
  const offsets = new Int32Array(stride.length);
  for (let tile = full - 1; tile >= 0; tile--) {
    if (isOnAnOrder[tile] === 0) continue;
    const base = tile * width;
    let placeable = 0;
    for (let kinds = next[tile], kind = 0; kinds !== 0; kinds >>>= 1, kind++) {
      if (kinds & 1) offsets[placeable++] = base + stride[kind] * width;
    }
    for (let place = combinations.length - 1; place >= 0; place--) {
      const combination = combinations[place];
      for (let flag = 0; flag < flags; flag++) {
        const within = combination * 2 + flag;
        let best = Number.POSITIVE_INFINITY;
        for (let k = 0; k < placeable; k++) {
          const value = least[offsets[k] + within];
          if (value < best) best = value;
        }
        for (let operand = 0; operand < operandCount; operand++) {
          const at = combination * operandCount + operand;
          if (closed[at] === most[operand]) continue;
          const index = nextInterface[at];
          const isOutput = operand === 0;
          if (bits[(index * 2 + (isOutput ? flag : 0)) * tileCount + tile] < 0) continue;
          const to = base + (combination + step[operand]) * 2 + (isOutput ? accumulatesOutside[tile] : flag);
          const value = cost[index * tileCount + tile] + least[to];
          if (value < best) best = value;
        }
        least[base + within] = best;
      }
    }
  }
}

/** The combinations of closed interfaces with at most so many of each operand, ascending. */
export function combinationsUpTo(graph: ClosingGraph, most: Int32Array): Int32Array {
  const { closed, combinationCount } = graph;
  const found: number[] = [];
  for (let combination = 0; combination < combinationCount; combination++) {
    if (most.every((count, operand) => closed[combination * most.length + operand] <= count)) found.push(combination);
  }
  return Int32Array.from(found);
}
