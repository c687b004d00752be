import type { OnnxNode } from '../onnx-model.ts';
import { operatorOf } from '../operators/registry.ts';
import type { TensorTable } from './tensor-table.ts';

/** Bits of the element types of the public ONNX definition: float32, uint8, int8, uint16, int16, int32, int64, … */
const TYPE_BITS: Readonly<Record<number, number>> = {
  1: 32,
  2: 8,
  3: 8,
  4: 16,
  5: 16,
  6: 32,
  7: 64,
  9: 1,
  10: 16,
  11: 64,
  12: 32,
  13: 64,
  16: 16,
  17: 8,
  18: 8,
  19: 8,
  20: 8,
  21: 4,
  22: 4,
  23: 4,
};

/** Bits of an element of a type; undefined for texts and complex numbers. */
export function bitsOfType(dataType: number | undefined): number | undefined {
  return dataType === undefined ? undefined : TYPE_BITS[dataType];
}

/** Operators whose sums are written as they are. */
const WRITES_SUMS = ['MatMulInteger', 'ConvInteger'];
/** Operators with a zero point of the output, and its position among the inputs. */
const OUTPUT_ZERO_POINT: Readonly<Record<string, number>> = { QuantizeLinear: 2, QLinearConv: 7, QLinearMatMul: 7 };
/** QONNX: position of the input that holds the bit width. */
const BIT_WIDTH: Readonly<Record<string, number>> = { Quant: 3, IntQuant: 3, Trunc: 4 };
const FLOAT_BITS = 32;

/**
 * Bits of the elements of a node's first output. Behind `DequantizeLinear` and `Quant` elements have the bits to which they were
 * quantised. Layers of dequantised operands give floats again.
 */
export function outputBits(node: OnnxNode, tensors: TensorTable): number | undefined {
  const { operatorType, attributes } = node;
  const input = (index: number): string => node.inputs[index] ?? '';
  const width = BIT_WIDTH[operatorType];
  const zeroPoint = OUTPUT_ZERO_POINT[operatorType];
  if (width !== undefined) {
    const bits = tensors.valueOf(input(width))?.data[0];
    return typeof bits === 'number' && bits >= 1 ? Math.ceil(bits) : undefined;
  }
  if (operatorType === 'BipolarQuant') return 1;
  if (operatorType === 'DynamicQuantizeLinear') return 8;
  if (WRITES_SUMS.includes(operatorType)) return 32;
  if (zeroPoint !== undefined)
    return tensors.of(input(zeroPoint)).bits ?? bitsOfType(attributes.get('output_dtype')?.integer) ?? 8;
  if (operatorType === 'Cast') return bitsOfType(attributes.get('to')?.integer);
  if (operatorType === 'Constant') return bitsOfType(attributes.get('value')?.tensor?.dataType);
  const { bits, isQuantised } = tensors.of(input(0));
  if (operatorOf(node.domain, operatorType)?.layers !== undefined) return isQuantised === true ? FLOAT_BITS : bits;
  return bits;
}

const QUANTISED = ['DequantizeLinear', 'Quant', 'IntQuant', 'BipolarQuant'];

/** Whether a node's output holds numbers of few bits as floats. */
export function isQuantised(node: OnnxNode, tensors: TensorTable): boolean {
  if (QUANTISED.includes(node.operatorType)) return true;
  const isLayer = operatorOf(node.domain, node.operatorType)?.layers !== undefined;
  return !isLayer && tensors.of(node.inputs[0] ?? '').isQuantised === true;
}
