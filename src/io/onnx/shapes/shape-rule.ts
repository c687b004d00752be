import { product } from '../../../base/integers.ts';
import type { OnnxAttribute, OnnxDimension, OnnxNode, OnnxShape } from '../onnx-model.ts';
import type { TensorValue } from './tensor-value.ts';

/** What a rule may look at to infer the output shapes of a node. */
export interface NodeContext {
  readonly node: OnnxNode;
  readonly opset: number;
  /** Shape of the n-th input; undefined when absent or unknown. */
  readonly shape: (input: number) => OnnxShape | undefined;
  /** Elements of the n-th input when it is a small tensor of integers known beforehand. They can be symbolic, as sizes are. */
  readonly values: (input: number) => OnnxShape | undefined;
  /** The n-th input when it is a small tensor known beforehand, floats included. */
  readonly value: (input: number) => TensorValue | undefined;
  /** What the shape rule of the node has found for an output; known only afterwards. */
  readonly inferred: (output: number) => OnnxShape | undefined;
}

/** Shapes of a node's outputs; undefined where they cannot be told. */
export type ShapeRule = (context: NodeContext) => readonly (OnnxShape | undefined)[];

/** Rules by operator type. */
export type ShapeRules = Readonly<Record<string, ShapeRule>>;

export function attribute({ node }: NodeContext, name: string): OnnxAttribute | undefined {
  return node.attributes.get(name);
}

export function integerAttribute(context: NodeContext, name: string, fallback: number): number {
  return attribute(context, name)?.integer ?? fallback;
}

/** A list of integers given as attribute or, in newer operator sets, as the n-th input. */
export function listOf(context: NodeContext, name: string, input: number): readonly number[] | undefined {
  return attribute(context, name)?.integers ?? numbers(context, input);
}

/** Values of the n-th input if all are known numbers. */
export function numbers(context: NodeContext, input: number): readonly number[] | undefined {
  const values = context.values(input);
  return values?.every(isNumber) ? values : undefined;
}

/** An axis counted from the end when negative. */
export function fromFront(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

export function isNumber(dimension: OnnxDimension | undefined): dimension is number {
  return typeof dimension === 'number';
}

/** Product of dimensions; a single symbolic one keeps its name where all others are 1. */
export function productOf(dimensions: readonly OnnxDimension[]): OnnxDimension {
  const [symbol, ...moreSymbols] = dimensions.filter((dimension) => !isNumber(dimension));
  const size = product(dimensions.filter(isNumber));
  if (symbol === undefined) return size;
  return size === 1 && moreSymbols.length === 0 ? symbol : '';
}

/** One dimension computed from another; unknown stays unknown. */
export function mapDimension(dimension: OnnxDimension, change: (size: number) => number): OnnxDimension {
  return isNumber(dimension) ? change(dimension) : '';
}

/** Shape of two tensors combined element by element (NumPy rules). */
export function broadcast(a: OnnxShape, b: OnnxShape): OnnxShape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const x = a[axis - rank + a.length] ?? 1;
    const y = b[axis - rank + b.length] ?? 1;
    if (x === 1) return y;
    if (y === 1 || x === y) return x;
    return isNumber(x) ? x : y;
  });
}

/** What a `Slice` takes along one axis. */
export interface SliceBounds {
  readonly axis: number;
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** Bounds of a `Slice`, from attributes or inputs; undefined if they are not known. */
export function sliceBounds(context: NodeContext): readonly SliceBounds[] | undefined {
  const rank = context.shape(0)?.length;
  const starts = listOf(context, 'starts', 1);
  const ends = listOf(context, 'ends', 2);
  if (rank === undefined || starts === undefined || ends === undefined) return undefined;
  const givenAxes = listOf(context, 'axes', 3);
  const steps = numbers(context, 4);
  const [, , , axesInput, stepsInput] = context.node.inputs;
  if ((givenAxes === undefined && axesInput) || (steps === undefined && stepsInput)) return undefined;
  const bounds = starts.map((start, index) => ({
    axis: fromFront(givenAxes?.[index] ?? index, rank),
    start,
    end: ends[index] ?? Number.MAX_SAFE_INTEGER,
    step: steps?.[index] ?? 1,
  }));
  return bounds.every(({ axis }) => axis >= 0 && axis < rank) ? bounds : undefined;
}

/** Elements that `start:end:step` selects of `size`, negative positions counted from the end. */
export function sliceLength(size: number, start: number, end: number, step: number): number {
  const clamp = (position: number, low: number, high: number): number =>
    Math.min(high, Math.max(low, position < 0 ? position + size : position));
  if (step > 0) return Math.max(0, Math.ceil((clamp(end, 0, size) - clamp(start, 0, size)) / step));
  const last = end < -size ? -1 : clamp(end, -1, size - 1);
  return Math.max(0, Math.ceil((clamp(start, -1, size - 1) - last) / -step));
}
