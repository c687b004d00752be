/** The options of a run that `zigzag pareto` knows, too. */
export const PARETO_OPTIONS: readonly string[] = [
  'workload',
  'accelerator',
  'mapping',
  'dimensionValues',
  'nbSpatialMappingsGenerated',
  'enableMixSpatialMapping',
  'memoryCostParity',
  'timeLimit',
];

/** The flags of the command's own. */
export interface ParetoOutput {
  readonly layer?: string;
  readonly maxLatency?: number;
  readonly out?: string;
  readonly json?: boolean;
}
