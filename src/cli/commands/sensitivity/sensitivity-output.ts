import type { TotalName } from '../../../sensitivity/total-names.ts';

/** The flags of `zigzag sensitivity`. */
export interface SensitivityOutput {
  readonly search?: boolean;
  /** Per cent. */
  readonly step?: number;
  readonly factor?: number;
  readonly of?: readonly TotalName[];
  readonly top?: number;
  readonly out?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}
