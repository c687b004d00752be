import type { MemoryOperand } from '../accelerator/memory.ts';
import type { SourceOrigin } from '../source-origin.ts';
import type { SpatialMapping } from './spatial-mapping.ts';

/** An entry of a user-given temporal ordering, innermost first. `size` is `'*'` for "any factor of this dimension"; `dimension` `'*'` stands for any loops in between. */
export interface TemporalOrderingEntry {
  readonly dimension: string;
  readonly size: number | '*';
}

/** What the mapping file prescribes for a layer (docs/mapping-format.md). */
export interface MappingConstraints {
  /** Name of the entry that applied: a layer name, an operator type or `default`. */
  readonly entryName: string;
  /** Fixed unrollings; array dimensions missing here are filled by the generator. */
  readonly spatialMapping: SpatialMapping;
  /** Loop dimensions that may be unrolled on an array dimension. */
  readonly spatialMappingHint: ReadonlyMap<string, readonly string[]>;
  /** Innermost first; empty for a free search. */
  readonly temporalOrdering: readonly TemporalOrderingEntry[];
  /** Layer operand → memory operand, in file order. */
  readonly memoryOperandLinks: ReadonlyMap<string, MemoryOperand>;
  /** Where the entry stands in the mapping file. */
  readonly origin?: SourceOrigin;
}
