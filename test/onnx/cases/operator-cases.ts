import type { WrittenNode } from '../../../scripts/onnx-writer.ts';
import { node, type TestGraph, value, weights } from '../support.ts';
import { type Case, named } from './case.ts';

/** A node `layer` that reads `x`, of the given shape, and what else it is given. */
function single(
  operator: string,
  x: readonly number[],
  others: readonly (readonly number[] | '')[],
  attributes: WrittenNode['attributes'] = {},
  domain = '',
): TestGraph {
  const names = others.map((shape, index) => (shape === '' ? '' : `w${index + 1}`));
  return {
    nodes: [{ ...named('layer', node(operator, ['x', ...names], 'y', attributes)), domain }],
    inputs: [value('x', ...x)],
    initializers: others.flatMap((shape, index) => (shape === '' ? [] : [weights(`w${index + 1}`, ...shape)])),
  };
}

const text = (content: string) => ({ text: content });

/** One for each operator with operations. */
export const OPERATOR_CASES: Readonly<Record<string, Case>> = {
  'a transposed convolution without zeros': {
    graph: single('ConvTranspose', [1, 16, 5, 5], [[16, 8, 4, 4]], { strides: [2, 2], pads: [1, 1, 1, 1] }),
    operations: { layer: 16 * 25 * 8 * 16 },
    weights: 16 * 8 * 16,
  },
  'a transposed convolution with phases of different size': {
    graph: single('ConvTranspose', [1, 2, 4, 4], [[2, 3, 3, 3]], { strides: [2, 2] }),
    operations: { layer: 2 * 16 * 3 * 9 },
  },
  'a dilated transposed convolution of one axis, grouped': {
    graph: single('ConvTranspose', [1, 6, 7], [[6, 2, 5]], { strides: [3], dilations: [2], group: 3 }),
    operations: { layer: 6 * 7 * 2 * 5 },
  },
  'a convolution over three axes': {
    graph: single('Conv', [1, 2, 8, 9, 10], [[4, 2, 3, 3, 3]]),
    operations: { layer: 4 * (6 * 7 * 8) * 2 * 27 },
    weights: 4 * 2 * 27,
  },
  'a convolution of integers': {
    graph: single('ConvInteger', [1, 4, 8, 8], [[4, 1, 3, 3]], { group: 4 }),
    operations: { layer: 4 * 36 * 9 },
    isConstant: true,
  },
  'a deformable convolution': {
    graph: single(
      'DeformConv',
      [1, 3, 8, 8],
      [
        [4, 3, 3, 3],
        [1, 18, 6, 6],
      ],
    ),
    operations: { layer: 4 * 36 * 27 },
  },
  'a fused convolution': {
    graph: single('FusedConv', [1, 3, 8, 8], [[4, 3, 3, 3], [4]], { activation: text('Relu') }, 'com.microsoft'),
    operations: { layer: 4 * 36 * 27 },
  },
  'channels last': {
    graph: single('Conv', [1, 16, 20, 4], [[8, 3, 3, 4]], { pads: [1, 1, 1, 1] }, 'qonnx.custom_op.channels_last'),
    operations: { layer: 8 * 320 * 4 * 9 },
    weights: 8 * 4 * 9,
  },
  'channels last, but for the weights': {
    graph: single('Conv', [1, 9, 12, 5], [[4, 5, 3, 3]], { pads: [1, 1, 1, 1] }, 'com.ms.internal.nhwc'),
    operations: { layer: 4 * 108 * 5 * 9 },
    weights: 4 * 5 * 9,
  },
  'an LSTM of two directions': {
    graph: single(
      'LSTM',
      [5, 2, 10],
      [
        [2, 32, 10],
        [2, 32, 8],
      ],
      { hidden_size: 8, direction: text('bidirectional') },
    ),
    operations: { layer: 2 * (5 * 2 * 32 * 10 + 5 * 2 * 32 * 8) },
  },
  'a GRU, the batch first': {
    graph: single(
      'GRU',
      [2, 5, 10],
      [
        [1, 24, 10],
        [1, 24, 8],
      ],
      { hidden_size: 8, layout: 1 },
    ),
    operations: { layer: 5 * 2 * 24 * (10 + 8) },
  },
  'an RNN': {
    graph: single(
      'RNN',
      [5, 2, 10],
      [
        [1, 8, 10],
        [1, 8, 8],
      ],
      { hidden_size: 8 },
    ),
    operations: { layer: 5 * 2 * 8 * (10 + 8) },
  },
  'a product of integers': {
    graph: single('MatMulInteger', [4, 32], [[32, 16]]),
    operations: { layer: 2048 },
    isConstant: true,
  },
  'a quantised product': {
    graph: single('QLinearMatMul', [2, 5, 12], [[], [], [12, 7], [], [], [], []]),
    operations: { layer: 840 },
    weights: 84,
  },
  'packed weights': {
    graph: single('MatMulNBits', [1, 6, 64], [[48, 2, 16], [96]], { K: 64, N: 48, bits: 4 }, 'com.microsoft'),
    operations: { layer: 18_432 },
    weights: 3072,
    isConstant: true,
  },
  'a fused product, transposed': {
    graph: single('FusedMatMul', [2, 5, 7], [[8, 7]], { transB: 1 }, 'com.microsoft'),
    operations: { layer: 560 },
    weights: 56,
  },
  'a fused product, the batch behind the rows': {
    graph: single('FusedMatMul', [5, 3, 7], [[7, 3, 4]], { transBatchA: 1, transBatchB: 1 }, 'com.microsoft'),
    operations: { layer: 3 * 5 * 7 * 4 },
    weights: 84,
  },
  'a vector on the right': { graph: single('MatMul', [4, 6], [[6]]), operations: { layer: 24 }, weights: 6 },
  'a vector on the left': { graph: single('MatMul', [6], [[6, 4]]), operations: { layer: 24 }, weights: 24 },
  'batches that broadcast': {
    graph: single('MatMul', [2, 1, 5, 7], [[4, 7, 3]]),
    operations: { layer: 8 * 105 },
    weights: 84,
  },
  'rank 5': { graph: single('MatMul', [2, 3, 4, 5, 6], [[6, 7]]), operations: { layer: 5040 }, weights: 42 },
  'rank 5, both operands with batches': {
    graph: single('MatMul', [2, 3, 4, 5, 6], [[2, 3, 1, 6, 7]]),
    operations: { layer: 5040 },
    weights: 2 * 3 * 42,
  },
  'a sum of products': {
    graph: single('Einsum', [2, 4, 6, 8], [[2, 4, 10, 8]], { equation: text('bhid,bhjd->bhij') }),
    operations: { layer: 3840 },
    weights: 640,
  },
  'a sum of products of three': {
    graph: single(
      'Einsum',
      [2, 3],
      [
        [3, 4],
        [4, 5],
      ],
      { equation: text('ab,bc,cd->ad') },
    ),
    operations: { layer: 2 * 3 * 4 + 2 * 4 * 5 },
  },
  'attention with the projection inside': {
    graph: single('Attention', [1, 8, 32], [[32, 96], [96]], { num_heads: 4 }, 'com.microsoft'),
    operations: { layer: 8 * 32 * 96 + 2 * 4 * 8 * 8 * 8 },
    weights: 32 * 96,
    isConstant: true,
  },
  'attention of grouped queries': {
    graph: single(
      'Attention',
      [1, 4, 6, 8],
      [
        [1, 2, 10, 8],
        [1, 2, 10, 8],
      ],
    ),
    operations: { layer: 4 * 6 * 10 * (8 + 8) },
    weights: 2 * 10 * 8,
  },
  'attention of grouped queries with a past': {
    graph: single(
      'GroupQueryAttention',
      [1, 1, 32],
      [
        [1, 1, 16],
        [1, 1, 16],
        [1, 2, 9, 8],
        [1, 2, 9, 8],
      ],
      { num_heads: 4, kv_num_heads: 2 },
      'com.microsoft',
    ),
    operations: { layer: 4 * 10 * (8 + 8) },
    weights: 2 * 10 * 8,
  },
  'attention of many heads': {
    graph: single(
      'MultiHeadAttention',
      [2, 6, 32],
      [
        [2, 10, 32],
        [2, 10, 16],
      ],
      { num_heads: 4 },
      'com.microsoft',
    ),
    operations: { layer: 2 * 4 * 6 * 10 * (8 + 4) },
  },
  'weights behind a transposition': {
    graph: {
      nodes: [node('Relu', ['x'], 'a'), node('Transpose', ['w'], 't'), named('layer', node('MatMul', ['a', 't'], 'y'))],
      inputs: [value('x', 4, 5, 6)],
      initializers: [weights('w', 7, 6)],
    },
    operations: { layer: 840 },
    weights: 42,
    isConstant: true,
  },
  'weights on the left': {
    graph: {
      nodes: [node('Relu', ['x'], 'a'), named('layer', node('MatMul', ['w', 'a'], 'y'))],
      inputs: [value('x', 6, 10)],
      initializers: [weights('w', 8, 6)],
    },
    operations: { layer: 480 },
    weights: 48,
    isConstant: true,
  },
  'sparse weights': {
    graph: {
      nodes: [named('layer', node('Conv', ['x', 'w'], 'y'))],
      inputs: [value('x', 1, 3, 8, 8)],
      initializers: [{ ...weights('w', 8, 3, 3, 3), isSparse: true }],
    },
    operations: { layer: 7776 },
  },
};
