/** A design on a front: its objectives, all of them minimised, and its number. */
export interface FrontMember {
  readonly objectives: ArrayLike<number>;
  readonly index: number;
}

/**
 * The Pareto front of designs that come one after the other, in any order: those that no other one is at least as good as in every
 * objective and better in one. Of designs equal in every objective the one with the least number stays. Up to two objectives take
 * O(log n) comparisons a design, more of them O(n), n being the size of the front.
 */
export class GrowingFront {
  /** Ascending in the first objective, then in the next ones. */
  private sorted: FrontMember[] = [];

  get members(): readonly FrontMember[] {
    return this.sorted;
  }

  /** Returns whether the design is on the front now. One with an objective that is not a number never is. */
  add(objectives: ArrayLike<number>, index: number): boolean {
    if (hasNaN(objectives) || this.dominatorOf(objectives, index) !== undefined) return false;
    // Whom it dominates comes after it in this order.
    const place = this.placeOf(objectives, false);
    const isBeaten = ({ objectives: others }: FrontMember): boolean => isNowhereLarger(objectives, others);
    if (objectives.length <= 2) {
      // Along the order the second objective falls, so that the beaten ones are neighbours.
      let end = place;
      for (let member = this.sorted[end]; member && isBeaten(member); member = this.sorted[end]) end++;
      this.sorted.splice(place, end - place, { objectives, index });
    } else {
      const after = this.sorted.splice(place).filter((member) => !isBeaten(member));
      this.sorted.push({ objectives, index });
      for (const member of after) this.sorted.push(member);
    }
    return true;
  }

  /**
   * Number of a member that keeps a design off the front: one at least as good in every objective, and better in one or, where all are
   * equal, with a lesser number. Given lower bounds instead of objectives, the answer holds for every design that keeps to them: it is
   * no better than its bounds, thus worse than the member in some objective, or equal to it with a greater number.
   */
  dominatorOf(objectives: ArrayLike<number>, index: number): number | undefined {
    const place = this.placeOf(objectives, true);
    // With two objectives the last member before the design has the smallest second one.
    const first = objectives.length <= 2 ? Math.max(0, place - 1) : 0;
    for (let other = first; other < place; other++) {
      const member = this.sorted[other];
      if (member === undefined || !isNowhereLarger(member.objectives, objectives)) continue;
      if (member.index < index || !isNowhereLarger(objectives, member.objectives)) return member.index;
    }
    return undefined;
  }

  /** Number of members before these objectives in the order, those with the same ones included or not. */
  private placeOf(objectives: ArrayLike<number>, withEqual: boolean): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = compareInOrder(this.sorted[middle]?.objectives ?? objectives, objectives);
      if (order < 0 || (withEqual && order === 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Order by the first objective that differs. */
export function compareInOrder(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let place = 0; place < a.length; place++) {
    const [value, other] = [a[place] ?? 0, b[place] ?? 0];
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

export function isNowhereLarger(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  for (let place = 0; place < a.length; place++) {
    if (!((a[place] ?? 0) <= (b[place] ?? 0))) return false;
  }
  return true;
}

function hasNaN(values: ArrayLike<number>): boolean {
  for (let place = 0; place < values.length; place++) {
    if (Number.isNaN(values[place])) return true;
  }
  return false;
}
