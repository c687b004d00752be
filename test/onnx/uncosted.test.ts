import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alexnet } from '../../scripts/networks/alexnet.ts';
import { mobilenetv2 } from '../../scripts/networks/mobilenetv2.ts';
import { resnet18 } from '../../scripts/networks/resnet18.ts';
import { type WrittenAttribute, type WrittenValue, writeModel } from '../../scripts/onnx-writer.ts';
import { readOnnxModel } from '../../src/io/onnx/file/read-onnx-model.ts';
import { readGraph } from '../../src/io/onnx/read-onnx-workload.ts';
import { classOf } from '../../src/io/onnx/uncosted/operator-classes.ts';
import { COUNTED_OPERATORS, UncostedCounter } from '../../src/io/onnx/uncosted/uncosted-node.ts';
import type { UncostedNode } from '../../src/model/workload/uncosted-operators.ts';
import { integers, node, type ReadOptions, read, type TestGraph, value, weights } from './support.ts';

/* What is counted does not depend on whether the reader makes a layer of the node. */

function countAll(graph: TestGraph): UncostedNode[] {
  const model = readOnnxModel(writeModel({ name: 'graph under test', ...graph }), undefined);
  const { tensors } = readGraph(model, { file: undefined, dimensionValues: new Map() });
  const counter = new UncostedCounter(
    { get: (tensor) => tensors.of(tensor).shape },
    { has: (tensor) => tensors.of(tensor).isConstant === true },
    () => undefined,
  );
  return model.graph.nodes.map((one) => counter.count(one, []));
}

type Sizes = readonly (number | string)[];

/** One operator over tensors of these shapes, all of them graph inputs. */
function countOne(
  operatorType: string,
  inputs: readonly Sizes[],
  output: Sizes,
  attributes: Readonly<Record<string, WrittenAttribute>> = {},
): UncostedNode | undefined {
  const names = inputs.map((_, index) => `x${index}`);
  const values = inputs.flatMap((shape, index): WrittenValue[] =>
    shape.length === 0 ? [] : [value(`x${index}`, ...shape)],
  );
  const given = names.map((name, index) => (inputs[index]?.length === 0 ? '' : name));
  return countAll({
    nodes: [node(operatorType, given, 'y', attributes)],
    inputs: values,
    outputs: [value('y', ...output)],
  })[0];
}

const operations = (...args: Parameters<typeof countOne>): number | undefined => countOne(...args)?.operations;
const NONE: Sizes = [];

describe('operations, worked by hand', () => {
  test('transposed convolution: every input element meets all weights of its channel', () => {
    const kernel = { kernel_shape: [4, 4], strides: [2, 2] };
    expect(
      countOne(
        'ConvTranspose',
        [
          [1, 16, 5, 5],
          [16, 8, 4, 4],
        ],
        [1, 8, 12, 12],
        kernel,
      ),
    ).toEqual({
      operatorType: 'ConvTranspose',
      operations: 16 * 25 * 8 * 16,
      elementsMoved: 400 + 2048 + 1152,
    });
  });

  test.each<[string, ...Parameters<typeof countOne>, number]>([
    [
      'of three axes',
      'Conv',
      [
        [1, 2, 8, 9, 10],
        [4, 2, 3, 3, 3],
      ],
      [1, 4, 6, 7, 8],
      {},
      4 * 336 * 2 * 27,
    ],
    [
      'grouped',
      'ConvInteger',
      [
        [2, 6, 4, 4],
        [9, 2, 3, 3],
      ],
      [2, 9, 2, 2],
      { group: 3 },
      72 * 18,
    ],
    ['with scales between', 'QLinearConv', [[1, 3, 4, 4], [1], [1], [5, 3, 1, 1]], [1, 5, 4, 4], {}, 80 * 3],
    [
      'deformable',
      'DeformConv',
      [
        [2, 4, 9, 9],
        [6, 2, 3, 3],
        [2, 18, 7, 7],
      ],
      ['', '', '', ''],
      { group: 2 },
      2 * 49 * 6 * 18,
    ],
  ])('convolution %s', (_, operatorType, inputs, output, attributes, count) => {
    expect(operations(operatorType, inputs, output, attributes)).toBe(count);
  });

  test.each<[string, ...Parameters<typeof countOne>, number]>([
    [
      'batches broadcast',
      'MatMulInteger',
      [
        [2, 1, 3, 5],
        [4, 5, 7],
      ],
      [2, 4, 3, 7],
      {},
      8 * 3 * 5 * 7,
    ],
    ['a row vector', 'MatMul', [[5], [5, 7]], [7], {}, 35],
    ['a column vector', 'MatMul', [[3, 5], [5]], [3], {}, 15],
    [
      'transposed',
      'FusedMatMul',
      [
        [5, 3],
        [7, 5],
      ],
      [3, 7],
      { transA: 1, transB: 1 },
      105,
    ],
    ['with scales between', 'QLinearMatMul', [[3, 5], [1], [1], [5, 7]], [3, 7], {}, 105],
    [
      'the second shape unknown',
      'MatMul',
      [
        [3, 5],
        ['', ''],
      ],
      [3, 7],
      {},
      105,
    ],
    [
      'packed weights',
      'MatMulNBits',
      [
        [2, 3, 64],
        [48, 1, 32],
      ],
      [2, 3, 48],
      { K: 64, N: 48 },
      6 * 64 * 48,
    ],
    [
      'an open batch is 1, as in layers',
      'MatMulInteger',
      [
        ['batch', 5],
        [5, 7],
      ],
      ['batch', 7],
      {},
      35,
    ],
  ])('matrix product: %s', (_, operatorType, inputs, output, attributes, count) => {
    expect(operations(operatorType, inputs, output, attributes)).toBe(count);
  });

  // 5 steps, batch 2, 10 inputs, 8 states.
  test.each<[string, number]>([
    ['LSTM', 4],
    ['GRU', 3],
    ['RNN', 1],
  ])('%s: inputs and states with the weights of all gates, both directions', (operatorType, gates) => {
    for (const [input, layout] of [
      [[5, 2, 10], 0],
      [[2, 5, 10], 1],
      [[5, 'batch', 10], 0],
    ] as const) {
      const steps = 5 * (input[1] === 'batch' ? 1 : 2);
      const count = operations(operatorType, [input, [2, gates * 8, 10], [2, gates * 8, 8]], [5, 2, 2, 8], { layout });
      expect(count).toBe(2 * gates * 8 * (10 + 8) * steps);
    }
  });

  test.each<[string, ...Parameters<typeof countOne>, number]>([
    [
      'standard, rank 4',
      'Attention',
      [
        [2, 4, 6, 8],
        [2, 4, 10, 8],
        [2, 4, 10, 5],
      ],
      [2, 4, 6, 5],
      {},
      8 * 60 * 13,
    ],
    [
      'standard, rank 3, shared heads, earlier keys',
      'Attention',
      [[2, 6, 32], [2, 10, 16], [2, 10, 10], NONE, [2, 2, 3, 8], [2, 2, 3, 5]],
      [2, 6, 20],
      { q_num_heads: 4, kv_num_heads: 2 },
      2 * 6 * 13 * (32 + 20),
    ],
    ['projecting', 'Attention', [[1, 8, 32], [32, 96], [96]], [1, 8, 32], { num_heads: 4 }, 24_576 + 2 * 2048],
    [
      'several heads',
      'MultiHeadAttention',
      [
        [2, 6, 32],
        [2, 10, 32],
        [2, 10, 16],
      ],
      [2, 6, 16],
      {},
      120 * 48,
    ],
    ['all in one', 'MultiHeadAttention', [[2, 6, 4, 3, 8]], [2, 6, 32], {}, 2 * 36 * 64],
    [
      'keys and values in one',
      'MultiHeadAttention',
      [
        [2, 6, 32],
        [2, 10, 4, 2, 8],
      ],
      [2, 6, 32],
      {},
      120 * 64,
    ],
    [
      'heads of keys apart',
      'MultiHeadAttention',
      [
        [2, 6, 32],
        [2, 4, 10, 8],
        [2, 4, 10, 8],
      ],
      [2, 6, 32],
      {},
      120 * 64,
    ],
    [
      'grouped, earlier keys',
      'GroupQueryAttention',
      [
        [1, 5, 32],
        [1, 5, 8],
        [1, 5, 8],
        [1, 1, 7, 8],
        [1, 1, 7, 8],
      ],
      [1, 5, 32],
      { num_heads: 4, kv_num_heads: 1 },
      60 * 64,
    ],
    [
      'grouped, all in one',
      'GroupQueryAttention',
      [[1, 5, 48], NONE, NONE],
      [1, 5, 32],
      { num_heads: 4, kv_num_heads: 1 },
      25 * 64,
    ],
  ])('attention: %s', (_, operatorType, inputs, output, attributes, count) => {
    expect(operations(operatorType, inputs, output, attributes)).toBe(count);
  });

  test.each<[string, readonly Sizes[], number]>([
    [
      'bhid,bhjd->bhij',
      [
        [2, 4, 6, 8],
        [2, 4, 10, 8],
      ],
      3840,
    ],
    [
      'ij, jk',
      [
        [3, 5],
        [5, 7],
      ],
      105,
    ],
    [
      '...ij,...jk->...ik',
      [
        [2, 1, 3, 5],
        [4, 5, 7],
      ],
      840,
    ],
    // The first two, then their result with the third.
    [
      'ij,jk,kl->il',
      [
        [3, 5],
        [5, 7],
        [7, 2],
      ],
      105 + 42,
    ],
    ['ij->ji', [[3, 5]], 0],
  ])('Einsum %s', (equation, inputs, count) => {
    expect(operations('Einsum', inputs, ['', ''], { equation: { text: equation } })).toBe(count);
  });
});

test('a product is counted alike as MatMul, FusedMatMul and Einsum', () => {
  const size = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(size, size, size, size, (b, m, k, n) => {
      const shapes = [
        [b, m, k],
        [b, k, n],
      ];
      const equation = { equation: { text: 'bmk,bkn->bmn' } };
      const counts = [
        operations('MatMul', shapes, [b, m, n]),
        operations('FusedMatMul', [[b, k, m], shapes[1] ?? []], [b, m, n], { transA: 1 }),
        operations('Einsum', shapes, [b, m, n], equation),
      ];
      expect(counts).toEqual([b * m * k * n, b * m * k * n, b * m * k * n]);
    }),
    { numRuns: 50 },
  );
});

describe('what cannot be counted is not guessed', () => {
  test.each<[string, ...Parameters<typeof countOne>]>([
    ['an unknown operator', 'Foo', [[1, 4, 8, 8]], [1, 4, 8, 8]],
    [
      'an open size',
      'MatMulInteger',
      [
        ['batch', 'length', 5],
        [5, 7],
      ],
      ['batch', 'length', 7],
    ],
    [
      'a rank that the operator does not have',
      'GroupQueryAttention',
      [
        [5, 32],
        [5, 8],
        [5, 8],
      ],
      [5, 32],
    ],
    ['an equation that does not fit the shapes', 'Einsum', [[3, 5], [5]], [3], { equation: { text: 'ij,jk->ik' } }],
    [
      'more than can be counted exactly',
      'ConvTranspose',
      [
        [2 ** 30, 2 ** 30, 4],
        [2 ** 30, 8, 4],
      ],
      [1, 8, 7],
    ],
  ])('%s', (_, operatorType, inputs, output, attributes = {}) => {
    expect(operations(operatorType, inputs, output, attributes)).toBeUndefined();
  });

  test('operators in graphs of control flow, unless they multiply nothing', () => {
    const branch = (operatorType: string) => ({
      name: 'branch',
      nodes: [node(operatorType, ['x', 'w'], 'z')],
      outputs: [value('z', 4, 4)],
    });
    const count = (inner: string) =>
      countAll({
        nodes: [node('If', ['condition'], 'y', { then_branch: { graph: branch(inner) } })],
        inputs: [value('condition', 1), value('x', 4, 4), value('w', 4, 4)],
        outputs: [value('y', 4, 4)],
      })[0]?.operations;
    expect([count('Add'), count('ConvTranspose'), count('Foo')]).toEqual([0, undefined, undefined]);
  });
});

describe('elements moved', () => {
  const moved = (...args: Parameters<typeof countOne>): number | undefined => countOne(...args)?.elementsMoved;

  test.each<[string, ...Parameters<typeof countOne>, number]>([
    ['element by element: read and written once', 'Relu', [[2, 8]], [2, 8], {}, 32],
    ['two operands, one broadcast', 'Add', [[2, 8], [8]], [2, 8], {}, 40],
    ['pooling', 'MaxPool', [[1, 2, 8, 8]], [1, 2, 4, 4], { kernel_shape: [2, 2], strides: [2, 2] }, 160],
    ['softmax: read twice', 'Softmax', [[4, 8]], [4, 8], {}, 96],
    ['normalisation: read twice', 'LayerNormalization', [[4, 8]], [4, 8], {}, 96],
    ['a part that is picked', 'Slice', [[100, 8], [1], [1]], [3, 8], {}, 48],
    ['a part that is repeated', 'Expand', [[1, 8], [2]], [5, 8], {}, 50],
    ['addresses only', 'Reshape', [[4, 8], [1]], [32], {}, 0],
  ])('%s', (_, operatorType, inputs, output, attributes, count) => {
    expect(moved(operatorType, inputs, output, attributes)).toBe(count);
  });

  test('constants are no data that move', () => {
    const graph: TestGraph = {
      nodes: [
        node('DequantizeLinear', ['w', 'scale'], 'weights'),
        node('Shape', ['x'], 'shape'),
        node('Expand', ['scale', 'shape'], 'offset'),
        node('Mul', ['x', 'offset'], 'y'),
      ],
      inputs: [value('x', 4, 4)],
      outputs: [value('y', 4, 4)],
      initializers: [weights('w', 4, 4), weights('scale', 1)],
    };
    expect(countAll(graph).map(({ elementsMoved }) => elementsMoved)).toEqual([0, 0, 0, 32]);
  });
});

test('no operator is both without operations and counted', () => {
  expect(COUNTED_OPERATORS.filter((operatorType) => classOf(operatorType) !== undefined)).toEqual([]);
});

describe('inside other nodes', () => {
  const counts = (graph: TestGraph, options: ReadOptions = {}) =>
    read(graph, options).value.nodes.flatMap((one) =>
      one.kind === 'layer' || one.elementsMoved === 0
        ? []
        : [[one.operatorType, one.operations, one.elementsMoved, one.traffic?.vectorOperations]],
    );

  test('a loop moves its tensors, and leaves out operations, in every iteration', () => {
    const body = {
      name: 'body',
      nodes: [
        node('MatMul', ['state', 'w'], 'm'),
        node('GemmFastGelu', ['state', 'w'], 'g'),
        node('Softmax', ['m'], 'next'),
        node('Identity', ['go'], 'on'),
      ],
      inputs: [value('i'), value('go'), value('state', 4, 8)],
      outputs: [value('on'), value('next', 4, 8)],
    };
    const loop: TestGraph = {
      nodes: [node('Loop', ['count', '', 'x'], 'y', { body: { graph: body } })],
      inputs: [value('x', 4, 8)],
      initializers: [weights('w', 8, 8), { name: 'count', dimensions: [], integers: [7] }],
    };
    expect(counts(loop)).toEqual([
      ['GemmFastGelu', 7 * 4 * 64, 7 * (32 + 64 + 32), undefined],
      ['Softmax', 0, 7 * 96, 7 * 64],
    ]);
  });

  test('a local function without layers is what it contains', () => {
    const graph: TestGraph = {
      nodes: [node('MatMul', ['x', 'w'], 'm'), { ...node('Swoosh', ['m'], 'y'), domain: 'local' }],
      inputs: [value('x', 4, 8)],
      outputs: [value('y', 4, 8)],
      initializers: [weights('w', 8, 8)],
      functions: [
        {
          name: 'Swoosh',
          inputs: ['a'],
          outputs: ['b'],
          nodes: [node('Sigmoid', ['a'], 's'), node('Mul', ['a', 's'], 'b')],
        },
      ],
    };
    expect(read(graph).warnings).toEqual([]);
    expect(counts(graph)).toEqual([
      ['Sigmoid', 0, 64, 32],
      ['Mul', 0, 96, 64],
    ]);
  });
});

test('elements have the bits of the file where these are asked for', () => {
  const graph: TestGraph = {
    nodes: [
      node('Cast', ['x'], 'h', { to: 10 }),
      node('Softmax', ['h'], 'y'),
      node('Tanh', ['h'], 'z', { act_size: 4 }),
    ],
    inputs: [value('x', 4, 8)],
  };
  const bitsOf = (precision: 'default' | 'file') =>
    read(graph, { precision }).value.nodes.map((one) =>
      one.kind === 'layer'
        ? []
        : [...(one.traffic?.reads ?? []), ...(one.traffic?.writes ?? [])].map(({ precisionBits }) => precisionBits),
    );
  expect(bitsOf('default')).toEqual([
    [8, 8],
    [8, 8],
    [4, 4],
  ]);
  expect(bitsOf('file')).toEqual([
    [32, 16],
    [16, 16],
    [4, 4],
  ]);
});

describe('warnings of the reader', () => {
  /** A product of 105 operations, and more nodes that read its input. */
  const graph = (...nodes: TestGraph['nodes']): TestGraph => ({
    nodes: [node('MatMul', ['x', 'w'], 'product'), ...nodes],
    inputs: [value('x', 3, 5), value('image', 1, 5, 3, 3)],
    outputs: [value('product', 3, 7)],
    initializers: [weights('w', 5, 7), weights('kernel', 5, 7, 1, 1), integers('shape', 5, 3)],
  });
  const warningsOf = (...nodes: TestGraph['nodes']): string[] =>
    read(graph(...nodes)).warnings.map(({ code, message }) => `${code} ${message}`);
  const transposed = (name: string) => node('ConvTransposeWithDynamicPads', ['image', 'kernel'], name);

  test('operators with operations, with their share of the whole network', () => {
    expect(warningsOf(transposed('a'))).toEqual([
      "ZZ5220 ConvTransposeWithDynamicPads ×1: 75 % of the network's operations are not in the totals",
    ]);
    expect(warningsOf(transposed('a'), transposed('b'), node('GemmFastGelu', ['x', 'w'], 'c'))).toEqual([
      "ZZ5220 ConvTransposeWithDynamicPads ×2 (75 %) and GemmFastGelu ×1 (12.5 %): 87.5 % of the network's operations are not in the totals",
    ]);
  });

  test('operators that cannot be counted, without a share', () => {
    expect(warningsOf(node('Foo', ['x'], 'a'), node('Foo', ['x'], 'b'), transposed('c'))).toEqual([
      "ZZ5220 ConvTransposeWithDynamicPads ×1: 75 % of the network's operations are not in the totals",
      'ZZ5221 Foo ×2: operations that cannot be counted are not in the totals',
    ]);
  });

  test('operators without operations are no finding', () => {
    const others = [node('Relu', ['product'], 'a'), node('Reshape', ['x', 'shape'], 'b'), node('Softmax', ['a'], 'c')];
    expect(warningsOf(...others)).toEqual([]);
    expect(read({ ...graph(), nodes: others }).warnings).toEqual([]);
  });

  test.each([
    ['alexnet', alexnet],
    ['resnet18', resnet18],
    ['mobilenetv2', mobilenetv2],
  ])('%s has all its operations in its layers', (_, network) => {
    const { value: description, warnings } = read(network());
    expect(warnings).toEqual([]);
    for (const one of description.nodes.filter(({ kind }) => kind === 'passThrough')) {
      expect(one).toMatchObject({ operations: 0, elementsMoved: expect.any(Number) });
    }
  });
});
