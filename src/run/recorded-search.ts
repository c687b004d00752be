import type { TemporalSearchOptions } from '../search/index.ts';
import { OPTION_ROWS } from './options/option-table.ts';

/** How a run searched orders of loops, by the options in its results; as LOMA does where it didn't. */
export function recordedSearch(options: Readonly<Record<string, unknown>>): TemporalSearchOptions {
  const { lpfLimit, temporalMappingType } = options;
  return {
    lpfLimit: typeof lpfLimit === 'number' || lpfLimit === null ? lpfLimit : OPTION_ROWS.lpfLimit.fallback,
    type: temporalMappingType === 'even' ? 'even' : 'uneven',
  };
}
