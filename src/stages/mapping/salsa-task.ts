import type { SearchTime } from '../../chain/control/time-budget.ts';
import type { Task } from '../../chain/control/worker-pool.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { CostModelName } from '../../model/cost-model.ts';
import type { MemoryLevelSpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import type { SalsaOptions } from '../../search/salsa/salsa.ts';

/** Run some chains of a SALSA search; each result is one chain's best. */
export interface SalsaTask extends Task {
  readonly kind: 'salsa';
  readonly layer: Layer;
  readonly accelerator: Accelerator;
  readonly spatialMapping: MemoryLevelSpatialMapping;
  readonly accessSameDataConsideredAsNoAccess: boolean;
  readonly costModel: CostModelName;
  readonly options: SalsaOptions;
  /** Numbers of the chains to run. */
  readonly chains: readonly number[];
  readonly searchTime: SearchTime;
  /** Share of the remaining time that the search may take. */
  readonly partOfTime: number;
}
