import type { TemporalMappingType } from '../model/mapping/temporal-mapping.ts';

/** Options of the search of temporal mappings for one spatial mapping. */
export interface TemporalSearchOptions {
  /** Largest number of loops to permute; undefined for no limit. */
  readonly lpfLimit: number | undefined;
  readonly type: TemporalMappingType;
}
