import { comesBefore } from '../orders/loop-orders.ts';
import { LOST } from './known-orders.ts';

/** Of orders that are judged one by one, in whatever sequence: the one with the best verdict that is enumerated first. */
export class EarliestOrder {
  /** Innermost loop first. Meaningless before the first verdict. */
  readonly order: Int32Array;
  private best = LOST;

  /** @param length number of loops in every order. */
  constructor(length: number) {
    this.order = new Int32Array(length);
  }

  /** @param verdict the larger, the better; never less than one before. */
  add(order: Int32Array, verdict: number): void {
    if (verdict > this.best || comesBefore(order, this.order)) this.order.set(order);
    this.best = verdict;
  }
}
