import type { OnnxDimension, OnnxShape } from '../onnx-model.ts';
import { attribute, integerAttribute, mapDimension, type NodeContext } from './shape-rule.ts';

/** Sizes along the spatial axes of a convolution or pooling window, and how it moves. */
export interface Window {
  readonly kernel: readonly OnnxDimension[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Padding before and after each axis. */
  readonly pads: readonly (readonly [before: number, after: number])[];
}

export function windowOf(context: NodeContext, kernel: readonly OnnxDimension[]): Window {
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
export function isSame(context: NodeContext): boolean {
  const mode = attribute(context, 'auto_pad')?.text;
  return mode === 'SAME_UPPER' || mode === 'SAME_LOWER';
}

/** Positions of a window along one axis. */
export function positions(context: NodeContext, size: OnnxDimension, window: Window, axis: number): OnnxDimension {
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

export function kernelOf(context: NodeContext, weights: OnnxShape | undefined): readonly OnnxDimension[] {
  const given = attribute(context, 'kernel_shape')?.integers ?? [];
  return given.length > 0 ? given : (weights?.slice(2) ?? []);
}
