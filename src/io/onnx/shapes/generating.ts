import type { OnnxShape } from '../onnx-model.ts';
import {
  attribute,
  fromFront,
  integerAttribute,
  listOf,
  type NodeContext,
  numbers,
  type ShapeRule,
  type ShapeRules,
} from './shape-rule.ts';

const constant: ShapeRule = (context) => {
  const tensor = attribute(context, 'value')?.tensor;
  if (tensor !== undefined) return [tensor.dimensions];
  const lists = [attribute(context, 'value_ints')?.integers, attribute(context, 'value_floats')?.floats];
  const list = lists.find((candidate) => candidate !== undefined && candidate.length > 0);
  return [list === undefined ? [] : [list.length]];
};

const shape: ShapeRule = (context) => {
  const input = context.shape(0);
  if (input === undefined) return [undefined];
  const end = fromFront(integerAttribute(context, 'end', input.length), input.length);
  const start = fromFront(integerAttribute(context, 'start', 0), input.length);
  return [[Math.max(0, Math.min(end, input.length) - Math.max(0, start))]];
};

const constantOfShape: ShapeRule = (context) => [context.values(0)];

const range: ShapeRule = (context) => {
  const [start, limit, delta] = [0, 1, 2].map((input) => numbers(context, input)?.[0]);
  if (start === undefined || limit === undefined || delta === undefined || delta === 0) return [undefined];
  return [[Math.max(0, Math.ceil((limit - start) / delta))]];
};

const reduction: ShapeRule = (context) => [reduce(context, listOf(context, 'axes', 1))];

const argument: ShapeRule = (context) => [reduce(context, [integerAttribute(context, 'axis', 0)])];

function reduce(context: NodeContext, given: readonly number[] | undefined): OnnxShape | undefined {
  const input = context.shape(0);
  if (input === undefined) return undefined;
  if (given === undefined && context.node.inputs[1]) return undefined;
  const listed = (given ?? []).map((axis) => fromFront(axis, input.length));
  const unchanged = listed.length === 0 && integerAttribute(context, 'noop_with_empty_axes', 0) === 1;
  if (unchanged) return input;
  const axes = listed.length === 0 ? [...input.keys()] : listed;
  const keeps = integerAttribute(context, 'keepdims', 1) === 1;
  return input.flatMap((size, axis) => (axes.includes(axis) ? (keeps ? [1] : []) : [size]));
}

const REDUCTIONS = ['Mean', 'Sum', 'Max', 'Min', 'Prod', 'L1', 'L2', 'SumSquare', 'LogSum', 'LogSumExp'];

export const GENERATING_RULES: ShapeRules = {
  Constant: constant,
  Shape: shape,
  Size: () => [[]],
  ConstantOfShape: constantOfShape,
  Range: range,
  ArgMax: argument,
  ArgMin: argument,
  ...Object.fromEntries(REDUCTIONS.map((name) => [`Reduce${name}`, reduction])),
};
