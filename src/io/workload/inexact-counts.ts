import { product } from '../../base/integers.ts';
import type { LayerDescription, LayerOperand } from '../../model/workload/layer.ts';
import { operandBits } from '../../model/workload/relevance.ts';

/**
 * What a layer has too much of to be counted exactly, which ends at 2⁵³: operations, or bits of an operand. In words, such as
 * `1.2e+17 operations`.
 */
export function inexactCount(layer: LayerDescription): string | undefined {
  const operations = product(layer.dimensions.map(({ size }) => size)) * (layer.repeat ?? 1);
  if (!isExact(operations)) return `${operations.toPrecision(2)} operations`;
  const operand = layer.operands.find((one) => !isExact(mostBits(layer, one)) && !isExact(operandBits(layer, one)));
  if (operand === undefined) return undefined;
  return `${operandBits(layer, operand).toPrecision(2)} bits in operand ${operand.name}`;
}

/** At least the bits of an operand, found without asking which loops are relevant. Hardly ever too many. */
function mostBits({ dimensions, relations }: LayerDescription, { indices, precisionBits }: LayerOperand): number {
  let bits = Math.max(1, precisionBits);
  for (const index of indices) {
    for (const { name, size } of dimensions) if (name === index) bits *= size;
  }
  for (const { limit } of relations) bits *= Math.max(1, limit);
  return bits;
}

function isExact(count: number): boolean {
  return count <= Number.MAX_SAFE_INTEGER;
}
