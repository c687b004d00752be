import type { PlacedUnrolling } from './corrected-layer.ts';

/** A loop dimension as the digits of its indices: those of the unrollings, in the order of the array dimensions, and of the rounds. */
export interface IndexedDimension {
  /** Indices that exist. */
  readonly size: number;
  /** Temporal iterations. */
  readonly rounds: number;
  readonly unrollings: readonly Omit<PlacedUnrolling, 'dimension'>[];
  /** Laid out level by level, so that a unit holds neighbours; else units of one round work on neighbours. */
  readonly isDependent: boolean;
}

/** Indices in a tile, and how many tiles have so many. */
export type Sizes = readonly (readonly [size: number, times: number])[];

/** The tiles of one dimension that have indices, with some rounds inside a tile. */
export interface DimensionTiles {
  readonly sizes: Sizes;
  /** The same over the periods of one unit. Where several copies lie beside one another, each takes as long as the largest. */
  readonly periods: Sizes;
  readonly largest: number;
  /** Their number; of those in the first period only; and both with one unit for all that the level unrolls. */
  readonly count: number;
  readonly firstCount: number;
  readonly groupCount: number;
  readonly firstGroupCount: number;
}

/** Units of the last round outside a tile: how many indices each has inside, and whether it is the first of its group. */
interface LastUnit {
  readonly indices: number;
  readonly isFirst: boolean;
}

/**
 * Tiles of a dimension below units of a level (docs/cost-model-corrected.md#rounds). Counted, not derived: the last round is walked
 * index by index.
 */
export class DimensionCounter {
  private readonly dimension: IndexedDimension;
  /** Product of the unrollings inside and outside, and of those outside that the level itself doesn't unroll. */
  private readonly inside: number;
  private readonly outside: number;
  private readonly groups: number;
  private readonly lastUnits: readonly LastUnit[];
  private readonly known = new Map<number, DimensionTiles>();

  /** @param unit unrollings of lower levels lie inside. */
  constructor(dimension: IndexedDimension, unit: number) {
    const { unrollings } = dimension;
    const productOf = (counts: (level: number) => boolean): number =>
      unrollings.reduce((all, { factor, level }) => (counts(level) ? all * factor : all), 1);
    this.dimension = dimension;
    this.inside = productOf((level) => level < unit);
    this.outside = productOf((level) => level >= unit);
    this.groups = productOf((level) => level > unit);
    // Runs of neighbours need none.
    this.lastUnits = dimension.isDependent ? [] : this.walkLastRound(unit);
  }

  private walkLastRound(unit: number): LastUnit[] {
    const { size, rounds, unrollings } = this.dimension;
    const last = size - (rounds - 1) * this.inside * this.outside;
    const found = new Map<number, { indices: number; isFirst: boolean }>();
    for (let index = 0; index < last; index++) {
      let rest = index;
      let outer = 0;
      let stride = 1;
      let isFirst = true;
      for (const { factor, level } of unrollings) {
        const digit = rest % factor;
        rest = Math.floor(rest / factor);
        if (level < unit) continue;
        outer += digit * stride;
        stride *= factor;
        if (level === unit && digit > 0) isFirst = false;
      }
      const known = found.get(outer);
      if (known === undefined) found.set(outer, { indices: 1, isFirst });
      else known.indices++;
    }
    return [...found.values()];
  }

  /** @param within rounds inside a tile. */
  tiles(within: number): DimensionTiles {
    const known = this.known.get(within);
    if (known !== undefined) return known;
    const found = this.dimension.isDependent ? this.dependentTiles(within) : this.independentTiles(within);
    this.known.set(within, found);
    return found;
  }

  private independentTiles(within: number): DimensionTiles {
    const { inside, outside, groups, lastUnits, dimension } = this;
    const blocks = dimension.rounds / within;
    const times = new Map<number, number>();
    const add = (size: number, count: number): void => {
      if (size > 0 && count > 0) times.set(size, (times.get(size) ?? 0) + count);
    };
    add(within * inside, (blocks - 1) * outside);
    for (const { indices } of lastUnits) add((within - 1) * inside + indices, 1);
    add((within - 1) * inside, outside - lastUnits.length);
    const lastGroups = within > 1 ? groups : lastUnits.filter(({ isFirst }) => isFirst).length;
    const sizes = [...times];
    const largest = Math.max(...times.keys());
    const count = sizes.reduce((sum, [, tiles]) => sum + tiles, 0);
    const groupCount = (blocks - 1) * groups + lastGroups;
    return {
      sizes,
      periods: outside === 1 ? sizes : [[largest, blocks]],
      largest,
      count,
      firstCount: blocks > 1 ? outside : count,
      groupCount,
      firstGroupCount: blocks > 1 ? groups : groupCount,
    };
  }

  /** Runs of neighbours. Only inputs have such dimensions, so that first periods and groups don't matter. */
  private dependentTiles(within: number): DimensionTiles {
    const { size, rounds } = this.dimension;
    const run = within * this.inside;
    const whole = Math.floor(size / run);
    const rest = size - whole * run;
    const sizes: Sizes = [...(whole > 0 ? [[run, whole] as const] : []), ...(rest > 0 ? [[rest, 1] as const] : [])];
    const largest = Math.min(run, size);
    const count = whole + (rest > 0 ? 1 : 0);
    const periods: Sizes = this.outside === 1 ? sizes : [[largest, rounds / within]];
    return { sizes, periods, largest, count, firstCount: count, groupCount: count, firstGroupCount: count };
  }
}

/**
 * Indices of a dimension that the first tile below an interface needs, where the data of units of a level crosses once.
 * @param within rounds inside the tile, which ends below units of the level `from`. All others lie between it and the next unrollings.
 */
export function firstIndices(dimension: IndexedDimension, within: number, from: number, unit: number): number {
  const { size, rounds, unrollings } = dimension;
  const productOf = (counts: (level: number) => boolean): number =>
    unrollings.reduce((all, { factor, level }) => (counts(level) ? all * factor : all), 1);
  const run = within * productOf((level) => level < unit && level <= from);
  const runs = productOf((level) => level < unit && level > from);
  const stride = (run * rounds) / within;
  let indices = 0;
  for (let at = 0; at < runs; at++) indices += Math.max(0, Math.min(run, size - at * stride));
  return indices;
}
