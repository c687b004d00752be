import { sum } from '../../../base/integers.ts';
import { BOOL, type ElementType, elementTypeOf, FLOAT32, INT32, INT64, numbersOf, UINT8 } from '../element-type.ts';
import type { OnnxNode } from '../onnx-model.ts';
import { operatorOf } from '../operators/registry.ts';
import type { TensorTable } from './tensor-table.ts';

/** Operators whose outputs have one type, whatever they read. */
const FIXED: Readonly<Record<string, ElementType>> = {
  MatMulInteger: INT32,
  ConvInteger: INT32,
  DynamicQuantizeLinear: UINT8,
  MatMulIntegerToFloat: FLOAT32,
  QAttention: FLOAT32,
  ...ofAll(['ArgMax', 'ArgMin', 'NonZero', 'Shape', 'Size'], INT64),
  ...ofAll(['And', 'Equal', 'Greater', 'GreaterOrEqual', 'IsInf', 'IsNaN', 'Less', 'LessOrEqual'], BOOL),
  ...ofAll(['Not', 'Or', 'Xor'], BOOL),
};

function ofAll(operators: readonly string[], one: ElementType): Readonly<Record<string, ElementType>> {
  return Object.fromEntries(operators.map((name) => [name, one]));
}

/** The input that gives the type of the output, where it is not the first one. */
const TYPED_BY: Readonly<Record<string, number>> = { CastLike: 1, EmbedLayerNormalization: 2, OneHot: 2, Where: 1 };

/** Operators with a zero point of the output: its position among the inputs, and the type without it. */
const ZERO_POINT: Readonly<Record<string, { readonly input: number; readonly without: ElementType }>> = {
  QuantizeLinear: { input: 2, without: UINT8 },
  QLinearConv: { input: 7, without: UINT8 },
  QLinearMatMul: { input: 7, without: UINT8 },
  QGemm: { input: 8, without: FLOAT32 },
};

/** QONNX: positions of the inputs that hold bit widths, and the bits beside them. */
const BIT_WIDTHS: Readonly<Record<string, { readonly inputs: readonly number[]; readonly more: number }>> = {
  Quant: { inputs: [3], more: 0 },
  IntQuant: { inputs: [3], more: 0 },
  Trunc: { inputs: [4], more: 0 },
  BipolarQuant: { inputs: [], more: 1 },
  // Exponent and mantissa, and the sign.
  FloatQuant: { inputs: [2, 3], more: 1 },
};

/** Attributes that hold the number of the output's type. */
const TYPE_ATTRIBUTES: Readonly<Record<string, string>> = {
  Bernoulli: 'dtype',
  Cast: 'to',
  EyeLike: 'dtype',
  QuantizeLinear: 'output_dtype',
  RandomNormal: 'dtype',
  RandomNormalLike: 'dtype',
  RandomUniform: 'dtype',
  RandomUniformLike: 'dtype',
};

/** Operators that pick or clip elements: what is quantised stays so. */
const KEEPS_QUANTISED = `
  Abs CastLike Clip Concat DepthToSpace Dropout Expand Flatten Gather GatherElements GatherND
  GlobalMaxPool Identity Max MaxPool Min Neg Pad Relu Reshape Sign Slice SpaceToDepth Split Squeeze
  Tile Transpose Unsqueeze Where
`
  .trim()
  .split(/\s+/);

const QUANTISES = ['DequantizeLinear', 'MultiThreshold', ...Object.keys(BIT_WIDTHS)];

/**
 * The type of a node's first output. Behind `DequantizeLinear` and `Quant` elements have the type to which they were quantised, as long as
 * operators only pick or clip them. What is computed from them is of floats again.
 */
export function outputType(node: OnnxNode, tensors: TensorTable): ElementType | undefined {
  const { operatorType, attributes } = node;
  const typeOf = (input: number): ElementType | undefined => tensors.of(node.inputs[input] ?? '').elementType;
  if (isKept(node, tensors)) return typeOf(dataInput(operatorType));
  const fixed = FIXED[operatorType];
  if (fixed !== undefined) return fixed;
  const quantised = quantisedType(node, tensors);
  if (quantised !== undefined || QUANTISES.includes(operatorType)) return quantised ?? typeOf(0);
  const zeroPoint = ZERO_POINT[operatorType];
  const named = elementTypeOf(attributes.get(TYPE_ATTRIBUTES[operatorType] ?? '')?.integer);
  if (zeroPoint !== undefined) return typeOf(zeroPoint.input) ?? named ?? zeroPoint.without;
  if (named !== undefined) return named;
  if (operatorType === 'Constant') return constantType(node);
  if (operatorType === 'ConstantOfShape') return elementTypeOf(attributes.get('value')?.tensor?.dataType) ?? FLOAT32;
  const input = TYPED_BY[operatorType] ?? 0;
  return tensors.of(node.inputs[input] ?? '').isQuantised === true ? FLOAT32 : typeOf(input);
}

/** The bits to which an operator of QONNX quantises; undefined for other operators, and bits that the graph computes. */
function quantisedType({ operatorType, inputs, attributes }: OnnxNode, tensors: TensorTable): ElementType | undefined {
  if (operatorType === 'MultiThreshold') {
    const [, bits] = /^U?INT(\d+)$/.exec(attributes.get('out_dtype')?.text ?? '') ?? [];
    return bits === undefined || Number(bits) < 1 ? undefined : numbersOf(Number(bits));
  }
  const widths = BIT_WIDTHS[operatorType];
  if (widths === undefined) return undefined;
  const bits = widths.inputs.map((input) => tensors.valueOf(inputs[input] ?? '')?.data[0]);
  const known = bits.filter((one) => typeof one === 'number' && one > 0);
  return known.length < bits.length ? undefined : numbersOf(Math.ceil(sum(known.map(Number)) + widths.more));
}

function constantType({ attributes }: OnnxNode): ElementType | undefined {
  const tensor = attributes.get('value')?.tensor ?? attributes.get('sparse_value')?.tensor;
  if (tensor !== undefined) return elementTypeOf(tensor.dataType);
  if (attributes.has('value_float') || attributes.has('value_floats')) return FLOAT32;
  return attributes.has('value_int') || attributes.has('value_ints') ? INT64 : undefined;
}

/** Position of the input whose elements the output has. */
function dataInput(operatorType: string): number {
  return operatorType === 'CastLike' ? 0 : (TYPED_BY[operatorType] ?? 0);
}

/** Whether the output holds the same quantised numbers as the input. */
function isKept(node: OnnxNode, tensors: TensorTable): boolean {
  const { domain, operatorType, attributes } = node;
  if (tensors.of(node.inputs[dataInput(operatorType)] ?? '').isQuantised !== true) return false;
  // Casting them to other floats leaves the few values that they have.
  if (operatorType === 'Cast') return elementTypeOf(attributes.get('to')?.integer)?.name.includes('float') === true;
  // Of an unknown operator nothing is known, and it is assumed to change as little as possible.
  const isKnown = operatorOf(domain, operatorType) !== undefined;
  return KEEPS_QUANTISED.includes(operatorType) || (!isKnown && !QUANTISES.includes(operatorType));
}

/** Whether a node's output holds numbers of few bits as floats. */
export function isQuantised(node: OnnxNode, tensors: TensorTable): boolean {
  return QUANTISES.includes(node.operatorType) || isKept(node, tensors);
}
