import { isCosted, mainQuantity, type SweepTable, statusAt, valueAt, WITHIN } from '../data/sweep-table.ts';

/** How much worse than the best a cheaper design may be. */
export const NEAR = 0.1;

/** Designs that an answer speaks of, by row; −1 where there is none. */
export interface BestDesigns {
  readonly best: number;
  /** Second within the limits. */
  readonly next: number;
  /** Of those at most a tenth worse than the best the one with the least price; −1 where it is the best itself. */
  readonly smallest: number;
  /** Best of all, limits left aside; −1 without limits. */
  readonly unlimited: number;
  /** Number of designs within the limits. */
  readonly within: number;
  /** Number of designs with figures. */
  readonly costed: number;
  /** Further designs that are as good as the best. */
  readonly equal: number;
}

export function bestDesigns(table: SweepTable): BestDesigns {
  const { place, sign } = mainQuantity(table);
  const { best, price, quantities, limits } = table;
  const badness = (row: number): number => sign * valueAt(table, place, row);
  const priceOf = (row: number): number =>
    price === undefined ? 0 : (quantities[price]?.sign ?? 1) * valueAt(table, price, row);
  const least = badness(best);
  const enough = least + NEAR * Math.abs(least);
  const [next, smallest, unlimited] = [
    new Choice(badness, priceOf),
    new Choice(priceOf, badness),
    new Choice(badness, priceOf),
  ];
  let [within, costed, equal] = [0, 0, 0];
  for (let row = 0; row < table.points.length; row++) {
    if (!isCosted(table, row)) continue;
    costed++;
    unlimited.offer(row);
    if (statusAt(table, row) !== WITHIN) continue;
    within++;
    if (row === best) continue;
    next.offer(row);
    if (badness(row) === least) equal++;
    if (badness(row) <= enough && priceOf(row) < priceOf(best)) smallest.offer(row);
  }
  return {
    best,
    next: best < 0 ? -1 : next.row,
    smallest: price === undefined ? -1 : smallest.row,
    unlimited: limits.length === 0 ? -1 : unlimited.row,
    within,
    costed,
    equal,
  };
}

/** The least of what was offered, by one number and then by another; the first of equal ones. */
class Choice {
  row = -1;
  private readonly first: (row: number) => number;
  private readonly second: (row: number) => number;

  constructor(first: (row: number) => number, second: (row: number) => number) {
    this.first = first;
    this.second = second;
  }

  offer(row: number): void {
    const value = this.first(row);
    if (Number.isNaN(value)) return;
    if (this.row >= 0) {
      const known = this.first(this.row);
      if (value > known || (value === known && !(this.second(row) < this.second(this.row)))) return;
    }
    this.row = row;
  }
}
