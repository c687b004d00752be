import { expect, test } from 'vitest';
import type { WrittenNode } from '../../scripts/onnx-writer.ts';
import { layerNodes, node, read, type TestGraph, value, weights } from './support.ts';

/** Producers `a`, `b`, `c` (nodes 0 to 2) and a product of `inputs` (node 3). */
function graph(inputs: readonly string[], operator: WrittenNode = node('Gemm', inputs, 'y')): TestGraph {
  return {
    nodes: [node('Relu', ['x'], 'a'), node('Relu', ['x'], 'b'), node('Relu', ['x'], 'c'), operator],
    inputs: [value('x', 4, 4), value('y', 4, 4)],
    initializers: [weights('w', 4, 4), weights('bias', 4)],
  };
}

function sourcesOf(inputs: readonly string[], operator?: WrittenNode) {
  const [found] = layerNodes(read(graph(inputs, operator)).value);
  const entries = Object.fromEntries(found?.layer.operandSources ?? []);
  return { ...entries, constant: found?.layer.constantOperands };
}

test('no producer: both operands are constant', () => {
  expect(sourcesOf(['x', 'w', 'bias'])).toEqual({ constant: ['W', 'I'] });
});

test('operands come from the producers at their positions', () => {
  expect(sourcesOf(['a', 'w', 'bias'])).toEqual({ I: 0, constant: ['W'] });
  expect(sourcesOf(['x', 'b', 'bias'])).toEqual({ W: 1, constant: ['I'] });
  expect(sourcesOf(['x', 'w', 'c'])).toEqual({ constant: ['W', 'I'] });
  expect(sourcesOf(['b', 'a'])).toEqual({ I: 1, W: 0, constant: [] });
  expect(sourcesOf(['a', 'w', 'c'])).toEqual({ I: 0, constant: ['W'] });
  expect(sourcesOf(['a', 'a'])).toEqual({ I: 0, W: 0, constant: [] });
  expect(sourcesOf(['c', 'b', 'a'])).toEqual({ I: 2, W: 1, constant: [] });
});

test('a produced bias is no operand, but the layer waits for it', () => {
  const [found] = layerNodes(read(graph(['a', 'w', 'c'])).value);
  expect(found?.sources).toEqual([0, 2]);
});

test('what depends on constants only is constant', () => {
  const nodes = [
    node('Constant', [], 'made', { value: { tensor: { name: '', dimensions: [4], floats: [1, 2, 3, 4] } } }),
    node('Relu', ['x'], 'a'),
    node('Transpose', ['w'], 'turned'),
    node('DequantizeLinear', ['turned', 'scale'], 'scaled'),
    node('Gemm', ['a', 'scaled', 'made'], 'y'),
  ];
  const initializers = [weights('w', 4, 4), weights('scale')];
  const [found] = layerNodes(read({ ...graph([]), nodes, initializers }).value);
  expect(Object.fromEntries(found?.layer.operandSources ?? [])).toEqual({ I: 1 });
  expect(found?.layer.constantOperands).toEqual(['W']);
  expect(found?.sources).toEqual([1]);
});

test('three producers of a quantised convolution: the weights are the fourth input', () => {
  const convolution = node('QLinearConv', ['i', 'a', 'b', 'w', 'c', 'z', 's', 'z'], 'o');
  const { nodes, ...rest } = graph([], convolution);
  const inputs = [value('x', 4, 4), value('i', 1, 4, 1, 1), value('o', 1, 4, 1, 1)];
  const [found] = layerNodes(read({ ...rest, nodes, inputs, initializers: [weights('w', 4, 4, 1, 1)] }).value);
  expect(found?.layer.constantOperands).toEqual(['W', 'I']);
  expect(found?.sources).toEqual([0, 1, 2]);
});

test('omitted optional inputs come from nowhere, even if a node has an unnamed output (parity quirk R11)', () => {
  const nodes = [
    { operatorType: 'Dropout', inputs: ['x'], outputs: ['a', ''] },
    node('Gemm', ['a', 'w', ''], 'y'),
    node('Clip', ['y', '', 'm'], 'z'),
  ];
  const description = read({ ...graph([]), nodes }).value;
  expect(description.nodes.map(({ sources }) => sources)).toEqual([[], [0], [1]]);
});

test('nodes without cost keep all sources', () => {
  const { nodes } = read(graph([], node('Concat', ['c', 'b', 'a'], 'z'))).value;
  expect(nodes[3]?.sources).toEqual([2, 1, 0]);
});

test('the network is ordered through nodes without cost', () => {
  const nodes = [
    node('Gemm', ['x', 'w'], 'p'),
    node('Relu', ['p'], 'q'),
    node('Gemm', ['q', 'w'], 'r'),
    node('Add', ['r', 'q'], 's'),
  ];
  const shapes = ['p', 'q', 'r', 's'].map((name) => value(name, 4, 4));
  const description = read({ ...graph([]), nodes, values: shapes }).value;
  expect(description.nodes.map(({ id, sources }) => [id, sources])).toEqual([
    [0, []],
    [1, [0]],
    [2, [1]],
    [3, [2, 1]],
  ]);
});
