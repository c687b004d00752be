import { sum } from '../../../base/integers.ts';
import type { UncostedNode } from '../../../model/workload/uncosted-operators.ts';
import type { OnnxGraph, OnnxNode, OnnxShape } from '../onnx-model.ts';
import { ATTENTION_OPERATIONS } from './attention.ts';
import { constantTensors } from './constant-tensors.ts';
import { einsumOperations } from './einsum.ts';
import { elementsIn, exactly, type NodeSizes, nodeSizes } from './node-sizes.ts';
import { classOf } from './operator-classes.ts';
import { type OperationRule, PRODUCT_OPERATIONS } from './products.ts';

const OPERATION_RULES: Readonly<Record<string, OperationRule>> = {
  ...PRODUCT_OPERATIONS,
  ...ATTENTION_OPERATIONS,
  Einsum: einsumOperations,
};

/** Operators without cost whose multiply-accumulates are counted. */
export const COUNTED_OPERATORS: readonly string[] = Object.keys(OPERATION_RULES).sort();

/** Counts what nodes without cost leave out of the totals: multiply-accumulates, and elements moved (docs/onnx.md). */
export class UncostedCounter {
  private readonly shapes: ReadonlyMap<string, OnnxShape>;
  private readonly constants: ReadonlySet<string>;

  constructor(graph: OnnxGraph, shapes: ReadonlyMap<string, OnnxShape>) {
    this.shapes = shapes;
    this.constants = constantTensors(graph);
  }

  count(node: OnnxNode): UncostedNode {
    const sizes = nodeSizes(node, this.shapes);
    return {
      operatorType: node.operatorType,
      operations: exactly(operationsOf(node, sizes)),
      elementsMoved: exactly(this.elementsMoved(node, sizes)),
    };
  }

  /** Nodes that depend on constants alone are done before the network runs: they move nothing. */
  private elementsMoved(node: OnnxNode, sizes: NodeSizes): number | undefined {
    const group = classOf(node.operatorType);
    const isConstant = (index: number): boolean => this.constants.has(node.inputs[index] ?? '');
    const given = [...node.inputs.keys()].filter((index) => node.inputs[index] !== '');
    if (group === 'addressing' || given.every(isConstant)) return 0;
    if (group === 'control') return undefined;
    // Weights have to be read, too; scales and the like of other operators are few.
    const read = group === undefined ? given : given.filter((index) => !isConstant(index));
    const reads = total(read.map((index) => sizes.input(index)));
    const outputs = [...node.outputs.keys()].filter((index) => node.outputs[index] !== '');
    const writes = total(outputs.map((index) => sizes.output(index)));
    if (reads === undefined || writes === undefined) return undefined;
    if (group === 'movement') return Math.min(reads, writes) + writes;
    const again = group === 'normalisation' || group === 'softmax' ? elementsIn(sizes.input(0) ?? []) : 0;
    return reads + again + writes;
  }
}

/** Multiply-accumulates of a node; 0 of operators that have none, undefined if they can't be counted. */
function operationsOf(node: OnnxNode, sizes: NodeSizes): number | undefined {
  const { operatorType } = node;
  if (Object.hasOwn(OPERATION_RULES, operatorType)) return OPERATION_RULES[operatorType]?.(sizes);
  const group = classOf(operatorType);
  if (group !== 'control') return group === undefined ? undefined : 0;
  const inner = [...node.attributes.values()].flatMap(({ graph }) => graph?.nodes ?? []);
  return inner.every((one) => isWithoutOperations(one)) ? 0 : undefined;
}

/** How often graphs of control flow run is not known, but nothing times any number is nothing. */
function isWithoutOperations({ operatorType, attributes }: OnnxNode): boolean {
  const group = classOf(operatorType);
  if (group !== 'control') return group !== undefined;
  return [...attributes.values()].every(({ graph }) => (graph?.nodes ?? []).every(isWithoutOperations));
}

/** Elements of several tensors; undefined if the sizes of one are not known. */
function total(tensors: readonly (readonly number[] | undefined)[]): number | undefined {
  const known = tensors.flatMap((sizes) => (sizes === undefined ? [] : [elementsIn(sizes)]));
  return known.length === tensors.length ? sum(known) : undefined;
}
