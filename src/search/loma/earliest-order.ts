import { comesBefore } from '../orders/loop-orders.ts';
import { WORSE } from './known-orders.ts';

/** The first order, in the order of enumeration, of those with the best rank. Orders may be added in any sequence. */
export class EarliestOrder {
  /** Innermost loop first. Undefined values before the first `add`. */
  readonly order: Int32Array;
  private best = WORSE;

  /** @param length number of loops in every order. */
  constructor(length: number) {
    this.order = new Int32Array(length);
  }

  /** @param rank a larger rank is better. Ranks never fall from one call to the next. */
  add(order: Int32Array, rank: number): void {
    if (rank > this.best || comesBefore(order, this.order)) this.order.set(order);
    this.best = rank;
  }
}
