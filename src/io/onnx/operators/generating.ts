import type { OnnxShape } from '../onnx-model.ts';
import {
  attribute,
  fromFront,
  integerAttribute,
  isNumber,
  listOf,
  type NodeContext,
  type ShapeRule,
} from '../shapes/shape-rule.ts';
import { forEach, type OperatorFamily } from './operator.ts';

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
  'ConcatFromSequence',
  'OptionalGetElement',
  'DFT',
  'STFT',
  'AffineGrid',
  'Col2Im',
  'CenterCropPad',
  'MelWeightMatrix',
  'Det',
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
    ...forEach(NOT_FOLLOWED, {}),
  },
};
