import type { CompiledMapping } from '../../problem/compiled-mapping.ts';

/**
 * The rules of a cost model, in the order in which `MappingEvaluator` applies them. Each leaves its quantities in the scratch of the
 * evaluator, where searches, details and explanations read them: all models have one form of result.
 */
export interface CostModelParts {
  /** Tiles, what crosses every interface, and the energy of all memories. Words without a port are not a number. */
  measureWords(nest: CompiledMapping): void;
  /** pJ of precharging an in-memory-computing array. */
  measurePrecharge(nest: CompiledMapping): number;
  /** How full the memories are. */
  measureUtilisation(): void;
  /** Which levels have room for a second slice. */
  decideDoubleBuffering(): void;
  /** Cycles that each transfer needs, and that it may take. */
  measureTransfers(nest: CompiledMapping): void;
  /** Stalls of every port, and of the layer. */
  measureStalls(): void;
  /** On- and off-loading. */
  measureLoading(nest: CompiledMapping): void;
}
