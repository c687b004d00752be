import { MOST_VALUES } from '../file/read-tensor.ts';
import { fromFront, integerAttribute, isNumber, type NodeContext, numbers, productOf } from '../shapes/shape-rule.ts';
import { constantValue, type TensorValue, tensorValue } from '../shapes/tensor-value.ts';
import { ARITHMETIC } from './arithmetic.ts';
import { REARRANGING } from './rearranging.ts';
import type { ValueRule } from './value-rule.ts';

/*
 * Small tensors computed by the graph itself, mostly shapes: Shape → Gather → Concat → Reshape. Without their values the shapes
 * behind them could not be told.
 */

const constant: ValueRule = ({ node: { attributes } }) => {
  const tensor = attributes.get('value')?.tensor;
  if (tensor !== undefined) return [constantValue(tensor)];
  const [integer, float] = [attributes.get('value_int')?.integer, attributes.get('value_float')?.float];
  const [integers, floats] = [attributes.get('value_ints')?.integers, attributes.get('value_floats')?.floats];
  if (integer !== undefined) return [tensorValue([], [integer], false)];
  if (float !== undefined) return [tensorValue([], [float], true)];
  if (integers !== undefined) return [tensorValue([integers.length], integers, false)];
  return floats === undefined ? [] : [tensorValue([floats.length], floats, true)];
};

const constantOfShape: ValueRule = (context) => {
  const sizes = numbers(context, 0);
  if (sizes === undefined) return [];
  const count = productOf(sizes);
  if (!isNumber(count) || !(count <= MOST_VALUES)) return [];
  const given = context.node.attributes.get('value')?.tensor;
  const filler = given === undefined ? { data: [0], isFloat: true } : constantValue(given);
  const [first] = filler?.data ?? [];
  if (filler === undefined || first === undefined) return [];
  return [tensorValue(sizes, new Array(Math.max(0, count)).fill(first), filler.isFloat)];
};

const shape: ValueRule = (context) => {
  const input = context.shape(0);
  if (input === undefined) return [];
  const end = fromFront(integerAttribute(context, 'end', input.length), input.length);
  const sizes = input.slice(fromFront(integerAttribute(context, 'start', 0), input.length), end);
  return [tensorValue([sizes.length], sizes, false)];
};

const size: ValueRule = (context) => {
  const input = context.shape(0);
  return input === undefined ? [] : [tensorValue([], [productOf(input)], false)];
};

const range: ValueRule = (context) => {
  const [start, limit, delta] = [0, 1, 2].map((input) => context.value(input)?.data[0]);
  if (!isNumber(start) || !isNumber(limit) || !isNumber(delta) || delta === 0) return [];
  const count = Math.max(0, Math.ceil((limit - start) / delta));
  if (!(count <= MOST_VALUES)) return [];
  const entries = Array.from({ length: count }, (_, index) => start + index * delta);
  return [tensorValue([count], entries, context.value(0)?.isFloat ?? false)];
};

const VALUE_RULES: Readonly<Record<string, ValueRule>> = {
  ...ARITHMETIC,
  ...REARRANGING,
  Constant: constant,
  ConstantOfShape: constantOfShape,
  Shape: shape,
  Size: size,
  Range: range,
};

/** Values of a node's outputs, if they follow from constants and are few. */
export function evaluate(context: NodeContext): readonly (TensorValue | undefined)[] {
  const { operatorType } = context.node;
  return Object.hasOwn(VALUE_RULES, operatorType) ? (VALUE_RULES[operatorType]?.(context) ?? []) : [];
}
