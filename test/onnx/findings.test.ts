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
    initializers: [weights('w', 7)],
  };
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
    ['negative height', convolution([1, 4, 8, 8], [1, 8, -6, 6]), 'dimension 2 of tensor "y" is -6'],
    ['rows', matrixProduct([2, 'S', 7], [2, 'S', 3]), 'dimension 1 of tensor "x" has the symbolic size "S"'],
    ['inner', matrixProduct(['N', 'C'], ['N', 3]), 'dimension 1 of tensor "x" has the symbolic size "C"'],
    ['heads', matrixProduct([2, 'H', 5, 7], [2, 'H', 5, 3]), 'dimension 1 of tensor "x" has the symbolic size "H"'],
  ])('%s: an error', (_, graph, expected) => {
    expect(messagesOf(graph)).toContain(`ZZ5102 ${expected}, but the layer needs a whole number of at least 1`);
  });
});

describe('shapes', () => {
  test('unknown: the producer is named', () => {
    const nodes = [node('NonZero', ['x'], 'a'), node('MatMul', ['a', 'w'], 'y')];
    const findings = findingsOf(() => read({ nodes, inputs: [value('x', 4, 4)] }, { file: 'net.onnx' }));
    expect(findings).toEqual([
      {
        code: 'ZZ5101',
        severity: 'error',
        file: 'net.onnx',
        path: 'node[1] "make y" (MatMul)',
        message:
          'the shape of tensor "a" is not known: it comes from NonZero "make a", whose output shape cannot be inferred',
        hint: expect.stringContaining('infer_shapes'),
      },
    ]);
  });

  test('unknown without producer, and every faulty node is reported', () => {
    const nodes = [node('MatMul', ['a', 'w'], 'y'), node('Conv', [], 'z')];
    expect(messagesOf({ nodes })).toEqual([
      'ZZ5101 the shape of tensor "a" is not known: no earlier node produces it',
      'ZZ5101 the shape of tensor "" is not known: no earlier node produces it',
    ]);
  });

  test.each<[TestGraph, string]>([
    [convolution([1, 4, 8, 8, 8], [1, 8, 6, 6, 6]), 'ZZ5103 the input has 5 dimensions'],
    [convolution([4, 8], [8, 6]), 'ZZ5103 the input has 2 dimensions'],
    [matrixProduct([7], [3]), 'ZZ5103 the input has 1 dimensions'],
    [matrixProduct([1, 1, 1, 5, 7], [1, 1, 1, 5, 3]), 'ZZ5103 the input has 5 dimensions'],
    [matrixProduct([5, 7], [2, 5, 3]), 'ZZ5104 input "x" has 2 dimensions, output "y" 3'],
    [matrixProduct([1, 5, 7], [2, 5, 3]), 'ZZ5104 dimension 0 of input "x" is 1, dimension 0 of output "y" is 2'],
    [matrixProduct([2, 1, 5, 7], [2, 4, 5, 3]), 'ZZ5104 dimension 1 of input "x" is 1, dimension 1 of output "y" is 4'],
    [matrixProduct([4, 7], [5, 3]), 'ZZ5104 dimension 0 of input "x" is 4, dimension 0 of output "y" is 5'],
    [convolution([1, 4, 8, 8], [2, 8, 6, 6]), 'ZZ5104 the batch size of input "x" is 1, of output "y" 2'],
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
  test('nodes out of order', () => {
    const nodes = [node('MatMul', ['a', 'w'], 'y'), node('Relu', ['x'], 'a')];
    const graph = { ...matrixProduct([5, 7], [5, 3]), nodes, values: [value('a', 5, 7), value('y', 5, 3)] };
    expect(messagesOf(graph)).toEqual([
      'ZZ5106 input "a" is produced by a later node, "make a"; expected the nodes in topological order',
    ]);
  });

  test('a node that feeds itself', () => {
    expect(messagesOf({ nodes: [node('Relu', ['a'], 'a')] })).toEqual([
      'ZZ5106 input "a" is an output of the same node; expected the nodes in topological order',
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

  test('a layer inside a branch is refused (parity quirk R18)', () => {
    const choice = node('If', ['condition'], 'y', { then_branch: branch('Conv'), else_branch: branch('MatMul') });
    expect(messagesOf({ nodes: [choice] })).toEqual([expect.stringContaining('ZZ5107 the branches contain 2 layers')]);
    const inner = node('If', ['condition'], 'y', { then_branch: branch('Gemm'), else_branch: branch('Add') });
    const loop = node('Loop', [], 'o', { body: { graph: { name: 'body', nodes: [inner] } } });
    expect(messagesOf({ nodes: [loop] })).toEqual([expect.stringContaining('ZZ5107 the branches contain 1 layer,')]);
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
