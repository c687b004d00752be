import type { OptimisationCriterion } from '../../search/criteria.ts';
import { MinimalStage } from './minimal-stage.ts';

/**
 * Keeps, of everything its substage yields, the result with the least latency (with on- and off-loading); equal latencies by energy. The first of equal ones wins.
 * With a `tolerance`, the least energy among all within that share of the best.
 *
 * Yields one result after the substage has ended (none if it yielded none); extra information: all results compared with
 * `reduceMinimalKeepOthers`, else an empty list. Single-layer results only; stands above whatever is to be compared.
 */
export class MinimalLatencyStage extends MinimalStage {
  static override readonly stageName = 'MinimalLatencyStage';
  override readonly criterion: OptimisationCriterion = 'latency';
}
