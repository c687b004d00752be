import { elementsMovedBy, type OperatorTraffic, type TensorTraffic } from '../../../model/workload/operator-traffic.ts';
import { elementsIn, exactly, type NodeSizes } from './node-sizes.ts';
import { classOf, type OperatorClass } from './operator-classes.ts';

/** Names of the tensors that are known before the network runs. */
export type KnownConstants = Pick<ReadonlySet<string>, 'has'>;

/** Bits of the elements of a tensor, if they are known and count. */
export type KnownBits = (tensor: string) => number | undefined;

/** Bits of an element, unless node or file say otherwise: those of activations (docs/onnx.md#precision). */
const ACTIVATION_BITS = 8;

/** Operators that change shapes and addresses move nothing. */
export const ADDRESSES_ONLY: OperatorTraffic = { kind: 'addressing', reads: [], writes: [], vectorOperations: 0 };

/** Operators that move data without working on them. */
const MOVING: readonly OperatorClass[] = ['movement'];
/** Operators that read their first input once more, for sums over it. */
const READING_TWICE: readonly OperatorClass[] = ['normalisation', 'softmax'];

/**
 * What an operator without multiply-accumulates moves (docs/onnx.md#the-traffic-of-other-operators); undefined for operators with some,
 * unknown ones, and unknown shapes. What depends on constants alone is done before the network runs, and moves nothing.
 */
export function nodeTraffic(
  sizes: NodeSizes,
  constants: KnownConstants,
  bitsOf: KnownBits,
): OperatorTraffic | undefined {
  const { node } = sizes;
  const kind = classOf(node.operatorType);
  if (kind === undefined) return undefined;
  const computed = node.inputs.flatMap((tensor, index) => (tensor === '' || constants.has(tensor) ? [] : [index]));
  const isIdle = computed.length === 0 && node.inputs.some((tensor) => tensor !== '');
  if (isIdle) return { kind, reads: [], writes: [], vectorOperations: 0 };
  if (kind === 'control') return undefined;
  const made = node.outputs.flatMap((tensor, index) => (tensor === '' ? [] : [index]));
  const inputs = allKnown(
    computed.map((index) => tensorTraffic(sizes, node.inputs[index], sizes.input(index), bitsOf)),
  );
  const writes = allKnown(made.map((index) => tensorTraffic(sizes, node.outputs[index], sizes.output(index), bitsOf)));
  if (inputs === undefined || writes === undefined) return undefined;
  const reads = READING_TWICE.includes(kind)
    ? inputs.map((tensor, index) => (computed[index] === 0 ? { ...tensor, elements: 2 * tensor.size } : tensor))
    : kind === 'movement'
      ? picked(inputs, elementsOf(writes))
      : inputs;
  const vectorOperations = MOVING.includes(kind) ? 0 : Math.max(elementsOf(reads), elementsOf(writes));
  return countable({ kind, reads, writes, vectorOperations });
}

/** The traffic of an operator that runs several times; undefined if it cannot be counted exactly. */
export function repeatedTraffic(traffic: OperatorTraffic, times: number): OperatorTraffic | undefined {
  const all = (tensors: readonly TensorTraffic[]): readonly TensorTraffic[] =>
    tensors.map((tensor) => ({ ...tensor, elements: tensor.elements * times }));
  const { reads, writes, vectorOperations } = traffic;
  return countable({
    ...traffic,
    reads: all(reads),
    writes: all(writes),
    vectorOperations: vectorOperations * times,
  });
}

function countable(traffic: OperatorTraffic): OperatorTraffic | undefined {
  return exactly(elementsMovedBy(traffic)) === undefined ? undefined : traffic;
}

function tensorTraffic(
  { node }: NodeSizes,
  tensor: string | undefined,
  sizes: readonly number[] | undefined,
  bitsOf: KnownBits,
): TensorTraffic | undefined {
  if (tensor === undefined || sizes === undefined) return undefined;
  const size = elementsIn(sizes);
  const bits = node.attributes.get('act_size')?.integer ?? bitsOf(tensor) ?? ACTIVATION_BITS;
  return { tensor, elements: size, size, precisionBits: bits >= 1 ? bits : ACTIVATION_BITS };
}

/** Of the inputs in their order, not more elements than are written. */
function picked(inputs: readonly TensorTraffic[], written: number): TensorTraffic[] {
  let rest = written;
  return inputs.map((tensor) => {
    const elements = Math.min(rest, tensor.size);
    rest -= elements;
    return { ...tensor, elements };
  });
}

function elementsOf(tensors: readonly TensorTraffic[]): number {
  return tensors.reduce((count, { elements }) => count + elements, 0);
}

/** The list, unless one of it is not known. */
function allKnown(tensors: readonly (TensorTraffic | undefined)[]): readonly TensorTraffic[] | undefined {
  const known = tensors.filter((tensor) => tensor !== undefined);
  return known.length === tensors.length ? known : undefined;
}
