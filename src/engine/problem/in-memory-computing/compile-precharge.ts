import type { ArrayStructure } from '../../../model/in-memory-computing/array-structure.ts';
import { prechargeEnergyPj } from '../../../model/in-memory-computing/technology.ts';
import type { Layer } from '../../../model/workload/layer.ts';
import { operandRoles } from '../../../model/workload/operand-roles.ts';
import type { CompiledOperand, CompiledPrecharge } from '../compiled-problem.ts';

/** Nothing to precharge where a position stores a single weight. */
export function compilePrecharge(
  array: ArrayStructure,
  layer: Layer,
  operands: readonly CompiledOperand[],
): CompiledPrecharge | undefined {
  if (array.weightsPerPosition <= 1) return undefined;
  const name = operandRoles(layer).weight?.name;
  const weight = operands.find((operand) => operand.name === name);
  if (weight === undefined) return undefined;
  return { weight, energyPerSelectionPj: prechargeEnergyPj(array.weightsPerPosition) * array.weightBits };
}
