import { describe, expect, test } from 'vitest';
import type { WrittenNode } from '../../scripts/onnx-writer.ts';
import { elementsOf, node, onlyLayer, read, relationsOf, sizesOf, type TestGraph, value, weights } from './support.ts';

/** A convolution of the given shapes; the weights are a constant of known shape. */
function convolution(
  input: readonly (number | string)[],
  output: readonly (number | string)[],
  kernel: readonly number[],
  attributes: WrittenNode['attributes'] = {},
): TestGraph {
  return {
    nodes: [node('Conv', ['x', 'w'], 'y', attributes)],
    inputs: [value('x', ...input)],
    outputs: [value('y', ...output)],
    initializers: [weights('w', ...kernel)],
  };
}

describe('convolutions', () => {
  // Worked by hand; height is the first spatial axis of the file, and X the second.
  test('different sizes along both axes', () => {
    const layer = onlyLayer(
      convolution([1, 4, 16, 20], [1, 8, 8, 21], [8, 4, 3, 5], {
        kernel_shape: [3, 5],
        strides: [2, 1],
        pads: [1, 2, 0, 3],
      }),
    );
    expect(sizesOf(layer)).toBe('B1 K8 G1 OX21 OY8 C4 FX5 FY3');
    expect(relationsOf(layer)).toEqual(['IX = 1·OX + 1·FX < 20', 'IY = 2·OY + 1·FY < 16']);
    expect(layer.equation).toBe('O[b][g][k][oy][ox] = W[g][k][c][fy][fx] * I[b][g][c][iy][ix]');
    expect(layer.operatorType).toBe('Conv');
  });

  test('operands, precision and constants', () => {
    const layer = onlyLayer(convolution([1, 3, 8, 8], [1, 5, 6, 6], [5, 3, 3, 3]));
    expect(layer.operands.map(({ name, precisionBits }) => [name, precisionBits])).toEqual([
      ['O', 16],
      ['W', 8],
      ['I', 8],
    ]);
    expect(layer.finalOutputPrecisionBits).toBe(8);
    expect(layer.constantOperands).toEqual(['W', 'I']);
    expect([...elementsOf(layer).values()]).toEqual([180, 135, 192]);
  });

  test('dilation', () => {
    const layer = onlyLayer(
      convolution([1, 1, 9, 9], [1, 1, 5, 3], [1, 1, 3, 3], { kernel_shape: [3, 3], dilations: [2, 3] }),
    );
    expect(relationsOf(layer)).toEqual(['IX = 1·OX + 3·FX < 9', 'IY = 1·OY + 2·FY < 9']);
  });

  test('a kernel_shape that is not the kernel of the weights counts, with a warning', () => {
    const graph = convolution([1, 4, 9, 9], [1, 8, 7, 7], [8, 4, 5, 5], { kernel_shape: [3, 3] });
    expect(sizesOf(onlyLayer(graph))).toBe('B1 K8 G1 OX7 OY7 C4 FX3 FY3');
    expect(read(graph).warnings).toMatchObject([
      {
        code: 'ZZ5203',
        message: expect.stringContaining('kernel_shape is [3, 3], but the weights "w" have a kernel of [5, 5]'),
      },
    ]);
  });

  test('groups', () => {
    const layer = onlyLayer(convolution([2, 6, 4, 4], [2, 9, 4, 4], [9, 2, 1, 1], { group: 3 }));
    expect(sizesOf(layer)).toBe('B2 K3 G3 OX4 OY4 C2 FX1 FY1');
  });

  test('depthwise, one and several outputs per channel', () => {
    const one = onlyLayer(convolution([1, 32, 8, 8], [1, 32, 8, 8], [32, 1, 3, 3], { group: 32, pads: [1, 1, 1, 1] }));
    expect(sizesOf(one)).toBe('B1 K1 G32 OX8 OY8 C1 FX3 FY3');
    const two = onlyLayer(convolution([1, 32, 8, 8], [1, 64, 6, 6], [64, 1, 3, 3], { group: 32 }));
    expect(sizesOf(two)).toBe('B1 K2 G32 OX6 OY6 C1 FX3 FY3');
  });

  test('kernel sizes from the weights', () => {
    expect(sizesOf(onlyLayer(convolution([1, 2, 8, 8], [1, 4, 7, 4], [4, 2, 2, 5])))).toBe(
      'B1 K4 G1 OX4 OY7 C2 FX5 FY2',
    );
  });

  test('one axis only (parity quirk R15)', () => {
    const layer = onlyLayer(
      convolution([1, 4, 100], [1, 8, 49], [8, 4, 3], { kernel_shape: [3], strides: [2], dilations: [1] }),
    );
    expect(sizesOf(layer)).toBe('B1 K8 G1 OX49 OY1 C4 FX3 FY1');
    expect(relationsOf(layer)).toEqual(['IX = 2·OX + 1·FX < 100', 'IY = 1·OY + 1·FY < 1']);
    expect([...elementsOf(layer).values()]).toEqual([392, 96, 396]);
  });

  test('quantised: weights are the fourth input', () => {
    const layer = onlyLayer({
      nodes: [node('QLinearConv', ['x', 'xs', 'xz', 'w', 'ws', 'wz', 'ys', 'yz'], 'y')],
      inputs: [value('x', 1, 4, 9, 9)],
      outputs: [value('y', 1, 8, 8, 7)],
      initializers: [weights('w', 8, 4, 2, 3), ...['xs', 'xz', 'ws', 'wz', 'ys', 'yz'].map((name) => weights(name))],
    });
    expect(sizesOf(layer)).toBe('B1 K8 G1 OX7 OY8 C4 FX3 FY2');
    expect(layer.operatorType).toBe('QLinearConv');
  });
});

describe('matrix products', () => {
  const product = (
    input: readonly number[],
    right: readonly number[],
    output: readonly number[],
    produced: boolean,
  ) => {
    const relu = produced ? [node('Relu', ['v'], 'a'), node('Relu', ['w'], 'b')] : [];
    return onlyLayer({
      nodes: [...relu, node('MatMul', produced ? ['a', 'b'] : ['v', 'w'], 'y')],
      inputs: [value('v', ...input), ...(produced ? [value('w', ...right)] : [])],
      outputs: [value('y', ...output)],
      initializers: produced ? [] : [weights('w', ...right)],
    });
  };

  test('three axes by constant weights', () => {
    const layer = product([2, 5, 7], [7, 3], [2, 5, 3], false);
    expect(sizesOf(layer)).toBe('C7 D5 K3 B2');
    expect(layer.equation).toBe('O[b][d][k] = I[b][d][c] * W[c][k]');
    expect(layer.constantOperands).toEqual(['W', 'I']);
    expect(layer.relations).toEqual([]);
  });

  test('two produced operands of four axes', () => {
    const layer = product([2, 4, 5, 7], [2, 4, 7, 3], [2, 4, 5, 3], true);
    expect(sizesOf(layer)).toBe('C7 D5 K3 B2 H4');
    expect(layer.equation).toBe('O[b][h][d][k] = I[b][h][d][c] * W[b][h][c][k]');
    expect(layer.constantOperands).toEqual([]);
    expect([...layer.operandSources].sort()).toEqual([
      ['I', 0],
      ['W', 1],
    ]);
  });

  test('two axes have no batch; a batch of 1 stays a loop', () => {
    expect(sizesOf(product([5, 7], [7, 3], [5, 3], false))).toBe('C7 D5 K3');
    expect(sizesOf(product([1, 5, 7], [7, 3], [1, 5, 3], false))).toBe('C7 D5 K3 B1');
  });

  test('indices of the second operand follow from its shape', () => {
    expect(product([2, 5, 7], [7, 3], [2, 5, 3], true).equation).toBe('O[b][d][k] = I[b][d][c] * W[c][k]');
    const fromInputs = onlyLayer({
      nodes: [node('MatMul', ['a', 'b'], 'y')],
      inputs: [value('a', 2, 5, 7), value('b', 2, 7, 3)],
      outputs: [value('y', 2, 5, 3)],
    });
    expect(fromInputs.equation).toBe('O[b][d][k] = I[b][d][c] * W[b][c][k]');
  });

  test('Gemm, its operands transposed', () => {
    const gemm = (input: readonly number[], right: readonly number[], attributes: WrittenNode['attributes']) =>
      onlyLayer({
        nodes: [node('Gemm', ['a', 'w', 'c'], 'y', attributes)],
        inputs: [value('a', ...input)],
        outputs: [value('y', 5, 3)],
        initializers: [weights('w', ...right), weights('c', 3)],
      });
    for (const layer of [
      gemm([5, 7], [7, 3], {}),
      gemm([7, 5], [7, 3], { transA: 1 }),
      gemm([7, 5], [3, 7], { transA: 1, transB: 1 }),
      gemm([5, 7], [3, 7], { transB: 1, alpha: { float: 0.5 } }),
    ]) {
      expect(sizesOf(layer)).toBe('C7 D5 K3');
      expect(layer.equation).toBe('O[d][k] = I[d][c] * W[c][k]');
    }
  });
});

describe('precision attributes', () => {
  const bits = (operator: 'Conv' | 'MatMul', attributes: WrittenNode['attributes'], produced = false) => {
    const shape = operator === 'Conv' ? [1, 1, 1, 1] : [1, 1];
    const layer = onlyLayer({
      nodes: [
        node('Relu', ['x'], 'a'),
        node('Relu', ['x'], 'b'),
        node(operator, ['a', produced ? 'b' : 'w'], 'y', attributes),
      ],
      inputs: [value('x', ...shape)],
      outputs: [value('y', ...shape)],
      initializers: [weights('w', ...shape)],
    });
    return Object.fromEntries(layer.operandPrecision);
  };

  test('defaults, and partial sums twice as wide as activations', () => {
    expect(bits('Conv', {})).toEqual({ W: 8, I: 8, O: 16, O_final: 8 });
    expect(bits('Conv', { act_size: 4 })).toEqual({ W: 8, I: 4, O: 8, O_final: 4 });
  });

  test('given', () => {
    const attributes = { weight_size: 2, act_size: 4, output_size: 24 };
    expect(bits('Conv', attributes)).toEqual({ W: 2, I: 4, O: 24, O_final: 4 });
    expect(bits('MatMul', attributes)).toEqual({ W: 2, I: 4, O: 24, O_final: 4 });
  });

  test('a produced second operand of a product has the precision of activations', () => {
    expect(bits('MatMul', { weight_size: 2, act_size: 4 }, true)).toEqual({ W: 4, I: 4, O: 8, O_final: 4 });
  });
});

describe('other nodes', () => {
  test('pass through, with their operator type as written', () => {
    const { nodes } = read({ nodes: [node('TopK', ['x', 'w'], 'y'), node('Relu', ['y'], 'z')] }).value;
    expect(nodes).toEqual([
      { kind: 'passThrough', id: 0, name: 'make y', operatorType: 'TopK', sources: [], operations: 0 },
      { kind: 'passThrough', id: 1, name: 'make z', operatorType: 'Relu', sources: [0], operations: 0 },
    ]);
  });

  test('a node without name is called by its position', () => {
    const { nodes } = read({
      nodes: [
        { operatorType: 'Relu', inputs: ['x'], outputs: ['y'] },
        { operatorType: 'Relu', inputs: ['y'], outputs: ['z'], name: '' },
      ],
    }).value;
    expect(nodes.map(({ name }) => name)).toEqual(['Op0', 'Op1']);
  });

  test('operators named like members of objects', () => {
    const names = Object.getOwnPropertyNames(Object.prototype);
    const { nodes } = read({
      nodes: names.map((name, index) => node(name, ['x'], `y${index}`)),
      inputs: [value('x', 2)],
    }).value;
    expect(nodes).toHaveLength(names.length);
  });
});
