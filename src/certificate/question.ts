import type { Accelerator } from '../model/accelerator/accelerator.ts';
import type { CostModelName } from '../model/cost-model.ts';
import type { Layer } from '../model/workload/layer.ts';
import type { Objective } from './verdict.ts';

/** Costs closer than this share count as equal. */
export const TOLERANCE = 1e-9;

/** The layer whose mappings are asked about, and the space of its mappings. */
export interface ProblemQuestion {
  readonly layer: Layer;
  readonly accelerator: Accelerator;
  readonly costModel: CostModelName;
  readonly objective: Objective;
  /** Most spatial mappings of the space, best score first; undefined for all. */
  readonly mostSpatialMappings: number | undefined;
  /** Nodes of paths that are followed one by one in a configuration, at most. */
  readonly mostNodes?: number;
}
