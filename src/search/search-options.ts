import type { TemporalMappingType } from '../model/mapping/temporal-mapping.ts';

/** What LOMA may do for one spatial mapping. */
export interface TemporalSearchOptions {
  /** Most loops to permute; undefined for no limit. */
  readonly lpfLimit: number | undefined;
  readonly type: TemporalMappingType;
}
