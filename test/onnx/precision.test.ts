import { expect, test } from 'vitest';
import { layerNodes, node, onlyLayer, read, type TestGraph, value, weights } from './support.ts';

const INT4 = 22;
const FLOAT16 = 10;

function bitsOf(graph: TestGraph) {
  return Object.fromEntries(onlyLayer(graph, { precision: 'file', opset: 21 }).operandPrecision);
}

const scale = weights('s');

test('floats as they are', () => {
  const product: TestGraph = {
    nodes: [node('MatMul', ['x', 'w'], 'y')],
    inputs: [value('x', 4, 6)],
    initializers: [weights('w', 6, 3)],
  };
  expect(bitsOf(product)).toEqual({ W: 32, I: 32, O: 32, O_final: 32 });
  const half = { ...product, initializers: [{ ...weights('w', 6, 3), dataType: FLOAT16 }] };
  expect(bitsOf(half)).toMatchObject({ W: 16, I: 32 });
  expect(Object.fromEntries(onlyLayer(product).operandPrecision)).toEqual({ W: 8, I: 8, O: 16, O_final: 8 });
});

test('quantised and dequantised', () => {
  const graph: TestGraph = {
    nodes: [
      node('QuantizeLinear', ['x', 's'], 'q'),
      node('DequantizeLinear', ['q', 's'], 'd'),
      node('DequantizeLinear', ['w', 's'], 'v'),
      node('Relu', ['d'], 'a'),
      node('Transpose', ['v'], 't'),
      node('MatMul', ['a', 't'], 'y'),
    ],
    inputs: [value('x', 4, 6)],
    initializers: [{ ...weights('w', 3, 6), dataType: INT4 }, scale],
  };
  expect(bitsOf(graph)).toEqual({ W: 4, I: 8, O: 32, O_final: 8 });
});

test.each([
  [FLOAT16, 4],
  [3, 8],
])('dequantised and cast to type %i', (to, bits) => {
  const graph: TestGraph = {
    nodes: [
      node('DequantizeLinear', ['w', 's'], 'v'),
      node('Cast', ['v'], 'c', { to }),
      node('MatMul', ['x', 'c'], 'y'),
    ],
    inputs: [value('x', 4, 6)],
    initializers: [{ ...weights('w', 6, 3), dataType: INT4 }, scale],
  };
  expect(bitsOf(graph)).toMatchObject({ W: bits });
});

test('bit widths of other operators of QONNX', () => {
  const domain = 'qonnx.custom_op.general';
  const graph: TestGraph = {
    nodes: [
      { ...node('MultiThreshold', ['x', 't'], 'a', { out_dtype: { text: 'UINT2' } }), domain },
      { ...node('FloatQuant', ['w', 's', 'three', 'four'], 'v'), domain },
      node('MatMul', ['a', 'v'], 'y'),
    ],
    inputs: [value('x', 4, 6)],
    initializers: [
      weights('w', 6, 3),
      scale,
      weights('t', 6, 3),
      { name: 'three', dimensions: [], floats: [3] },
      { name: 'four', dimensions: [], floats: [4] },
    ],
  };
  expect(bitsOf(graph)).toMatchObject({ W: 8, I: 2 });
});

test('bit widths of QONNX', () => {
  const domain = 'qonnx.custom_op.general';
  const graph: TestGraph = {
    nodes: [
      { ...node('Quant', ['x', 's', 's', 'six'], 'a'), domain },
      { ...node('Quant', ['w', 's', 's', 'three'], 'v'), domain },
      node('MatMul', ['a', 'v'], 'y'),
    ],
    inputs: [value('x', 4, 6)],
    initializers: [
      weights('w', 6, 3),
      scale,
      { name: 'six', dimensions: [], floats: [6] },
      { name: 'three', dimensions: [], floats: [3] },
    ],
  };
  expect(bitsOf(graph)).toMatchObject({ W: 3, I: 6 });
});

test('packed weights, and attributes of the node before all', () => {
  const packed = (attributes: Readonly<Record<string, number>>): TestGraph => ({
    nodes: [node('MatMulNBits', ['x', 'w'], 'y', { K: 64, N: 48, ...attributes })],
    inputs: [value('x', 6, 64)],
    initializers: [{ ...weights('w', 48, 2, 16), dataType: 2 }],
  });
  expect(bitsOf(packed({}))).toMatchObject({ W: 4, I: 32 });
  expect(bitsOf(packed({ bits: 2, act_size: 16 }))).toMatchObject({ W: 2, I: 16, O_final: 16 });
});

test('sums of integers are inputs of 32 bits', () => {
  const graph: TestGraph = {
    nodes: [
      node('DynamicQuantizeLinear', ['x'], 'q'),
      node('MatMulInteger', ['q', 'w'], 'm'),
      node('MatMul', ['m', 'v'], 'y'),
    ],
    inputs: [value('x', 4, 6)],
    initializers: [{ ...weights('w', 6, 3), dataType: 3 }, weights('v', 3, 2)],
  };
  const [first, second] = layerNodes(read(graph, { precision: 'file' }).value).map(({ layer }) =>
    Object.fromEntries(layer.operandPrecision),
  );
  expect(first).toMatchObject({ W: 8, I: 8 });
  expect(second).toMatchObject({ I: 32 });
});
