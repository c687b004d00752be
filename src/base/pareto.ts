/**
 * The items that no other item beats: none is at least as small in every objective and smaller in one. Of items equal in every
 * objective the first is kept; items with an objective that is not a number are left out. Ascending in the first objective,
 * then in the next ones. O(n log n) for up to two objectives, O(n · size of the front) for more.
 */
export function paretoFront<T>(items: readonly T[], objectives: readonly ((item: T) => number)[]): T[] {
  const candidates = items
    .map((item) => ({ item, values: objectives.map((objective) => objective(item)) }))
    .filter(({ values }) => !values.some(Number.isNaN))
    .sort((a, b) => compareInOrder(a.values, b.values));
  const front: typeof candidates = [];
  for (const candidate of candidates) {
    // In this order only earlier items can beat later ones, and with two objectives the last one kept has the smallest second.
    const rivals = objectives.length <= 2 ? front.slice(-1) : front;
    if (!rivals.some((rival) => isNowhereLarger(rival.values, candidate.values))) front.push(candidate);
  }
  return front.map(({ item }) => item);
}

/** Order by the first value that differs. */
function compareInOrder(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? 0;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

function isNowhereLarger(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, index) => value <= (b[index] ?? 0));
}
