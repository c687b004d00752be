import { assumedBatch, badAttribute, mismatch, otherKernel } from '../onnx-errors.ts';
import type { LayerParts } from './layer-parts.ts';
import type { NodeReader } from './node-reader.ts';

/**
 * `Conv` and `QLinearConv` as loops over batch B, groups G, output channels K and input channels C of a group, output positions
 * OX, OY and filter positions FX, FY (docs/onnx.md). A one-dimensional convolution has OY = FY = 1.
 *
 * Parity quirk R14 (docs/parity-quirks.md): kernel, stride and dilation of the first spatial axis (height) are used for X, of the
 * second (width) for Y. Nothing changes where they are equal.
 */
export function convolutionLayer(reader: NodeReader, weightInput: number): LayerParts {
  const { place, output } = reader;
  const input = reader.input(0);
  const rank = reader.rank(3, 4, 'convolutions over one or two axes');
  const axes = rank - 2;
  const kernel = kernelSizes(reader, weightInput, axes);
  const strides = reader.integers('strides', [1, 1]);
  const dilations = reader.integers('dilations', [1, 1]);
  for (const [name, list] of [
    ['strides', strides],
    ['dilations', dilations],
  ] as const) {
    if (list.length < axes || list.some((value) => value < 1)) {
      reader.fail(badAttribute(place, name, `[${list.join(', ')}]`, `${axes} integers of at least 1`));
    }
  }
  const groups = reader.positiveInteger('group', 1);
  const inputChannels = reader.size(input, 1);
  const outputChannels = reader.size(output, 1);
  if (inputChannels % groups !== 0 || outputChannels % groups !== 0) {
    reader.fail(
      badAttribute(
        place,
        'group',
        String(groups),
        `a divisor of the ${inputChannels} input and ${outputChannels} output channels`,
      ),
    );
  }
  const isFlat = axes === 1;
  const along = (tensor: string, axis: number): number => reader.size(tensor, axis);
  const limitX = along(input, isFlat ? 2 : 3);
  const limitY = isFlat ? 1 : along(input, 2);
  const { weightBits, activationBits, outputBits } = reader.precision();
  return {
    equation: 'O[b][g][k][oy][ox] = W[g][k][c][fy][fx] * I[b][g][c][iy][ix]',
    dimensions: [
      { name: 'B', size: batchSize(reader, input, output) },
      { name: 'K', size: outputChannels / groups },
      { name: 'G', size: groups },
      { name: 'OX', size: along(output, isFlat ? 2 : 3) },
      { name: 'OY', size: isFlat ? 1 : along(output, 2) },
      { name: 'C', size: inputChannels / groups },
      { name: 'FX', size: kernel[0] ?? 1 },
      { name: 'FY', size: kernel[1] ?? 1 },
    ],
    relations: [
      {
        target: 'IX',
        a: { coefficient: strides[0] ?? 1, dimension: 'OX' },
        b: { coefficient: dilations[0] ?? 1, dimension: 'FX' },
        limit: limitX,
      },
      {
        target: 'IY',
        a: { coefficient: isFlat ? 1 : (strides[1] ?? 1), dimension: 'OY' },
        b: { coefficient: isFlat ? 1 : (dilations[1] ?? 1), dimension: 'FY' },
        limit: limitY,
      },
    ],
    operands: [
      { name: 'O', indices: ['B', 'G', 'K', 'OY', 'OX'], precisionBits: outputBits },
      { name: 'W', indices: ['G', 'K', 'C', 'FY', 'FX'], precisionBits: weightBits },
      { name: 'I', indices: ['B', 'G', 'C', 'IY', 'IX'], precisionBits: activationBits },
    ],
    finalOutputPrecisionBits: activationBits,
    operandPrecision: new Map([
      ['W', weightBits],
      ['I', activationBits],
      ['O', outputBits],
      ['O_final', activationBits],
    ]),
  };
}

/** The kernel's sizes, from the attribute or from the weights, which ONNX allows too. Of two that differ, the attribute counts. */
function kernelSizes(reader: NodeReader, weightInput: number, axes: number): readonly number[] {
  const weights = reader.input(weightInput);
  const fromWeights =
    reader
      .knownShape(weights)
      ?.slice(2)
      .filter((size) => typeof size === 'number') ?? [];
  const kernel = reader.integers('kernel_shape', fromWeights);
  if (kernel.length !== axes || kernel.some((size) => size < 1)) {
    reader.fail(
      badAttribute(
        reader.place,
        'kernel_shape',
        `[${kernel.join(', ')}]`,
        `${axes} integers of at least 1, or weights of known shape`,
      ),
    );
  }
  if (fromWeights.length === axes && kernel.some((size, axis) => size !== fromWeights[axis])) {
    reader.warnings.push(otherKernel(reader.place, kernel, weights, fromWeights));
  }
  return kernel;
}

/** Batch size of the output; 1 with a warning when it is open. */
function batchSize(reader: NodeReader, input: string, output: string): number {
  const [batch] = reader.shape(output);
  const [inputBatch] = reader.shape(input);
  if (typeof batch !== 'number' || batch < 1) {
    reader.warnings.push(assumedBatch(reader.place, output, typeof batch === 'string' ? batch : ''));
    return 1;
  }
  if (typeof inputBatch === 'number' && inputBatch !== batch) {
    reader.fail(
      mismatch(
        reader.place,
        `the batch size of input "${input}" is ${inputBatch}, of output "${output}" ${batch}`,
        'give both the same batch size',
      ),
    );
  }
  return batch;
}
