import type { TileSpace } from '../exact/tiles/tile-space.ts';
import type { CrossingTiles } from './crossing-tiles.ts';
import { Staircase, type StairPoint } from './staircase.ts';

/** Tiles of one operand that no other tile on the same side of a place beats in bits held and bits moved, ascending in bits held. */
type Front = readonly number[];

/** The tables of an operand and its fronts, per tile: among the tiles that orders pass before it and after it, itself included. */
interface Side {
  readonly held: Float64Array;
  readonly traffic: Float64Array;
  readonly before: readonly Front[];
  readonly after: readonly Front[];
}

/**
 * All sums of bits held and bits moved that no other one beats, over all orders of loops and all ways to choose a tile of each operand on the same
 * order. One loop order passes through all of them, so they are nested: of three operands there is one in the middle, whose tile contains
 * that of a second and is contained in that of the third.
 *
 * @param tables one to three operands.
 */
export function nestedTiles(space: TileSpace, tables: readonly CrossingTiles[]): StairPoint[] {
  const stairs = new Staircase();
  // With fewer than three operands, the others hold and move nothing.
  const sides = [0, 1, 2].map((place) => sideOf(space, tables[place]));
  const middles = tables.length === 3 ? [0, 1, 2] : [0];
  for (const middle of middles) {
    const [one, other] = [(middle + 1) % 3, (middle + 2) % 3];
    combine(space, stairs, sides, [one, middle, other]);
    combine(space, stairs, sides, [other, middle, one]);
  }
  return stairs.points().map((point) => ({ ...point, tiles: point.tiles.slice(0, tables.length) }));
}

/** The sums with the tile of one operand inside that of the middle one, and that of the other outside. */
function combine(
  { tileCount }: TileSpace,
  stairs: Staircase,
  sides: readonly Side[],
  [inner, middle, outer]: readonly [number, number, number],
): void {
  const [low, own, high] = [sides[inner], sides[middle], sides[outer]];
  const tiles = [0, 0, 0];
  for (let tile = 0; tile < tileCount; tile++) {
    const traffic = own.traffic[tile];
    if (traffic === Number.POSITIVE_INFINITY) continue;
    const held = own.held[tile];
    const [before, after] = [low.before[tile], high.after[tile]];
    if (before.length === 0 || after.length === 0) continue;
    const leastHeld = high.held[after[0]];
    const leastTraffic = high.traffic[after[after.length - 1]];
    for (let i = 0; i < before.length; i++) {
      const heldSoFar = held + low.held[before[i]];
      const trafficSoFar = traffic + low.traffic[before[i]];
      if (stairs.beats(heldSoFar + leastHeld, trafficSoFar + leastTraffic)) continue;
      for (let j = 0; j < after.length; j++) {
        const heldInAll = heldSoFar + high.held[after[j]];
        const trafficInAll = trafficSoFar + high.traffic[after[j]];
        if (stairs.beats(heldInAll, trafficInAll)) continue;
        tiles[inner] = before[i];
        tiles[middle] = tile;
        tiles[outer] = after[j];
        stairs.offer(heldInAll, trafficInAll, tiles.slice());
      }
    }
  }
}

function sideOf(space: TileSpace, table: CrossingTiles | undefined): Side {
  const { tileCount } = space;
  if (table === undefined) {
    const nothing = new Float64Array(tileCount);
    const itself = Array.from({ length: tileCount }, (_, tile) => [tile]);
    return { held: nothing, traffic: nothing, before: itself, after: itself };
  }
  return { ...table, before: frontsBefore(space, table), after: frontsAfter(space, table) };
}

function frontsBefore({ tileCount, isOnAnOrder, next, stride }: TileSpace, table: CrossingTiles): Front[] {
  const fronts: Front[] = new Array<Front>(tileCount).fill(NONE);
  for (let tile = 0; tile < tileCount; tile++) {
    if (isOnAnOrder[tile] === 0) continue;
    let front = withTile(table, NONE, tile);
    for (let kind = 0; kind < stride.length; kind++) {
      const from = tile - stride[kind];
      if (from < 0 || (next[from] & (1 << kind)) === 0) continue;
      front = merged(table, front, fronts[from]);
    }
    fronts[tile] = front;
  }
  return fronts;
}

function frontsAfter({ tileCount, isOnAnOrder, next, stride }: TileSpace, table: CrossingTiles): Front[] {
  const fronts: Front[] = new Array<Front>(tileCount).fill(NONE);
  for (let tile = tileCount - 1; tile >= 0; tile--) {
    if (isOnAnOrder[tile] === 0) continue;
    let front = withTile(table, NONE, tile);
    for (let kind = 0; kind < stride.length; kind++) {
      if (next[tile] & (1 << kind)) front = merged(table, front, fronts[tile + stride[kind]]);
    }
    fronts[tile] = front;
  }
  return fronts;
}

const NONE: Front = [];

function withTile({ traffic }: CrossingTiles, front: Front, tile: number): Front {
  return traffic[tile] === Number.POSITIVE_INFINITY ? front : [tile];
}

/** The front of two fronts. Of tiles that are equal in both, the first one's stays. */
function merged({ held, traffic }: CrossingTiles, one: Front, other: Front): Front {
  if (one === other || other.length === 0) return one;
  if (one.length === 0) return other;
  const found: number[] = [];
  let lowest = Number.POSITIVE_INFINITY;
  let [i, j] = [0, 0];
  let isOther = true;
  while (i < one.length || j < other.length) {
    const fromOne = j === other.length || (i < one.length && comesFirst(held, traffic, one[i], other[j]));
    const tile = fromOne ? one[i++] : other[j++];
    if (traffic[tile] >= lowest) continue;
    lowest = traffic[tile];
    found.push(tile);
    if (fromOne) isOther = false;
  }
  // Lists are shared where nothing changes: most tiles have the front of a neighbour.
  return isOther && found.length === other.length ? other : found;
}

function comesFirst(held: Float64Array, traffic: Float64Array, one: number, other: number): boolean {
  return held[one] < held[other] || (held[one] === held[other] && traffic[one] <= traffic[other]);
}
