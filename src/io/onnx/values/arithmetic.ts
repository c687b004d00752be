import type { OnnxDimension } from '../onnx-model.ts';
import { integerAttribute, type NodeContext } from '../shapes/shape-rule.ts';
import { buildTensor, elementAt, isWhole, type TensorValue } from '../shapes/tensor-value.ts';
import type { ValueRule } from './value-rule.ts';

type Combine = (x: number, y: number, isFloat: boolean) => number;

/** Sizes of tensors combined element by element; undefined where they do not fit. */
export function broadcastSizes(tensors: readonly TensorValue[]): readonly number[] | undefined {
  const rank = Math.max(0, ...tensors.map(({ shape }) => shape.length));
  const sizes = new Array<number>(rank).fill(1);
  for (const { shape } of tensors) {
    for (const [axis, size] of shape.entries()) {
      const place = axis + rank - shape.length;
      if (size === 1) continue;
      if (sizes[place] !== 1 && sizes[place] !== size) return undefined;
      sizes[place] = size;
    }
  }
  return sizes;
}

/** All inputs, if all are known. */
function inputsOf(context: NodeContext): readonly TensorValue[] | undefined {
  const values = context.node.inputs.map((_, input) => context.value(input));
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length && known.length > 0 ? known : undefined;
}

/** Combines all inputs, one after the other. Symbolic elements leave the result open. */
function folded(combine: Combine, isTruth = false): ValueRule {
  return (context) => {
    const inputs = inputsOf(context);
    const sizes = inputs === undefined ? undefined : broadcastSizes(inputs);
    if (inputs === undefined || sizes === undefined) return [];
    const isFloat = inputs.some((input) => input.isFloat);
    const at = (coordinates: readonly number[]): OnnxDimension => {
      const entries = inputs.map((input) => elementAt(input, coordinates) ?? '');
      return entries
        .slice(1)
        .reduce<OnnxDimension>((sum, entry) => pair(sum, entry, combine, isFloat), entries[0] ?? '');
    };
    return [buildTensor(sizes, isFloat && !isTruth, at)];
  };
}

function pair(x: OnnxDimension, y: OnnxDimension, combine: Combine, isFloat: boolean): OnnxDimension {
  if (typeof x === 'number' && typeof y === 'number') return combine(x, y, isFloat);
  // A size is never negative, so an open one equals none of the marks such as −1.
  if (combine === isEqual && [x, y].some((entry) => typeof entry === 'number' && entry < 0)) return 0;
  return '';
}

function each(change: (x: number) => number, isTruth = false): ValueRule {
  return (context) => {
    const input = context.value(0);
    if (input === undefined) return [];
    const at = (coordinates: readonly number[]): OnnxDimension => {
      const entry = elementAt(input, coordinates) ?? '';
      return typeof entry === 'number' ? change(entry) : '';
    };
    return [buildTensor(input.shape, input.isFloat && !isTruth, at)];
  };
}

const isEqual: Combine = (x, y) => Number(x === y);

const modulo: ValueRule = (context) =>
  folded((x, y) => {
    if (integerAttribute(context, 'fmod', 0) === 1) return x % y;
    return x - Math.floor(x / y) * y;
  })(context);

const cast: ValueRule = (context) => {
  const input = context.value(0);
  const to = integerAttribute(context, 'to', 0);
  if (input === undefined) return [];
  if (!isWhole(to)) return [{ ...input, isFloat: true }];
  const truth = to === 9;
  return [
    buildTensor(input.shape, false, (coordinates) => {
      const entry = elementAt(input, coordinates) ?? '';
      if (typeof entry === 'string') return truth ? '' : entry;
      return truth ? Number(entry !== 0) : Math.trunc(entry);
    }),
  ];
};

const where: ValueRule = (context) => {
  const inputs = inputsOf(context);
  const sizes = inputs === undefined ? undefined : broadcastSizes(inputs);
  const [condition, whenTrue, whenFalse] = inputs ?? [];
  if (sizes === undefined || condition === undefined || whenTrue === undefined || whenFalse === undefined) return [];
  return [
    buildTensor(sizes, whenTrue.isFloat, (coordinates) => {
      const chosen = elementAt(condition, coordinates);
      if (typeof chosen !== 'number') return '';
      return elementAt(chosen === 0 ? whenFalse : whenTrue, coordinates);
    }),
  ];
};

/** To the nearest integer, halves to the even neighbour, as ONNX rounds. */
function rounded(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

export const ARITHMETIC: Readonly<Record<string, ValueRule>> = {
  Add: folded((x, y) => x + y),
  Sub: folded((x, y) => x - y),
  Mul: folded((x, y) => x * y),
  Div: folded((x, y, isFloat) => (isFloat || y === 0 ? x / y : Math.trunc(x / y))),
  Mod: modulo,
  Pow: folded((x, y) => x ** y),
  Max: folded((x, y) => Math.max(x, y)),
  Min: folded((x, y) => Math.min(x, y)),
  Sum: folded((x, y) => x + y),
  Equal: folded(isEqual, true),
  Greater: folded((x, y) => Number(x > y), true),
  GreaterOrEqual: folded((x, y) => Number(x >= y), true),
  Less: folded((x, y) => Number(x < y), true),
  LessOrEqual: folded((x, y) => Number(x <= y), true),
  And: folded((x, y) => Number(x !== 0 && y !== 0), true),
  Or: folded((x, y) => Number(x !== 0 || y !== 0), true),
  Xor: folded((x, y) => Number((x !== 0) !== (y !== 0)), true),
  Not: each((x) => Number(x === 0), true),
  Neg: each((x) => -x),
  Abs: each(Math.abs),
  Sign: each(Math.sign),
  Floor: each(Math.floor),
  Ceil: each(Math.ceil),
  Round: each(rounded),
  Sqrt: each(Math.sqrt),
  Exp: each(Math.exp),
  Log: each(Math.log),
  Reciprocal: each((x) => 1 / x),
  Cast: cast,
  Where: where,
};
