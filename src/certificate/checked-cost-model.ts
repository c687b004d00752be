import type { Accelerator } from '../model/accelerator/accelerator.ts';
import type { SpatialMapping } from '../model/mapping/spatial-mapping.ts';
import type { Layer } from '../model/workload/layer.ts';
import type { MappedLayer } from './cost/mapped-layer.ts';
import type { Closings } from './paths/closings.ts';
import type { PathSum } from './paths/path-graph.ts';

/** A cost model as the checker uses it. Each has formulas of its own here, written from its documentation. */
export interface CheckedCostModel {
  /** @returns undefined where the layer can't be unrolled so. */
  unroll(layer: Layer, accelerator: Accelerator, mapping: SpatialMapping): UnrolledLayer | undefined;
}

/** A layer with one spatial mapping. */
export interface UnrolledLayer {
  /** Equal where units are used the same way, so that all mappings cost the same. */
  readonly key: string;
  /**
   * @returns undefined where no mapping can be costed, because a memory has no port for traffic that every mapping has.
   * @throws NotCovered for what the checker can't judge.
   */
  map(): CostedLayer | undefined;
}

/** The same, as far as it can be costed. */
export interface CostedLayer {
  readonly mapped: MappedLayer;
  /** Cycles that no mapping undercuts, without tables of all tiles. */
  readonly leastCycles: number;
  /** @throws NotCovered where there are too many tiles. */
  tabulate(): TabulatedLayer;
}

/** The same with tables of all tiles. */
export interface TabulatedLayer {
  readonly closings: Closings;
  /** Made when asked for: energy needs none. */
  latencyBounds(): LatencyBoundSource;
}

/** Lower bounds of latency. */
export interface LatencyBoundSource {
  /** Ways in which loading may be counted. Latency is the least of them. */
  readonly alternativeCount: number;
  /** Bounds that need no hint of a certificate. */
  readonly withoutHint: readonly string[];
  /** @param counts closed interfaces per operand. */
  of(counts: readonly number[]): ConfigurationBounds;
}

/** Lower bounds of the latency of all paths of one configuration, named as in a certificate (docs/certificate.md#bounds). */
export interface ConfigurationBounds {
  /** False where an alternative is not proven to be the least. */
  holds(alternative: number): boolean;
  /**
   * The sums along paths of which the least is a bound.
   * @param longest no mapping that takes longer matters.
   * @returns undefined if there is no such bound, or it isn't proven here.
   */
  bound(name: string, alternative: number, longest: number): readonly PathSum[] | undefined;
}
