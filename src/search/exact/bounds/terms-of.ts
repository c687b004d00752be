import type { LoadingSum } from '../../compulsory/loading-sums.ts';
import type { ClosingGraph } from '../paths/closing-graph.ts';
import type { Configuration } from '../paths/configuration.ts';
import { CorrectedBounds } from './corrected-bounds.ts';
import { CorrectedSharedBounds } from './corrected-shared-bounds.ts';
import { CorrectedTerms } from './corrected-terms.ts';
import { LatencyBounds } from './latency-bounds.ts';
import { LatencyTerms } from './latency-terms.ts';
import { SharedBounds } from './shared-bounds.ts';
import type { BoundSource } from './tightening.ts';

/** What latency consists of, by the cost model of the problem. */
export type AnyTerms = LatencyTerms | CorrectedTerms;

/** Lower bounds of latency in one configuration. */
export interface ConfigurationBounds extends BoundSource {
  /** True if no mapping has the configuration. */
  readonly isImpossible: boolean;
  /** Names of the bounds that need no path, beside those that all configurations have. */
  readonly namesWithoutPath: readonly string[];
  /** Cycles that the links of a sum that cross only once take at least. */
  leastLoads(sum: LoadingSum): number;
  /** Bounds that need no path. The second takes longer, and may be higher. */
  leastUnhidden(sums: readonly LoadingSum[]): number;
  leastOf(sums: readonly LoadingSum[], longest: number): number;
}

/** @param closings what paths may close, `interface · tiles + tile`; undefined for all that fits. */
export function latencyTermsOf(graph: ClosingGraph, closings?: Int32Array): AnyTerms {
  const isCorrected = graph.problem.costModel === 'corrected';
  return isCorrected ? new CorrectedTerms(graph, closings) : new LatencyTerms(graph, closings);
}

export function boundsOf(graph: ClosingGraph, terms: AnyTerms, configuration: Configuration): ConfigurationBounds {
  return terms instanceof CorrectedTerms
    ? new CorrectedBounds(graph, terms, configuration)
    : new LatencyBounds(graph, terms, configuration);
}

/** @param leastLoads cycles that links which cross only once take at least, in any configuration; 0 or less. */
export function sharedBoundsOf(
  graph: ClosingGraph,
  terms: AnyTerms,
  leastLoads: (sum: LoadingSum) => number,
): BoundSource {
  return terms instanceof CorrectedTerms
    ? new CorrectedSharedBounds(graph, terms)
    : new SharedBounds(graph, terms, leastLoads);
}
