import { assumedBatch, mismatch } from '../onnx-errors.ts';
import type { LayerParts } from './layer-parts.ts';
import type { NodeReader } from './node-reader.ts';

/**
 * `MatMul` and `Gemm` as loops over rows D, inner dimension C, columns K, batch B (rank 3 and 4) and heads H (rank 4)
 * (docs/onnx.md). A produced second operand is indexed by batch and heads too, whatever its own shape
 * (parity quirk R17, docs/parity-quirks.md).
 */
export function matrixProductLayer(reader: NodeReader, hasConstantWeights: boolean): LayerParts {
  const { node, output } = reader;
  const input = reader.input(0);
  const rank = reader.rank(2, 4, 'matrix products of rank 2 to 4');
  const isTransposed = rank === 2 && (node.attributes.get('transA')?.integer ?? 0) === 1;
  const rowAxis = isTransposed ? 1 : rank - 2;
  const rows = rank === 2 ? batchLike(reader, input, rowAxis, output, 0) : reader.size(input, rowAxis);
  requireEqual(reader, input, rowAxis, output, rank - 2);
  const inner = reader.size(input, isTransposed ? 0 : rank - 1);
  const columns = reader.size(output, rank - 1);

  const outer: { readonly name: string; readonly size: number }[] = [];
  if (rank >= 3) {
    requireEqual(reader, input, 0, output, 0);
    outer.push({ name: 'B', size: batchLike(reader, input, 0, output, 0) });
  }
  if (rank === 4) {
    requireEqual(reader, input, 1, output, 1);
    outer.push({ name: 'H', size: reader.size(input, 1) });
  }
  const shared = outer.map(({ name }) => name);
  const weightIndices = [...(hasConstantWeights ? [] : shared), 'C', 'K'];
  const { weightBits: constantBits, activationBits, outputBits } = reader.precision();
  const weightBits = hasConstantWeights ? constantBits : activationBits;
  const indexText = (indices: readonly string[]): string => indices.map((index) => `[${index.toLowerCase()}]`).join('');
  return {
    equation: `O${indexText([...shared, 'D', 'K'])} = I${indexText([...shared, 'D', 'C'])} * W${indexText(weightIndices)}`,
    dimensions: [{ name: 'C', size: inner }, { name: 'D', size: rows }, { name: 'K', size: columns }, ...outer],
    relations: [],
    operands: [
      { name: 'O', indices: [...shared, 'D', 'K'], precisionBits: outputBits },
      { name: 'I', indices: [...shared, 'D', 'C'], precisionBits: activationBits },
      { name: 'W', indices: weightIndices, precisionBits: weightBits },
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

/** A size that models often leave open, the batch: 1 with a warning then, or what the other tensor says. */
function batchLike(reader: NodeReader, input: string, axis: number, output: string, outputAxis: number): number {
  const size = reader.shape(input)[axis];
  if (typeof size === 'number' && size >= 1) return size;
  const other = reader.shape(output)[outputAxis];
  if (typeof other === 'number' && other >= 1) return other;
  reader.warnings.push(assumedBatch(reader.place, input, typeof size === 'string' ? size : ''));
  return 1;
}

function requireEqual(reader: NodeReader, input: string, axis: number, output: string, outputAxis: number): void {
  const size = reader.shape(input)[axis];
  const other = reader.shape(output)[outputAxis];
  if (typeof size !== 'number' || typeof other !== 'number' || size < 1 || other < 1 || size === other) return;
  reader.fail(
    mismatch(
      reader.place,
      `dimension ${axis} of input "${input}" is ${size}, dimension ${outputAxis} of output "${output}" is ${other}`,
      'give both tensors the same leading sizes; broadcast batches are not supported',
    ),
  );
}
