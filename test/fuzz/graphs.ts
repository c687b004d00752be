import fc from 'fast-check';
import { type WrittenNode, writeModel } from '../../scripts/onnx-writer.ts';
import { node, value, weights } from '../onnx/support.ts';

/* ONNX models: chains of operators with shapes that fit or do not, symbols, repeated names and cycles among them. */

const size = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 1, max: 32 }) },
  { weight: 2, arbitrary: fc.constantFrom('N', 'batch', '') },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, 2 ** 31, 2 ** 45) },
);
const tensor = fc.constantFrom('x', 't0', 't1', 't2', 't3', 'w', 'v', '');

const anyNode: fc.Arbitrary<WrittenNode> = fc.oneof(
  fc
    .tuple(tensor, tensor, tensor, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }))
    .map(([input, filter, output, kernel, group]) =>
      node('Conv', [input, filter], output, { kernel_shape: [kernel, kernel], group, pads: [1, 1, 1, 1] }),
    ),
  fc.tuple(tensor, tensor, tensor).map(([a, b, output]) => node('MatMul', [a, b], output)),
  fc
    .tuple(tensor, tensor, tensor, fc.constantFrom(0, 1))
    .map(([a, b, output, transB]) => node('Gemm', [a, b], output, { transB })),
  fc
    .tuple(fc.constantFrom('Relu', 'Add', 'Flatten', 'GlobalAveragePool', 'Concat', 'NoSuchOperator'), tensor, tensor)
    .map(([operator, input, output]) => node(operator, [input], output)),
);

/** The bytes of a model. */
export const onnxModels = fc
  .record({
    nodes: fc.array(anyNode, { minLength: 1, maxLength: 5 }),
    input: fc.array(size, { minLength: 1, maxLength: 5 }),
    filter: fc.array(fc.integer({ min: 1, max: 16 }), { minLength: 2, maxLength: 4 }),
    matrix: fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 2, maxLength: 2 }),
  })
  .map(({ nodes, input, filter, matrix }) =>
    writeModel({
      name: 'fuzzed',
      nodes,
      inputs: [value('x', ...input)],
      outputs: [],
      initializers: [weights('w', ...filter), weights('v', ...matrix)],
    }),
  );
