import { multisetPermutations } from './loop-orders.ts';

/**
 * All distinct orders of a multiset in lexicographic order, innermost entry first. Orders that share a prefix form a branch of a tree.
 * They follow one another, so that a search can skip a branch.
 */
export class OrderTree {
  /** The present order. Do not modify. */
  readonly order: Int32Array;
  private started = false;

  /** @param symbols the multiset, in any order. */
  constructor(symbols: Int32Array) {
    this.order = symbols.slice().sort();
  }

  /** Moves to the first later order with another prefix of this length. Returns false if there is none. */
  nextBeyond(length: number): boolean {
    if (!this.started) {
      this.started = true;
      return true;
    }
    const { order } = this;
    // In the last order with this prefix, the other entries descend. The order that follows it is the one wanted.
    order.subarray(length).sort().reverse();
    let pivot = order.length - 2;
    while (pivot >= 0 && order[pivot] >= order[pivot + 1]) pivot--;
    if (pivot < 0) return false;
    let successor = order.length - 1;
    while (order[successor] <= order[pivot]) successor--;
    const held = order[pivot];
    order[pivot] = order[successor];
    order[successor] = held;
    order.subarray(pivot + 1).reverse();
    return true;
  }

  /** Share of the orders with the present prefix of `start` entries that come before the present order. */
  shareBefore(start = 0): number {
    const { order } = this;
    const left = countsOf(order, start);
    let share = 0;
    let branch = 1;
    for (let position = start; position < order.length; position++) {
      const symbol = order[position];
      const rest = order.length - position;
      for (const [smaller, count] of left) if (smaller < symbol) share += (branch * count) / rest;
      const own = left.get(symbol) ?? 0;
      branch *= own / rest;
      left.set(symbol, own - 1);
    }
    return share;
  }

  /** Number of orders with the present prefix of this length that come after the present order. */
  ordersBehind(length: number): number {
    const branch = multisetPermutations([...countsOf(this.order, length).values()]);
    return Math.round(branch * (1 - this.shareBefore(length))) - 1;
  }
}

/** Number of occurrences of every symbol from a position on. */
function countsOf(order: Int32Array, start: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (let position = start; position < order.length; position++) {
    counts.set(order[position], (counts.get(order[position]) ?? 0) + 1);
  }
  return counts;
}
