import type { NodeContext } from '../shapes/shape-rule.ts';
import type { TensorValue } from '../shapes/tensor-value.ts';

/** Values of a node's outputs, as far as they follow from known ones. */
export type ValueRule = (context: NodeContext) => readonly (TensorValue | undefined)[];
