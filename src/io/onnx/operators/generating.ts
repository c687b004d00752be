import { product } from '../../../base/integers.ts';
import type { OnnxDimension, OnnxShape } from '../onnx-model.ts';
import {
  attribute,
  fromFront,
  integerAttribute,
  isNumber,
  listOf,
  mapDimension,
  type NodeContext,
  numbers,
  type ShapeRule,
} from '../shapes/shape-rule.ts';
import { forEach, type OperatorFamily } from './operator.ts';

const constant: ShapeRule = (context) => {
  const tensor = attribute(context, 'value')?.tensor;
  if (tensor !== undefined) return [tensor.dimensions];
  const lists = [attribute(context, 'value_ints')?.integers, attribute(context, 'value_floats')?.floats];
  const list = lists.find((candidate) => candidate !== undefined);
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
  const [start, limit, delta] = [0, 1, 2].map((input) => context.value(input)?.data[0]);
  if (!isNumber(start) || !isNumber(limit) || !isNumber(delta) || delta === 0) return [undefined];
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

const topK: ShapeRule = (context) => {
  const input = context.shape(0);
  const count = attribute(context, 'k')?.integer ?? context.values(1)?.[0] ?? '';
  if (input === undefined) return [undefined];
  const axis = fromFront(integerAttribute(context, 'axis', -1), input.length);
  const shape = input.map((size, place) => (place === axis ? count : size));
  return [shape, shape];
};

const oneHot: ShapeRule = (context) => {
  const indices = context.shape(0);
  if (indices === undefined) return [undefined];
  const depth = context.value(1)?.data[0] ?? '';
  const axis = fromFront(integerAttribute(context, 'axis', -1), indices.length + 1);
  return [[...indices.slice(0, axis), depth, ...indices.slice(axis)]];
};

/** As many columns as elements that are not 0, which only known values tell. */
const nonZero: ShapeRule = (context) => {
  const [input, value] = [context.shape(0), context.value(0)];
  if (input === undefined) return [undefined];
  if (value === undefined || !value.data.every(isNumber)) return [[input.length, '']];
  return [[input.length, value.data.filter((entry) => entry !== 0).length]];
};

const gatherElements: ShapeRule = (context) => [context.shape(1)];

const gatherND: ShapeRule = (context) => {
  const [data, indices] = [context.shape(0), context.shape(1)];
  const width = indices?.[indices.length - 1];
  if (data === undefined || indices === undefined || !isNumber(width)) return [undefined];
  const batches = integerAttribute(context, 'batch_dims', 0);
  return [[...indices.slice(0, -1), ...data.slice(batches + width)]];
};

/** Random tensors of given sizes. */
const random: ShapeRule = (context) => [attribute(context, 'shape')?.integers];

/** Token, position and segment embeddings, added and normalised. */
const embedding: ShapeRule = (context) => {
  const [tokens, table] = [context.shape(0), context.shape(2)];
  if (tokens === undefined || table === undefined) return [undefined];
  const shape = [...tokens, table[1] ?? ''];
  return [shape, tokens.slice(0, 1), shape];
};

/** Samples of an image at the points of a grid. */
const gridSample: ShapeRule = (context) => {
  const [input, grid] = [context.shape(0), context.shape(1)];
  return [input === undefined || grid === undefined ? undefined : [...input.slice(0, 2), ...grid.slice(1, -1)]];
};

/** The n-th input as one known number. */
function scalar(context: NodeContext, input: number): OnnxDimension {
  return context.value(input)?.data[0] ?? '';
}

/** So many frequencies of a spectrum of `length`: half of them, where the signal is real and only one side is asked for. */
function frequencies(context: NodeContext, length: OnnxDimension, fallback: number): OnnxDimension {
  if (integerAttribute(context, 'onesided', fallback) !== 1) return length;
  return mapDimension(length, (size) => Math.floor(size / 2) + 1);
}

/** Real or complex numbers, in the last axis, become complex ones along another axis. */
const fourier: ShapeRule = (context) => {
  const input = context.shape(0);
  if (input === undefined || input.length < 2) return [undefined];
  const isNew = context.opset >= 20;
  const given = context.node.inputs[2] ? scalar(context, 2) : integerAttribute(context, 'axis', isNew ? -2 : 1);
  if (!isNumber(given)) return [undefined];
  const axis = fromFront(given, input.length);
  const length = context.node.inputs[1] ? scalar(context, 1) : (input[axis] ?? '');
  const isReal = integerAttribute(context, 'onesided', 0) === 1 && integerAttribute(context, 'inverse', 0) === 1;
  const count = isReal ? length : frequencies(context, length, 0);
  return [[...input.slice(0, -1).map((size, place) => (place === axis ? count : size)), isReal ? 1 : 2]];
};

/** Spectra of frames of a signal `[batch, length, 1]`. */
const frameSpectra: ShapeRule = (context) => {
  const [signal, window, step] = [context.shape(0), context.shape(2), scalar(context, 1)];
  if (signal === undefined) return [undefined];
  const length = context.node.inputs[3] ? scalar(context, 3) : (window?.[0] ?? '');
  const frames = mapDimension(signal[1] ?? '', (size) =>
    isNumber(length) && isNumber(step) ? Math.floor((size - length) / step) + 1 : Number.NaN,
  );
  return [[signal[0] ?? '', frames, frequencies(context, length, 1), 2]];
};

/** Blocks `[batch, channels · block, blocks]`, put together to an image. */
const blocksToImage: ShapeRule = (context) => {
  const [input, image, block] = [context.shape(0), numbers(context, 1), numbers(context, 2)];
  if (input === undefined || image === undefined || block === undefined) return [undefined];
  return [[input[0] ?? '', mapDimension(input[1] ?? '', (size) => size / product(block)), ...image]];
};

const cropOrPad: ShapeRule = (context) => {
  const [input, wanted] = [context.shape(0), context.values(1)];
  if (input === undefined || wanted === undefined) return [undefined];
  const axes = attribute(context, 'axes')?.integers ?? [...input.keys()];
  const places = axes.map((axis) => fromFront(axis, input.length));
  return [input.map((size, axis) => (places.includes(axis) ? (wanted[places.indexOf(axis)] ?? '') : size))];
};

/** Points of an image of a size `[batch, channels, …]`: two or three coordinates each. */
const affineGrid: ShapeRule = (context) => {
  const size = context.values(1);
  return [size === undefined ? undefined : [size[0] ?? '', ...size.slice(2), size.length - 2]];
};

const determinant: ShapeRule = (context) => [context.shape(0)?.slice(0, -2)];

const windowFunction: ShapeRule = (context) => [[scalar(context, 0)]];

const melWeights: ShapeRule = (context) => [
  [mapDimension(scalar(context, 1), (length) => Math.floor(length / 2) + 1), scalar(context, 0)],
];

/** Outputs that depend on data, or are rare. */
const NOT_FOLLOWED = [
  'NonMaxSuppression',
  'Unique',
  'Compress',
  'StringNormalizer',
  'StringSplit',
  'TfIdfVectorizer',
  'ImageDecoder',
  'Multinomial',
  'SequenceAt',
  'SequenceConstruct',
  'SequenceEmpty',
  'SequenceErase',
  'SequenceInsert',
  'SplitToSequence',
  'ConcatFromSequence',
  'OptionalGetElement',
];

/** Operators that make or reduce tensors. */
export const GENERATING: OperatorFamily = {
  title: 'New tensors',
  operators: {
    Constant: { shape: constant },
    Shape: { shape },
    Size: { shape: () => [[]] },
    ConstantOfShape: { shape: constantOfShape },
    Range: { shape: range },
    ...forEach(['ArgMax', 'ArgMin'], { shape: argument }),
    ...forEach(
      REDUCTIONS.map((name) => `Reduce${name}`),
      { shape: reduction },
    ),
    TopK: { shape: topK },
    OneHot: { shape: oneHot },
    NonZero: { shape: nonZero },
    GatherElements: { shape: gatherElements },
    GatherND: { shape: gatherND },
    ...forEach(['RandomNormal', 'RandomUniform'], { shape: random }),
    EmbedLayerNormalization: { shape: embedding },
    GridSample: { shape: gridSample },
    DFT: { shape: fourier },
    STFT: { shape: frameSpectra },
    Col2Im: { shape: blocksToImage },
    CenterCropPad: { shape: cropOrPad },
    AffineGrid: { shape: affineGrid },
    Det: { shape: determinant },
    MelWeightMatrix: { shape: melWeights },
    ...forEach(['HannWindow', 'HammingWindow', 'BlackmanWindow'], { shape: windowFunction }),
    ...forEach(NOT_FOLLOWED, {}),
  },
};
