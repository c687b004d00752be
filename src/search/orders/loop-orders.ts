import type { TemporalLoop } from '../../model/mapping/temporal-mapping.ts';
import type { DimensionFactors } from './loop-prime-factors.ts';

/**
 * Enumerates every distinct order of a multiset of loops exactly once, by prefix shifts (A. Williams, "Loopless generation of multiset
 * permutations using a constant number of variables by prefix shifts", SODA 2009). Orders start with the innermost loop. The order of
 * enumeration decides ties: the first of equally good mappings wins (docs/mapping-search.md#enumeration-order).
 *
 * ```text
 * A A B C:  CBAA ACBA CABA ACAB AACB CAAB BCAA ABCA BACA ABAC AABC BAAC
 * ```
 */
export class LoopOrders {
  /** The distinct loops, sorted by dimension name and size. Orders hold indices into this list. */
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

  /** Moves to the next order; the first call moves to the first order. Returns false if there is none. */
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

/**
 * Whether one order of a multiset is enumerated before another order of the same multiset. The enumeration is recursive and starts
 * with the descending order. The other orders form groups, by the outermost entry that differs from the descending order and the
 * number of equal entries behind it. Within a group the remaining entries are enumerated in the same way, with the descending order last.
 */
export function comesBefore(order: Int32Array, other: Int32Array): boolean {
  const descending = order.slice().sort().reverse();
  let isDescendingFirst = true;
  for (let length = order.length; length > 0; ) {
    const agreeing = agreeingEnd(order, descending, length);
    const otherAgreeing = agreeingEnd(other, descending, length);
    if (agreeing === length || otherAgreeing === length) {
      return agreeing !== otherAgreeing && (agreeing === length) === isDescendingFirst;
    }
    const departing = order[length - 1 - agreeing];
    const otherDeparting = other[length - 1 - otherAgreeing];
    if (departing !== otherDeparting) return departing < otherDeparting;
    if (agreeing !== otherAgreeing) return agreeing > otherAgreeing;
    // Both orders are in the same group. The remaining entries are the multiset without the common end.
    length -= agreeing + 1;
    descending.copyWithin(descending.indexOf(departing), descending.indexOf(departing) + 1, length + 1);
    isDescendingFirst = false;
  }
  return false;
}

/** Number of outermost entries, of the first `length`, that equal those of the descending order. */
function agreeingEnd(order: Int32Array, descending: Int32Array, length: number): number {
  let agreeing = 0;
  while (agreeing < length && order[length - 1 - agreeing] === descending[length - 1 - agreeing]) agreeing++;
  return agreeing;
}

/** n! / Π counts!, computed as a product of binomial coefficients to keep intermediate values small. */
export function multisetPermutations(counts: readonly number[]): number {
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
