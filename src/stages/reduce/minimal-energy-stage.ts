import type { OptimisationCriterion } from '../../search/criteria.ts';
import { MinimalStage } from './minimal-stage.ts';

/**
 * Keeps, of everything its substage yields, the result with the least energy; equal energies by latency. The first of equal ones wins.
 * With a `tolerance`, the least latency among all within that share of the best.
 *
 * Yields one result after the substage has ended (none if it yielded none); extra information: all results compared with
 * `reduceMinimalKeepOthers`, else an empty list. Single-layer results only; stands above whatever is to be compared.
 */
export class MinimalEnergyStage extends MinimalStage {
  static override readonly stageName = 'MinimalEnergyStage';
  override readonly criterion: OptimisationCriterion = 'energy';
}
