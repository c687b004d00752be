import { primeFactors } from '../../base/integers.ts';
import type { TemporalMapping } from '../../model/mapping/temporal-mapping.ts';
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

/** Loops of prime size, by kind, innermost first, and by interface how many of them lie below it. */
export interface PrimeNest {
  readonly kinds: readonly number[];
  readonly below: readonly number[];
}

/**
 * The mapping in loops of prime size.
 * @returns what is wrong with it, if it is no mapping of the layer.
 */
export function primeNest({ mapped, lattice }: LayerTiles, { loops, boundaries }: TemporalMapping): PrimeNest | string {
  const kinds: number[] = [];
  const ends = [0];
  for (const { dimension, size } of loops) {
    const index = mapped.dimensions.indexOf(dimension);
    for (const factor of size === 1 ? [] : primeFactors(size)) {
      const kind = lattice.kinds.findIndex((other) => other.dimension === index && other.size === factor);
      if (kind < 0) return `the layer has no loop ${dimension} ${factor} on this spatial mapping`;
      kinds.push(kind);
    }
    ends.push(kinds.length);
  }
  const wrong = lattice.kinds.find(
    ({ count, size }, kind) => size > 1 && kinds.filter((k) => k === kind).length !== count,
  );
  if (wrong !== undefined) return `loops of ${mapped.dimensions[wrong.dimension]} are missing or too many`;
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

/** Moves every interface up past irrelevant loops (docs/cost-model.md#merging-stationary-loops). */
export function mergedNest({ mapped, lattice }: LayerTiles, { kinds, below }: PrimeNest): PrimeNest {
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
export function merged({ mapped, lattice }: LayerTiles, nest: PrimeNest): MergedMapping {
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
