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
  /** Up to two objectives: ascending in the first, so that the second falls. More: those that kept off many designs come first. */
  private list: FrontMember[] = [];

  /** Ascending in the first objective, then in the next ones. */
  get members(): readonly FrontMember[] {
    return this.list.toSorted((a, b) => compareInOrder(a.objectives, b.objectives));
  }

  /** Returns whether the design is on the front now. One with an objective that is not a number never is. */
  add(objectives: ArrayLike<number>, index: number): boolean {
    if (hasNaN(objectives) || this.dominatorOf(objectives, index) !== undefined) return false;
    const isBeaten = (member: FrontMember): boolean => isNowhereLarger(objectives, member.objectives);
    if (objectives.length <= 2) {
      // Those that it beats follow it in the list.
      const place = this.placeOf(objectives, false);
      let end = place;
      for (let member = this.list[end]; member && isBeaten(member); member = this.list[end]) end++;
      this.list.splice(place, end - place, { objectives, index });
    } else {
      if (this.list.some(isBeaten)) this.list = this.list.filter((member) => !isBeaten(member));
      this.list.push({ objectives, index });
    }
    return true;
  }

  /**
   * Number of a member that keeps a design off the front: one at least as good in every objective, and better in one or, where all are
   * equal, with a lesser number. Given lower bounds instead of objectives, the answer holds for every design that keeps to them: it is
   * no better than its bounds, thus worse than the member in some objective, or equal to it with a greater number.
   */
  dominatorOf(objectives: ArrayLike<number>, index: number): number | undefined {
    // With two objectives the last member before the design has the smallest second one.
    if (objectives.length <= 2)
      return numberIfKeepsOff(this.list[this.placeOf(objectives, true) - 1], objectives, index);
    for (let place = 0; place < this.list.length; place++) {
      const dominator = numberIfKeepsOff(this.list[place], objectives, index);
      if (dominator === undefined) continue;
      this.moveAhead(place);
      return dominator;
    }
    return undefined;
  }

  /** Lets a member be looked at earlier: a few of them keep off most designs. */
  private moveAhead(place: number): void {
    const [member, other] = [this.list[place], this.list[place >>> 1]];
    if (member === undefined || other === undefined) return;
    this.list[place >>> 1] = member;
    this.list[place] = other;
  }

  /** Number of members before these objectives in the order, those with the same ones included or not. */
  private placeOf(objectives: ArrayLike<number>, withEqual: boolean): number {
    let low = 0;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = compareInOrder(this.list[middle]?.objectives ?? objectives, objectives);
      if (order < 0 || (withEqual && order === 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function numberIfKeepsOff(
  member: FrontMember | undefined,
  objectives: ArrayLike<number>,
  index: number,
): number | undefined {
  if (member === undefined || !isNowhereLarger(member.objectives, objectives)) return undefined;
  return member.index < index || !isNowhereLarger(objectives, member.objectives) ? member.index : undefined;
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
