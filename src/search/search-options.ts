import type { TemporalMappingType } from '../model/mapping/temporal-mapping.ts';

/** Options of the search of temporal mappings for one spatial mapping. */
export interface TemporalSearchOptions {
  /** Largest number of loops to permute; null for no limit, as in the options of a run. */
  readonly lpfLimit: number | null;
  readonly type: TemporalMappingType;
}
