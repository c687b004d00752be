/** Side of the squares in which one point stands for all, as a share of the plane: half a pixel of a picture 600 pixels wide. */
const CELL = 1 / 1200;

/** A point with its place in the plane, from 0 to 1 in both directions. */
export interface PlacedPoint {
  readonly x: number;
  readonly y: number;
}

/**
 * The points that can be told apart in print: the first of every small square, and those that must stay. The picture looks the
 * same, and its size no longer grows with the number of points.
 */
export function thinPoints<T>(
  points: readonly T[],
  placeOf: (point: T) => PlacedPoint,
  mustStay: (point: T) => boolean,
): T[] {
  const taken = new Set<string>();
  return points.filter((point) => {
    if (mustStay(point)) return true;
    const { x, y } = placeOf(point);
    const cell = `${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`;
    if (taken.has(cell)) return false;
    taken.add(cell);
    return true;
  });
}
