import type { TemporalOrderingEntry } from '../../../model/mapping/mapping-constraints.ts';
import type { TemporalLoop } from '../../../model/mapping/temporal-mapping.ts';

/** A part of an order of loops, innermost part first. */
interface OrderPart {
  readonly matches: (loop: TemporalLoop) => boolean;
  /** Whether several loops in a row may belong to it. */
  readonly isLong: boolean;
  readonly isOptional: boolean;
}

/** Parts beyond these have no bit. */
const MOST_PARTS = 30;

/**
 * A temporal ordering with open sizes, as states of an order that is made from the innermost loop outwards. `[K, "*"]` is a piece of K of
 * any size, so any number of its prime factors in a row: a search with merged factors binds a larger loop than one with prime factors,
 * and the exact search must know all of them.
 *
 * ```text
 *   [[K, "*"], [C, 4], ["*", "*"], [B, "*"]]      K, K …, C 4, then any loops, then B, B … outermost
 * ```
 *
 * State 0 is the empty order, and bit `part + 1` of a set of states is an order whose last loop belongs to that part.
 */
export class OrderingStates {
  private readonly parts: readonly OrderPart[];
  /** Per part and loop: the states that follow; entry `state · loops + loop`. */
  private readonly following: Uint32Array;
  private readonly loopCount: number;
  /** States in which an order may end. */
  readonly final: number;

  private constructor(parts: readonly OrderPart[], loops: readonly TemporalLoop[]) {
    this.parts = parts;
    this.loopCount = loops.length;
    this.following = Uint32Array.from({ length: (parts.length + 1) * loops.length }, (_, at) => {
      const loop = loops[at % loops.length];
      return this.partsAfter(Math.floor(at / loops.length) - 1).reduce(
        (states, part) => (parts[part].matches(loop) ? states | (1 << (part + 1)) : states),
        0,
      );
    });
    let final = 0;
    for (let state = 0; state <= parts.length; state++) {
      if (parts.slice(state).every(({ isOptional }) => isOptional)) final |= 1 << state;
    }
    this.final = final;
  }

  /** @returns undefined where the tile of an order does not tell its state, or the ordering is too long. */
  static of(ordering: readonly TemporalOrderingEntry[], loops: readonly TemporalLoop[]): OrderingStates | undefined {
    const open = new Set(ordering.flatMap(({ dimension, size }) => (size === '*' ? [dimension] : [])));
    const named = ordering
      .map(({ dimension }) => dimension)
      .filter((dimension) => open.has(dimension) && dimension !== '*');
    if (new Set(named).size < named.length || ordering.length >= MOST_PARTS) return undefined;
    const free: OrderPart = { matches: () => true, isLong: true, isOptional: true };
    const wildcard = ordering.findIndex(({ dimension }) => dimension === '*');
    const parts = ordering.map(({ dimension, size }, entry): OrderPart => {
      if (entry === wildcard) return free;
      return {
        matches: (loop) => (dimension === '*' || loop.dimension === dimension) && (size === '*' || loop.size === size),
        isLong: size === '*',
        isOptional: false,
      };
    });
    return new OrderingStates(wildcard < 0 ? [...parts, free] : parts, loops);
  }

  /** The states after one more loop. */
  after(states: number, loop: number): number {
    let found = 0;
    for (let state = 0; state <= this.parts.length; state++) {
      if (states & (1 << state)) found |= this.following[state * this.loopCount + loop];
    }
    return found;
  }

  /** The states among `states` from which one more loop leads to one of `wanted`. */
  before(states: number, loop: number, wanted: number): number {
    let found = 0;
    for (let state = 0; state <= this.parts.length; state++) {
      if (states & (1 << state) && this.following[state * this.loopCount + loop] & wanted) found |= 1 << state;
    }
    return found;
  }

  /** The parts that the next loop may belong to; -1 is the part before the first. */
  private partsAfter(part: number): number[] {
    const found = part >= 0 && this.parts[part].isLong ? [part] : [];
    for (let next = part + 1; next < this.parts.length; next++) {
      found.push(next);
      if (!this.parts[next].isOptional) break;
    }
    return found;
  }
}
