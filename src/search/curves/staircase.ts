/** A share by which sums of the same numbers in another order may differ. */
const ROUNDING = 1e-12;

/** Which tile every operand has below a memory, in the order of the tables. */
export type TilesHeld = readonly number[];

export interface StairPoint {
  /** Bits held, and bits moved. */
  readonly held: number;
  readonly traffic: number;
  readonly tiles: TilesHeld;
}

/** Sums of bits held and bits moved that no other sum beats in both: ascending in bits held, descending in bits moved. */
export class Staircase {
  private readonly held: number[] = [];
  private readonly traffic: number[] = [];
  private readonly tiles: TilesHeld[] = [];

  /** Whether a point that is known is at least as good in both. */
  beats(held: number, traffic: number): boolean {
    const after = this.after(held);
    return after > 0 && this.traffic[after - 1] <= traffic;
  }

  /** Adds a point unless it is beaten; drops those that it beats. */
  offer(held: number, traffic: number, tiles: TilesHeld): void {
    const after = this.after(held);
    if (after > 0 && this.traffic[after - 1] <= traffic) return;
    const from = after > 0 && this.held[after - 1] === held ? after - 1 : after;
    let to = after;
    while (to < this.held.length && this.traffic[to] >= traffic) to++;
    this.held.splice(from, to - from, held);
    this.traffic.splice(from, to - from, traffic);
    this.tiles.splice(from, to - from, tiles);
  }

  /** The points; of those that differ by rounding only, the first. */
  points(): StairPoint[] {
    const found: StairPoint[] = [];
    let lowest = Number.POSITIVE_INFINITY;
    this.held.forEach((held, index) => {
      const traffic = this.traffic[index];
      if (traffic >= lowest * (1 - ROUNDING)) return;
      lowest = traffic;
      found.push({ held, traffic, tiles: this.tiles[index] });
    });
    return found;
  }

  /** How many points hold no more. */
  private after(held: number): number {
    let low = 0;
    let high = this.held.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.held[middle] <= held) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
