import { MappingError } from '../../../base/diagnostic.ts';
import { type CompiledProblem, IRRELEVANT } from '../../../engine/problem/compiled-problem.ts';
import type { TemporalLoop } from '../../../model/mapping/temporal-mapping.ts';
import { lomaFactors } from '../../orders/loma-factors.ts';
import { type LoopKinds, loopKinds } from '../../orders/loop-kinds.ts';
import { LoopOrders } from '../../orders/loop-orders.ts';
import { OrderingError } from '../../orders/ordering-error.ts';
import { temporalLoopSizes } from '../../orders/temporal-loops.ts';
import { boundPositions, completeOrdering } from '../../orders/user-ordering.ts';
import { unusableOrdering } from '../../search-errors.ts';
import { tablesOfNeeds } from './latency-tables.ts';
import { OrderingStates } from './ordering-states.ts';

/** Kinds of loops that one word of bits tells apart, beside the operands. */
const MOST_KINDS = 27;

/** Numbers in the tables of one problem, 8 bytes each, beyond which the exact search refuses. */
const MOST_ENTRIES = 12_000_000;

/**
 * The tiles that orders of a problem's loop prime factors pass through. A *tile* is a multiset of loops: those below some place of
 * an order. Every order is a path from the empty tile to the full one that adds one loop at a time.
 *
 * ```text
 * loops  K 2 ×2, C 3      tiles  {}  {K}  {K K}  {C}  {K C}  {K K C}      index = K's + 3 · C's
 * ```
 *
 * A larger tile has a larger index, so a loop over the indices meets every tile after all that it contains.
 */
export class TileSpace {
  readonly problem: CompiledProblem;
  /** The distinct loops. */
  readonly kinds: LoopKinds;
  /** Per kind: how often it occurs, and what one more loop adds to the index of a tile. */
  readonly counts: Int32Array;
  readonly stride: Int32Array;
  readonly loopCount: number;
  readonly tileCount: number;
  /** Index of the tile of all loops. */
  readonly full: number;
  /** `[tile · kinds + kind]`: loops of the kind in the tile. */
  readonly taken: Uint8Array;
  /** Per tile: bit k is set if a loop of kind k may come next. 0 for tiles that no allowed order passes through, and for the full one. */
  readonly next: Uint32Array;
  /** Per tile: 1 if some allowed order passes through it. */
  readonly isOnAnOrder: Uint8Array;
  /** Per operand: bits of the kinds that are irrelevant to it. */
  readonly irrelevantKinds: Uint32Array;
  /** Per operand and tile: 1 if the tile has only loops that are irrelevant to the operand. */
  readonly isStationary: readonly Uint8Array[];
  /** Per operand and tile: 1 if only irrelevant loops are left outside; an interface closed here is crossed once. */
  readonly restIsIrrelevant: readonly Uint8Array[];
  /** Per tile: 1 if loops outside add to the output. By the corrected model these include partially relevant ones. */
  readonly accumulatesOutside: Uint8Array;
  /** Whether the user's temporal ordering rules out some orders. */
  readonly isOrdered: boolean;

  /**
   * @returns undefined where the tiles are too many.
   * @throws MappingError when the user's temporal ordering contradicts the layer.
   */
  static of(problem: CompiledProblem): TileSpace | undefined {
    if (overlapsUnevenly(problem)) return undefined;
    const ordered = loopsToOrder(problem);
    if (ordered === undefined) return undefined;
    const { loops, allowed } = ordered;
    const counts = Int32Array.from(loops, ({ count }) => count);
    const tileCount = counts.reduce((product, count) => product * (count + 1), 1);
    if (counts.length > MOST_KINDS || tileCount * entriesPerTile(problem) > MOST_ENTRIES) {
      return undefined;
    }
    return new TileSpace(problem, loopKinds(problem, loops), counts, allowed);
  }

  private constructor(
    problem: CompiledProblem,
    kinds: LoopKinds,
    counts: Int32Array,
    allowed: AllowedOrders | undefined,
  ) {
    const kindCount = counts.length;
    this.problem = problem;
    this.kinds = kinds;
    this.counts = counts;
    this.stride = new Int32Array(kindCount);
    let tileCount = 1;
    for (let kind = 0; kind < kindCount; tileCount *= counts[kind++] + 1) this.stride[kind] = tileCount;
    this.tileCount = tileCount;
    this.full = tileCount - 1;
    this.loopCount = counts.reduce((sum, count) => sum + count, 0);
    this.isOrdered = allowed !== undefined;
    this.taken = this.countLoops();
    this.next = new Uint32Array(tileCount);
    this.isOnAnOrder = new Uint8Array(tileCount);
    if (allowed instanceof OrderingStates) this.followStates(allowed);
    else this.followOrders(allowed);
    this.irrelevantKinds = Uint32Array.from(problem.operands, ({ relevance }) => {
      let bits = 0;
      for (let kind = 0; kind < kindCount; kind++)
        if (relevance[kinds.dimension[kind]] === IRRELEVANT) bits |= 1 << kind;
      return bits >>> 0;
    });
    const { inside, outside } = this.kindsOfTiles();
    this.isStationary = problem.operands.map((_, operand) => this.tilesWhere(~this.irrelevantKinds[operand], inside));
    this.restIsIrrelevant = problem.operands.map((_, operand) =>
      this.tilesWhere(~this.irrelevantKinds[operand], outside),
    );
    this.accumulatesOutside = this.tilesWhere(this.addingKinds(), outside).map((without) => 1 - without);
  }

  /** Bits of the kinds that add to the output. */
  private addingKinds(): number {
    const { problem, kinds, counts } = this;
    if (problem.tiles === undefined) return this.irrelevantKinds[0];
    const { reducing } = problem.tiles.operands[0];
    let bits = 0;
    for (let kind = 0; kind < counts.length; kind++) if (reducing[kinds.dimension[kind]] === 1) bits |= 1 << kind;
    return bits;
  }

  private countLoops(): Uint8Array {
    const { counts, tileCount } = this;
    const taken = new Uint8Array(tileCount * counts.length);
    for (let tile = 1; tile < tileCount; tile++) {
      const at = tile * counts.length;
      taken.copyWithin(at, at - counts.length, at);
      let kind = 0;
      while (taken[at + kind] === counts[kind]) taken[at + kind++] = 0;
      taken[at + kind]++;
    }
    return taken;
  }

  /** Per tile: bits of the kinds of which it has loops, and of those of which loops are left. */
  private kindsOfTiles(): { readonly inside: Uint32Array; readonly outside: Uint32Array } {
    const { counts, taken, tileCount } = this;
    const inside = new Uint32Array(tileCount);
    const outside = new Uint32Array(tileCount);
    for (let tile = 0, at = 0; tile < tileCount; tile++) {
      let within = 0;
      let without = 0;
      for (let kind = 0; kind < counts.length; kind++, at++) {
        if (taken[at] > 0) within |= 1 << kind;
        if (taken[at] < counts[kind]) without |= 1 << kind;
      }
      inside[tile] = within;
      outside[tile] = without;
    }
    return { inside, outside };
  }

  /** Which loop may come next in which tile, as far as the order can still be completed. */
  private followOrders(allowed: AllowedPositions | undefined): void {
    const { counts, stride, taken, next, isOnAnOrder, tileCount, full } = this;
    const canBeCompleted = new Uint8Array(tileCount);
    canBeCompleted[full] = 1;
    for (let tile = full - 1; tile >= 0; tile--) {
      let position = 0;
      for (let kind = 0; kind < counts.length; kind++) position += taken[tile * counts.length + kind];
      for (let kind = 0; kind < counts.length; kind++) {
        if (taken[tile * counts.length + kind] === counts[kind] || canBeCompleted[tile + stride[kind]] === 0) continue;
        if (allowed !== undefined && !allowed(kind, position)) continue;
        next[tile] |= 1 << kind;
        canBeCompleted[tile] = 1;
      }
    }
    isOnAnOrder[0] = canBeCompleted[0];
    for (let tile = 0; tile < tileCount; tile++) {
      if (isOnAnOrder[tile] === 0) next[tile] = 0;
      for (let kind = 0; kind < counts.length; kind++) {
        if (next[tile] & (1 << kind)) isOnAnOrder[tile + stride[kind]] = 1;
      }
    }
  }

  /** The same for an ordering with open sizes: the tile tells which parts of it are done. */
  private followStates(ordering: OrderingStates): void {
    const { counts, stride, taken, next, isOnAnOrder, tileCount, full } = this;
    const states = new Uint32Array(tileCount);
    states[0] = 1;
    const forEachNext = (tile: number, visit: (kind: number, then: number) => void): void => {
      for (let kind = 0; kind < counts.length; kind++) {
        if (taken[tile * counts.length + kind] < counts[kind]) visit(kind, tile + stride[kind]);
      }
    };
    for (let tile = 0; tile < full; tile++) {
      forEachNext(tile, (kind, then) => {
        states[then] |= ordering.after(states[tile], kind);
      });
    }
    states[full] &= ordering.final;
    isOnAnOrder[full] = states[full] === 0 ? 0 : 1;
    for (let tile = full - 1; tile >= 0; tile--) {
      let alive = 0;
      forEachNext(tile, (kind, then) => {
        const leading = ordering.before(states[tile], kind, states[then]);
        if (leading !== 0) next[tile] |= 1 << kind;
        alive |= leading;
      });
      states[tile] = alive;
      isOnAnOrder[tile] = alive === 0 ? 0 : 1;
    }
  }

  /** 1 for tiles that have no loop of these kinds inside or outside. */
  private tilesWhere(kinds: number, kindsOf: Uint32Array): Uint8Array {
    const none = new Uint8Array(this.tileCount);
    for (let tile = 0; tile < none.length; tile++) if ((kindsOf[tile] & kinds) === 0) none[tile] = 1;
    return none;
  }
}

/** Numbers in the tables of a problem, by tile. */
function entriesPerTile(problem: CompiledProblem): number {
  const { interfaceCount, levelSlotCount, tiles } = problem;
  return 4 * interfaceCount + (tiles === undefined ? 8 : 12 + 4 * tablesOfNeeds(problem)) * levelSlotCount;
}

/**
 * Whether the output has dependent dimensions and some dimension ends with a smaller round. What is read back then depends on the memories
 * between which loops stand, not on the tile alone (docs/cost-model-corrected.md#partial-sums).
 */
export function overlapsUnevenly({ tiles, operands }: CompiledProblem): boolean {
  return tiles?.hasRemainder === true && operands[0].relations.length > 0;
}

interface CountedLoop extends TemporalLoop {
  readonly count: number;
}

/** Whether a kind of loop may stand at a position, innermost first. */
type AllowedPositions = (kind: number, position: number) => boolean;
type AllowedOrders = AllowedPositions | OrderingStates;

/** Whether tiles don't tell what the user's temporal ordering allows next: a dimension stands in several entries, one with an open size. */
export function hidesOrdering({ layer }: CompiledProblem): boolean {
  const { temporalOrdering } = layer.mapping;
  return temporalOrdering.some(({ size }) => size === '*') && OrderingStates.of(temporalOrdering, []) === undefined;
}

/** Why a spatial mapping has no mapping: it doesn't leave the loops that the user's temporal ordering asks for. Undefined where it does. */
export function contradictionOf(problem: CompiledProblem): MappingError | undefined {
  if (problem.layer.mapping.temporalOrdering.length === 0) return undefined;
  try {
    loopsToOrder(problem);
    return undefined;
  } catch (error) {
    if (error instanceof MappingError) return error;
    throw error;
  }
}

/**
 * The loops to order, equal ones counted, and the orders that are allowed; `allowed` is undefined for all of them.
 * @returns undefined where `hidesOrdering`.
 */
function loopsToOrder(problem: CompiledProblem):
  | {
      readonly loops: readonly CountedLoop[];
      readonly allowed: AllowedOrders | undefined;
    }
  | undefined {
  const { layer, spatialMapping } = problem;
  const { temporalOrdering } = layer.mapping;
  const complete = completeOrdering(temporalOrdering, temporalLoopSizes(layer, spatialMapping));
  if (complete !== undefined && complete.length > 0) {
    const loops: CountedLoop[] = [];
    for (const { dimension, size } of complete) {
      const kind = loops.findIndex((loop) => loop.dimension === dimension && loop.size === size);
      if (kind < 0) loops.push({ dimension, size, count: 1 });
      else loops[kind] = { dimension, size, count: loops[kind].count + 1 };
    }
    // As `LoopOrders` sorts them, so that tiles have the same numbers with any ordering (docs/certificate.md#format).
    loops.sort((x, y) => (x.dimension < y.dimension ? -1 : x.dimension > y.dimension ? 1 : x.size - y.size));
    const kindAt = complete.map(({ dimension, size }) =>
      loops.findIndex((loop) => loop.dimension === dimension && loop.size === size),
    );
    return { loops, allowed: (kind, position) => kindAt[position] === kind };
  }
  try {
    const orders = new LoopOrders(lomaFactors(problem, null));
    const counts = new Int32Array(orders.loops.length);
    for (const kind of orders.order) counts[kind]++;
    const loops = orders.loops.map((loop, kind) => ({ ...loop, count: counts[kind] }));
    if (temporalOrdering.length === 0) return { loops, allowed: undefined };
    const bound = boundPositions(temporalOrdering, orders);
    if (temporalOrdering.some(({ size }) => size === '*')) {
      const states = OrderingStates.of(temporalOrdering, loops);
      return states && { loops, allowed: states };
    }
    return {
      loops,
      allowed: (kind, position) => bound.every((entry) => entry.position !== position || entry.loops[kind]),
    };
  } catch (error) {
    throw error instanceof OrderingError ? unusableOrdering(layer, error.message) : error;
  }
}
