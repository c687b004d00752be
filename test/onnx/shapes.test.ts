import { describe, expect, test } from 'vitest';
import type { WrittenNode, WrittenTensor } from '../../scripts/onnx-writer.ts';
import { INFERRED_OPERATORS } from '../../src/io/onnx/operators/registry.ts';
import { integers, node, shapesOf, value, weights } from './support.ts';

type Size = number | string;

interface Case {
  readonly operator: string;
  /** Shapes of the inputs, or names of constants. */
  readonly inputs: readonly (readonly Size[] | string)[];
  readonly attributes?: WrittenNode['attributes'];
  readonly constants?: readonly WrittenTensor[];
  /** Shapes of the outputs; null where unknown. */
  readonly outputs: readonly (readonly Size[] | null)[];
}

function inferred({ operator, inputs, attributes = {}, constants = [], outputs }: Case) {
  const names = inputs.map((input, index) => (typeof input === 'string' ? input : `input${index}`));
  const outputNames = outputs.map((_, index) => `output${index}`);
  const graph = {
    name: 'one node',
    nodes: [{ operatorType: operator, inputs: names, outputs: outputNames, attributes }],
    inputs: inputs.flatMap((input, index) => (typeof input === 'string' ? [] : [value(`input${index}`, ...input)])),
    initializers: constants,
  };
  const shapes = shapesOf(graph);
  return outputNames.map((name) => shapes.get(name) ?? null);
}

/** Operator, input shapes, output shape, attributes. */
type Row = readonly [
  operator: string,
  inputs: Case['inputs'],
  output: readonly Size[] | null,
  attributes?: Case['attributes'],
  ...constants: WrittenTensor[],
];

const image = [1, 4, 16, 20];
const list = integers;

const ELEMENTWISE: readonly Row[] = [
  ['Relu', [image], image],
  ['Softmax', [['N', 5]], ['N', 5]],
  ['LayerNormalization', [[2, 5, 8], 'scale', 'bias'], [2, 5, 8], {}, weights('scale', 8), weights('bias', 8)],
  ['BatchNormalization', [image, 's', 'b', 'm', 'v'], image],
  ['QuantizeLinear', [image, 'scale'], image],
  [
    'Add',
    [
      [2, 1, 5],
      [3, 1],
    ],
    [2, 3, 5],
  ],
  ['Mul', [['N', 5], []], ['N', 5]],
  [
    'Add',
    [
      ['N', 5],
      ['N', 5],
    ],
    ['N', 5],
  ],
  [
    'Add',
    [
      ['N', 5],
      [7, 5],
    ],
    [7, 5],
  ],
  ['Where', [[4, 1], [1, 3], []], [4, 3]],
  ['Sum', [[2], [2], [1]], [2]],
  ['Add', [[2], 'unknown'], null],
];

const WINDOWED: readonly Row[] = [
  ['Conv', [image, 'w'], [1, 8, 14, 18], {}, weights('w', 8, 4, 3, 3)],
  [
    'Conv',
    [image, 'w'],
    [1, 8, 8, 21],
    { kernel_shape: [3, 5], strides: [2, 1], pads: [1, 2, 0, 3] },
    weights('w', 8, 4, 3, 5),
  ],
  ['Conv', [image, 'w'], [1, 8, 12, 16], { dilations: [2, 2] }, weights('w', 8, 4, 3, 3)],
  ['Conv', [image, 'w'], [1, 8, 8, 7], { auto_pad: { text: 'SAME_UPPER' }, strides: [2, 3] }, weights('w', 8, 4, 3, 3)],
  ['Conv', [image, 'w'], [1, 8, 14, 18], { auto_pad: { text: 'VALID' }, pads: [1, 1, 1, 1] }, weights('w', 8, 4, 3, 3)],
  ['Conv', [['N', 4, 9], 'w'], ['N', 8, 7], {}, weights('w', 8, 4, 3)],
  ['Conv', [[1, 4, 'H', 9], 'w'], [1, 8, '', 7], {}, weights('w', 8, 4, 3, 3)],
  ['QLinearConv', [image, 's', 'z', 'w'], [1, 8, 14, 18], {}, weights('w', 8, 4, 3, 3)],
  ['ConvTranspose', [[1, 4, 8, 8], 'w'], [1, 6, 16, 16], { strides: [2, 2], group: 2 }, weights('w', 4, 3, 2, 2)],
  [
    'ConvTranspose',
    [[1, 4, 8], 'w'],
    [1, 3, 17],
    { strides: [2], pads: [1, 1], output_padding: [1] },
    weights('w', 4, 3, 4),
  ],
  [
    'ConvTranspose',
    [[1, 4, 8], 'w'],
    [1, 3, 16],
    { strides: [2], auto_pad: { text: 'SAME_LOWER' } },
    weights('w', 4, 3, 5),
  ],
  ['ConvTranspose', [[1, 4, 8], 'w'], [1, 3, 19], { strides: [2], output_shape: [19] }, weights('w', 4, 3, 5)],
  ['MaxPool', [image], [1, 4, 7, 9], { kernel_shape: [3, 3], strides: [2, 2] }],
  ['MaxPool', [image], [1, 4, 8, 10], { kernel_shape: [3, 3], strides: [2, 2], ceil_mode: 1 }],
  ['AveragePool', [[1, 1, 3]], [1, 1, 1], { kernel_shape: [1], strides: [4], ceil_mode: 1 }],
  ['AveragePool', [[1, 1, 5]], [1, 1, 2], { kernel_shape: [2], strides: [3], ceil_mode: 1 }],
  ['MaxPool', [[1, 1, 4]], [1, 1, 2], { kernel_shape: [1], strides: [3], pads: [0, 2], ceil_mode: 1 }],
  ['NhwcMaxPool', [[1, 16, 20, 4]], [1, 8, 10, 4], { kernel_shape: [2, 2], strides: [2, 2] }],
  ['MaxPool', [image], null],
  ['GlobalAveragePool', [['N', 64, 7, 7]], ['N', 64, 1, 1]],
];

const MATRICES: readonly Row[] = [
  [
    'MatMul',
    [
      [5, 7],
      [7, 3],
    ],
    [5, 3],
  ],
  [
    'MatMul',
    [
      [2, 1, 5, 7],
      [4, 7, 3],
    ],
    [2, 4, 5, 3],
  ],
  [
    'MatMul',
    [
      ['N', 5, 7],
      [7, 3],
    ],
    ['N', 5, 3],
  ],
  ['MatMul', [[7], [2, 7, 3]], [2, 3]],
  ['MatMul', [[5, 7], [7]], [5]],
  ['MatMul', [[], [7]], null],
  ['QLinearMatMul', [[5, 7], 's', 'z', [7, 3]], [5, 3]],
  [
    'Gemm',
    [
      [7, 5],
      [3, 7],
    ],
    [5, 3],
    { transA: 1, transB: 1 },
  ],
  [
    'Gemm',
    [
      ['N', 7],
      [7, 3],
    ],
    ['N', 3],
  ],
  [
    'Gemm',
    [
      [1, 7, 5],
      [7, 3],
    ],
    [1, 5, 3],
    { transA: 1 },
  ],
  ['MatMulNBits', [[2, 5, 64]], [2, 5, 48], { K: 64, N: 48 }],
  [
    'FusedMatMul',
    [
      [2, 5, 7],
      [3, 7],
    ],
    [2, 5, 3],
    { transB: 1 },
  ],
];

const RESHAPING: readonly Row[] = [
  ['Flatten', [image], [1, 1280]],
  ['Flatten', [['N', 4, 5]], ['N', 20]],
  ['Flatten', [[2, 3, 4]], [6, 4], { axis: -1 }],
  ['Flatten', [[2, 3]], [1, 6], { axis: 0 }],
  ['Reshape', [image, 's'], [4, 320], {}, list('s', 4, -1)],
  ['Reshape', [image, 's'], [1, 4, 320], {}, list('s', 0, 0, -1)],
  ['Reshape', [['N', 4, 5], 's'], ['N', 20], {}, list('s', 0, -1)],
  ['Reshape', [['N', 4, 5], 's'], ['N', 2, 10], {}, list('s', -1, 2, 10)],
  ['Reshape', [['N', 4, 5], 's'], ['', 10], {}, list('s', -1, 10)],
  ['Reshape', [[0, 4], 's'], [0, 7], { allowzero: 1 }, list('s', 0, 7)],
  // 10 elements are no rows of 3: the size is open, not fractional.
  ['Reshape', [[10], 's'], ['', 3], {}, list('s', -1, 3)],
  ['Reshape', [image, 's'], null],
  ['Transpose', [[2, 3, 4]], [2, 4, 3], { perm: [0, 2, 1] }],
  ['Transpose', [[2, 3, 4]], [4, 3, 2]],
  ['Squeeze', [[1, 3, 1]], [3]],
  ['Squeeze', [[1, 3, 1], 'a'], [1, 3], {}, list('a', -1)],
  ['Squeeze', [[1, 3, 1]], [3, 1], { axes: [0] }],
  ['Squeeze', [[1, 3, 1], ''], [3]],
  ['Squeeze', [[1, 3, 1], 'unknown'], null],
  ['Unsqueeze', [[3, 4], 'a'], [1, 3, 4, 1], {}, list('a', 0, -1)],
  ['Unsqueeze', [[3], 'unknown'], null],
  [
    'Concat',
    [
      [2, 3],
      [2, 5],
    ],
    [2, 8],
    { axis: 1 },
  ],
  [
    'Concat',
    [
      [2, 3],
      ['N', 3],
    ],
    ['', 3],
    { axis: 0 },
  ],
  ['Concat', [[2, 3], 'unknown'], [2, ''], { axis: -1 }],
  ['Slice', [[8, 9], 's', 'e', 'a'], [8, 4], {}, list('s', 2), list('e', 6), list('a', 1)],
  ['Slice', [[8, 9], 's', 'e'], [3, 9], {}, list('s', -3), list('e', 1e9)],
  ['Slice', [[8, 9], 's', 'e', 'a', 't'], [8, 5], {}, list('s', 0), list('e', 9), list('a', 1), list('t', 2)],
  ['Slice', [[8, 9], 's', 'e', 'a', 't'], [8, 9], {}, list('s', -1), list('e', -1e9), list('a', 1), list('t', -1)],
  ['Slice', [[8, 9]], [7, 8], { starts: [1, 0], ends: [8, -1] }],
  ['Slice', [[8, 9], 's', 'e', 'unknown'], null, {}, list('s', 2), list('e', 6)],
  ['Slice', [[8, 9], 's', 'e', '', 'unknown'], null, {}, list('s', 2), list('e', 6)],
  ['Slice', [[8, 9], 's', 'e', 'a', 't'], ['', 9], {}, list('s', 0), list('e', 9), list('a', 0), list('t', 0)],
  // An axis that does not exist must not lengthen the shape.
  ['Slice', [[8, 9]], null, { starts: [0], ends: [1], axes: [2 ** 31] }],
  [
    'Gather',
    [
      [30, 8],
      [2, 5],
    ],
    [2, 5, 8],
  ],
  ['Gather', [[2, 5, 8], 'i'], [2, 8], { axis: 1 }, { name: 'i', dimensions: [], integers: [0] }],
  ['Expand', [[3, 1], 's'], [2, 3, 4], {}, list('s', 2, 1, 4)],
  ['Tile', [[3, 'N'], 'r'], [6, ''], {}, list('r', 2, 1)],
  ['Pad', [[1, 2, 5], 'p'], [1, 2, 8], {}, list('p', 0, 0, 1, 0, 0, 2)],
  ['Pad', [[1, 2, 5]], [1, 2, 8], { pads: [0, 0, 1, 0, 0, 2] }],
  ['Pad', [[1, 2, 5], 'p', '', 'a'], [1, 2, 8], {}, list('p', 1, 2), list('a', 2)],
  ['Resize', [[1, 2, 5, 5], '', '', 's'], [1, 2, 10, 11], {}, list('s', 1, 2, 10, 11)],
  ['Resize', [[1, 2, 5, 5], '', '', 's'], [1, 2, 10, 11], { axes: [2, 3] }, list('s', 10, 11)],
  [
    'Resize',
    [[1, 2, 5], '', '', 's'],
    [1, 2, 5],
    { keep_aspect_ratio_policy: { text: 'not_larger' } },
    list('s', 1, 2, 9),
  ],
  ['Resize', [[1, 8, 7, 10], '', 's'], [1, 8, 9, 20], {}, { name: 's', dimensions: [4], floats: [1, 1, 9 / 7, 2] }],
  ['Upsample', [[1, 8, 10, 10]], [1, 8, 20, 30], { scales: { floats: [1, 1, 2, 3] } }],
  ['Upsample', [[1, 8, 10, 10], 's'], [1, 8, 20, 20], {}, { name: 's', dimensions: [4], floats: [1, 1, 2, 2] }],
  ['Slice', [[8, 9], 's', 'e', 'a'], [8, 8], {}, list('s', 1), list('e', '9223372036854775807'), list('a', 1)],
  ['DepthToSpace', [[1, 147, 5, 5]], [1, 3, 35, 35], { blocksize: 7 }],
  ['SpaceToDepth', [[1, 3, 49, 98]], [1, 7203, 1, 2], { blocksize: 49 }],
];

const GENERATING: readonly Row[] = [
  ['Constant', [], [2, 3], { value: { tensor: weights('', 2, 3) } }],
  ['Constant', [], [3], { value_ints: [1, 2, 3] }],
  ['Constant', [], [], { value_float: { float: 1 } }],
  ['Shape', [image], [4]],
  ['Shape', [image], [2], { start: 1, end: -1 }],
  ['Size', [image], []],
  ['ConstantOfShape', ['s'], [2, 3], {}, list('s', 2, 3)],
  ['Range', ['a', 'b', 'c'], [4], {}, list('a', 1), list('b', 9), list('c', 2)],
  ['ReduceMean', [image], [1, 1, 1, 1]],
  ['ReduceMean', [image], [1, 4], { axes: [2, -1], keepdims: 0 }],
  ['ReduceSum', [image, 'a'], [1, 4, 1, 20], {}, list('a', 2)],
  ['ReduceSum', [image], image, { noop_with_empty_axes: 1 }],
  ['ReduceSum', [image, 'unknown'], null],
  ['TopK', [[4, 9], 'k'], [4, 3], {}, list('k', 3)],
  ['OneHot', [[4, 9], 'd'], [4, 9, 5], {}, list('d', 5)],
  ['NonZero', ['k'], [1, 2], {}, list('k', 3, 0, 4)],
  ['LSTM', [[5, 2, 10], 'w', 'r'], [5, 2, 2, 8], { direction: { text: 'bidirectional' } }, weights('r', 2, 32, 8)],
  ['GRU', [[2, 5, 10]], [2, 5, 1, 8], { hidden_size: 8, layout: 1 }],
  [
    'Einsum',
    [
      [2, 4, 6, 8],
      [2, 4, 10, 8],
    ],
    [2, 4, 6, 10],
    { equation: { text: '...id,...jd->...ij' } },
  ],
  [
    'MultiHeadAttention',
    [
      [2, 5, 32],
      [2, 7, 32],
      [2, 7, 32],
    ],
    [2, 5, 32],
    { num_heads: 4 },
  ],
  ['ArgMax', [image], [1, 4, 20], { axis: 2, keepdims: 0 }],
  ['Constant', [], [0], { value_ints: [] }],
  ['DFT', [[2, 16, 1]], [2, 16, 2]],
  ['DFT', [[2, 16, 1]], [2, 9, 2], { onesided: 1 }],
  ['DFT', [[2, 16, 2], 'n'], [2, 20, 2], { inverse: 1 }, list('n', 20)],
  ['DFT', [[2, 5, 9, 2], 'n', 'a'], [2, 5, 16, 1], { inverse: 1, onesided: 1 }, list('n', 16), list('a', -2)],
  ['DFT', [[2, 16, 1], '', 'unknown'], null],
  ['STFT', [[2, 100, 1], 's', 'w'], [2, 22, 9, 2], {}, list('s', 4), weights('w', 16)],
  ['STFT', [[2, 100, 1], 's', '', 'l'], [2, 22, 16, 2], { onesided: 0 }, list('s', 4), list('l', 16)],
  ['STFT', [[2, 100, 1], 'unknown', 'w'], [2, '', 9, 2], {}, weights('w', 16)],
  ['Col2Im', [[1, 12, 16], 'i', 'b'], [1, 3, 8, 8], {}, list('i', 8, 8), list('b', 2, 2)],
  ['CenterCropPad', [[1, 3, 20, 6], 's'], [1, 3, 8, 10], { axes: [2, -1] }, list('s', 8, 10)],
  ['AffineGrid', [[2, 2, 3], 's'], [2, 8, 10, 2], {}, list('s', 2, 3, 8, 10)],
  ['Det', [[2, 3, 3]], [2]],
  ['HannWindow', ['n'], [16], {}, { name: 'n', dimensions: [], integers: [16] }],
  ['MelWeightMatrix', ['m', 'n'], [9, 5], {}, list('m', 5), list('n', 16)],
];

describe.each([
  ['elementwise operators', ELEMENTWISE],
  ['windowed operators', WINDOWED],
  ['matrix products', MATRICES],
  ['reshaping operators', RESHAPING],
  ['operators that make tensors', GENERATING],
])('%s', (_, rows) => {
  test.each(rows.map((row, index) => [`${index} ${row[0]}`, row] as const))('%s', (__, row) => {
    const [operator, inputs, output, attributes = {}, ...constants] = row;
    expect(INFERRED_OPERATORS).toContain(operator);
    expect(inferred({ operator, inputs, attributes, constants, outputs: [output] })).toEqual([output]);
  });
});

describe('several outputs', () => {
  test('Split', () => {
    const split = (outputs: Case['outputs'], attributes: Case['attributes'], ...constants: WrittenTensor[]) =>
      inferred({
        operator: 'Split',
        inputs: [[2, 7], ...constants.map(({ name }) => name)],
        attributes,
        constants,
        outputs,
      });
    expect(
      split(
        [
          [2, 3],
          [2, 4],
        ],
        { axis: 1 },
        integers('s', 3, 4),
      ),
    ).toEqual([
      [2, 3],
      [2, 4],
    ]);
    expect(
      split(
        [
          [1, 7],
          [1, 7],
        ],
        {},
      ),
    ).toEqual([
      [1, 7],
      [1, 7],
    ]);
    expect(split([[], [], []], { axis: -1, num_outputs: 3 })).toEqual([
      [2, 3],
      [2, 3],
      [2, 1],
    ]);
    expect(split([[], []], { axis: 1 }, weights('unknown', 2))).toEqual([null, null]);
  });

  test('MaxPool gives indices, too', () => {
    const attributes = { kernel_shape: [2], strides: [2] };
    expect(inferred({ operator: 'MaxPool', inputs: [[1, 1, 8]], attributes, outputs: [[], []] })).toEqual([
      [1, 1, 4],
      [1, 1, 4],
    ]);
  });
});

describe('integer values computed by the graph', () => {
  /** Shape of a Reshape of 2·3·4·5 = 120 elements to the tensor `s`, which `nodes` compute. */
  const reshaped = (
    nodes: readonly WrittenNode[],
    initializers: readonly WrittenTensor[],
    input: readonly Size[] = [2, 3, 4, 5],
  ) => {
    const graph = {
      name: 'values',
      nodes: [...nodes, node('Reshape', ['x', 's'], 'y')],
      inputs: [value('x', ...input)],
      initializers,
    };
    return shapesOf(graph).get('y');
  };
  const scalar = (name: string, number: number) => ({ name, dimensions: [], integers: [number] });
  const pick = (index: number) => [
    node('Shape', ['x'], `shape${index}`),
    node('Gather', [`shape${index}`, `i${index}`], `size${index}`),
    node('Unsqueeze', [`size${index}`, 'zero'], `d${index}`),
  ];
  const constants = [scalar('i0', 0), scalar('i1', -3), integers('zero', 0), integers('minus', -1)];

  test('Shape, Gather, Unsqueeze, Concat', () => {
    const nodes = [...pick(0), ...pick(1), node('Concat', ['d1', 'd0', 'minus'], 's', { axis: 0 })];
    expect(reshaped(nodes, constants)).toEqual([3, 2, 20]);
  });

  test('a symbolic batch is carried along', () => {
    const nodes = [...pick(0), ...pick(1), node('Concat', ['d0', 'd1', 'minus'], 's', { axis: 0 })];
    expect(reshaped(nodes, constants, ['N', 3, 4, 5])).toEqual(['N', 3, 20]);
  });

  test('arithmetic with symbolic sizes leaves the size open', () => {
    const nodes = [...pick(0), node('Mul', ['d0', 'd0'], 'm'), node('Concat', ['m', 'minus'], 's', { axis: 0 })];
    expect(reshaped(nodes, constants, ['N', 3])).toEqual(['', '']);
    expect(reshaped(nodes, constants, [2, 6])).toEqual([4, 3]);
  });

  test('Slice, Cast, Div, Sub', () => {
    const nodes = [
      node('Shape', ['x'], 'shape'),
      node('Slice', ['shape', 'one', 'three'], 'middle'),
      node('Cast', ['middle'], 'whole', { to: 7 }),
      node('Div', ['whole', 'three'], 'third'),
      node('Concat', ['third', 'minus'], 's', { axis: 0 }),
    ];
    expect(reshaped(nodes, [...constants, integers('one', 1), integers('three', 3)])).toEqual([1, 1, 120]);
  });

  test('start and end of Shape', () => {
    const nodes = [
      node('Shape', ['x'], 'part', { start: 1, end: 3 }),
      node('Concat', ['part', 'minus'], 's', { axis: 0 }),
    ];
    expect(reshaped(nodes, constants)).toEqual([3, 4, 10]);
  });

  test('constants inside the graph', () => {
    const tensor = { name: '', dimensions: [2], integers: [60, 2] };
    expect(reshaped([node('Constant', [], 's', { value: { tensor } })], [])).toEqual([60, 2]);
    expect(reshaped([node('Constant', [], 's', { value_ints: [8, 15] })], [])).toEqual([8, 15]);
  });

  const matrix = { name: 'matrix', dimensions: [2, 2], integers: [1, 2, 3, 4] };
  const more = [integers('twos', 2, 2), integers('eight', 8), integers('one', 1), matrix];

  test.each<[string, WrittenNode[], number[]]>([
    [
      'a list joined along another axis',
      [node('Concat', ['matrix', 'matrix'], 'm', { axis: 1 }), node('Reshape', ['m', 'eight'], 's')],
      [1, 2, 1, 2, 3, 4, 3, 4],
    ],
    ['a column', [node('Slice', ['matrix', 'zero', 'one', 'one'], 'c'), node('Squeeze', ['c'], 's')], [1, 3]],
    [
      'rows backwards',
      [
        node('Slice', ['matrix', 'minus', 'far', 'zero', 'minus'], 'b'),
        node('Flatten', ['b'], 'f', { axis: 0 }),
        node('Squeeze', ['f'], 's'),
      ],
      [3, 4, 1, 2],
    ],
    ['a matrix turned', [node('Transpose', ['matrix'], 't'), node('Reshape', ['t', 'minus'], 's')], [1, 3, 2, 4]],
    [
      'sizes as floats',
      [
        node('Cast', ['twos'], 'f', { to: 1 }),
        node('Mul', ['f', 'half'], 'm'),
        node('Ceil', ['m'], 'c'),
        node('Cast', ['c'], 's', { to: 7 }),
      ],
      [3, 3],
    ],
    ['a choice', [node('Equal', ['twos', 'pair'], 'e'), node('Where', ['e', 'pair', 'eight'], 's')], [2, 8]],
    ['a part of a split', [{ ...node('Split', ['triple', 'parts'], 'p'), outputs: ['p', 's'] }], [7, 9]],
    [
      'a filled tensor',
      [node('ConstantOfShape', ['one'], 'z'), node('Cast', ['z'], 'c', { to: 7 }), node('Add', ['c', 'eight'], 's')],
      [8],
    ],
    [
      'a sum and a product',
      [node('ReduceSum', ['matrix', 'zero'], 'r', { keepdims: 0 }), node('ReduceProd', ['r'], 's')],
      [24],
    ],
  ])('%s is followed', (_, nodes, expected) => {
    const others = [
      { name: 'half', dimensions: [], floats: [1.25] },
      integers('pair', 2, 5),
      integers('triple', 5, 7, 9),
      integers('parts', 1, 2),
      integers('far', '-9223372036854775807'),
    ];
    expect(reshaped(nodes, [...constants, ...more, ...others])).toEqual(expected);
  });

  test.each<[string, WrittenNode[]]>([
    ['a division of floats', [node('Cast', ['twos'], 'f', { to: 1 }), node('Div', ['f', 'twos'], 's')]],
    ['a division by zero', [node('Div', ['twos', 'zero'], 's')]],
    ['an index outside', [node('Gather', ['twos', 'eight'], 's')]],
  ])('%s is not followed', (_, nodes) => {
    expect(reshaped(nodes, [...constants, ...more])).toBeUndefined();
  });
});

describe('declared shapes', () => {
  test('give way to what the nodes give', () => {
    const graph = {
      name: 'declared',
      nodes: [node('Relu', ['x'], 'a'), node('Relu', ['x'], 'b')],
      inputs: [value('x', 2, 'C', 5)],
      values: [value('a', 'N', '', 7), value('b', 4, 4)],
    };
    const shapes = shapesOf(graph, new Map([['C', 3]]));
    expect(shapes.get('a')).toEqual([2, 3, 5]);
    expect(shapes.get('b')).toEqual([2, 3, 5]);
  });

  test('first the inputs, then the outputs, then what lies between, then constants', () => {
    const graph = {
      name: 'declared',
      nodes: [],
      inputs: [value('a', 1)],
      outputs: [value('a', 2), value('b', 2)],
      values: [value('a', 3), value('b', 3), value('c', 3)],
      initializers: ['a', 'b', 'c', 'd', ''].map((name) => weights(name, 4)),
    };
    const shapes = shapesOf(graph);
    expect(['a', 'b', 'c', 'd', ''].map((name) => shapes.get(name))).toEqual([[1], [2], [3], [4], undefined]);
  });
});
