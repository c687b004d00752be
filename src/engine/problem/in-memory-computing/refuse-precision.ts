import { MappingError } from '../../../base/diagnostic.ts';
import type { Accelerator } from '../../../model/accelerator/accelerator.ts';
import type { MemoryOperand } from '../../../model/accelerator/memory.ts';
import type { ArrayStructure } from '../../../model/in-memory-computing/array-structure.ts';
import type { Layer } from '../../../model/workload/layer.ts';
import type { CompiledOperand } from '../compiled-problem.ts';

/** @throws MappingError when an operand has more bits than the array multiplies. Fewer bits use the array as it is. */
export function refuseHigherPrecision(
  layer: Layer,
  { name }: Accelerator,
  { activationBits, weightBits }: ArrayStructure,
  operands: readonly CompiledOperand[],
): void {
  const hardwareBits = new Map<MemoryOperand, number>([
    ['I1', activationBits],
    ['I2', weightBits],
  ]);
  for (const operand of operands) {
    const bits = hardwareBits.get(operand.memoryOperand);
    if (bits === undefined || operand.partialPrecision <= bits) continue;
    throw new MappingError(layer.name, {
      code: 'ZZ2602',
      severity: 'error',
      ...layer.origin,
      message: `operand ${operand.name} of layer ${layer.name} has ${operand.partialPrecision} bits; the array of ${name} multiplies ${bits} bits of ${operand.memoryOperand}`,
      hint: 'lower the precision of the operand, or raise input_precision of the array',
    });
  }
}
