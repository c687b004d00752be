import { contraction, type LayerDraft, type Loop } from '../layers/layer-parts.ts';
import type { NodeReader } from '../layers/node-reader.ts';
import { mismatch } from '../onnx-errors.ts';
import type { OnnxDimension, OnnxShape } from '../onnx-model.ts';
import { attribute, broadcast, isNumber, type NodeContext, type ShapeRule } from '../shapes/shape-rule.ts';
import { forEach, type Lowering, type Operator, type OperatorFamily } from './operator.ts';

/** Where an operator has its operands, and which of them are transposed. */
interface Form {
  readonly left: number;
  readonly right: number;
  /** Attributes that say that the last two axes of an operand are exchanged. */
  readonly transposed?: readonly [left: string, right: string];
  /** Attributes that say that the first axis of an operand is that of the rows, and stands before the leading axes. */
  readonly rowsFirst?: readonly [left: string, right: string];
  /** Whether the right operand is packed: attributes `K` and `N` have its sizes. */
  readonly isPacked?: boolean;
}

/** What both the shape rule and the layers need to know. */
interface Operands {
  readonly left: OnnxShape | undefined;
  readonly right: OnnxShape | undefined;
}

type IntegerOf = (name: string) => number | undefined;

function swapped(shape: OnnxShape | undefined, isSwapped: boolean): OnnxShape | undefined {
  if (shape === undefined || !isSwapped || shape.length < 2) return shape;
  return [...shape.slice(0, -2), ...shape.slice(-1), ...shape.slice(-2, -1)];
}

function rowsBehindBatch(shape: OnnxShape | undefined, isFirst: boolean): OnnxShape | undefined {
  if (shape === undefined || !isFirst || shape.length < 3) return shape;
  return [...shape.slice(1, -1), ...shape.slice(0, 1), ...shape.slice(-1)];
}

function operandsOf(form: Form, shape: (input: number) => OnnxShape | undefined, integerOf: IntegerOf): Operands {
  const isSet = (names: Form['transposed'], side: 0 | 1): boolean =>
    names !== undefined && integerOf(names[side]) === 1;
  const matrices = (input: number, side: 0 | 1): OnnxShape | undefined =>
    swapped(rowsBehindBatch(shape(input), isSet(form.rowsFirst, side)), isSet(form.transposed, side));
  const packed = [integerOf('K') ?? '', integerOf('N') ?? ''];
  return {
    left: matrices(form.left, 0),
    right: form.isPacked === true ? packed : matrices(form.right, 1),
  };
}

function shapeRule(form: Form): ShapeRule {
  return (context: NodeContext) => {
    const integerOf: IntegerOf = (name) => attribute(context, name)?.integer;
    const { left, right } = operandsOf(form, context.shape, integerOf);
    return [productShape(left, right)];
  };
}

function productShape(left: OnnxShape | undefined, right: OnnxShape | undefined): OnnxShape | undefined {
  if (left === undefined || right === undefined || left.length === 0 || right.length === 0) return undefined;
  const rows = left.length > 1 ? [left[left.length - 2] ?? ''] : [];
  const columns = right.length > 1 ? [right[right.length - 1] ?? ''] : [];
  return [...broadcast(left.slice(0, -2), right.slice(0, -2)), ...rows, ...columns];
}

/** One of the axes in front of the matrices. */
interface Leading {
  readonly size: OnnxDimension;
  /** Operands that have it: `I` for the left one, `W` for the right one. */
  readonly of: string;
}

const LEADING_NAMES = ['B', 'H', 'E', 'J', 'L'];

/**
 * A matrix product as loops over rows D, inner dimension C, columns K and the leading axes: B, H, … (docs/onnx.md). A leading axis
 * indexes the operands that have it. Constant weights on the left change places with the activations.
 */
function lowering(form: Form): Lowering {
  return (reader) => {
    const { node } = reader;
    const [leftName, rightName] = [reader.input(form.left), reader.input(form.right)];
    const integerOf: IntegerOf = (name) => node.attributes.get(name)?.integer;
    // What is missing is reported with its name.
    reader.shape(leftName);
    const found = operandsOf(form, (input) => reader.knownShape(reader.input(input)), integerOf);
    const { left = [] } = found;
    const isExchanged = reader.isConstant(form.left) && !reader.isConstant(form.right) && form.isPacked !== true;
    const isProduced = reader.isProduced(isExchanged ? form.left : form.right);
    const output = reader.shape(reader.output);
    const right = found.right ?? assumedRight(left, output, isProduced);
    requireInner(reader, left, right, leftName, rightName);

    const outer = leadingLoops(reader, left, right, output, leftName);
    const rowAxis = left.length - 2;
    const inner = reader.whole(left.length > 0 ? left[left.length - 1] : undefined, leftName, left.length - 1);
    const columns = right.length > 1 ? reader.whole(right[right.length - 1], rightName, right.length - 1) : 1;
    const isBatch = left.length === 2 && right.length <= 2;
    const rows = left.length < 2 ? 1 : rowsOf(reader, left[rowAxis], output, isBatch, leftName, rowAxis);

    const loops: readonly Loop[] = [
      { name: 'C', size: inner, of: 'IW' },
      { name: 'D', size: isExchanged ? columns : rows, of: 'IO' },
      { name: 'K', size: isExchanged ? rows : columns, of: 'WO' },
      ...outer.map((loop) => (isExchanged ? { ...loop, of: exchanged(loop.of) } : loop)),
    ];
    const draft: LayerDraft = {
      part: '',
      from: isExchanged ? { I: form.right, W: form.left } : { I: form.left, W: form.right },
      ...contraction(loops, reader.precision(!isProduced), [...outer.map(({ name }) => name), 'D', 'C', 'K']),
    };
    return [draft];
  };
}

function exchanged(of: string): string {
  return [...of].map((operand) => (operand === 'I' ? 'W' : operand === 'W' ? 'I' : operand)).join('');
}

/** Without a shape of the right operand, the output tells its columns. */
function assumedRight(left: OnnxShape, output: OnnxShape, isProduced: boolean): OnnxShape {
  const matrix = [left[left.length - 1] ?? '', output[output.length - 1] ?? ''];
  return isProduced ? [...output.slice(0, -2), ...matrix] : matrix;
}

/** The rows of a product without leading axes are a batch. */
function rowsOf(
  reader: NodeReader,
  size: OnnxDimension | undefined,
  output: OnnxShape,
  isBatch: boolean,
  tensor: string,
  axis: number,
): number {
  return isBatch ? reader.batch([size, output[0]], tensor) : reader.whole(size, tensor, axis);
}

function requireInner(
  reader: NodeReader,
  left: OnnxShape,
  right: OnnxShape,
  leftName: string,
  rightName: string,
): void {
  const [a, b] = [left[left.length - 1], right[right.length > 1 ? right.length - 2 : 0]];
  if (!isNumber(a) || !isNumber(b) || a === b) return;
  const what = `the rows of input "${leftName}" have ${a} elements, the columns of input "${rightName}" ${b}`;
  reader.fail(mismatch(reader.place, what, 'give both operands the same inner size'));
}

/** The leading axes as loops. From the third on, neighbours that index the same operands are one loop. */
function leadingLoops(
  reader: NodeReader,
  left: OnnxShape,
  right: OnnxShape,
  output: OnnxShape,
  leftName: string,
): readonly Loop[] {
  const [a, b] = [left.slice(0, -2), right.slice(0, -2)];
  const rank = Math.max(a.length, b.length);
  const axes = Array.from({ length: rank }, (_, axis) =>
    leadingAxis(reader, a[axis - rank + a.length], b[axis - rank + b.length], axis, leftName),
  );
  const sizes = axes.map((axis, index) =>
    index === 0 ? reader.batch([axis.size, output[0]], leftName) : reader.whole(axis.size, leftName, index),
  );
  const loops: { size: number; of: string }[] = [];
  axes.forEach(({ of }, index) => {
    const size = sizes[index] ?? 1;
    const last = loops[loops.length - 1];
    if (rank > 2 && last?.of === of) last.size *= size;
    else loops.push({ size, of });
  });
  return loops.map(({ size, of }, index) => ({ name: LEADING_NAMES[index] ?? `B${index}`, size, of }));
}

/** `undefined` for an operand of lower rank. */
function leadingAxis(
  reader: NodeReader,
  left: OnnxDimension | undefined,
  right: OnnxDimension | undefined,
  axis: number,
  leftName: string,
): Leading {
  const isInLeft = left !== undefined && (left !== 1 || right === undefined || right === 1);
  const isInRight = right !== undefined && (right !== 1 || left === undefined || left === 1);
  if (isNumber(left) && isNumber(right) && left > 1 && right > 1 && left !== right) {
    const what = `dimension ${axis} of input "${leftName}" is ${left}, of the other operand ${right}`;
    reader.fail(mismatch(reader.place, what, 'give both operands the same leading sizes, or one of them a size of 1'));
  }
  const size = broadcast([left ?? 1], [right ?? 1])[0] ?? '';
  return { size, of: `${isInLeft ? 'I' : ''}${isInRight ? 'W' : ''}O` };
}

function product(form: Form): Operator {
  return { shape: shapeRule(form), layers: lowering(form) };
}

const GEMM_ATTRIBUTES = ['transA', 'transB'] as const;

const PLAIN = ['MatMul', 'MatMulInteger', 'MatMulIntegerToFloat', 'DynamicQuantizeMatMul', 'BatchMatMul'];
const TRANSPOSABLE = ['Gemm', 'FusedGemm', 'TransposeMatMul'];
const FUSED = 'FusedMatMul';
const PACKED = ['MatMulNBits', 'MatMulBnb4', 'MatMulFpQ4'];
const ALL = [...PLAIN, 'QLinearMatMul', ...TRANSPOSABLE, FUSED, 'QGemm'];

/** Matrix products. */
export const MATRIX_PRODUCTS: OperatorFamily = {
  title: 'Matrix products',
  operators: {
    ...forEach(PLAIN, product({ left: 0, right: 1 })),
    ...forEach(TRANSPOSABLE, product({ left: 0, right: 1, transposed: GEMM_ATTRIBUTES })),
    [FUSED]: product({
      left: 0,
      right: 1,
      transposed: GEMM_ATTRIBUTES,
      rowsFirst: ['transBatchA', 'transBatchB'],
    }),
    ...forEach(PACKED, product({ left: 0, right: 1, isPacked: true })),
    QLinearMatMul: product({ left: 0, right: 3 }),
    QGemm: product({ left: 0, right: 3, transposed: GEMM_ATTRIBUTES }),
  },
  rows: [
    {
      operators: ALL,
      form: 'rank 2',
      equation: 'O[d][k] = I[d][c] * W[c][k]',
      loops: 'C = in[1], D = in[0], K = out[1]',
    },
    {
      operators: ALL,
      form: 'rank 3',
      equation: 'O[b][d][k] = I[b][d][c] * W[c][k]',
      loops: 'C = in[2], D = in[1], K = out[2], B = out[0]',
    },
    {
      operators: ALL,
      form: 'rank 4',
      equation: 'O[b][h][d][k] = I[b][h][d][c] * W[c][k]',
      loops: 'C = in[3], D = in[2], K = out[3], B = out[0], H = out[1]',
    },
    { operators: PACKED, form: 'any rank', equation: 'as `MatMul`', loops: 'as `MatMul`; C = `K`, K = `N`' },
  ],
};
