import { product, sum } from '../../../base/integers.ts';
import { elementsMovedBy } from '../../../model/workload/operator-traffic.ts';
import type { UncostedNode } from '../../../model/workload/uncosted-operators.ts';
import type { PassThroughNode } from '../../../model/workload/workload.ts';
import type { OnnxNode } from '../onnx-model.ts';
import { ATTENTION_OPERATIONS } from './attention.ts';
import { einsumOperations } from './einsum.ts';
import { elementsIn, exactly, type KnownShapes, NodeSizes } from './node-sizes.ts';
import { classOf } from './operator-classes.ts';
import { type OperationRule, PRODUCT_OPERATIONS } from './products.ts';
import { ADDRESSES_ONLY, type KnownBits, type KnownConstants, nodeTraffic, repeatedTraffic } from './traffic.ts';

const OPERATION_RULES: Readonly<Record<string, OperationRule>> = {
  ...PRODUCT_OPERATIONS,
  ...ATTENTION_OPERATIONS,
  Einsum: einsumOperations,
};

/** Operators without cost whose multiply-accumulates are counted. */
export const COUNTED_OPERATORS: readonly string[] = Object.keys(OPERATION_RULES).sort();

type CountedNode = UncostedNode & Pick<PassThroughNode, 'traffic'>;

/** Counts what nodes without cost leave out of the totals: multiply-accumulates, and elements moved (docs/onnx.md). */
export class UncostedCounter {
  private readonly shapes: KnownShapes;
  private readonly constants: KnownConstants;
  private readonly bitsOf: KnownBits;

  /**
   * @param constants tensors that are known before the network runs.
   * @param bitsOf bits of the elements of a tensor, if they are not those of activations.
   */
  constructor(shapes: KnownShapes, constants: KnownConstants, bitsOf: KnownBits) {
    this.shapes = shapes;
    this.constants = constants;
    this.bitsOf = bitsOf;
  }

  /**
   * Counts are those of one node, but the traffic is that of all repetitions.
   * @param loops iterations of the loops around the node.
   * @param repeat how often the network has the node.
   */
  count(node: OnnxNode, loops: readonly number[], repeat = 1): CountedNode {
    const once = this.countOnce(node);
    const counted = loops.length === 0 ? once : repeated(once, product(loops));
    if (repeat === 1) return counted;
    return { ...counted, repeat, traffic: counted.traffic && repeatedTraffic(counted.traffic, repeat) };
  }

  private countOnce(node: OnnxNode): CountedNode {
    const { operatorType } = node;
    // Most of the nodes of many networks: constants, and tensors that get another shape.
    if (classOf(operatorType) === 'addressing') {
      return { operatorType, operations: 0, elementsMoved: 0, traffic: ADDRESSES_ONLY };
    }
    const sizes = new NodeSizes(node, this.shapes);
    const operations = exactly(operationsOf(node, sizes));
    const traffic = nodeTraffic(sizes, this.constants, this.bitsOf);
    if (traffic === undefined) {
      return { operatorType, operations, elementsMoved: exactly(this.elementsOfOperands(sizes)) };
    }
    return { operatorType, operations, elementsMoved: elementsMovedBy(traffic), traffic };
  }

  /** All inputs, weights included, and all outputs, of an operator with operations or an unknown one. */
  private elementsOfOperands(sizes: NodeSizes): number | undefined {
    const { operatorType, inputs, outputs } = sizes.node;
    if (classOf(operatorType) !== undefined) return undefined;
    const given = inputs.flatMap((tensor, index) => (tensor === '' ? [] : [index]));
    if (given.every((index) => this.constants.has(inputs[index] ?? ''))) return 0;
    const made = outputs.flatMap((tensor, index) => (tensor === '' ? [] : [index]));
    const reads = total(given.map((index) => sizes.input(index)));
    const writes = total(made.map((index) => sizes.output(index)));
    return reads === undefined || writes === undefined ? undefined : reads + writes;
  }
}

function repeated({ operatorType, operations, elementsMoved, traffic }: CountedNode, times: number): CountedNode {
  const timesOf = (count: number | undefined): number | undefined =>
    count === undefined ? undefined : exactly(count * times);
  const all = traffic === undefined ? undefined : repeatedTraffic(traffic, times);
  return { operatorType, operations: timesOf(operations), elementsMoved: timesOf(elementsMoved), traffic: all };
}

/** Multiply-accumulates of a node; 0 of operators that have none, undefined if they can't be counted. */
function operationsOf(node: OnnxNode, sizes: NodeSizes): number | undefined {
  const { operatorType } = node;
  const group = classOf(operatorType);
  if (group === undefined) {
    return Object.hasOwn(OPERATION_RULES, operatorType) ? OPERATION_RULES[operatorType]?.(sizes) : undefined;
  }
  if (group !== 'control') return 0;
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
