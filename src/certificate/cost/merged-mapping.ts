import type { TemporalLoop, TemporalMapping } from '../../model/mapping/temporal-mapping.ts';
import type { MappedLayer } from './mapped-layer.ts';
import type { TileLattice } from './tile-lattice.ts';

/** A layer with all its tiles. */
interface LayerTiles {
  readonly mapped: MappedLayer;
  readonly lattice: TileLattice;
}

/** A temporal mapping as the formulas see it: after loops irrelevant to an operand have joined the level below them. */
export interface MergedMapping {
  /** Per interface: the tile below it. */
  readonly tiles: Int32Array;
  /** Per interface: product of the irrelevant, and of the relevant, loops at the outer end of the level below. */
  readonly topIrrelevant: Float64Array;
  readonly topRelevant: Float64Array;
  /** Per interface: the tile without these relevant loops. */
  readonly slices: Int32Array;
}

/** Loops by kind, innermost first, and by interface how many of them lie below it. */
export interface KindNest {
  readonly kinds: readonly number[];
  readonly below: readonly number[];
}

/**
 * The mapping in loops of the kinds that the layer has.
 * @param mayFollow whether a loop of the kind may be put around the tile.
 * @returns what is wrong with it, if it is no mapping of the layer.
 */
export function kindNest(
  { mapped, lattice }: LayerTiles,
  { loops, boundaries }: TemporalMapping,
  mayFollow: (tile: number, kind: number) => boolean = (tile, kind) => lattice.hasLeft(tile, kind),
): KindNest | string {
  const wrong = wrongLoops({ mapped, lattice }, loops);
  if (wrong !== undefined) return wrong;
  const found = splitLoops({ mapped, lattice }, loops, mayFollow);
  if (found === undefined) return 'its loops, or their order, are not allowed';
  const { kinds, ends } = found;
  const below = new Array<number>(mapped.interfaceCount).fill(0);
  for (const { name, base, memories } of mapped.operands) {
    const given = boundaries.get(name);
    if (given?.length !== memories.length) return `operand ${name} needs ${memories.length} boundaries`;
    let last = 0;
    for (const [level, end] of given.entries()) {
      const position = ends[end];
      if (position === undefined || position < last) return `boundaries of ${name} are no ascending numbers of loops`;
      below[base + level + 1] = last = position;
    }
    if (last !== ends[loops.length]) return `operand ${name} has loops above its top memory`;
    below[base + memories.length] = kinds.length;
  }
  return { kinds, below };
}

/** Which loops a layer doesn't have, or has too few or too many of. */
function wrongLoops({ mapped, lattice }: LayerTiles, loops: readonly TemporalLoop[]): string | undefined {
  const { dimensions } = mapped;
  for (const { dimension, size } of loops) {
    // A certificate that was changed may say anything.
    if (!Number.isSafeInteger(size) || size < 1) return `${size} is no number of iterations`;
    if (size !== 1 && !dimensions.includes(dimension)) {
      return `the layer has no loop ${dimension} ${size} on this spatial mapping`;
    }
  }
  for (const [index, name] of dimensions.entries()) {
    const product = loops.reduce((all, { dimension, size }) => (dimension === name ? all * size : all), 1);
    if (product !== lattice.extents[lattice.full * dimensions.length + index]) {
      return `loops of ${name} are missing or too many`;
    }
  }
  return undefined;
}

/**
 * Splits loops into those of the kinds of the layer. A size may be split in several ways; the first one that may follow is taken.
 * @returns kinds, innermost first, and how many of them the first loops are.
 */
function splitLoops(
  { mapped, lattice }: LayerTiles,
  loops: readonly TemporalLoop[],
  mayFollow: (tile: number, kind: number) => boolean,
): { readonly kinds: readonly number[]; readonly ends: readonly number[] } | undefined {
  const failed = new Set<string>();
  const kinds: number[] = [];
  const ends = [0];
  const split = (loop: number, rest: number, tile: number): boolean => {
    if (rest === 1) {
      let following = loop + 1;
      ends[following] = kinds.length;
      while (loops[following]?.size === 1) ends[++following] = kinds.length;
      return following === loops.length || split(following, loops[following].size, tile);
    }
    const key = `${loop} ${rest} ${tile}`;
    if (failed.has(key)) return false;
    const dimension = mapped.dimensions.indexOf(loops[loop].dimension);
    for (const [kind, { size, dimension: of }] of lattice.kinds.entries()) {
      if (of !== dimension || rest % size !== 0 || !mayFollow(tile, kind)) continue;
      kinds.push(kind);
      if (split(loop, rest / size, tile + lattice.strides[kind])) return true;
      kinds.pop();
    }
    failed.add(key);
    return false;
  };
  return split(-1, 1, 0) ? { kinds, ends } : undefined;
}

/** Moves every interface up past irrelevant loops (docs/cost-model.md#merging-stationary-loops). */
export function mergedNest({ mapped, lattice }: LayerTiles, { kinds, below }: KindNest): KindNest {
  const ends = [...below];
  for (const { base, memories, classOf, isOutput } of mapped.operands) {
    const isIrrelevant = (kind: number): boolean => classOf[lattice.kinds[kind].dimension] === 'irrelevant';
    for (let index = isOutput ? base + 1 : base; index <= base + memories.length; index++) {
      while (ends[index] < kinds.length && isIrrelevant(kinds[ends[index]])) ends[index]++;
    }
  }
  return { kinds, below: ends };
}

/** What the formulas see of a temporal mapping. */
export function merged({ mapped, lattice }: LayerTiles, nest: KindNest): MergedMapping {
  const { kinds, below } = mergedNest({ mapped, lattice }, nest);
  const tiles = new Int32Array(mapped.interfaceCount);
  const topIrrelevant = new Float64Array(mapped.interfaceCount).fill(1);
  const topRelevant = new Float64Array(mapped.interfaceCount).fill(1);
  const slices = new Int32Array(mapped.interfaceCount);
  for (const { base, memories, classOf } of mapped.operands) {
    const classAt = (position: number): string => classOf[lattice.kinds[kinds[position]].dimension];
    let start = 0;
    for (let level = 0; level <= memories.length; level++) {
      const index = base + level;
      const end = below[index];
      for (let position = 0; position < end; position++) tiles[index] += lattice.strides[kinds[position]];
      slices[index] = tiles[index];
      if (level === 0) continue;
      for (const [wanted, run] of [
        ['irrelevant', topIrrelevant],
        ['relevant', topRelevant],
      ] as const) {
        for (let position = end - 1; position >= start && classAt(position) === wanted; position--) {
          run[index] *= lattice.kinds[kinds[position]].size;
          if (wanted === 'relevant') slices[index] -= lattice.strides[kinds[position]];
        }
      }
      start = end;
    }
  }
  return { tiles, topIrrelevant, topRelevant, slices };
}
