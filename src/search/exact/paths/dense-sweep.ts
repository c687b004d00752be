import type { ClosingGraph } from './closing-graph.ts';

/**
 * Least sum of costs from every state of a closing graph to the end. Entries of states that no path needs are not written.
 *
 * @param cost `[interface · tiles + tile]`: of closing the interface there.
 * @param terminal `[combination · 2 + flag]`: cost of ending there; infinite where a path must not end.
 * @param least `[state]`: the result.
 * @param withUnmet also for states that no path from the start meets.
 */
export function leastToEnd(
  graph: ClosingGraph,
  cost: Float64Array,
  terminal: Float64Array,
  least: Float64Array,
  withUnmet = false,
): void {
  const { space, bits, combinationCount, start } = graph;
  const { problem, tileCount, full, next, stride, isOnAnOrder, accumulatesOutside } = space;
  const { first, index: closingIndex, step: closingStep } = closingsOf(graph);
  const outputEnd = problem.operands[0].interfaceBase + problem.operands[0].levelCount;
  const width = 2 * combinationCount;
  for (let within = 0; within < width; within++) {
    if ((within & 1) <= start) least[full * width + within] = terminal[within];
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
    // While loops outside add to the output, no path has the other flag. Closings of the output lead to states of the flag that comes first.
    const flags = withUnmet || after < start ? start + 1 : 1;
    for (let count = 0; count < flags; count++) {
      const flag = (start & after) ^ count;
      for (let index = 0; index < prices.length; index++) {
        const row = index * 2 + (index < outputEnd ? flag : 0);
        prices[index] = bits[row * tileCount + tile] < 0 ? Number.POSITIVE_INFINITY : cost[index * tileCount + tile];
      }
      for (let combination = combinationCount - 1; combination >= 0; combination--) {
        const within = combination * 2 + flag;
        let best = Number.POSITIVE_INFINITY;
        for (let k = 0; k < placeable; k++) {
          const value = least[offsets[k] + within];
          if (value < best) best = value;
        }
        for (let closing = first[combination]; closing < first[combination + 1]; closing++) {
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

/** The closings of every combination: those of combination n from `first[n]` up to `first[n + 1]`. */
interface Closings {
  readonly first: Int32Array;
  /** Interface that is closed; what this adds to the number of the state. */
  readonly index: Int32Array;
  readonly step: Int32Array;
}

function closingsOf({ combinationCount, nextInterface, step }: ClosingGraph): Closings {
  const first = new Int32Array(combinationCount + 1);
  const indices: number[] = [];
  const steps: number[] = [];
  for (let combination = 0; combination < combinationCount; combination++) {
    for (let operand = 0; operand < step.length; operand++) {
      const index = nextInterface[combination * step.length + operand];
      if (index < 0) continue;
      indices.push(index);
      steps.push(2 * step[operand]);
    }
    first[combination + 1] = indices.length;
  }
  return { first, index: Int32Array.from(indices), step: Int32Array.from(steps) };
}
