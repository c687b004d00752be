import { product } from '../../base/integers.ts';
import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import type { ArrayDimension } from '../../model/accelerator/operational-array.ts';
import type { NamePairs } from '../names/name-pairs.ts';

/** A spatial loop of a map that needs an array dimension. */
export interface SpatialLoop {
  readonly dimension: string;
  readonly size: number;
  readonly target: string;
  readonly axis: 'X' | 'Y';
  /** Memories inside and outside of the loop: the first are repeated, the others shared. */
  readonly inner: readonly MemoryLevel[];
  readonly outer: readonly MemoryLevel[];
}

/** Why an array dimension cannot take a loop; undefined if it can, as far as memories and axes say. */
export function obstacle(
  { name }: ArrayDimension,
  { target, axis, inner, outer }: SpatialLoop,
  axes: NamePairs,
): string | undefined {
  const asked = axes.get(`${target}.${axis}`) ?? axes.get(axis);
  if (asked !== undefined && asked !== name) return `--axes asks for ${asked}`;
  const shared = inner.find((memory) => memory.servedDimensions.includes(name));
  if (shared !== undefined) return `units along ${name} share memory "${shared.name}", which lies inside`;
  const repeated = outer.find((memory) => !memory.servedDimensions.includes(name));
  if (repeated !== undefined) return `memory "${repeated.name}", which lies outside, is repeated along ${name}`;
  return undefined;
}

/**
 * Array dimensions of spatial loops, in their order: the first choice in which all have room. Loops of one axis stay together and loops of
 * different axes apart if they can.
 * @returns undefined if there is none.
 */
export function chooseArrayDimensions(
  loops: readonly SpatialLoop[],
  dimensions: readonly ArrayDimension[],
  axes: NamePairs,
): readonly ArrayDimension[] | undefined {
  const chosen: ArrayDimension[] = [];
  const axisOf = ({ target, axis }: SpatialLoop) => `${target}.${axis}`;
  const place = (index: number): boolean => {
    const loop = loops[index];
    if (loop === undefined) return true;
    const used = (one: ArrayDimension) => product(loops.flatMap(({ size }, at) => (chosen[at] === one ? [size] : [])));
    const isOwn = (one: ArrayDimension) =>
      chosen.some((other, at) => other === one && axisOf(loops[at] ?? loop) === axisOf(loop));
    const rank = (one: ArrayDimension) => (isOwn(one) ? 0 : chosen.includes(one) ? 2 : 1);
    const candidates = dimensions
      .filter((one) => obstacle(one, loop, axes) === undefined && used(one) * loop.size <= one.size)
      .toSorted((a, b) => rank(a) - rank(b));
    for (const candidate of candidates) {
      chosen[index] = candidate;
      if (place(index + 1)) return true;
      chosen.length = index;
    }
    return false;
  };
  return place(0) ? chosen : undefined;
}
