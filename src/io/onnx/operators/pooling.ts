import { attribute, integerAttribute, mapDimension, type NodeContext, type ShapeRule } from '../shapes/shape-rule.ts';
import { kernelOf, positions, windowOf } from '../shapes/window.ts';
import { forEach, type OperatorFamily } from './operator.ts';

/** Channels behind the spatial axes: in some domains always, in others where an attribute says so. */
const LAST_DOMAINS = ['qonnx.custom_op.channels_last', 'com.microsoft.nhwc', 'com.ms.internal.nhwc'];

function isChannelsLast(context: NodeContext): boolean {
  const { domain, operatorType } = context.node;
  if (LAST_DOMAINS.includes(domain) || operatorType.startsWith('Nhwc')) return true;
  return attribute(context, 'channels_last')?.integer === 1;
}

const pooling: ShapeRule = (context) => {
  const input = context.shape(0);
  const kernel = kernelOf(context, undefined);
  if (input === undefined || kernel.length !== input.length - 2) return [undefined];
  const isLast = isChannelsLast(context);
  const first = isLast ? 1 : 2;
  const window = windowOf(context, kernel);
  const shape = input.map((size, axis) =>
    axis >= first && axis < first + kernel.length ? positions(context, size, window, axis - first) : size,
  );
  // MaxPool has a second output of the same shape: the indices.
  return [shape, shape];
};

const globalPooling: ShapeRule = (context) => {
  const isLast = isChannelsLast(context);
  const input = context.shape(0);
  const channels = isLast && input !== undefined ? input.length - 1 : 1;
  return [input?.map((size, axis) => (axis === 0 || axis === channels ? size : 1))];
};

const unpooling: ShapeRule = (context) => {
  const input = context.shape(0);
  const kernel = kernelOf(context, undefined);
  if (context.node.inputs[2]) return [context.values(2)];
  if (input === undefined || kernel.length !== input.length - 2) return [undefined];
  const { strides, pads } = windowOf(context, kernel);
  return [
    input.map((size, axis) => {
      const [width, [before, after] = [0, 0]] = [kernel[axis - 2], pads[axis - 2]];
      if (axis < 2 || typeof width !== 'number') return size;
      return mapDimension(size, (value) => (value - 1) * (strides[axis - 2] ?? 1) - before - after + width);
    }),
  ];
};

/** Regions of interest, each pooled to the same size. */
const regionPooling: ShapeRule = (context) => {
  const [input, regions] = [context.shape(0), context.shape(1)];
  const given = attribute(context, 'pooled_shape')?.integers ?? [];
  const height = given[0] ?? integerAttribute(context, 'output_height', 1);
  const width = given[1] ?? integerAttribute(context, 'output_width', 1);
  return [input === undefined || regions === undefined ? undefined : [regions[0] ?? '', input[1] ?? '', height, width]];
};

/** Pooling. */
export const POOLING: OperatorFamily = {
  title: 'Pooling',
  operators: {
    ...forEach(['MaxPool', 'AveragePool', 'LpPool', 'QLinearAveragePool', 'NhwcMaxPool'], { shape: pooling }),
    ...forEach(['GlobalAveragePool', 'GlobalMaxPool', 'GlobalLpPool', 'QLinearGlobalAveragePool'], {
      shape: globalPooling,
    }),
    MaxUnpool: { shape: unpooling },
    MaxRoiPool: { shape: regionPooling },
    RoiAlign: { shape: regionPooling },
  },
};
