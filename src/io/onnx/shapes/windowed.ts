import type { OnnxDimension, OnnxShape } from '../onnx-model.ts';
import {
  attribute,
  integerAttribute,
  mapDimension,
  type NodeContext,
  type ShapeRule,
  type ShapeRules,
} from './shape-rule.ts';

/** Sizes along the spatial axes of a convolution or pooling window, and how it moves. */
interface Window {
  readonly kernel: readonly OnnxDimension[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Padding before and after each axis. */
  readonly pads: readonly (readonly [before: number, after: number])[];
}

function windowOf(context: NodeContext, kernel: readonly OnnxDimension[]): Window {
  const axes = kernel.length;
  const list = (name: string, fallback: number): readonly number[] => {
    const given = attribute(context, name)?.integers ?? [];
    return given.length > 0 ? given : new Array<number>(axes).fill(fallback);
  };
  const isPadded = attribute(context, 'auto_pad')?.text !== 'VALID';
  const pads = (isPadded ? attribute(context, 'pads')?.integers : undefined) ?? [];
  return {
    kernel,
    strides: list('strides', 1),
    dilations: list('dilations', 1),
    pads: Array.from({ length: axes }, (_, axis) => [pads[axis] ?? 0, pads[axis + axes] ?? 0] as const),
  };
}

/** Whether padding is chosen so that only the stride changes the size. */
function isSame(context: NodeContext): boolean {
  const mode = attribute(context, 'auto_pad')?.text;
  return mode === 'SAME_UPPER' || mode === 'SAME_LOWER';
}

/** Positions of a window along one axis. */
function positions(context: NodeContext, size: OnnxDimension, window: Window, axis: number): OnnxDimension {
  const kernel = window.kernel[axis] ?? '';
  const stride = window.strides[axis] ?? 1;
  if (isSame(context)) return mapDimension(size, (value) => Math.ceil(value / stride));
  if (typeof kernel !== 'number') return '';
  const [before, after] = window.pads[axis] ?? [0, 0];
  const extent = (kernel - 1) * (window.dilations[axis] ?? 1) + 1;
  const roundsUp = integerAttribute(context, 'ceil_mode', 0) === 1;
  return mapDimension(size, (value) => {
    const steps = (value + before + after - extent) / stride;
    if (!roundsUp) return Math.floor(steps) + 1;
    // A window that would start behind the data and the padding before it is left out.
    return Math.ceil(steps) * stride >= value + before ? Math.ceil(steps) : Math.ceil(steps) + 1;
  });
}

function kernelOf(context: NodeContext, weights: OnnxShape | undefined): readonly OnnxDimension[] {
  const given = attribute(context, 'kernel_shape')?.integers ?? [];
  return given.length > 0 ? given : (weights?.slice(2) ?? []);
}

/** A convolution whose weights are the n-th input. */
function convolution(weightInput: number): ShapeRule {
  return (context) => {
    const input = context.shape(0);
    const weights = context.shape(weightInput);
    if (input === undefined || weights === undefined || input.length < 3) return [undefined];
    const window = windowOf(context, kernelOf(context, weights));
    const spatial = input.slice(2).map((size, axis) => positions(context, size, window, axis));
    return [[input[0] ?? '', weights[0] ?? '', ...spatial]];
  };
}

const transposedConvolution: ShapeRule = (context) => {
  const input = context.shape(0);
  const weights = context.shape(1);
  if (input === undefined || weights === undefined || input.length < 3) return [undefined];
  const window = windowOf(context, kernelOf(context, weights));
  const given = attribute(context, 'output_shape')?.integers ?? [];
  const extra = attribute(context, 'output_padding')?.integers ?? [];
  const spatial = input.slice(2).map((size, axis): OnnxDimension => {
    const kernel = window.kernel[axis];
    if (given[axis] !== undefined) return given[axis];
    if (isSame(context)) return mapDimension(size, (value) => value * (window.strides[axis] ?? 1));
    if (typeof kernel !== 'number') return '';
    const [before, after] = window.pads[axis] ?? [0, 0];
    const extent = (kernel - 1) * (window.dilations[axis] ?? 1) + 1;
    return mapDimension(
      size,
      (value) => (window.strides[axis] ?? 1) * (value - 1) + (extra[axis] ?? 0) + extent - before - after,
    );
  });
  const groups = integerAttribute(context, 'group', 1);
  return [[input[0] ?? '', mapDimension(weights[1] ?? '', (channels) => channels * groups), ...spatial]];
};

const pooling: ShapeRule = (context) => {
  const input = context.shape(0);
  const kernel = kernelOf(context, undefined);
  if (input === undefined || kernel.length !== input.length - 2) return [undefined];
  const window = windowOf(context, kernel);
  const shape = [...input.slice(0, 2), ...input.slice(2).map((size, axis) => positions(context, size, window, axis))];
  // MaxPool has a second output of the same shape: the indices.
  return [shape, shape];
};

const globalPooling: ShapeRule = (context) => {
  const input = context.shape(0);
  return [input?.map((size, axis) => (axis < 2 ? size : 1))];
};

export const WINDOWED_RULES: ShapeRules = {
  Conv: convolution(1),
  ConvInteger: convolution(1),
  QLinearConv: convolution(3),
  ConvTranspose: transposedConvolution,
  MaxPool: pooling,
  AveragePool: pooling,
  LpPool: pooling,
  QLinearAveragePool: pooling,
  GlobalAveragePool: globalPooling,
  GlobalMaxPool: globalPooling,
  GlobalLpPool: globalPooling,
  QLinearGlobalAveragePool: globalPooling,
};
