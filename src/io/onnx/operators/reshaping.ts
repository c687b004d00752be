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
  sliceBounds,
  sliceLength,
} from '../shapes/shape-rule.ts';
import type { OperatorFamily } from './operator.ts';

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
  const bounds = sliceBounds(context);
  if (input === undefined || bounds === undefined) return [undefined];
  const sizes = [...input];
  for (const { axis, start, end, step } of bounds) {
    sizes[axis] = mapDimension(input[axis] ?? '', (size) => sliceLength(size, start, end, step));
  }
  return [sizes];
};

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
  // Named `paddings` in the first operator set.
  const pads = attribute(context, 'paddings')?.integers ?? listOf(context, 'pads', 1);
  if (input === undefined || pads === undefined) return [undefined];
  const axes = context.node.inputs[3]
    ? numbers(context, 3)?.map((axis) => fromFront(axis, input.length))
    : [...input.keys()];
  if (axes === undefined) return [undefined];
  const sizes = [...input];
  axes.forEach((axis, index) => {
    const more = (pads[index] ?? 0) + (pads[index + axes.length] ?? 0);
    sizes[axis] = mapDimension(input[axis] ?? '', (size) => size + more);
  });
  return [sizes];
};

/** Inputs are `X, roi, scales, sizes`; before operator set 11, and for `Upsample`, `X, scales`. */
const resize: ShapeRule = (context) => {
  const input = context.shape(0);
  if (input === undefined) return [undefined];
  const axes = (attribute(context, 'axes')?.integers ?? [...input.keys()]).map((axis) => fromFront(axis, input.length));
  const isOld = context.node.inputs.length <= 2;
  const scales = attribute(context, 'scales')?.floats ?? context.value(isOld ? 1 : 2)?.data.filter(isNumber) ?? [];
  const sizes = context.values(3) ?? [];
  const result = [...input];
  if (sizes.length > 0) {
    const wanted = stretched(
      context,
      axes.map((axis) => input[axis] ?? ''),
      sizes,
    );
    if (wanted?.length !== axes.length) return [undefined];
    axes.forEach((axis, index) => {
      result[axis] = wanted[index] ?? '';
    });
    return [result];
  }
  if (scales.length !== axes.length) return [undefined];
  axes.forEach((axis, index) => {
    // As float32, like the scales: 7 × (9 / 7) is 9 then, and just below 9 otherwise.
    result[axis] = mapDimension(input[axis] ?? '', (size) => Math.floor(Math.fround(size * (scales[index] ?? 1))));
  });
  return [result];
};

/** Wanted sizes as they are, or, where the aspect ratio is kept, those of one scale for all axes. */
function stretched(context: NodeContext, before: OnnxShape, wanted: OnnxShape): OnnxShape | undefined {
  const policy = attribute(context, 'keep_aspect_ratio_policy')?.text ?? 'stretch';
  if (policy === 'stretch') return wanted;
  if (!before.every(isNumber) || !wanted.every(isNumber) || before.length !== wanted.length) return undefined;
  const ratios = wanted.map((size, index) => size / (before[index] ?? 1));
  const scale = policy === 'not_larger' ? Math.min(...ratios) : Math.max(...ratios);
  return before.map((size) => Math.round(size * scale));
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

/** Operators that move elements. */
export const RESHAPING: OperatorFamily = {
  title: 'Reshaping',
  operators: {
    Flatten: { shape: flatten },
    Reshape: { shape: reshape },
    Transpose: { shape: transpose },
    Squeeze: { shape: squeeze },
    Unsqueeze: { shape: unsqueeze },
    Concat: { shape: concat },
    Split: { shape: split },
    Slice: { shape: slice },
    Gather: { shape: gather },
    Expand: { shape: expand },
    Tile: { shape: tile },
    Pad: { shape: pad },
    Resize: { shape: resize },
    Upsample: { shape: resize },
    DepthToSpace: { shape: depthToSpace },
    SpaceToDepth: { shape: spaceToDepth },
  },
};
