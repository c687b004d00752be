import type { RandomStream } from '../../../base/random.ts';
import { compareInOrder, isNowhereLarger } from '../growing-front.ts';

/** What selection compares designs by. */
export interface Judged {
  /** All of them minimised. Empty where they are not known; `excess` is Infinity then. */
  readonly objectives: readonly number[];
  /** By how much limits are exceeded; 0 within them, Infinity for designs that cannot be. */
  readonly excess: number;
}

/** A design with its place among others. */
export interface Ranked<T extends Judged> {
  readonly item: T;
  /** Number of its front, from 0 for the best one. */
  readonly rank: number;
  /** Distance between its neighbours on its front: larger where there are fewer; Infinity at the ends of the front. */
  readonly crowding: number;
}

/**
 * Fronts of some designs, best first, by constrained domination (K. Deb, A. Pratap, S. Agarwal and T. Meyarivan, "A fast and elitist
 * multiobjective genetic algorithm: NSGA-II", IEEE Transactions on Evolutionary Computation 6(2), 2002, section VI): within the limits
 * before beyond them, within them by Pareto domination, beyond them by excess.
 */
export function frontsOf<T extends Judged>(items: readonly T[]): T[][] {
  const within = items.filter(({ excess }) => excess <= 0);
  const beyond = items.filter(({ excess }) => !(excess <= 0));
  return [...nonDominatedFronts(within), ...groupsByExcess(beyond)];
}

/**
 * In this order a design can only be dominated by earlier ones, so that each goes to the first front without a design that dominates it
 * (X. Zhang, Y. Tian, R. Cheng and Y. Jin, "An efficient approach to nondominated sorting for evolutionary multiobjective optimization",
 * IEEE Transactions on Evolutionary Computation 19(2), 2015).
 */
function nonDominatedFronts<T extends Judged>(items: readonly T[]): T[][] {
  const fronts: T[][] = [];
  for (const item of items.toSorted((a, b) => compareInOrder(a.objectives, b.objectives))) {
    const front = fronts.find((members) => !members.some((member) => dominates(member.objectives, item.objectives)));
    if (front === undefined) fronts.push([item]);
    else front.push(item);
  }
  return fronts;
}

function dominates(a: readonly number[], b: readonly number[]): boolean {
  return isNowhereLarger(a, b) && compareInOrder(a, b) !== 0;
}

function groupsByExcess<T extends Judged>(items: readonly T[]): T[][] {
  const groups = new Map<number, T[]>();
  for (const item of items.toSorted((a, b) => (a.excess < b.excess ? -1 : Number(a.excess > b.excess)))) {
    const group = groups.get(item.excess);
    if (group === undefined) groups.set(item.excess, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** Crowding distances on one front: over the objectives, the sum of the distances between the two neighbours, as shares of the front's range. */
export function crowdingDistances(front: readonly Judged[]): number[] {
  const distances = front.map(() => 0);
  for (const place of front[0]?.objectives.keys() ?? []) {
    const objectiveOf = (member: number): number => front[member]?.objectives[place] ?? 0;
    const order = [...front.keys()].sort((a, b) =>
      objectiveOf(a) < objectiveOf(b) ? -1 : Number(objectiveOf(a) > objectiveOf(b)),
    );
    const [first = 0, last = 0] = [order[0], order.at(-1)];
    const range = objectiveOf(last) - objectiveOf(first);
    if (!(range > 0)) continue;
    for (const [rank, member] of order.entries()) {
      const [before, after] = [order[rank - 1], order[rank + 1]];
      const isEnd = before === undefined || after === undefined;
      const distance = isEnd ? Number.POSITIVE_INFINITY : (objectiveOf(after) - objectiveOf(before)) / range;
      distances[member] = (distances[member] ?? 0) + (Number.isNaN(distance) ? 0 : distance);
    }
  }
  return distances;
}

/** The best `count` designs: whole fronts, best first, and of the last one those with the fewest neighbours. */
export function survivors<T extends Judged>(items: readonly T[], count: number): Ranked<T>[] {
  const chosen: Ranked<T>[] = [];
  for (const [rank, front] of frontsOf(items).entries()) {
    const distances = crowdingDistances(front);
    const ranked = front.map((item, place) => ({ item, rank, crowding: distances[place] ?? 0 }));
    const room = count - chosen.length;
    if (ranked.length > room) ranked.sort(byCrowding);
    chosen.push(...ranked.slice(0, room));
    if (chosen.length >= count) break;
  }
  return chosen;
}

function byCrowding(a: Ranked<Judged>, b: Ranked<Judged>): number {
  return a.crowding > b.crowding ? -1 : Number(a.crowding < b.crowding);
}

/** The better of two that chance picks: on a better front, or on the same front with fewer neighbours. Undefined where there are none. */
export function tournament<T extends Judged>(
  entrants: readonly Ranked<T>[],
  stream: RandomStream,
): Ranked<T> | undefined {
  const a = entrants[stream.nextBelow(entrants.length)];
  const b = entrants[stream.nextBelow(entrants.length)];
  if (a === undefined || b === undefined) return undefined;
  const isBetter = a.rank !== b.rank ? b.rank < a.rank : b.crowding > a.crowding;
  return isBetter ? b : a;
}
