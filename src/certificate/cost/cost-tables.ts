import type { MappedLayer } from './mapped-layer.ts';
import type { MergedMapping } from './merged-mapping.ts';
import type { TileLattice } from './tile-lattice.ts';

export interface MappingCost {
  /** pJ. */
  readonly energy: number;
  /** Cycles. */
  readonly latency: number;
}

/** Runs of equal loops at the outer end of a memory level that make a difference. */
export type RunsThatMatter = 'none' | 'irrelevant' | 'all';

/** What mappings of a layer cost with one spatial mapping, by one cost model. */
export interface CostTables {
  readonly mapped: MappedLayer;
  readonly lattice: TileLattice;
  /** `[interface · tiles + tile]`: pJ of both sides of an interface by the tile below it; infinite where traffic has no port. */
  readonly energy: Float64Array;
  /** Cycles that no mapping undercuts. */
  readonly leastCycles: number;
  /** Whether memories are allocated after irrelevant loops have joined the level below. */
  readonly allocatesMerged: boolean;
  /**
   * Bits that the memory below an interface needs for a tile, by the rule of the allocation.
   * @param level interface of the operand, 1 or more.
   * @param adds output: whether loops outside the level below add to it.
   */
  storedBits(operand: number, level: number, tile: number, adds: boolean): number;
  /** Tells runs of relevant loops apart in which slices of a memory level are of different size. */
  runOf(kinds: readonly number[]): string;
  /**
   * By interface, of the level below it: in which order of loops mappings that close the same interfaces at the same tiles may differ.
   * @param tiles by interface; `lattice.full` where it stays open.
   */
  runsThatMatter(tiles: readonly number[]): RunsThatMatter[];
  costOf(mapping: MergedMapping): MappingCost;
}
