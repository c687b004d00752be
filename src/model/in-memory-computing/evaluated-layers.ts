import type { OperationalArray } from '../accelerator/operational-array.ts';
import type { Layer } from '../workload/layer.ts';
import { countOperators, type UncostedOperator, type Workload } from '../workload/workload.ts';

/** Operator types without weights, which in-memory-computing arrays leave to other hardware. */
const SKIPPED_OPERATORS: readonly string[] = ['Pooling', 'Add'];

/** The layers that an array evaluates: all, but without those of type `Pooling` and `Add` if it computes in memory. */
export function evaluatedLayers(layers: readonly Layer[], array: OperationalArray): readonly Layer[] {
  if (array.inMemoryComputing === undefined) return layers;
  return layers.filter(({ operatorType }) => !SKIPPED_OPERATORS.includes(operatorType));
}

/** Operators of a network that are free on an array: nodes without cost model, and layers it leaves out. */
export function uncostedOperators({ nodes, layers }: Workload, array: OperationalArray): readonly UncostedOperator[] {
  const evaluated = new Set(evaluatedLayers(layers, array));
  return countOperators(
    nodes.flatMap((node) => {
      if (node.kind === 'passThrough') return [node.operatorType];
      return evaluated.has(node.layer) ? [] : [node.layer.operatorType];
    }),
  );
}
