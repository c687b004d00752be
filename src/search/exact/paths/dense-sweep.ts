import type { ClosingGraph } from './closing-graph.ts';

/**
 * Least sum of costs from every state of a closing graph to the end, over all paths that close at most `most` interfaces of each
 * operand. Entries of states that no such path needs are not written.
 *
 * @param most per operand.
 * @param cost `[interface · tiles + tile]`: of closing the interface there.
 * @param terminal `[combination · 2 + flag]`: cost of ending there; infinite where a path must not end.
 * @param least `[state]`: the result.
 * @param withUnmet also for states that no path from the start meets.
 */
export function leastToEnd(
  graph: ClosingGraph,
  most: Int32Array,
  cost: Float64Array,
  terminal: Float64Array,
  least: Float64Array,
  withUnmet = false,
): void {
  const { space, bits, combinationCount, start } = graph;
  const { problem, tileCount, full, next, stride, isOnAnOrder, accumulatesOutside } = space;
  const { combinations, first, index: closingIndex, step: closingStep } = closingsOf(graph, most);
  const count = combinations.length;
  const outputEnd = problem.operands[0].interfaceBase + problem.operands[0].levelCount;
  const width = 2 * combinationCount;
  for (let place = 0; place < count; place++) {
    for (let flag = 0; flag <= start; flag++) {
      const within = combinations[place] * 2 + flag;
      least[full * width + within] = terminal[within];
    }
  }
  const offsets = new Int32Array(stride.length);
  const prices = new Float64Array(problem.interfaceCount);
  for (let tile = full - 1; tile >= 0; tile--) {
    if (isOnAnOrder[tile] === 0) continue;
    const base = tile * width;
    let placeable = 0;
    for (let kinds = next[tile], kind = 0; kinds !== 0; kinds >>>= 1, kind++) {
      if (kinds & 1) offsets[placeable++] = base + stride[kind] * width;
    }
    const after = accumulatesOutside[tile];
    // While loops outside add to the output, no path has the other flag.
    for (let flag = withUnmet ? 0 : start & after; flag <= start; flag++) {
      for (let index = 0; index < prices.length; index++) {
        const row = index * 2 + (index < outputEnd ? flag : 0);
        prices[index] = bits[row * tileCount + tile] < 0 ? Number.POSITIVE_INFINITY : cost[index * tileCount + tile];
      }
      for (let place = count - 1; place >= 0; place--) {
        const within = combinations[place] * 2 + flag;
        let best = Number.POSITIVE_INFINITY;
        for (let k = 0; k < placeable; k++) {
          const value = least[offsets[k] + within];
          if (value < best) best = value;
        }
        for (let closing = first[place]; closing < first[place + 1]; closing++) {
          const index = closingIndex[closing];
          const price = prices[index];
          if (price === Number.POSITIVE_INFINITY) continue;
          const to = base + within + closingStep[closing] + (index < outputEnd ? after - flag : 0);
          const value = price + least[to];
          if (value < best) best = value;
        }
        least[base + within] = best;
      }
    }
  }
}

/** The closings of every combination of a list: those of combination n from `first[n]` up to `first[n + 1]`. */
interface Closings {
  readonly combinations: Int32Array;
  readonly first: Int32Array;
  /** Interface that is closed; what this adds to the number of the state. */
  readonly index: Int32Array;
  readonly step: Int32Array;
}

function closingsOf(graph: ClosingGraph, most: Int32Array): Closings {
  const { closed, nextInterface, step } = graph;
  const combinations = combinationsUpTo(graph, most);
  const first = new Int32Array(combinations.length + 1);
  const indices: number[] = [];
  const steps: number[] = [];
  for (let place = 0; place < combinations.length; place++) {
    for (let operand = 0; operand < most.length; operand++) {
      const at = combinations[place] * most.length + operand;
      if (closed[at] === most[operand]) continue;
      indices.push(nextInterface[at]);
      steps.push(2 * step[operand]);
    }
    first[place + 1] = indices.length;
  }
  return { combinations, first, index: Int32Array.from(indices), step: Int32Array.from(steps) };
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
