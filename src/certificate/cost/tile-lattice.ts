import type { LoopKind } from './loop-kinds.ts';
import type { MappedLayer } from './mapped-layer.ts';

/**
 * All tiles of a layer: multisets of its temporal loops. The index of a tile is Σ loops of kind k · stride k; the stride of a kind is the
 * product of (count + 1) of the kinds before it. So a larger tile has a larger index.
 */
export class TileLattice {
  readonly kinds: readonly LoopKind[];
  readonly strides: readonly number[];
  readonly size: number;
  /** Index of the tile with all loops. */
  readonly full: number;
  /** `[tile · kinds + kind]`: loops of the kind in the tile. */
  readonly held: Uint8Array;
  /** `[tile · dimensions + dimension]`: product of the loops of the dimension in the tile. */
  readonly extents: Float64Array;
  /** Per tile: product of all its loops. */
  readonly iterations: Float64Array;

  constructor({ kinds, dimensions }: Pick<MappedLayer, 'kinds' | 'dimensions'>) {
    const strides: number[] = [];
    let size = 1;
    for (const { count } of kinds) {
      strides.push(size);
      size *= count + 1;
    }
    this.kinds = kinds;
    this.strides = strides;
    this.size = size;
    this.full = size - 1;
    this.held = new Uint8Array(size * kinds.length);
    this.extents = new Float64Array(size * dimensions.length).fill(1);
    this.iterations = new Float64Array(size).fill(1);
    for (let tile = 0; tile < size; tile++) {
      for (const [kind, { dimension, size: factor, count }] of kinds.entries()) {
        const held = Math.floor(tile / strides[kind]) % (count + 1);
        this.held[tile * kinds.length + kind] = held;
        this.extents[tile * dimensions.length + dimension] *= factor ** held;
        this.iterations[tile] *= factor ** held;
      }
    }
  }

  /** Whether another loop of the kind can be put around the tile. */
  hasLeft(tile: number, kind: number): boolean {
    return this.held[tile * this.kinds.length + kind] < this.kinds[kind].count;
  }

  /** Whether all loops of a kind that `counts` names are inside the tile. */
  holdsAll(tile: number, counts: (kind: LoopKind) => boolean): boolean {
    return this.kinds.every((kind, index) => !counts(kind) || !this.hasLeft(tile, index));
  }

  /** Whether the tile has no loop of a kind that `counts` names. */
  holdsNone(tile: number, counts: (kind: LoopKind) => boolean): boolean {
    return this.kinds.every((kind, index) => !counts(kind) || this.held[tile * this.kinds.length + index] === 0);
  }
}
