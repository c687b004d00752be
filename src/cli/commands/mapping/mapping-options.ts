import type { CostModelName } from '../../../model/cost-model.ts';
import type { GivenNames, NamePairs } from '../../../timeloop/names/name-pairs.ts';

/** Flags that import and export share. */
interface SharedOptions extends Partial<GivenNames> {
  readonly lossy?: boolean;
  readonly out?: string;
}

export interface ImportOptions extends SharedOptions {
  readonly accelerator: string;
  readonly workload: string;
  readonly layer?: string;
  readonly mapping?: string;
  readonly costModel?: CostModelName;
  readonly asMapping?: boolean;
}

export type ExportOptions = SharedOptions;

/** Exit code where a mapping cannot be said in the other form, or not without loss. */
export const INEXPRESSIBLE = 3;

/** Names that the flags give. */
export function namesOf({ levels, dimensions, tensors, axes }: Partial<GivenNames>): GivenNames {
  const none: NamePairs = new Map();
  return {
    levels: levels ?? none,
    dimensions: dimensions ?? none,
    tensors: tensors ?? none,
    axes: axes ?? none,
  };
}
