import type { OnnxDimension, OnnxShape } from '../onnx-model.ts';
import { fromFront, integerAttribute, isNumber, listOf, type NodeContext, numbers } from './shape-rule.ts';

/*
 * Small integer tensors computed by the graph itself, mostly shapes: Shape → Gather → Concat → Reshape. Without their values the
 * shapes behind them could not be told. Values can be symbolic: the sizes they stand for are.
 */

/** Longer lists are data, not shapes. */
const MOST_VALUES = 64;

type ValueRule = (context: NodeContext) => OnnxShape | undefined;

const arithmetic =
  (combine: (x: number, y: number) => number): ValueRule =>
  (context) => {
    const combined = (x: OnnxDimension | undefined, y: OnnxDimension | undefined): OnnxDimension =>
      typeof x === 'number' && typeof y === 'number' ? combine(x, y) : '';
    const [a, b] = [context.values(0), context.values(1)];
    if (a === undefined || b === undefined) return undefined;
    if (a.length !== b.length && a.length !== 1 && b.length !== 1) return undefined;
    return Array.from({ length: Math.max(a.length, b.length) }, (_, index) =>
      combined(a[a.length === 1 ? 0 : index], b[b.length === 1 ? 0 : index]),
    );
  };

const same: ValueRule = (context) => context.values(0);

/** Types of whole numbers in ONNX: uint8, int8, uint16, int16, int32, int64, uint32, uint64. */
const INTEGER_TYPES = [2, 3, 4, 5, 6, 7, 12, 13];

/** As floats the values would follow other rules (division, rounding), so they are not followed any further. */
const cast: ValueRule = (context) =>
  INTEGER_TYPES.includes(integerAttribute(context, 'to', 0)) ? context.values(0) : undefined;

const shape: ValueRule = (context) => {
  const input = context.shape(0);
  if (input === undefined) return undefined;
  const end = fromFront(integerAttribute(context, 'end', input.length), input.length);
  return input.slice(fromFront(integerAttribute(context, 'start', 0), input.length), end);
};

const gather: ValueRule = (context) => {
  const [data, indices] = [context.values(0), numbers(context, 1)];
  if (data === undefined || indices === undefined || context.shape(0)?.length !== 1) return undefined;
  const picked = indices.map((index) => data[fromFront(index, data.length)]);
  return picked.every((value) => value !== undefined) ? picked : undefined;
};

const concat: ValueRule = (context) => {
  const joined: OnnxDimension[] = [];
  for (const input of context.node.inputs.keys()) {
    const part = context.values(input);
    if (part === undefined || context.shape(input)?.length !== 1 || joined.length > MOST_VALUES) return undefined;
    for (const value of part) joined.push(value);
  }
  return joined;
};

const slice: ValueRule = (context) => {
  const data = context.values(0);
  const start = listOf(context, 'starts', 1)?.[0];
  const end = listOf(context, 'ends', 2)?.[0];
  const step = context.node.inputs[4] ? numbers(context, 4)?.[0] : 1;
  if (data === undefined || start === undefined || end === undefined || step !== 1) return undefined;
  return context.shape(0)?.length === 1 ? data.slice(start, end) : undefined;
};

const constant: ValueRule = (context) => {
  const { attributes } = context.node;
  const single = attributes.get('value_int')?.integer;
  return (
    attributes.get('value')?.tensor?.integers ??
    attributes.get('value_ints')?.integers ??
    (single === undefined ? undefined : [single])
  );
};

const constantOfShape: ValueRule = (context) => {
  const length = numbers(context, 0)?.[0];
  const value = context.node.attributes.get('value')?.tensor?.integers?.[0];
  if (length === undefined || value === undefined || length > MOST_VALUES || (context.values(0)?.length ?? 0) > 1)
    return undefined;
  return new Array<number>(Math.max(0, length)).fill(value);
};

const VALUE_RULES: Readonly<Record<string, ValueRule>> = {
  Constant: constant,
  ConstantOfShape: constantOfShape,
  Shape: shape,
  Gather: gather,
  Concat: concat,
  Slice: slice,
  Identity: same,
  Cast: cast,
  Squeeze: same,
  Unsqueeze: same,
  Reshape: same,
  Add: arithmetic((x, y) => x + y),
  Sub: arithmetic((x, y) => x - y),
  Mul: arithmetic((x, y) => x * y),
  Div: arithmetic((x, y) => Math.trunc(x / y)),
  Max: arithmetic(Math.max),
  Min: arithmetic(Math.min),
};

/** Values of a node's first output, if they follow from constants and are few. */
export function inferValues(context: NodeContext): OnnxShape | undefined {
  const { operatorType } = context.node;
  const values = Object.hasOwn(VALUE_RULES, operatorType) ? VALUE_RULES[operatorType]?.(context) : undefined;
  return values !== undefined &&
    values.length <= MOST_VALUES &&
    values.every((value) => !isNumber(value) || Number.isSafeInteger(value))
    ? values
    : undefined;
}
