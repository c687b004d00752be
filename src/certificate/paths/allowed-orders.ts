import type { LoopKind } from '../cost/loop-kinds.ts';
import type { MappedLayer } from '../cost/mapped-layer.ts';
import type { TileLattice } from '../cost/tile-lattice.ts';
import { NotCovered } from '../not-covered.ts';

/** A piece of the pattern that the loops of an order must match, innermost first: one loop, or any number of them. */
interface Piece {
  readonly takes: (kind: LoopKind) => boolean;
  readonly isAnyNumber: boolean;
}

/** No order goes on from here to an end; and the end itself. */
const NOTHING = 0;
const END = 1;

/**
 * The orders of loops that the temporal ordering of a layer allows (docs/mapping-search.md#user-orderings). Entry i is the loop at position i.
 * An entry with an open size is one loop of the dimension, and as many of the same dimension as follow: its size is the product of them.
 * `["*", "*"]` is any number of any loops, and so is what follows the last entry.
 *
 * The checker knows tiles, not orders. So whatever order leads to a tile, the same orders must lead on from it. That is checked here.
 */
export class AllowedOrders {
  /** Whether the layer has no ordering. */
  readonly isFree: boolean;
  private readonly lattice: TileLattice;
  /** `[tile · kinds + kind]`: 1 if a loop of the kind may come next. */
  private readonly next: Uint8Array;
  /** Per tile: 1 if an allowed order passes through it. */
  private readonly passed: Uint8Array;

  /** @throws NotCovered where tiles don't tell which loops may follow. */
  constructor({ layer, dimensions }: Pick<MappedLayer, 'layer' | 'dimensions'>, lattice: TileLattice) {
    const { temporalOrdering } = layer.mapping;
    this.isFree = temporalOrdering.length === 0;
    this.lattice = lattice;
    this.next = new Uint8Array(this.isFree ? 0 : lattice.size * lattice.kinds.length);
    this.passed = new Uint8Array(this.isFree ? 0 : lattice.size);
    if (!this.isFree) this.follow(new OrderPattern(piecesOf(temporalOrdering, dimensions), lattice.kinds));
  }

  /** Whether there is any allowed order. */
  get exist(): boolean {
    return this.passes(0);
  }

  /** Whether an allowed order passes through a tile. */
  passes(tile: number): boolean {
    return this.isFree || this.passed[tile] === 1;
  }

  /** Whether an allowed order passes through a tile, and puts a loop of the kind around it next. */
  allows(tile: number, kind: number): boolean {
    const { lattice } = this;
    return this.isFree ? lattice.hasLeft(tile, kind) : this.next[tile * lattice.kinds.length + kind] === 1;
  }

  private follow(pattern: OrderPattern): void {
    const { lattice, next, passed } = this;
    const { size, full, kinds, strides } = lattice;
    /** Per tile: the matches with which orders reach it, each with a number for the orders that lead on. */
    const reached = Array.from({ length: size }, () => new Map<number, number>());
    reached[0].set(pattern.start, NOTHING);
    for (let tile = 0; tile < full; tile++) {
      for (const match of reached[tile].keys()) {
        for (let kind = 0; kind < kinds.length; kind++) {
          const after = lattice.hasLeft(tile, kind) ? pattern.after(match, kind) : undefined;
          if (after !== undefined) reached[tile + strides[kind]].set(after, NOTHING);
        }
      }
    }
    const numbers = new Map<string, number>();
    const numberOf = (tile: number, match: number): number => {
      if (tile === full) return pattern.isComplete(match) ? END : NOTHING;
      const following = kinds.map((_, kind) => {
        const after = lattice.hasLeft(tile, kind) ? pattern.after(match, kind) : undefined;
        return after === undefined ? NOTHING : (reached[tile + strides[kind]].get(after) ?? NOTHING);
      });
      if (following.every((number) => number === NOTHING)) return NOTHING;
      const key = following.join();
      const number = numbers.get(key) ?? numbers.size + END + 1;
      numbers.set(key, number);
      for (const [kind, after] of following.entries()) {
        if (after !== NOTHING) next[tile * kinds.length + kind] = 1;
      }
      return number;
    };
    for (let tile = full; tile >= 0; tile--) {
      const leading = new Set<number>();
      for (const match of reached[tile].keys()) {
        const number = numberOf(tile, match);
        reached[tile].set(match, number);
        if (number !== NOTHING) leading.add(number);
      }
      if (leading.size > 1) throw new NotCovered('a temporal ordering in which tiles do not tell what may follow');
      passed[tile] = leading.size;
    }
  }
}

/** @throws NotCovered for several wildcards, or one with a size. */
function piecesOf(
  ordering: MappedLayer['layer']['mapping']['temporalOrdering'],
  dimensions: readonly string[],
): Piece[] {
  const wildcards = ordering.filter(({ dimension }) => dimension === '*');
  if (wildcards.length > 1 || wildcards.some(({ size }) => size !== '*')) {
    throw new NotCovered('a temporal ordering with such wildcards');
  }
  const anyLoops: Piece = { takes: () => true, isAnyNumber: true };
  const pieces = ordering.flatMap(({ dimension, size }): Piece[] => {
    if (dimension === '*') return [anyLoops];
    const index = dimensions.indexOf(dimension);
    const takes = (kind: LoopKind): boolean => kind.dimension === index && (size === '*' || kind.size === size);
    const one = { takes, isAnyNumber: false };
    return size === '*' ? [one, { takes, isAnyNumber: true }] : [one];
  });
  return wildcards.length === 0 ? [...pieces, anyLoops] : pieces;
}

/** Matches of the beginning of orders with a pattern, numbered: a match is the set of all numbers of pieces that may be done. */
class OrderPattern {
  readonly start: number;
  private readonly pieces: readonly Piece[];
  private readonly kinds: readonly LoopKind[];
  private readonly matches: (readonly number[])[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly known = new Map<string, number | undefined>();

  constructor(pieces: readonly Piece[], kinds: readonly LoopKind[]) {
    this.pieces = pieces;
    this.kinds = kinds;
    this.start = this.numberOf([0]);
  }

  /** The match after one more loop; undefined if no allowed order begins so. */
  after(match: number, kind: number): number | undefined {
    const key = `${match} ${kind}`;
    if (this.known.has(key)) return this.known.get(key);
    const done = this.matches[match].flatMap((piece) => {
      const { takes, isAnyNumber } = this.pieces[piece] ?? { takes: () => false, isAnyNumber: false };
      return takes(this.kinds[kind]) ? [isAnyNumber ? piece : piece + 1] : [];
    });
    const found = done.length === 0 ? undefined : this.numberOf(done);
    this.known.set(key, found);
    return found;
  }

  /** Whether orders may end here. */
  isComplete(match: number): boolean {
    return this.matches[match].includes(this.pieces.length);
  }

  private numberOf(done: readonly number[]): number {
    const all = new Set(done);
    // Any number of loops may be none.
    for (const piece of all) if (this.pieces[piece]?.isAnyNumber === true) all.add(piece + 1);
    const match = [...all].sort((x, y) => x - y);
    const key = match.join();
    const number = this.numbers.get(key) ?? this.matches.length;
    if (number === this.matches.length) {
      this.numbers.set(key, number);
      this.matches.push(match);
    }
    return number;
  }
}
