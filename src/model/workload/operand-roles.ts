import { inputOperands, type LayerOperand, type LayerSource } from './layer.ts';

/** Which input carries activations and which weights. A role may be empty for layers with a single input. */
export interface OperandRoles {
  readonly activation: LayerOperand | undefined;
  readonly weight: LayerOperand | undefined;
}

/**
 * Roles of a layer's inputs, decided by which operands are constant; by position where that says nothing
 * (parity quirk M5, docs/parity-quirks.md).
 */
export function operandRoles(layer: LayerSource): OperandRoles {
  const inputs = inputOperands(layer);
  const constant = inputs.filter(({ name }) => layer.constantOperands.includes(name));
  const [first, second] = inputs;
  if (constant.length === 0) return { activation: second, weight: first };
  if (constant.length === 1) {
    return { activation: inputs.findLast((operand) => operand !== constant[0]), weight: constant[0] };
  }
  const [relation] = layer.relations;
  const activation =
    relation === undefined ? first : inputs.findLast(({ indices }) => indices.includes(relation.target));
  return { activation, weight: constant.findLast((operand) => operand !== activation) };
}
