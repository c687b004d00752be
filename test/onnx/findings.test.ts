import { describe, expect, test } from 'vitest';
import type { WrittenNode } from '../../scripts/onnx-writer.ts';
import { readOnnxWorkload } from '../../src/io/onnx/read-onnx-workload.ts';
import { findingsOf } from '../errors/findings-of.ts';
import { messagesOf, node, onlyLayer, read, sizesOf, type TestGraph, value, weights } from './support.ts';

function convolution(
  input: readonly (number | string)[],
  output: readonly (number | string)[],
  attributes: WrittenNode['attributes'] = {},
  kernel: readonly number[] = [8, 4, 3, 3],
): TestGraph {
  return {
    nodes: [node('Conv', ['x', 'w'], 'y', attributes)],
    inputs: [value('x', ...input)],
    values: [value('y', ...output)],
    initializers: [weights('w', ...kernel)],
  };
}

function matrixProduct(
  input: readonly (number | string)[],
  output: readonly (number | string)[],
  operator = 'MatMul',
): TestGraph {
  return {
    nodes: [node(operator, ['x', 'w'], 'y')],
    inputs: [value('x', ...input)],
    values: [value('y', ...output)],
    initializers: [weights('w', inner(input), inner(output))],
  };
}

/** The last size, or 3 where it is open. */
function inner(shape: readonly (number | string)[]): number {
  const last = shape[shape.length - 1];
  return typeof last === 'number' ? last : 3;
}

/** A product of two graph inputs. */
function products(left: readonly number[], right: readonly number[]): TestGraph {
  return { nodes: [node('MatMul', ['x', 'w'], 'y')], inputs: [value('x', ...left), value('w', ...right)] };
}

describe('open sizes', () => {
  test('a symbolic or unnamed batch is 1, with a warning', () => {
    const conv = convolution(['N', 4, 8, 8], ['N', 8, 6, 6]);
    expect(sizesOf(onlyLayer(conv))).toBe('B1 K8 G1 OX6 OY6 C4 FX3 FY3');
    expect(messagesOf(conv)).toEqual(['ZZ5201 the batch dimension "N" of tensor "y" is taken as 1']);
    expect(messagesOf(convolution(['', 4, 8, 8], ['', 8, 6, 6]))).toEqual([
      'ZZ5201 the batch dimension without fixed size of tensor "y" is taken as 1',
    ]);
    expect(sizesOf(onlyLayer(matrixProduct(['N', 5, 7], ['N', 5, 3])))).toBe('C7 D5 K3 B1');
  });

  test('a batch of 0 is 1 too', () => {
    expect(messagesOf(convolution([0, 4, 8, 8], [0, 8, 6, 6]))).toEqual([expect.stringMatching(/^ZZ5201 /)]);
  });

  test('the rows of a product of two axes are a batch (parity quirk R16)', () => {
    const product = matrixProduct(['N', 7], ['N', 3]);
    expect(sizesOf(onlyLayer(product))).toBe('C7 D1 K3');
    expect(messagesOf(product)).toEqual(['ZZ5201 the batch dimension "N" of tensor "x" is taken as 1']);
  });

  test('a batch known on one side', () => {
    expect(sizesOf(onlyLayer(matrixProduct(['N', 5, 7], [4, 5, 3])))).toBe('C7 D5 K3 B4');
    expect(sizesOf(onlyLayer(convolution([4, 4, 8, 8], ['N', 8, 6, 6])))).toMatch(/^B4 /);
  });

  test('given values', () => {
    const options = { dimensionValues: new Map([['N', 16]]) };
    expect(sizesOf(onlyLayer(convolution(['N', 4, 8, 8], ['N', 8, 6, 6]), options))).toMatch(/^B16 /);
    expect(sizesOf(onlyLayer(matrixProduct(['N', 7], ['N', 3]), options))).toBe('C7 D16 K3');
    expect(messagesOf(convolution(['N', 4, 8, 8], ['N', 8, 6, 6]), options)).toEqual([]);
  });

  test('values for names that the model does not have', () => {
    const model = convolution(['batch', 4, 8, 8], ['batch', 8, 6, 6]);
    const given = (name: string) => messagesOf(model, { dimensionValues: new Map([[name, 2]]) });
    expect(given('bach')).toContain('ZZ5110 the model has no symbolic dimension "bach"; did you mean "batch"?');
    expect(given('batch')).toEqual([]);
  });

  test.each<[string, TestGraph, string]>([
    ['channels', convolution([1, 'C', 8, 8], [1, 8, 6, 6]), 'dimension 1 of tensor "x" has the symbolic size "C"'],
    ['width', convolution([1, 4, 8, 'W'], [1, 8, 6, 'V']), 'dimension 3 of tensor "x" has the symbolic size "W"'],
    ['unnamed height', convolution([1, 4, '', 8], [1, 8, 6, 6]), 'dimension 2 of tensor "x" has no fixed size'],
    ['height 0', convolution([1, 4, 0, 8], [1, 8, 6, 6]), 'dimension 2 of tensor "x" is 0'],
    ['negative height', convolution([1, 4, -1, 8], [1, 8, 6, 6]), 'dimension 2 of tensor "x" has no fixed size'],
    ['rows', matrixProduct([2, 'S', 7], [2, 'S', 3]), 'dimension 1 of tensor "x" has the symbolic size "S"'],
    ['inner', matrixProduct(['N', 'C'], ['N', 3]), 'dimension 1 of tensor "x" has the symbolic size "C"'],
    ['heads', matrixProduct([2, 'H', 5, 7], [2, 'H', 5, 3]), 'dimension 1 of tensor "x" has the symbolic size "H"'],
  ])('%s: an error', (_, graph, expected) => {
    expect(messagesOf(graph)).toContain(`ZZ5102 ${expected}, but the layer needs a whole number of at least 1`);
  });
});

describe('shapes', () => {
  test('unknown: the producer is named, once for all layers behind it', () => {
    const nodes = [
      node('Unique', ['x'], 'a'),
      node('Relu', ['a'], 'b'),
      node('MatMul', ['b', 'w'], 'y'),
      node('MatMul', ['y', 'w'], 'z'),
    ];
    const graph: TestGraph = { nodes, inputs: [value('x', 4, 4)], initializers: [weights('w', 4, 4)] };
    expect(findingsOf(() => read(graph, { file: 'net.onnx' }))).toEqual([
      {
        code: 'ZZ5101',
        severity: 'error',
        file: 'net.onnx',
        path: 'node[2] "make y" (MatMul)',
        message:
          'the shape of tensor "b" is not known: it depends on Unique "make a", whose output shape cannot be inferred; 1 further layer follows from it',
        hint: expect.stringContaining('infer_shapes'),
      },
    ]);
    const { value: description, warnings } = read(graph, { skipUnreadable: true });
    expect(description.nodes.map(({ kind }) => kind)).toEqual(new Array(4).fill('passThrough'));
    expect(warnings).toEqual([
      expect.objectContaining({
        code: 'ZZ5208',
        message: expect.stringMatching(/^the node is left out of all totals: the shape of tensor "b"/),
      }),
      expect.objectContaining({ code: 'ZZ5221', message: expect.stringMatching(/^MatMul ×2: operations/) }),
    ]);
  });

  test('declared otherwise than inferred: the inferred one counts, with a warning', () => {
    const graph = convolution([1, 4, 8, 8], [1, 9, 6, 6]);
    expect(sizesOf(onlyLayer(graph))).toBe('B1 K8 G1 OX6 OY6 C4 FX3 FY3');
    expect(messagesOf(graph)).toEqual([
      'ZZ5204 tensor "y" is declared as [1, 9, 6, 6], but its node gives [1, 8, 6, 6], which counts',
    ]);
  });

  test('behind an unknown operator: as its first input, with a warning', () => {
    const graph: TestGraph = {
      nodes: [node('Foo', ['x'], 'a'), node('MatMul', ['a', 'w'], 'y')],
      inputs: [value('x', 5, 7)],
      initializers: [weights('w', 7, 3)],
    };
    expect(sizesOf(onlyLayer(graph))).toBe('C7 D5 K3');
    expect(messagesOf(graph)).toEqual([
      'ZZ5205 the operator Foo is not known; its output is assumed to have the shape of its first input',
      'ZZ5221 Foo ×1: operations that cannot be counted are not in the totals',
    ]);
    expect(messagesOf({ ...graph, values: [value('a', 5, 7)] })).toEqual([
      'ZZ5221 Foo ×1: operations that cannot be counted are not in the totals',
    ]);
    expect(messagesOf({ ...graph, initializers: [weights('w', 8, 3)] })).toEqual([
      expect.stringMatching(/^ZZ5101 the shape of tensor "a" is not known: it comes from Foo "make a", an unknown/),
    ]);
  });

  test('given for inputs', () => {
    const graph: TestGraph = { ...convolution([1, 4, '', ''], ['', 8, '', '']) };
    const given = (name: string, ...shape: number[]) => ({ inputShapes: new Map([[name, shape]]) });
    expect(messagesOf(graph)).toEqual([
      'ZZ5102 dimension 3 of tensor "x" has no fixed size, but the layer needs a whole number of at least 1',
    ]);
    expect(sizesOf(onlyLayer(graph, given('x', 2, 4, 8, 9)))).toBe('B2 K8 G1 OX7 OY6 C4 FX3 FY3');
    expect(messagesOf(graph, given('x', 2, 4, 8))).toContain(
      'ZZ5111 the shape [2, 4, 8] is given for input "x", which has 4 dimensions in the model: [1, 4, ?, ?]',
    );
    expect(messagesOf(graph, given('w', 2))).toContain(
      'ZZ5111 a shape is given for "w", which is no input of the model',
    );
  });

  test('unknown without producer, and every faulty node is reported', () => {
    const nodes = [node('MatMul', ['a', 'w'], 'y'), node('Conv', [], 'z')];
    expect(messagesOf({ nodes })).toEqual([
      'ZZ5101 the shape of tensor "a" is not known: no node produces it',
      'ZZ5101 the shape of tensor "" is not known: no node produces it',
    ]);
  });

  test.each<[TestGraph, string]>([
    [convolution([1, 4, 8, 8, 8, 8], [1, 8, 6, 6, 6, 6]), 'ZZ5103 the input has 6 dimensions'],
    [convolution([4, 8], [8, 6]), 'ZZ5103 the input has 2 dimensions'],
    [products([4, 5, 7], [3, 7, 2]), 'ZZ5104 dimension 0 of input "x" is 4, of the other operand 3'],
    [products([5, 7], [6, 2]), 'ZZ5104 the rows of input "x" have 7 elements, the columns of input "w" 6'],
    [
      convolution([1, 3, 8, 8], [1, 8, 6, 6]),
      'ZZ5104 the weights have 4 input channels in each of 1 groups, input "x" has 3',
    ],
  ])('that no layer can have (%#)', (graph, expected) => {
    expect(messagesOf(graph)).toEqual([expect.stringContaining(expected)]);
  });
});

describe('attributes', () => {
  const [input, output] = [
    [1, 4, 8, 8],
    [1, 8, 6, 6],
  ];
  test.each<[WrittenNode['attributes'], string]>([
    [{ group: 3 }, 'group is 3; expected a divisor of the 4 input and 8 output channels'],
    [{ group: 0 }, 'group is 0; expected an integer'],
    [{ kernel_shape: [3] }, 'kernel_shape is [3]; expected 2 integers'],
    [{ kernel_shape: [3, 0] }, 'kernel_shape is [3, 0]; expected 2 integers'],
    [{ strides: [0, 1] }, 'strides is [0, 1]; expected 2 integers'],
    [{ strides: [2] }, 'strides is [2]; expected 2 integers'],
    [{ dilations: [-1, 1] }, 'dilations is [-1, 1]; expected 2 integers'],
    [{ act_size: { float: 7.5 } }, 'act_size is 7.5; expected an integer'],
    [{ weight_size: { text: 'eight' } }, 'weight_size is eight; expected an integer'],
    [{ output_size: -4 }, 'output_size is -4; expected an integer'],
    [{ weight_size: [8] }, 'weight_size is no integer; expected an integer'],
  ])('%j', (attributes, expected) => {
    expect(messagesOf(convolution(input, output, attributes))).toEqual([
      expect.stringContaining(`ZZ5105 attribute ${expected}`),
    ]);
  });

  test('no kernel sizes at all', () => {
    const { initializers: _, ...rest } = convolution(input, output);
    expect(messagesOf(rest)).toEqual([expect.stringContaining('ZZ5105 attribute kernel_shape is []')]);
  });
});

describe('connections', () => {
  test('nodes out of order are sorted', () => {
    const nodes = [node('MatMul', ['a', 'w'], 'y'), node('Relu', ['x'], 'a')];
    const graph = { ...matrixProduct([5, 7], [5, 3]), nodes, values: [] };
    expect(messagesOf(graph)).toEqual([]);
    expect(sizesOf(onlyLayer(graph))).toBe('C7 D5 K3');
    expect(read(graph).value.nodes.map(({ id, sources }) => [id, sources])).toEqual([
      [1, []],
      [0, [1]],
    ]);
  });

  test('a circle', () => {
    const nodes = [node('Add', ['x', 'b'], 'a'), node('Relu', ['a'], 'b')];
    expect(messagesOf({ nodes })).toEqual([
      'ZZ5106 input "a" depends on the output of this node; expected nodes without a circle',
    ]);
  });

  test('a node that feeds itself', () => {
    expect(messagesOf({ nodes: [node('Relu', ['a'], 'a')] })).toEqual([
      'ZZ5106 input "a" is an output of the same node; expected nodes without a circle',
    ]);
  });

  test('two nodes that produce one tensor', () => {
    const nodes = [node('Relu', ['x'], 'a'), { ...node('Abs', ['x'], 'a'), name: 'second' }, node('Neg', ['a'], 'b')];
    expect(findingsOf(() => read({ nodes }))).toEqual([
      expect.objectContaining({
        code: 'ZZ5109',
        path: 'node[1] "second" (Abs)',
        message: expect.stringContaining('output "a" has the same name as an output of "make a"'),
      }),
    ]);
  });
});

describe('control flow', () => {
  const branch = (operator: string) => ({ graph: { name: 'branch', nodes: [node(operator, ['x', 'w'], 'z')] } });

  test('a loop whose length is not known is refused if it has layers inside', () => {
    const body = { graph: { name: 'body', nodes: [node('MatMul', ['x', 'w'], 'z')] } };
    const graph: TestGraph = { ...matrixProduct([5, 7], [5, 3]), nodes: [node('Loop', ['n'], 'o', { body })] };
    expect(messagesOf(graph)).toEqual([expect.stringContaining('ZZ5107 the inner graph contains 1 layer,')]);
    expect(read(graph, { skipUnreadable: true }).value.nodes).toHaveLength(1);
  });

  test('a loop that only its condition ends has no known length', () => {
    const body = { graph: { name: 'body', nodes: [node('MatMul', ['x', 'w'], 'z')] } };
    const graph: TestGraph = { ...matrixProduct([5, 7], [5, 3]), nodes: [node('Loop', ['n'], 'o', { body })] };
    const n = { name: 'n', dimensions: [], integers: ['9223372036854775807'] };
    expect(messagesOf({ ...graph, initializers: [n, weights('w', 7, 3)] })).toEqual([
      expect.stringContaining('ZZ5107 the inner graph contains 1 layer,'),
    ]);
  });

  test('a function that calls itself', () => {
    const call = { ...node('Again', ['x'], 'y'), domain: 'local' };
    const functions = [{ name: 'Again', inputs: ['x'], outputs: ['y'], nodes: [call, call] }];
    expect(messagesOf({ nodes: [call], inputs: [value('x', 2)], functions })[0]).toMatch(/^ZZ5112 functions and inner/);
  });

  test('branches without layers pass through', () => {
    const choice = node('If', ['condition'], 'y', { then_branch: branch('Add'), else_branch: branch('Mul') });
    expect(read({ nodes: [choice] })).toEqual({
      value: {
        nodes: [{ kind: 'passThrough', id: 0, name: 'make y', operatorType: 'If', sources: [], operations: 0 }],
      },
      warnings: [],
    });
  });
});

test('more than 2^53 operations', () => {
  expect(messagesOf(matrixProduct([2 ** 20, 2 ** 20], [2 ** 20, 2 ** 14]))).toEqual([
    expect.stringContaining('ZZ5108 the layer has 1.8e+16 operations'),
  ]);
  expect(sizesOf(onlyLayer(matrixProduct([2 ** 20, 2 ** 20], [2 ** 20, 2 ** 12])))).toBe('C1048576 D1048576 K4096');
});

test('control characters in names are made visible', () => {
  const { nodes = [], ...graph } = convolution([1, 4, 8, 8], [1, 8, 6, 6]);
  const hostile = nodes.map((one) => ({ ...one, name: '\u001b[2Jconv\u202e' }));
  expect(onlyLayer({ ...graph, nodes: hostile }).name).toBe('\ufffd[2Jconv\ufffd');
});

test('no graph', () => {
  expect(findingsOf(() => readOnnxWorkload(new Uint8Array())).map(({ code }) => code)).toEqual(['ZZ5002']);
});

test('no ONNX file at all: the byte is named', () => {
  const text = new TextEncoder().encode('- id: 0\n  name: conv\n');
  const [finding] = findingsOf(() => readOnnxWorkload(text, { file: 'net.onnx' }));
  expect(finding).toMatchObject({ code: 'ZZ5001', file: 'net.onnx' });
  expect(finding?.message).toMatch(/^this is not a valid ONNX model: .* at byte \d+ of 21$/);
});
