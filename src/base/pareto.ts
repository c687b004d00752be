/**
 * The items that no other item beats or equals in all objectives while beating it in one, by ascending first objective (then second,
 * …). Of items that are equal in all objectives the first stays.
 * @param objectives figures to minimise.
 */
export function paretoFront<T>(items: readonly T[], objectives: readonly ((item: T) => number)[]): T[] {
  const points = items
    .map((item) => ({ item, figures: objectives.map((objective) => objective(item)) }))
    .sort((x, y) => compare(x.figures, y.figures));
  const front: (typeof points)[number][] = [];
  // Sorted, a point can only be dominated by one before it; with two objectives the last of the front tells.
  for (const point of points) {
    const rivals = objectives.length <= 2 ? front.slice(-1) : front;
    if (!rivals.some(({ figures }) => figures.every((figure, place) => figure <= (point.figures[place] ?? 0)))) {
      front.push(point);
    }
  }
  return front.map(({ item }) => item);
}

function compare(x: readonly number[], y: readonly number[]): number {
  const place = x.findIndex((figure, index) => figure !== y[index]);
  return place < 0 ? 0 : (x[place] ?? 0) - (y[place] ?? 0);
}
