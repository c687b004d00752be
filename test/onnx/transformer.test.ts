import { describe, expect, test } from 'vitest';
import type { WrittenNode } from '../../scripts/onnx-writer.ts';
import { integers, layerNodes, messagesOf, node, read, sizesOf, type TestGraph, value, weights } from './support.ts';

const [SEQUENCE, WIDTH, HEADS] = [6, 8, 2];

/** Sizes `d<n>_<name>` of axes 0 and 1 of a tensor, each a list of one. */
function sizes(name: string): WrittenNode[] {
  return [0, 1].flatMap((axis) => [
    node('Shape', [name], `shape${axis}_${name}`),
    node('Gather', [`shape${axis}_${name}`, `axis${axis}`], `size${axis}_${name}`, { axis: 0 }),
    node('Unsqueeze', [`size${axis}_${name}`, 'zero'], `d${axis}_${name}`),
  ]);
}

function reshaped(input: string, output: string, ...rest: readonly string[]): WrittenNode[] {
  return [
    ...sizes(input),
    node('Concat', [`d0_${input}`, `d1_${input}`, ...rest], `shape_${output}`, { axis: 0 }),
    node('Reshape', [input, `shape_${output}`], output),
  ];
}

/** A projection with bias, cut into heads: [batch, heads, sequence, width per head] or, for keys, the last two exchanged. */
function projection(name: string, perm: readonly number[]): WrittenNode[] {
  return [
    node('MatMul', ['normal', `w_${name}`], `${name}_product`),
    node('Add', [`b_${name}`, `${name}_product`], `${name}_sum`),
    ...reshaped(`${name}_sum`, `${name}_heads`, 'heads', 'minus'),
    node('Transpose', [`${name}_heads`], name, { perm }),
  ];
}

/** One encoder block as exporters write it: every shape but the input's is left to inference. */
function encoderBlock(batch: number | string, hasGeluOperator: boolean): TestGraph {
  const gelu = hasGeluOperator
    ? [node('Gelu', ['up_sum'], 'active')]
    : [
        node('Div', ['up_sum', 'root'], 'scaled'),
        node('Erf', ['scaled'], 'erf'),
        node('Add', ['erf', 'unit'], 'shifted'),
        node('Mul', ['up_sum', 'shifted'], 'doubled'),
        node('Mul', ['doubled', 'half'], 'active'),
      ];
  return {
    nodes: [
      node('LayerNormalization', ['x', 'scale', 'shift'], 'normal', { axis: -1 }),
      ...projection('query', [0, 2, 1, 3]),
      ...projection('key', [0, 2, 3, 1]),
      ...projection('value', [0, 2, 1, 3]),
      node('MatMul', ['query', 'key'], 'scores'),
      node('Div', ['scores', 'root'], 'scaled_scores'),
      node('Softmax', ['scaled_scores'], 'attention', { axis: -1 }),
      node('MatMul', ['attention', 'value'], 'context'),
      node('Transpose', ['context'], 'context_rows', { perm: [0, 2, 1, 3] }),
      ...reshaped('context_rows', 'joined', 'width'),
      node('MatMul', ['joined', 'w_out'], 'out'),
      node('Add', ['out', 'x'], 'residual'),
      node('LayerNormalization', ['residual', 'scale', 'shift'], 'normal2', { axis: -1 }),
      node('MatMul', ['normal2', 'w_up'], 'up'),
      node('Add', ['b_up', 'up'], 'up_sum'),
      ...gelu,
      node('MatMul', ['active', 'w_down'], 'down'),
      node('Add', ['residual', 'down'], 'y'),
    ],
    inputs: [value('x', batch, SEQUENCE, WIDTH)],
    initializers: [
      ...['query', 'key', 'value', 'out'].map((name) => weights(`w_${name}`, WIDTH, WIDTH)),
      ...['query', 'key', 'value'].map((name) => weights(`b_${name}`, WIDTH)),
      weights('w_up', WIDTH, 4 * WIDTH),
      weights('b_up', 4 * WIDTH),
      weights('w_down', 4 * WIDTH, WIDTH),
      ...['scale', 'shift'].map((name) => weights(name, WIDTH)),
      ...['root', 'unit', 'half'].map((name) => weights(name)),
      { name: 'axis0', dimensions: [], integers: [0] },
      { name: 'axis1', dimensions: [], integers: [1] },
      integers('zero', 0),
      integers('heads', HEADS),
      integers('width', WIDTH),
      integers('minus', -1),
    ],
  };
}

function layersWithBatch(batch: number): [name: string, sizes: string, constants: string][] {
  return [
    ['make query_product', `C8 D6 K8 B${batch}`, 'W'],
    ['make key_product', `C8 D6 K8 B${batch}`, 'W'],
    ['make value_product', `C8 D6 K8 B${batch}`, 'W'],
    ['make scores', `C4 D6 K6 B${batch} H2`, ''],
    ['make context', `C6 D6 K4 B${batch} H2`, ''],
    ['make out', `C8 D6 K8 B${batch}`, 'W'],
    ['make up', `C8 D6 K32 B${batch}`, 'W'],
    ['make down', `C32 D6 K8 B${batch}`, 'W'],
  ];
}

function found(graph: TestGraph, dimensionValues?: ReadonlyMap<string, number>) {
  const { value: description } = read(graph, dimensionValues === undefined ? {} : { dimensionValues });
  return layerNodes(description).map(({ name, layer }) => [name, sizesOf(layer), layer.constantOperands.join()]);
}

describe.each([
  ['Gelu as one operator', true],
  ['Gelu from Erf', false],
])('an encoder block without inner shapes, %s', (_, hasGeluOperator) => {
  test('fixed batch', () => {
    expect(found(encoderBlock(2, hasGeluOperator))).toEqual(layersWithBatch(2));
    expect(messagesOf(encoderBlock(2, hasGeluOperator))).toEqual([]);
  });

  test('symbolic batch: 1, with a warning for each layer', () => {
    const graph = encoderBlock('N', hasGeluOperator);
    expect(found(graph)).toEqual(layersWithBatch(1));
    expect(messagesOf(graph)).toEqual(
      layersWithBatch(1).map(() => expect.stringMatching(/^ZZ5201 the batch dimension "N" of /)),
    );
  });

  test('symbolic batch with a value', () => {
    expect(found(encoderBlock('N', hasGeluOperator), new Map([['N', 3]]))).toEqual(layersWithBatch(3));
  });
});

test('what connects the layers of a block', () => {
  const { nodes } = read(encoderBlock(2, true)).value;
  const nameOf = (id: number): string | undefined => nodes.find((node) => node.id === id)?.name;
  const context = nodes.find(({ name }) => name === 'make context');
  expect(
    context?.kind === 'layer' && [...context.layer.operandSources].map(([operand, id]) => [operand, nameOf(id)]),
  ).toEqual([
    ['W', 'make value'],
    ['I', 'make attention'],
  ]);
});
