import fc from 'fast-check';
import { type WrittenNode, type WrittenTensor, writeModel } from '../../scripts/onnx-writer.ts';
import { node, value, weights } from '../onnx/support.ts';

/* ONNX models: chains of operators, each fed by the one before; in some, sizes, names and references that fit nothing. */

/** A node with its weights, made from the names of what it reads and writes. */
interface Step {
  readonly node: WrittenNode;
  readonly weights: readonly WrittenTensor[];
}
type Shape = readonly [batch: number | string, channels: number, height: number, width: number];

interface Drawn {
  readonly operator: string;
  readonly outputChannels: number;
  readonly kernel: number;
  readonly stride: number;
  readonly isGrouped: boolean;
  /** Now and then: another name than the chain needs. */
  readonly strayName: string | undefined;
  /** Now and then: another size than the chain needs. */
  readonly straySize: number | undefined;
}

function stepOf(drawn: Drawn, index: number, input: string, channels: number): Step & { readonly channels: number } {
  const { operator, outputChannels, kernel, stride, isGrouped, strayName, straySize } = drawn;
  const from = strayName ?? input;
  const output = `t${index}`;
  const filter = `w${index}`;
  if (operator === 'Conv') {
    const group = isGrouped ? channels : 1;
    const outputs = isGrouped ? channels : outputChannels;
    const sizes = [outputs, straySize ?? (isGrouped ? 1 : channels), kernel, kernel];
    const attributes = { kernel_shape: [kernel, kernel], strides: [stride, stride], group, pads: [1, 1, 1, 1] };
    return {
      node: node('Conv', [from, filter], output, attributes),
      weights: [weights(filter, ...sizes)],
      channels: outputs,
    };
  }
  const inputs = operator === 'Add' || operator === 'Concat' ? [from, input] : [from];
  const attributes = operator === 'Concat' ? { axis: 2 } : {};
  return { node: node(operator, inputs, output, attributes), weights: [], channels };
}

const rarely = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 60, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const drawnStep: fc.Arbitrary<Drawn> = fc.record({
  operator: fc.oneof(
    { weight: 5, arbitrary: fc.constant('Conv') },
    { weight: 3, arbitrary: fc.constantFrom('Relu', 'Add', 'MaxPool', 'Sigmoid') },
    { weight: 1, arbitrary: fc.constantFrom('Concat', 'Transpose', 'NoSuchOperator') },
  ),
  outputChannels: fc.integer({ min: 1, max: 32 }),
  kernel: fc.integer({ min: 1, max: 3 }),
  stride: fc.integer({ min: 1, max: 2 }),
  isGrouped: fc.boolean(),
  strayName: rarely(fc.constantFrom('t0', 't1', 't3', 'w0', 'nowhere', '')),
  straySize: rarely(fc.constantFrom(0, -1, 3, 2 ** 31, 2 ** 45)),
});

const size = (least: number, most: number) =>
  fc.oneof(
    { weight: 40, arbitrary: fc.integer({ min: least, max: most }) },
    { weight: 1, arbitrary: fc.constantFrom(0, -1, 2 ** 31, 2 ** 45) },
  );

/** The bytes of a model. */
export const onnxModels = fc
  .record({
    steps: fc.array(drawnStep, { minLength: 1, maxLength: 5 }),
    batch: fc.oneof({ weight: 9, arbitrary: size(1, 4) }, { weight: 1, arbitrary: fc.constantFrom('N', 'batch', '') }),
    channels: size(1, 16),
    extent: size(8, 32),
    classes: fc.option(size(1, 100)),
  })
  .map(({ steps, batch, channels, extent, classes }) => {
    const shape: Shape = [batch, channels, extent, extent];
    const nodes: WrittenNode[] = [];
    const initializers: WrittenTensor[] = [];
    let flowing = { name: 'x', channels };
    for (const [index, drawn] of steps.entries()) {
      const step = stepOf(drawn, index, flowing.name, flowing.channels);
      nodes.push(step.node);
      initializers.push(...step.weights);
      flowing = { name: `t${index}`, channels: step.channels };
    }
    if (classes !== null) {
      nodes.push(node('GlobalAveragePool', [flowing.name], 'pooled'), node('Flatten', ['pooled'], 'flat'));
      nodes.push(node('Gemm', ['flat', 'v'], 'y', { transB: 1 }));
      initializers.push(weights('v', classes, flowing.channels));
    }
    return writeModel({ name: 'fuzzed', nodes, inputs: [value('x', ...shape)], outputs: [], initializers });
  });
