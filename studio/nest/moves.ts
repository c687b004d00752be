import type { TemporalLoop, TemporalMapping } from '../../src/model/mapping/temporal-mapping.ts';

/*
 * Changes of a loop nest, each giving a new one. Loops and memory levels count from the innermost, as in the library. The border of a
 * memory level is the number of loops inside it. The border of the outermost level is that of the whole nest and never moves by itself.
 */

export type Nest = TemporalMapping;

/** On which side of the borders in a gap a loop is put; `home` keeps every border as it was. */
export type Side = 'inner' | 'home' | 'outer';

/** Where a loop may be put. */
export interface Place {
  /** Loops that are inside it then. */
  readonly at: number;
  readonly side: Side;
}

/** A place, and the nest with the loop there. */
export interface PlacedNest extends Place {
  readonly nest: Nest;
}

/** Moves a loop. A loop that crosses a border belongs to the side on which it is put. */
export function moveLoop(nest: Nest, from: number, { at, side }: Place): Nest {
  const loop = nest.loops[from];
  if (loop === undefined || (side === 'home' && at === from)) return nest;
  const others = nest.loops.toSpliced(from, 1);
  const loops = others.toSpliced(at, 0, loop);
  return {
    loops,
    boundaries: mapBorders(nest, (end) => {
      const without = end > from ? end - 1 : end;
      if (without === at) return side === 'inner' ? without + 1 : without;
      return without > at ? without + 1 : without;
    }),
  };
}

/** Every place of a loop that gives another nest, from the innermost outwards, its own included. */
export function placesOf(nest: Nest, from: number): readonly PlacedNest[] {
  const places: PlacedNest[] = [];
  for (let at = 0; at < nest.loops.length; at++) {
    const sides: readonly Side[] = at === from ? ['inner', 'home', 'outer'] : ['inner', 'outer'];
    for (const side of sides) {
      const moved = moveLoop(nest, from, { at, side });
      const last = places.at(-1);
      if (last === undefined || !sameNest(last.nest, moved)) places.push({ at, side, nest: moved });
      else if (side === 'home') places[places.length - 1] = { at, side, nest: moved };
    }
  }
  return places;
}

/** Which of the places is that of the nest itself. */
export function homeAmong(places: readonly PlacedNest[], nest: Nest): number {
  return places.findIndex((place) => sameNest(place.nest, nest));
}

/** Moves the border of a level, as far as the borders beside it allow. */
export function moveBorder(nest: Nest, operand: string, level: number, end: number): Nest {
  const ends = nest.boundaries.get(operand);
  const old = ends?.[level];
  if (ends === undefined || old === undefined || level >= ends.length - 1) return nest;
  const [least, most] = borderRange(nest, operand, level);
  const next = Math.min(most, Math.max(least, end));
  if (next === old) return nest;
  return { loops: nest.loops, boundaries: new Map([...nest.boundaries, [operand, ends.with(level, next)]]) };
}

/** Least and largest number of loops inside the border of a level. */
export function borderRange(nest: Nest, operand: string, level: number): readonly [least: number, most: number] {
  const ends = nest.boundaries.get(operand) ?? [];
  return [ends[level - 1] ?? 0, ends[level + 1] ?? nest.loops.length];
}

/**
 * Splits a loop into two. Both stay on the side of every border on which the loop was.
 * @param inner iterations of the inner part; a divisor of the loop's.
 */
export function splitLoop(nest: Nest, at: number, inner: number): Nest {
  const loop = nest.loops[at];
  if (loop === undefined || inner <= 1 || inner >= loop.size || loop.size % inner !== 0) return nest;
  const { dimension, size } = loop;
  return {
    loops: nest.loops.toSpliced(at, 1, { dimension, size: inner }, { dimension, size: size / inner }),
    boundaries: mapBorders(nest, (end) => (end > at ? end + 1 : end)),
  };
}

/** Makes one loop of two of the same dimension. It stands where `into` stood. */
export function joinLoops(nest: Nest, from: number, into: number): Nest {
  const loop = nest.loops[from];
  const target = nest.loops[into];
  if (loop === undefined || target === undefined || from === into || loop.dimension !== target.dimension) return nest;
  return {
    loops: nest.loops.with(into, { ...target, size: target.size * loop.size }).toSpliced(from, 1),
    boundaries: mapBorders(nest, (end) => (end > from ? end - 1 : end)),
  };
}

/** The loops that a loop can be joined with, the nearest first. */
export function joinable({ loops }: Nest, from: number): readonly number[] {
  const dimension = loops[from]?.dimension;
  return [...loops.keys()]
    .filter((at) => at !== from && loops[at]?.dimension === dimension)
    .toSorted((a, b) => Math.abs(a - from) - Math.abs(b - from));
}

/** Product of the loops of every dimension: no move changes it. */
export function iterationsOf({ loops }: Nest): ReadonlyMap<string, number> {
  const products = new Map<string, number>();
  for (const { dimension, size } of loops) products.set(dimension, (products.get(dimension) ?? 1) * size);
  return products;
}

export function sameNest(one: Nest, other: Nest): boolean {
  if (one === other) return true;
  return (
    sameLoops(one.loops, other.loops) &&
    one.boundaries.size === other.boundaries.size &&
    [...one.boundaries].every(([operand, ends]) => {
      const others = other.boundaries.get(operand);
      return ends.length === others?.length && ends.every((end, level) => end === others[level]);
    })
  );
}

export function sameLoops(one: readonly TemporalLoop[], other: readonly TemporalLoop[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ dimension, size }, at) => dimension === other[at]?.dimension && size === other[at].size)
  );
}

/** All borders changed alike, but for those of the whole nest, which hold every loop. */
function mapBorders(nest: Nest, change: (end: number) => number): Nest['boundaries'] {
  return new Map(
    [...nest.boundaries].map(([operand, ends]) => [
      operand,
      ends.map((end, level) => (level === ends.length - 1 ? change(nest.loops.length + 1) - 1 : change(end))),
    ]),
  );
}
