import type { LanguageModelInference } from '../../model/workload/language-model.ts';
import type { LayerDescription } from '../../model/workload/layer.ts';
import type { PassThroughNode } from '../../model/workload/workload.ts';

/** A layer of the file, not yet joined with its mapping constraints. */
export interface DescribedLayerNode {
  readonly kind: 'layer';
  readonly id: number;
  readonly name: string;
  /** Ids of producing nodes; constants (the node's own id) excluded. */
  readonly sources: readonly number[];
  readonly layer: LayerDescription;
}

/** What a workload file says, whatever its format: nodes in file order. */
export interface WorkloadDescription {
  readonly nodes: readonly (DescribedLayerNode | PassThroughNode)[];
  /** The language model that the layers are made of. */
  readonly languageModel?: LanguageModelInference;
}
