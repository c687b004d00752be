import type { OperationalArray } from '../accelerator/operational-array.ts';
import { type Layer, operationsOf } from '../workload/layer.ts';
import { operandElements } from '../workload/relevance.ts';
import { type UncostedNode, type UncostedOperator, uncostedByOperator } from '../workload/uncosted-operators.ts';
import type { Workload } from '../workload/workload.ts';

/** Operator types without weights, which in-memory-computing arrays leave to other hardware. */
const SKIPPED_OPERATORS: readonly string[] = ['Pooling', 'Add'];

/** The layers that an array evaluates: all, but without those of type `Pooling` and `Add` if it computes in memory. */
export function evaluatedLayers(layers: readonly Layer[], array: OperationalArray | undefined): readonly Layer[] {
  if (array?.inMemoryComputing === undefined) return layers;
  return layers.filter(({ operatorType }) => !SKIPPED_OPERATORS.includes(operatorType));
}

/**
 * Operators of a network that are free on an array: nodes without cost model, and layers it leaves out.
 * @param costed ids of nodes that have a cost all the same, for their traffic.
 */
export function uncostedOperators(
  { nodes, layers }: Workload,
  array: OperationalArray | undefined,
  costed: ReadonlySet<number> = new Set(),
): readonly UncostedOperator[] {
  const evaluated = new Set(evaluatedLayers(layers, array));
  const uncosted = nodes.flatMap((node): UncostedNode[] => {
    if (node.kind === 'passThrough') return costed.has(node.id) ? [] : [node];
    return evaluated.has(node.layer) ? [] : [skippedLayer(node.layer)];
  });
  return uncostedByOperator(uncosted, operationsOf([...evaluated]));
}

/** A pooling or an addition: without weights it multiplies nothing. */
function skippedLayer(layer: Layer): UncostedNode {
  return {
    operatorType: layer.operatorType,
    repeat: layer.repeat,
    operations: 0,
    elementsMoved: layer.operands.reduce((count, operand) => count + operandElements(layer, operand), 0),
  };
}
