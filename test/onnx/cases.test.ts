import { describe, expect, test } from 'vitest';
import type { WrittenNode } from '../../scripts/onnx-writer.ts';
import { product } from '../../src/base/integers.ts';
import { elementsOf, integers, layerNodes, node, read, type TestGraph, value, weights } from './support.ts';

/* One graph for each operator with operations and for each pattern that exporters write. Operations are worked by hand. */

interface Case {
  readonly graph: TestGraph;
  readonly opset?: number;
  /** Operations of each node, all its layers together. */
  readonly operations: Readonly<Record<string, number>>;
  /** Elements of W of the first layer. */
  readonly weights?: number;
  /** Whether W of the first layer is constant. */
  readonly isConstant?: boolean;
  readonly warnings?: readonly string[];
}

const named = (name: string, made: WrittenNode): WrittenNode => ({ ...made, name });
const floats = (name: string, ...list: readonly number[]) => ({ name, dimensions: [list.length], floats: list });

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

const OPERATORS: Readonly<Record<string, Case>> = {
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

const convolution = named('conv', node('Conv', ['moved', 'w'], 'y'));
const branch = (name: string, width: number) => ({
  graph: {
    name,
    nodes: [
      named(name, node('MatMul', ['a', `w${width}`], 'm')),
      node('Slice', ['m'], 'z', { starts: [0], ends: [4], axes: [1] }),
    ],
    outputs: [value('z', 4, 4)],
  },
});

const PATTERNS: Readonly<Record<string, Case>> = {
  'a slice to the end': {
    graph: {
      nodes: [
        node('Constant', [], 'end', { value: { tensor: integers('', '9223372036854775807') } }),
        node('Slice', ['x', 'start', 'end', 'start'], 'moved'),
        convolution,
      ],
      inputs: [value('x', 1, 4, 8, 8)],
      initializers: [integers('start', 1), weights('w', 8, 3, 3, 3)],
    },
    operations: { conv: 8 * 36 * 27 },
  },
  'a resize by scales': {
    graph: {
      nodes: [node('Resize', ['x', '', 'scales'], 'moved'), convolution],
      inputs: [value('x', 1, 8, 10, 10)],
      initializers: [floats('scales', 1, 1, 2, 2), weights('w', 16, 8, 1, 1)],
    },
    operations: { conv: 400 * 128 },
  },
  'padding as PyTorch writes it': {
    graph: {
      nodes: [
        node('ConstantOfShape', ['rest'], 'zeros', { value: { tensor: integers('', 0) } }),
        node('Concat', ['given', 'zeros'], 'all', { axis: 0 }),
        node('Reshape', ['all', 'pairs'], 'rows'),
        node('Slice', ['rows', 'last', 'first', 'axis', 'last'], 'turned'),
        node('Transpose', ['turned'], 'columns', { perm: [1, 0] }),
        node('Reshape', ['columns', 'flat'], 'list'),
        node('Cast', ['list'], 'pads', { to: 7 }),
        node('Pad', ['x', 'pads'], 'moved'),
        convolution,
      ],
      inputs: [value('x', 1, 3, 8, 10)],
      initializers: [
        integers('given', 2, 1, 3, 0),
        integers('rest', 4),
        integers('pairs', -1, 2),
        integers('last', -1),
        integers('first', '-9223372036854775807'),
        integers('axis', 0),
        integers('flat', -1),
        weights('w', 4, 3, 3, 3),
      ],
    },
    operations: { conv: 4 * 9 * 11 * 27 },
  },
  'a shape by a choice': {
    graph: {
      nodes: [
        node('Equal', ['wanted', 'minus'], 'open'),
        node('Where', ['open', 'ones', 'wanted'], 'sizes'),
        node('Expand', ['x', 'sizes'], 'moved'),
        named('mm', node('MatMul', ['moved', 'w'], 'y')),
      ],
      inputs: [value('x', 5, 6)],
      initializers: [
        integers('wanted', 4, 5, -1),
        integers('minus', -1),
        integers('ones', 1, 1, 1),
        weights('w', 6, 7),
      ],
    },
    operations: { mm: 840 },
    weights: 42,
  },
  'quantised as QONNX does': {
    graph: {
      nodes: [
        { ...node('Quant', ['x', 's', 'z', 'b'], 'moved'), domain: 'qonnx.custom_op.general' },
        { ...node('Quant', ['v', 's', 'z', 'b'], 'w'), domain: 'qonnx.custom_op.general' },
        convolution,
      ],
      inputs: [value('x', 1, 3, 8, 8)],
      initializers: [weights('v', 4, 3, 3, 3), ...['s', 'z', 'b'].map((name) => weights(name))],
    },
    operations: { conv: 4 * 36 * 27 },
    isConstant: true,
  },
  'behind an LSTM': {
    graph: {
      nodes: [
        named('lstm', node('LSTM', ['x', 'w', 'r'], 'y', { hidden_size: 8 })),
        node('Squeeze', ['y', 'axis'], 'q'),
        named('dense', node('MatMul', ['q', 'd'], 'out')),
      ],
      inputs: [value('x', 5, 2, 10)],
      initializers: [weights('w', 1, 32, 10), weights('r', 1, 32, 8), integers('axis', 1), weights('d', 8, 4)],
    },
    operations: { lstm: 5760, dense: 320 },
  },
  'an If: the larger branch': {
    graph: {
      nodes: [
        node('Relu', ['x'], 'a'),
        named(
          'choice',
          node('If', ['flag'], 'm', { then_branch: branch('small', 4), else_branch: branch('large', 16) }),
        ),
        named('last', node('MatMul', ['m', 'w4'], 'y')),
      ],
      inputs: [value('x', 4, 4), value('flag')],
      initializers: [weights('w4', 4, 4), weights('w16', 4, 16)],
    },
    operations: { large: 256, last: 64 },
    warnings: ['ZZ5206'],
  },
  'a Loop of known length': {
    graph: {
      nodes: [
        named(
          'loop',
          node('Loop', ['count', 'flag', 'x'], 'y', {
            body: {
              graph: {
                name: 'body',
                nodes: [named('step', node('MatMul', ['state', 'w'], 'next')), node('Identity', ['go'], 'on')],
                inputs: [value('i'), value('go'), value('state', 4, 4)],
                outputs: [value('on'), value('next', 4, 4)],
              },
            },
          }),
        ),
      ],
      inputs: [value('x', 4, 4)],
      initializers: [{ name: 'count', dimensions: [], integers: [5] }, weights('flag'), weights('w', 4, 4)],
    },
    operations: { step: 320 },
    weights: 16,
    isConstant: true,
    warnings: ['ZZ5207'],
  },
  'a Scan': {
    graph: {
      nodes: [
        {
          ...named(
            'scan',
            node('Scan', ['h', 'x'], 'hs', {
              num_scan_inputs: 1,
              body: {
                graph: {
                  name: 'body',
                  nodes: [
                    named('inside', node('MatMul', ['slice', 'w'], 'p')),
                    node('Add', ['p', 'before'], 'after'),
                    node('Identity', ['after'], 'out'),
                  ],
                  inputs: [value('before', 2, 8), value('slice', 2, 4)],
                  outputs: [value('after', 2, 8), value('out', 2, 8)],
                },
              },
            }),
          ),
          outputs: ['h2', 'all'],
        },
        named('behind', node('MatMul', ['all', 'v'], 'y')),
      ],
      inputs: [value('x', 7, 2, 4), value('h', 2, 8)],
      initializers: [weights('w', 4, 8), weights('v', 8, 3)],
    },
    operations: { inside: 7 * 2 * 4 * 8, behind: 7 * 2 * 8 * 3 },
    weights: 32,
  },
  'local functions': {
    graph: {
      nodes: [
        { ...named('fc1', node('Linear', ['x', 'w1', 'b1'], 'h', { wide: 1 })), domain: 'local' },
        { ...named('fc2', node('Linear', ['h', 'w2', 'b2'], 'y')), domain: 'local' },
      ],
      inputs: [value('x', 3, 5)],
      initializers: [weights('w1', 5, 6), weights('b1', 6), weights('w2', 6, 2), weights('b2', 2)],
      functions: [
        {
          name: 'Linear',
          inputs: ['x', 'w', 'b'],
          outputs: ['y'],
          nodes: [
            named('mm', node('MatMul', ['x', 'w'], 'm', { keep: { reference: 'wide' } })),
            node('Add', ['m', 'b'], 'y'),
          ],
        },
      ],
    },
    operations: { 'fc1/mm': 90, 'fc2/mm': 36 },
    isConstant: true,
  },
};

describe.each([
  ['operators', OPERATORS],
  ['patterns', PATTERNS],
])('%s', (_, cases) => {
  test.each(Object.entries(cases))('%s', (__, { graph, opset = 17, operations, warnings = [], ...expected }) => {
    const { value: description, warnings: found } = read(graph, { opset });
    const layers = layerNodes(description);
    const counted: Record<string, number> = {};
    for (const { name, layer } of layers) {
      const owner = Object.keys(operations).find((one) => name === one || name.startsWith(`${one}/`)) ?? name;
      counted[owner] = (counted[owner] ?? 0) + product(layer.dimensions.map(({ size }) => size));
    }
    expect(counted).toEqual(operations);
    expect(found.map(({ code }) => code)).toEqual(warnings);
    const [first] = layers;
    if (first === undefined) throw new Error('no layers');
    if (expected.weights !== undefined) expect(elementsOf(first.layer).get('W')).toBe(expected.weights);
    if (expected.isConstant !== undefined) {
      expect(first.layer.constantOperands.includes('W')).toBe(expected.isConstant);
    }
    const ids = description.nodes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
