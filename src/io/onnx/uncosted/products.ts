import { broadcast } from '../shapes/shape-rule.ts';
import { elementsIn, integerOf, type NodeSizes, wholeSizes } from './node-sizes.ts';

/** Multiply-accumulates of a node, from the sizes around it; undefined if they can't be counted. */
export type OperationRule = (sizes: NodeSizes) => number | undefined;

/** Convolutions: every element of the output meets all weights of its channel. */
const convolution =
  (weightInput: number): OperationRule =>
  (sizes) => {
    const weights = sizes.input(weightInput);
    const output = sizes.output(0);
    return weights === undefined || output === undefined
      ? undefined
      : elementsIn(output) * elementsIn(weights.slice(1));
  };

/** Transposed convolutions: every element of the input meets all weights of its channel. No zeros are inserted. */
const transposedConvolution: OperationRule = (sizes) => {
  const weights = sizes.input(1);
  const input = sizes.input(0);
  return weights === undefined || input === undefined ? undefined : elementsIn(input) * elementsIn(weights.slice(1));
};

/** Positions and channels of the output follow from the offsets and the weights, where its shape is not known. */
const deformableConvolution: OperationRule = (sizes) => {
  const [weights, offsets] = [sizes.input(1), sizes.input(2)];
  if (weights === undefined || offsets === undefined) return convolution(1)(sizes);
  return (offsets[0] ?? 1) * elementsIn(weights) * elementsIn(offsets.slice(2));
};

/** Matrix products of two inputs, leading axes broadcast. */
const matrixProduct =
  (leftInput: number, rightInput: number): OperationRule =>
  (sizes) => {
    if (integerOf(sizes, 'transBatchA') === 1 || integerOf(sizes, 'transBatchB') === 1) return undefined;
    const left = matrix(sizes.input(leftInput), 'row', integerOf(sizes, 'transA') === 1);
    const right = matrix(sizes.input(rightInput), 'column', integerOf(sizes, 'transB') === 1);
    const output = sizes.output(0);
    const inner = left?.columns ?? right?.rows;
    if (left !== undefined && right !== undefined) {
      const batch = wholeSizes(broadcast(left.batch, right.batch)) ?? [];
      return elementsIn(batch) * left.rows * left.columns * right.columns;
    }
    return output === undefined || inner === undefined ? undefined : elementsIn(output) * inner;
  };

interface Matrix {
  readonly batch: readonly number[];
  readonly rows: number;
  readonly columns: number;
}

/** The last two axes of a tensor; a vector is a row on the left of a product and a column on its right. */
function matrix(
  sizes: readonly number[] | undefined,
  vector: 'row' | 'column',
  isTransposed: boolean,
): Matrix | undefined {
  if (sizes === undefined || sizes.length === 0) return undefined;
  const [rows, columns] = sizes.length > 1 ? sizes.slice(-2) : vector === 'row' ? [1, ...sizes] : [...sizes, 1];
  if (rows === undefined || columns === undefined) return undefined;
  const batch = sizes.slice(0, -2);
  return isTransposed ? { batch, rows: columns, columns: rows } : { batch, rows, columns };
}

/** Products with packed weights of few bits, whose sizes are attributes. */
const packedProduct: OperationRule = (sizes) => {
  const input = sizes.input(0);
  const columns = integerOf(sizes, 'N');
  return input === undefined || columns === undefined ? undefined : elementsIn(input) * columns;
};

/** Every step and direction multiplies its input and its state with all weights. */
const recurrent: OperationRule = (sizes) => {
  const input = sizes.input(0, integerOf(sizes, 'layout') === 1 ? 0 : 1);
  const [weights, recurrence] = [sizes.input(1), sizes.input(2)];
  if (input === undefined || weights === undefined || recurrence === undefined) return undefined;
  return elementsIn(input.slice(0, -1)) * (elementsIn(weights) + elementsIn(recurrence));
};

/** Convolutions, matrix products and recurrent operators, of all domains. */
export const PRODUCT_OPERATIONS: Readonly<Record<string, OperationRule>> = {
  Conv: convolution(1),
  ConvInteger: convolution(1),
  FusedConv: convolution(1),
  NhwcConv: convolution(1),
  NhwcFusedConv: convolution(1),
  QLinearConv: convolution(3),
  ConvTranspose: transposedConvolution,
  ConvTransposeWithDynamicPads: transposedConvolution,
  DeformConv: deformableConvolution,
  MatMul: matrixProduct(0, 1),
  Gemm: matrixProduct(0, 1),
  MatMulInteger: matrixProduct(0, 1),
  MatMulInteger16: matrixProduct(0, 1),
  MatMulIntegerToFloat: matrixProduct(0, 1),
  DynamicQuantizeMatMul: matrixProduct(0, 1),
  FusedMatMul: matrixProduct(0, 1),
  FusedMatMulActivation: matrixProduct(0, 1),
  FusedGemm: matrixProduct(0, 1),
  GemmFastGelu: matrixProduct(0, 1),
  GemmFloat8: matrixProduct(0, 1),
  QLinearMatMul: matrixProduct(0, 3),
  QGemm: matrixProduct(0, 3),
  MatMulNBits: packedProduct,
  MatMulBnb4: packedProduct,
  MatMulFpQ4: packedProduct,
  LSTM: recurrent,
  GRU: recurrent,
  RNN: recurrent,
  DynamicQuantizeLSTM: recurrent,
};
