import { LAYER_SEARCH_OPTIONS } from '../../run-flags.ts';

/** The options of a run that `zigzag pareto` knows, too. */
export const PARETO_OPTIONS: readonly string[] = [...LAYER_SEARCH_OPTIONS, 'timeLimit'];

/** Help for options that mean something else than in a run. */
export const PARETO_HELP: Readonly<Record<string, string>> = {
  nbSpatialMappingsGenerated: 'spatial mappings to search per layer (default: all)',
  enableMixSpatialMapping: 'also spatial mappings with several loops on one array dimension',
  timeLimit: 'seconds after which the search ends with the mappings so far (such as 30s, 5min or 2h)',
};

/** The flags of the command's own. */
export interface ParetoOutput {
  readonly layer?: string;
  readonly maxLatency?: number;
  readonly out?: string;
  readonly json?: boolean;
}
