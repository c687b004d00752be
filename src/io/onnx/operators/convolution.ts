import { finishedPrecision, indexText, type LayerDraft } from '../layers/layer-parts.ts';
import type { NodeReader } from '../layers/node-reader.ts';
import { badAttribute, mismatch, unsupportedRank } from '../onnx-errors.ts';
import type { OnnxDimension, OnnxShape } from '../onnx-model.ts';
import { otherKernel } from '../onnx-warnings.ts';
import { attribute, type ShapeRule } from '../shapes/shape-rule.ts';
import { kernelOf, positions, windowOf } from '../shapes/window.ts';
import { forEach, type Lowering, type Operator, type OperatorFamily } from './operator.ts';

/** Position of the weights among the inputs, and which tensors have their channels behind the spatial axes. */
interface Layout {
  readonly weightInput: number;
  readonly isInputLast?: boolean;
  readonly areWeightsLast?: boolean;
}

/** Spatial axes, from the last one: width, height, depth. */
const AXES = ['X', 'Y', 'Z'];

/** Channels moved to their usual place, the second. */
function channelsFirst(shape: OnnxShape, isLast = false): OnnxShape {
  return isLast ? [...shape.slice(0, 1), ...shape.slice(-1), ...shape.slice(1, -1)] : shape;
}

function channelsLast(shape: OnnxShape, isLast = false): OnnxShape {
  return isLast ? [...shape.slice(0, 1), ...shape.slice(2), ...shape.slice(1, 2)] : shape;
}

/** `QLinearConv` of onnxruntime has the layout as an attribute. */
function layoutOf(layout: Layout, isLast: boolean): Layout {
  return isLast ? { ...layout, isInputLast: true } : layout;
}

function shapeRule(given: Layout): ShapeRule {
  return (context) => {
    const layout = layoutOf(given, attribute(context, 'channels_last')?.integer === 1);
    const [inputShape, weightShape] = [context.shape(0), context.shape(layout.weightInput)];
    if (inputShape === undefined || weightShape === undefined || inputShape.length < 3) return [undefined];
    const input = channelsFirst(inputShape, layout.isInputLast);
    const weights = channelsFirst(weightShape, layout.areWeightsLast);
    const window = windowOf(context, kernelOf(context, weights));
    const spatial = input.slice(2).map((size, axis) => positions(context, size, window, axis));
    return [channelsLast([input[0] ?? '', weights[0] ?? '', ...spatial], layout.isInputLast)];
  };
}

/**
 * A convolution as loops over batch B, groups G, output channels K and input channels C of a group, output positions OX, OY, OZ and
 * filter positions FX, FY, FZ (docs/onnx.md). A one-dimensional convolution has OY = FY = 1. ONNX lists the axes from the outermost:
 * X is the last one.
 */
function lowering(given: Layout): Lowering {
  return (reader) => {
    const layout = layoutOf(given, reader.integer('channels_last', 0) === 1);
    const tensors = new Tensors(reader, layout);
    const axes = tensors.axes;
    const kernel = kernelSizes(reader, tensors, axes);
    const strides = steps(reader, 'strides', axes);
    const dilations = steps(reader, 'dilations', axes);
    const { groups, inputChannels, outputChannels } = channels(reader, tensors);
    // A second spatial axis is there even where the file has only one.
    const names = AXES.slice(0, Math.max(axes, 2));
    const along = <T>(list: readonly T[], name: string): T | undefined => list[axes - 1 - AXES.indexOf(name)];
    const [outputs, filters, inputs] = ['O', 'F', 'I'].map((letter) => names.map((name) => `${letter}${name}`));
    const backwards = (list: readonly string[] = []): readonly string[] => [...list].reverse();
    const indices = {
      O: ['B', 'G', 'K', ...backwards(outputs)],
      W: ['G', 'K', 'C', ...backwards(filters)],
      I: ['B', 'G', 'C', ...backwards(inputs)],
    };
    const precision = reader.precision();
    const sizeAlong = (kind: 'input' | 'output', name: string): number =>
      axes > AXES.indexOf(name) ? tensors.size(kind, axes + 1 - AXES.indexOf(name)) : 1;
    // Inputs before outputs: an open size is reported where it comes from.
    const limits = new Map(names.map((name) => [name, sizeAlong('input', name)]));
    const draft: LayerDraft = {
      part: '',
      from: { I: 0, W: layout.weightInput },
      equation: `O${indexText(indices.O)} = W${indexText(indices.W)} * I${indexText(indices.I)}`,
      dimensions: [
        { name: 'B', size: batchSize(reader, tensors) },
        { name: 'K', size: outputChannels / groups },
        { name: 'G', size: groups },
        ...names.map((name) => ({ name: `O${name}`, size: sizeAlong('output', name) })),
        { name: 'C', size: inputChannels / groups },
        ...names.map((name) => ({ name: `F${name}`, size: along(kernel, name) ?? 1 })),
      ],
      relations: names.map((name) => ({
        target: `I${name}`,
        a: { coefficient: along(strides, name) ?? 1, dimension: `O${name}` },
        b: { coefficient: along(dilations, name) ?? 1, dimension: `F${name}` },
        limit: limits.get(name) ?? 1,
      })),
      operands: [
        { name: 'O', indices: indices.O, precisionBits: precision.outputBits },
        { name: 'W', indices: indices.W, precisionBits: precision.weightBits },
        { name: 'I', indices: indices.I, precisionBits: precision.activationBits },
      ],
      ...finishedPrecision(precision),
    };
    return [draft];
  };
}

/** The tensors of a convolution, their channels in the usual place. */
class Tensors {
  /** Number of spatial axes. */
  readonly axes: number;
  readonly weights: OnnxShape | undefined;
  private readonly reader: NodeReader;
  private readonly layout: Layout;

  constructor(reader: NodeReader, layout: Layout) {
    this.reader = reader;
    this.layout = layout;
    const rank = reader.shape(reader.input(0)).length;
    if (rank < 3 || rank > 5) {
      reader.fail(unsupportedRank(reader.place, rank, 'convolutions over one to three axes are supported'));
    }
    this.axes = rank - 2;
    const weights = reader.knownShape(reader.input(layout.weightInput));
    this.weights = weights === undefined ? undefined : channelsFirst(weights, layout.areWeightsLast);
  }

  /** A size, where the channels are axis 1. */
  size(kind: 'input' | 'output', axis: number): number {
    const rank = this.axes + 2;
    const isLast = this.layout.isInputLast === true;
    const place = !isLast || axis === 0 ? axis : axis === 1 ? rank - 1 : axis - 1;
    return this.reader.size(this.name(kind), place);
  }

  batch(kind: 'input' | 'output'): OnnxDimension | undefined {
    return this.reader.shape(this.name(kind))[0];
  }

  name(kind: 'input' | 'output'): string {
    return kind === 'input' ? this.reader.input(0) : this.reader.output;
  }
}

function channels(reader: NodeReader, tensors: Tensors) {
  const groups = reader.positiveInteger('group', 1);
  const inputChannels = tensors.size('input', 1);
  const outputChannels = tensors.size('output', 1);
  if (inputChannels % groups !== 0 || outputChannels % groups !== 0) {
    const expected = `a divisor of the ${inputChannels} input and ${outputChannels} output channels`;
    reader.fail(badAttribute(reader.place, 'group', String(groups), expected));
  }
  const ofWeights = tensors.weights?.[1];
  if (typeof ofWeights === 'number' && ofWeights * groups !== inputChannels) {
    const what = `the weights have ${ofWeights} input channels in each of ${groups} groups, input "${reader.input(0)}" has ${inputChannels}`;
    reader.fail(mismatch(reader.place, what, 'give the input as many channels as the weights have'));
  }
  return { groups, inputChannels, outputChannels };
}

/** One integer of at least 1 for each axis. */
export function steps(reader: NodeReader, name: string, axes: number): readonly number[] {
  const list = reader.integers(name, new Array<number>(axes).fill(1));
  if (list.length < axes || list.some((value) => value < 1)) {
    reader.fail(badAttribute(reader.place, name, `[${list.join(', ')}]`, `${axes} integers of at least 1`));
  }
  return list.slice(0, axes);
}

/** The kernel's sizes, from the attribute or from the weights, which ONNX allows too. Of two that differ, the attribute counts. */
export function kernelSizes(
  reader: NodeReader,
  { weights = [] }: { readonly weights: OnnxShape | undefined },
  axes: number,
): readonly number[] {
  const fromWeights = weights.slice(2).filter((size) => typeof size === 'number');
  const kernel = reader.integers('kernel_shape', fromWeights);
  if (kernel.length !== axes || kernel.some((size) => size < 1)) {
    reader.fail(
      badAttribute(
        reader.place,
        'kernel_shape',
        `[${kernel.join(', ')}]`,
        `${axes} integers of at least 1, or weights of known shape`,
      ),
    );
  }
  if (fromWeights.length === axes && kernel.some((size, axis) => size !== fromWeights[axis])) {
    reader.warnings.push(otherKernel(reader.place, kernel, fromWeights));
  }
  return kernel;
}

/** Batch size of the output; 1 with a warning when it is open. */
function batchSize(reader: NodeReader, tensors: Tensors): number {
  const [batch, inputBatch] = [tensors.batch('output'), tensors.batch('input')];
  const size = reader.batch([batch], tensors.name('output'));
  if (typeof batch === 'number' && batch >= 1 && typeof inputBatch === 'number' && inputBatch !== batch) {
    const what = `the batch size of input "${tensors.name('input')}" is ${inputBatch}, of output "${tensors.name('output')}" ${batch}`;
    reader.fail(mismatch(reader.place, what, 'give both the same batch size'));
  }
  return size;
}

function convolution(layout: Layout): Operator {
  return { shape: shapeRule(layout), layers: lowering(layout) };
}

const COMMON = ['Conv', 'ConvInteger', 'QLinearConv', 'FusedConv', 'DeformConv'];
const CHANNELS_LAST = ['NhwcConv', 'NhwcFusedConv', 'qonnx.custom_op.channels_last:Conv'];
/** Layouts that onnxruntime makes for some devices: the weights stay as they are. */
const INPUT_LAST = ['com.ms.internal.nhwc:Conv', 'com.microsoft.nhwc:Conv'];

/** Convolutions. */
export const CONVOLUTIONS: OperatorFamily = {
  title: 'Convolutions',
  operators: {
    Conv: convolution({ weightInput: 1 }),
    ConvInteger: convolution({ weightInput: 1 }),
    QLinearConv: convolution({ weightInput: 3 }),
    FusedConv: convolution({ weightInput: 1 }),
    DeformConv: convolution({ weightInput: 1 }),
    NhwcConv: convolution({ weightInput: 1, isInputLast: true, areWeightsLast: true }),
    NhwcFusedConv: convolution({ weightInput: 1, isInputLast: true, areWeightsLast: true }),
    'qonnx.custom_op.channels_last:Conv': convolution({ weightInput: 1, isInputLast: true, areWeightsLast: true }),
    ...forEach(INPUT_LAST, convolution({ weightInput: 1, isInputLast: true })),
  },
  rows: [
    {
      operators: COMMON,
      form: 'rank 4',
      equation: 'O[b][g][k][oy][ox] = W[g][k][c][fy][fx] * I[b][g][c][iy][ix]',
      loops:
        'B = out[0], K = out[1] / G, G = `group`, OX = out[3], OY = out[2], C = in[1] / G, FX, FY from `kernel_shape`',
    },
    { operators: COMMON, form: 'rank 3', equation: 'the same', loops: 'as above with OX = out[2], OY = 1, FY = 1' },
    {
      operators: COMMON,
      form: 'rank 5',
      equation: 'O[b][g][k][oz][oy][ox] = W[g][k][c][fz][fy][fx] * I[b][g][c][iz][iy][ix]',
      loops: 'as above with OZ = out[2] behind OY and FZ behind FY',
    },
    {
      operators: CHANNELS_LAST,
      form: 'channels last',
      equation: 'as `Conv`',
      loops: 'as `Conv`, channels of input, output and weights from the last axis',
    },
    {
      operators: INPUT_LAST,
      form: 'channels last',
      equation: 'as `Conv`',
      loops: 'as `Conv`, channels of input and output from the last axis',
    },
  ],
};
