import { product } from '../../../base/integers.ts';
import type { OnnxDimension, OnnxShape } from '../onnx-model.ts';
import {
  attribute,
  broadcast,
  fromFront,
  integerAttribute,
  isNumber,
  listOf,
  mapDimension,
  type NodeContext,
  numbers,
  productOf,
  type ShapeRule,
  type ShapeRules,
} from './shape-rule.ts';

const flatten: ShapeRule = (context) => {
  const input = context.shape(0);
  if (input === undefined) return [undefined];
  const axis = fromFront(integerAttribute(context, 'axis', 1), input.length);
  return [[productOf(input.slice(0, axis)), productOf(input.slice(axis))]];
};

const reshape: ShapeRule = (context) => {
  const input = context.shape(0);
  const wanted: OnnxShape | undefined = attribute(context, 'shape')?.integers ?? context.values(1);
  if (input === undefined || wanted === undefined) return [undefined];
  const keepsZero = integerAttribute(context, 'allowzero', 0) === 1;
  const isCopied = (axis: number): boolean => wanted[axis] === 0 && !keepsZero;
  // Copied sizes are on both sides, so they need not be known to find the remaining one.
  const rest = quotient(
    input.filter((_, axis) => !isCopied(axis)),
    wanted.filter((size, axis) => size !== -1 && !isCopied(axis)),
  );
  return [wanted.map((size, axis) => (isCopied(axis) ? (input[axis] ?? '') : size === -1 ? rest : size))];
};

/** Product of some dimensions divided by that of others; symbols of one name cancel out. */
function quotient(dimensions: readonly OnnxDimension[], divisors: readonly OnnxDimension[]): OnnxDimension {
  const remaining = [...dimensions];
  const others = divisors.filter((divisor) => {
    const index = isNumber(divisor) || divisor === '' ? -1 : remaining.indexOf(divisor);
    if (index >= 0) remaining.splice(index, 1);
    return index < 0;
  });
  const divisor = productOf(others);
  if (!isNumber(divisor) || divisor < 1) return '';
  const size = product(remaining.filter(isNumber)) / divisor;
  return productOf([size, ...remaining.filter((dimension) => !isNumber(dimension))]);
}

const transpose: ShapeRule = (context) => {
  const input = context.shape(0);
  if (input === undefined) return [undefined];
  const given = attribute(context, 'perm')?.integers ?? [];
  const order = given.length > 0 ? given : [...input.keys()].reverse();
  return [order.map((axis) => input[axis] ?? '')];
};

const squeeze: ShapeRule = (context) => {
  const input = context.shape(0);
  if (input === undefined) return [undefined];
  const axes = listOf(context, 'axes', 1)?.map((axis) => fromFront(axis, input.length));
  if (axes === undefined && context.node.inputs[1]) return [undefined];
  return [input.filter((size, axis) => (axes === undefined ? size !== 1 : !axes.includes(axis)))];
};

const unsqueeze: ShapeRule = (context) => {
  const input = context.shape(0);
  const given = listOf(context, 'axes', 1);
  if (input === undefined || given === undefined) return [undefined];
  const rank = input.length + given.length;
  const axes = given.map((axis) => fromFront(axis, rank));
  const rest = [...input];
  return [Array.from({ length: rank }, (_, axis) => (axes.includes(axis) ? 1 : (rest.shift() ?? '')))];
};

const concat: ShapeRule = (context) => {
  const shapes = context.node.inputs.map((_, input) => context.shape(input));
  const [first] = shapes;
  if (first === undefined) return [undefined];
  const axis = fromFront(integerAttribute(context, 'axis', 0), first.length);
  let total: OnnxDimension = 0;
  for (const shape of shapes) {
    const size: OnnxDimension = shape?.[axis] ?? '';
    total = isNumber(total) && isNumber(size) ? total + size : '';
  }
  return [first.map((size, index) => (index === axis ? total : size))];
};

const split: ShapeRule = (context) => {
  const input = context.shape(0);
  const { outputs } = context.node;
  if (input === undefined) return outputs.map(() => undefined);
  const axis = fromFront(integerAttribute(context, 'axis', 0), input.length);
  const given = listOf(context, 'split', 1);
  if (given === undefined && context.node.inputs[1]) return outputs.map(() => undefined);
  const share = mapDimension(input[axis] ?? '', (size) => Math.ceil(size / outputs.length));
  return outputs.map((_, index) => {
    const last = index === outputs.length - 1;
    const equal = last
      ? mapDimension(input[axis] ?? '', (size) => size - (outputs.length - 1) * (isNumber(share) ? share : 0))
      : share;
    return input.map((size, place) => (place === axis ? (given?.[index] ?? equal) : size));
  });
};

const slice: ShapeRule = (context) => {
  const input = context.shape(0);
  const starts = listOf(context, 'starts', 1);
  const ends = listOf(context, 'ends', 2);
  if (input === undefined || starts === undefined || ends === undefined) return [undefined];
  const givenAxes = listOf(context, 'axes', 3);
  const steps = numbers(context, 4);
  const [, , , axesInput, stepsInput] = context.node.inputs;
  if ((givenAxes === undefined && axesInput) || (steps === undefined && stepsInput)) return [undefined];
  const axes = (givenAxes ?? [...starts.keys()]).map((axis) => fromFront(axis, input.length));
  if (axes.some((axis) => !Object.hasOwn(input, axis))) return [undefined];
  const sizes = [...input];
  axes.forEach((axis, index) => {
    sizes[axis] = mapDimension(input[axis] ?? '', (size) =>
      sliceLength(size, starts[index] ?? 0, ends[index] ?? size, steps?.[index] ?? 1),
    );
  });
  return [sizes];
};

/** Elements that `start:end:step` selects of `size`, negative positions counted from the end. */
export function sliceLength(size: number, start: number, end: number, step: number): number {
  const clamp = (position: number, low: number, high: number): number =>
    Math.min(high, Math.max(low, position < 0 ? position + size : position));
  if (step > 0) return Math.max(0, Math.ceil((clamp(end, 0, size) - clamp(start, 0, size)) / step));
  const last = end < -size ? -1 : clamp(end, -1, size - 1);
  return Math.max(0, Math.ceil((clamp(start, -1, size - 1) - last) / -step));
}

const gather: ShapeRule = (context) => {
  const data = context.shape(0);
  const indices = context.shape(1);
  if (data === undefined || indices === undefined) return [undefined];
  const axis = fromFront(integerAttribute(context, 'axis', 0), data.length);
  return [[...data.slice(0, axis), ...indices, ...data.slice(axis + 1)]];
};

const expand: ShapeRule = (context) => {
  const input = context.shape(0);
  const wanted = context.values(1);
  return [input === undefined || wanted === undefined ? undefined : broadcast(input, wanted)];
};

const tile: ShapeRule = (context) => {
  const input = context.shape(0);
  const repeats = numbers(context, 1);
  if (input === undefined || repeats === undefined) return [undefined];
  return [input.map((size, axis) => mapDimension(size, (value) => value * (repeats[axis] ?? 1)))];
};

const pad: ShapeRule = (context) => {
  const input = context.shape(0);
  const pads = listOf(context, 'pads', 1);
  if (input === undefined || pads === undefined || context.node.inputs[3]) return [undefined];
  return [
    input.map((size, axis) =>
      mapDimension(size, (value) => value + (pads[axis] ?? 0) + (pads[axis + input.length] ?? 0)),
    ),
  ];
};

/** Sizes are the last input of Resize; scales are floats, which only the attribute form of Upsample gives. */
const resize: ShapeRule = (context) => {
  const input = context.shape(0);
  const sizes = context.values(3);
  const stretches = (attribute(context, 'keep_aspect_ratio_policy')?.text ?? 'stretch') === 'stretch';
  // Sizes of some axes only, or sizes that are limits: not followed.
  if (sizes !== undefined && sizes.length > 0) return [stretches && sizes.length === input?.length ? sizes : undefined];
  return [scaled(input, attribute(context, 'scales')?.floats ?? [])];
};

function scaled(input: OnnxShape | undefined, scales: readonly number[]): OnnxShape | undefined {
  if (input === undefined || scales.length !== input.length) return undefined;
  return input.map((size, axis) => mapDimension(size, (value) => Math.floor(value * (scales[axis] ?? 1))));
}

const depthToSpace: ShapeRule = (context) => [
  blockMove(
    context,
    (depth, block) => depth / block ** 2,
    (size, block) => size * block,
  ),
];

const spaceToDepth: ShapeRule = (context) => [
  blockMove(
    context,
    (depth, block) => depth * block ** 2,
    (size, block) => size / block,
  ),
];

type BlockChange = (size: number, block: number) => number;

function blockMove(context: NodeContext, depth: BlockChange, space: BlockChange): OnnxShape | undefined {
  const block = integerAttribute(context, 'blocksize', 1);
  const change = (axis: number) => (axis === 1 ? depth : space);
  return context
    .shape(0)
    ?.map((size, axis) => (axis === 0 ? size : mapDimension(size, (value) => change(axis)(value, block))));
}

export const RESHAPING_RULES: ShapeRules = {
  Flatten: flatten,
  Reshape: reshape,
  Transpose: transpose,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Concat: concat,
  Split: split,
  Slice: slice,
  Gather: gather,
  Expand: expand,
  Tile: tile,
  Pad: pad,
  Resize: resize,
  Upsample: resize,
  DepthToSpace: depthToSpace,
  SpaceToDepth: spaceToDepth,
};
