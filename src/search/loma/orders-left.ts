import { RandomStream } from '../../base/random.ts';

/** How many orders a search will still visit, as far as samples tell. */
export interface OrdersLeft {
  /** Mean of the samples. */
  readonly mean: number;
  /** Median of the samples. Few large samples raise the mean far above it. */
  readonly median: number;
  /** Standard error of the mean, relative to the mean. */
  readonly relativeError: number;
}

/**
 * Estimates how many orders a walk through an `OrderTree` still visits (D. E. Knuth, "Estimating the efficiency of backtrack programs",
 * 1975). The share of the tree that is left tells little, because branches of the same size are pruned very differently. A sample
 * descends into every branch that is still open, by a random child at every node. It counts a child as often as it has siblings that
 * aren't pruned. The samples don't change the walk.
 */
export class OrdersLeftSampler {
  private readonly present: Int32Array;
  private readonly order: Int32Array;
  private readonly reach: (order: Int32Array) => number;
  private readonly random = RandomStream.named(0, 'orders left');
  private readonly samples: number[] = [];

  /**
   * @param present the order that the walk visits next. It is copied.
   * @param reach length of the prefix that a visit of an order deals with. It must not depend on earlier calls.
   */
  constructor(present: Int32Array, reach: (order: Int32Array) => number) {
    this.present = present.slice();
    this.order = new Int32Array(present.length);
    this.reach = reach;
  }

  /** Takes a sample: the orders to visit behind the present one. Returns the number of visits that the sample took. */
  sample(): number {
    const { present, order } = this;
    let orders = 1;
    let visits = 1;
    // The visit of the present order deals with this prefix, so only siblings along it are left.
    order.set(present);
    const decided = this.reach(order);
    for (let depth = 0; depth < decided; depth++) {
      order.set(present);
      const siblings = distinctAbove(present, depth);
      const symbol = siblings[this.random.nextBelow(siblings.length)];
      if (symbol === undefined) continue;
      order.subarray(depth).sort();
      bringForward(order, depth, symbol);
      const below = this.descend(depth + 1);
      orders += siblings.length * below.orders;
      visits += below.visits;
    }
    this.samples.push(orders);
    return visits;
  }

  /** What the samples say; undefined before the first one. */
  estimate(): OrdersLeft | undefined {
    const { samples } = this;
    if (samples.length === 0) return undefined;
    const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length;
    const variance = samples.reduce((sum, value) => sum + (value / mean - 1) ** 2, 0) / Math.max(1, samples.length - 1);
    const sorted = samples.toSorted((a, b) => a - b);
    return {
      mean,
      median: sorted[Math.floor((sorted.length - 1) / 2)] ?? mean,
      relativeError: samples.length === 1 ? Number.POSITIVE_INFINITY : Math.sqrt(variance / samples.length),
    };
  }

  /** One sample of the orders to visit below the prefix of this length. All other entries ascend. */
  private descend(start: number): { readonly orders: number; readonly visits: number } {
    const { order, random } = this;
    let visits = 1;
    if (this.reach(order) <= start) return { orders: 1, visits };
    let orders = 0;
    let weight = 1;
    for (let depth = start; depth < order.length; depth++) {
      const open: number[] = [];
      const symbols = [...new Set(order.subarray(depth))];
      for (const symbol of symbols) {
        order.subarray(depth).sort();
        bringForward(order, depth, symbol);
        visits++;
        const reach = this.reach(order);
        if (reach <= depth + 1) orders += weight;
        else open.push(symbol);
        // The visit deals with this whole node.
        if (reach <= depth) break;
      }
      const next = open[random.nextBelow(open.length)];
      if (next === undefined) break;
      weight *= open.length;
      order.subarray(depth).sort();
      bringForward(order, depth, next);
    }
    return { orders, visits };
  }
}

/** The different entries behind a position that are larger than the entry there. */
function distinctAbove(order: Int32Array, position: number): number[] {
  return [...new Set(order.subarray(position + 1))].filter((symbol) => symbol > order[position]);
}

/** Moves the first occurrence of a symbol to a position. The entries in between keep their order. */
function bringForward(order: Int32Array, position: number, symbol: number): void {
  const place = order.indexOf(symbol, position);
  order.copyWithin(position + 1, position, place);
  order[position] = symbol;
}
