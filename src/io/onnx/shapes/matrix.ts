import type { OnnxShape } from '../onnx-model.ts';
import { broadcast, integerAttribute, type ShapeRule, type ShapeRules } from './shape-rule.ts';

/** A matrix product of inputs `a` and `b`, batch dimensions broadcast. */
function matrixProduct(a: number, b: number): ShapeRule {
  return (context) => [productShape(context.shape(a), context.shape(b))];
}

function productShape(left: OnnxShape | undefined, right: OnnxShape | undefined): OnnxShape | undefined {
  if (left === undefined || right === undefined || left.length === 0 || right.length === 0) return undefined;
  const rows = left.length > 1 ? [left[left.length - 2] ?? ''] : [];
  const columns = right.length > 1 ? [right[right.length - 1] ?? ''] : [];
  return [...broadcast(left.slice(0, -2), right.slice(0, -2)), ...rows, ...columns];
}

const gemm: ShapeRule = (context) => {
  const left = context.shape(0);
  const right = context.shape(1);
  if (left?.length !== 2 || right?.length !== 2) return [undefined];
  const rows = left[integerAttribute(context, 'transA', 0) === 1 ? 1 : 0] ?? '';
  const columns = right[integerAttribute(context, 'transB', 0) === 1 ? 0 : 1] ?? '';
  return [[rows, columns]];
};

export const MATRIX_RULES: ShapeRules = {
  MatMul: matrixProduct(0, 1),
  MatMulInteger: matrixProduct(0, 1),
  QLinearMatMul: matrixProduct(0, 3),
  Gemm: gemm,
};
