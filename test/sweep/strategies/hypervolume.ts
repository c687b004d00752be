import { paretoFront } from '../../../src/base/pareto.ts';

type Vector = readonly number[];

/** Measure of the space that some vectors dominate below a reference vector. Two or three objectives, minimised. */
export function hypervolume(vectors: readonly Vector[], reference: Vector): number {
  const inside = vectors.filter((vector) => vector.every((value, place) => value < (reference[place] ?? 0)));
  return reference.length === 2 ? areaOf(inside, reference) : volumeOf(inside, reference);
}

/** Strips from one vector of the front to the next. */
function areaOf(vectors: readonly Vector[], [right = 0, top = 0]: Vector): number {
  const front = paretoFront(vectors, [([x = 0]) => x, ([, y = 0]) => y]);
  return front.reduce((area, [x = 0, y = 0], place) => area + ((front[place + 1]?.[0] ?? right) - x) * (top - y), 0);
}

/** Slices from one third objective to the next; in each, the area of all vectors that reach down to it. */
function volumeOf(vectors: readonly Vector[], [right = 0, top = 0, back = 0]: Vector): number {
  const front = paretoFront(vectors, [([, , z = 0]) => z, ([x = 0]) => x, ([, y = 0]) => y]);
  return front.reduce((volume, [, , z = 0], place) => {
    const depth = (front[place + 1]?.[2] ?? back) - z;
    return depth > 0 ? volume + depth * areaOf(front.slice(0, place + 1), [right, top]) : volume;
  }, 0);
}
