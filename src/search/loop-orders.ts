import type { TemporalLoop } from '../model/temporal-mapping.ts';
import type { DimensionFactors } from './loop-prime-factors.ts';

/**
 * Enumerates every distinct order of a multiset of loops exactly once, innermost loop first, by prefix shifts
 * (A. Williams, "Loopless generation of multiset permutations using a constant number of variables by prefix shifts", SODA 2009).
 * The order of enumeration decides ties: the first of equally good mappings wins (docs/mapping-search.md#enumeration-order).
 *
 * ```text
 * A A B C:  CBAA ACBA CABA ACAB AACB CAAB BCAA ABCA BACA ABAC AABC BAAC
 * ```
 */
export class LoopOrders {
  /** The distinct loops, sorted by dimension name, then size; orders hold indices into this list. */
  readonly loops: readonly TemporalLoop[];
  /** Number of loops in every order. */
  readonly length: number;
  /** Number of orders: n! / Π counts!. */
  readonly count: number;
  /** The present order. Do not modify. */
  readonly order: Int32Array;
  private started = false;

  constructor(factors: readonly DimensionFactors[]) {
    const counted = factors
      .flatMap(({ dimension, factors: list }) => list.map(({ factor, count }) => ({ dimension, size: factor, count })))
      .sort((x, y) => (x.dimension < y.dimension ? -1 : x.dimension > y.dimension ? 1 : x.size - y.size));
    this.loops = counted.map(({ dimension, size }) => ({ dimension, size }));
    this.length = counted.reduce((sum, { count }) => sum + count, 0);
    this.count = multisetPermutations(counted.map(({ count }) => count));
    this.order = Int32Array.from(counted.flatMap(({ count }, index) => new Array<number>(count).fill(index))).reverse();
  }

  /** Moves to the next order (the first call to the first); false when there is none left. */
  next(): boolean {
    if (!this.started) {
      this.started = true;
      return true;
    }
    const { order, length } = this;
    if (length <= 1) return false;
    let descending = 1;
    while (descending < length && order[descending] <= order[descending - 1]) descending++;
    if (descending >= length - 1) {
      if (order[length - 1] >= order[0]) return false;
      this.moveToFront(length - 1);
    } else if (order[descending + 1] <= order[descending - 1]) {
      this.moveToFront(descending + 1);
    } else {
      this.moveToFront(descending);
    }
    return true;
  }

  private moveToFront(position: number): void {
    const { order } = this;
    const moved = order[position];
    order.copyWithin(1, 0, position);
    order[0] = moved;
  }
}

/** n! / Π counts!, as a product of binomial coefficients so that intermediate values stay small. */
function multisetPermutations(counts: readonly number[]): number {
  let total = 0;
  let permutations = 1;
  for (const count of counts) {
    for (let chosen = 1; chosen <= count; chosen++) {
      total++;
      permutations = (permutations * total) / chosen;
    }
  }
  return Math.round(permutations);
}
