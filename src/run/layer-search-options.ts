import type { HardwarePerformanceOptions } from './options/options.ts';

/** Options of a run that searches over all mappings of its layers know, too. */
export type LayerSearchOptions = Pick<
  HardwarePerformanceOptions,
  | 'workload'
  | 'accelerator'
  | 'mapping'
  | 'dimensionValues'
  | 'inputShapes'
  | 'skipUnreadable'
  | 'precision'
  | 'nbSpatialMappingsGenerated'
  | 'enableMixSpatialMapping'
  | 'memoryCostParity'
  | 'costModel'
  | 'files'
  | 'signal'
  | 'onProgress'
  | 'onWarning'
>;
