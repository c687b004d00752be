import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WrittenNode } from '../../scripts/onnx-writer.ts';
import { platformFiles } from '../../src/io/files/default-files.ts';
import { loadOnnxWorkload } from '../../src/io/load.ts';
import { layerNodes, node, read, type TestGraph, value, weights } from './support.ts';

/* Layers are costed with 8 bits unless told otherwise: one warning where the file has other bits. */

const [UINT8, INT8, FLOAT16, FLOAT64, BFLOAT16, INT4] = [2, 3, 10, 11, 16, 22];

function warningsOf(graph: TestGraph, precision?: 'default' | 'file'): string[] {
  return read(graph, { precision, opset: 21 })
    .warnings.filter(({ code }) => code === 'ZZ5209')
    .map(({ message }) => message);
}

interface Product {
  readonly weightType: number;
  readonly attributes?: WrittenNode['attributes'];
}

/** Products one after the other, of an input of one type and weights of several. */
function products(inputType: number, list: readonly Product[]): TestGraph {
  return {
    nodes: list.map(({ attributes = {} }, index) =>
      node('MatMul', [index === 0 ? 'x' : `y${index - 1}`, `w${index}`], `y${index}`, attributes),
    ),
    inputs: [{ ...value('x', 4, 6), dataType: inputType }],
    initializers: list.map(({ weightType }, index) => ({ ...weights(`w${index}`, 6, 6), dataType: weightType })),
  };
}

describe('one warning', () => {
  test('of all layers', () => {
    expect(warningsOf(products(1, [{ weightType: 1 }, { weightType: 1 }]))).toEqual([
      'weights and activations are float32 in the file, costed as 8 bits',
    ]);
  });

  test('of some layers', () => {
    expect(warningsOf(products(FLOAT16, [{ weightType: INT8 }, { weightType: INT4 }]))).toEqual([
      'activations are float16 in the file, costed as 8 bits; weights of 1 of 2 layers are int4 in the file, costed as 8 bits',
    ]);
  });

  test('of many types', () => {
    const types = [1, BFLOAT16, FLOAT64, INT4, 4];
    expect(
      warningsOf(
        products(
          UINT8,
          types.map((weightType) => ({ weightType })),
        ),
      ),
    ).toEqual([
      'weights of 1 of 5 layers are float32 in the file, costed as 8 bits; ' +
        'weights of 1 of 5 layers are bfloat16 in the file, costed as 8 bits; ' +
        'weights of 1 of 5 layers are float64 in the file, costed as 8 bits; 2 further types likewise',
    ]);
  });

  test('of packed weights and bit widths', () => {
    const packed: TestGraph = {
      nodes: [node('MatMulNBits', ['x', 'w'], 'y', { K: 64, N: 48 })],
      inputs: [{ ...value('x', 6, 64), dataType: UINT8 }],
      initializers: [{ ...weights('w', 48, 2, 16), dataType: UINT8 }],
    };
    expect(warningsOf(packed)).toEqual(['weights are 4-bit in the file, costed as 8 bits']);
  });

  test('of two activations', () => {
    const scores: TestGraph = {
      nodes: [node('Relu', ['x'], 'a'), node('Relu', ['z'], 'b'), node('MatMul', ['a', 'b'], 'y')],
      inputs: [value('x', 4, 6), value('z', 6, 5)],
    };
    expect(warningsOf(scores)).toEqual(['activations are float32 in the file, costed as 8 bits']);
  });

  test('with the bits that attributes give', () => {
    const attributes = { weight_size: 16, act_size: 16 };
    expect(warningsOf(products(1, [{ weightType: 1, attributes }]))).toEqual([]);
    expect(warningsOf(products(1, [{ weightType: 1, attributes: { act_size: 16 } }]))).toEqual([
      'weights are float32 in the file, costed as 8 bits',
    ]);
  });
});

test('exactly where bits differ, and never where they were chosen', () => {
  const bitsOf = new Map([
    [1, 32],
    [UINT8, 8],
    [INT8, 8],
    [FLOAT16, 16],
    [INT4, 4],
  ]);
  const type = fc.constantFrom(...bitsOf.keys());
  const attribute = fc.constantFrom('weight_size', 'act_size');
  const product = fc.record({ weightType: type, given: fc.uniqueArray(attribute) });
  fc.assert(
    fc.property(type, fc.array(product, { minLength: 1, maxLength: 4 }), (inputType, list) => {
      const graph = products(
        inputType,
        list.map(({ weightType, given }) => ({
          weightType,
          attributes: Object.fromEntries(given.map((name) => [name, 12])),
        })),
      );
      const differs = list.some(
        ({ weightType, given }) =>
          (!given.includes('weight_size') && bitsOf.get(weightType) !== 8) ||
          (!given.includes('act_size') && bitsOf.get(inputType) !== 8),
      );
      expect(warningsOf(graph)).toHaveLength(differs ? 1 : 0);
      expect([...warningsOf(graph, 'default'), ...warningsOf(graph, 'file')]).toEqual([]);
      const layersWith = (precision?: 'default') => layerNodes(read(graph, { precision, opset: 21 }).value);
      expect(layersWith()).toEqual(layersWith('default'));
    }),
    { numRuns: 50 },
  );
});

describe('what is quantised', () => {
  const scale = weights('s');
  const quantised: TestGraph = {
    nodes: [
      node('QuantizeLinear', ['x', 's'], 'q'),
      node('DequantizeLinear', ['q', 's'], 'd'),
      node('DequantizeLinear', ['w', 's'], 'v'),
      node('MatMul', ['d', 'v'], 'y'),
    ],
    inputs: [value('x', 4, 6)],
    values: [value('d', 4, 6), value('v', 6, 3)],
    initializers: [{ ...weights('w', 6, 3), dataType: INT8 }, scale],
  };

  test('has the bits to which it was quantised, whatever is declared', () => {
    expect(warningsOf(quantised)).toEqual([]);
  });

  test('is of floats again behind what computes', () => {
    const nodes = quantised.nodes.map((one) => (one.operatorType === 'MatMul' ? { ...one, inputs: ['e', 'v'] } : one));
    const through = (operatorType: string) =>
      warningsOf({ ...quantised, nodes: [...nodes, node(operatorType, ['d'], 'e')] });
    for (const operatorType of ['Relu', 'Identity']) expect(through(operatorType)).toEqual([]);
    for (const operatorType of ['Sigmoid', 'Softmax'])
      expect(through(operatorType)).toEqual(['activations are float32 in the file, costed as 8 bits']);
  });
});

test('masks and indices give their types to nothing', () => {
  const graph: TestGraph = {
    nodes: [node('Where', ['mask', 'x', 'x'], 'a'), node('Gather', ['a', 'ids'], 'b'), node('MatMul', ['b', 'w'], 'y')],
    inputs: [
      { ...value('mask', 4, 6), dataType: 9 },
      { ...value('x', 4, 6), dataType: FLOAT16 },
      { ...value('ids', 4), dataType: 7 },
    ],
    initializers: [{ ...weights('w', 6, 3), dataType: FLOAT16 }],
  };
  const [layer] = layerNodes(read(graph, { precision: 'file' }).value);
  expect(Object.fromEntries(layer?.layer.operandPrecision ?? [])).toMatchObject({ W: 16, I: 16 });
});

test('built-in networks are networks of 8 bits, models by path and bytes are not', async () => {
  const codesOf = async (input: string | Uint8Array, files = platformFiles) =>
    (await loadOnnxWorkload(input, files)).warnings.map(({ code }) => code);
  for (const name of ['resnet18', 'alexnet', 'mobilenetv2']) expect(await codesOf(name)).toEqual([]);
  const bytes = await platformFiles.readExample('workloads/resnet18.onnx');
  expect(await codesOf(bytes)).toEqual(['ZZ5209']);
  // A file of the user's in the place where messages say that built-ins are.
  const path = 'examples/workloads/resnet18.onnx';
  const files = { ...platformFiles, exists: async () => true, read: async () => bytes };
  expect(await codesOf(path, files)).toEqual(['ZZ5209']);
});
