import { type ElementType, numbersOf } from '../element-type.ts';
import { type DraftSource, finishedPrecision, type LayerDraft } from '../layers/layer-parts.ts';
import type { NodeReader } from '../layers/node-reader.ts';
import { outputType } from './output-type.ts';
import type { TensorTable } from './tensor-table.ts';

/** An operand that is costed with other bits than the file gives it. */
export interface OtherType {
  /** Id of the layer. */
  readonly layer: number;
  readonly operand: 'weights' | 'activations';
  readonly inFile: ElementType;
  readonly costedBits: number;
}

/** Types of the operands in the file; undefined where it does not tell, and where attributes of the node give the bits. */
export interface OperandTypes {
  readonly W: ElementType | undefined;
  readonly I: ElementType | undefined;
  /** Whether W depends on constants only. */
  readonly hasWeights: boolean;
}

/** Operators whose weights are packed: an attribute has their bits. */
const PACKED_BITS: Readonly<Record<string, number>> = { MatMulNBits: 4, MatMulBnb4: 4, MatMulFpQ4: 4 };

const [SUM_BITS, LONG_SUM_BITS] = [32, 64];

export function operandTypes(
  { from, operandPrecision }: LayerDraft,
  reader: NodeReader,
  tensors: TensorTable,
): OperandTypes {
  const { node } = reader;
  const typeOf = (source: DraftSource): ElementType | undefined =>
    typeof source === 'string' ? outputType(node, tensors) : tensors.of(reader.input(source)).elementType;
  const packed = PACKED_BITS[node.operatorType];
  const hasWeights = typeof from.W === 'number' && reader.isConstant(from.W);
  const hasActivationBits = node.attributes.has('act_size');
  // Products of activations have `act_size` for both.
  const followsActivations = !hasWeights && operandPrecision.get('W') === operandPrecision.get('I');
  const isGiven = node.attributes.has('weight_size') || (hasActivationBits && followsActivations);
  const weights = packed === undefined ? typeOf(from.W) : numbersOf(reader.positiveInteger('bits', packed));
  return { W: isGiven ? undefined : weights, I: hasActivationBits ? undefined : typeOf(from.I), hasWeights };
}

/** The draft with the bits of the file. Sums have 32 bits, those of 64-bit numbers 64. */
export function withBits(draft: LayerDraft, types: OperandTypes, reader: NodeReader): LayerDraft {
  const bitsOf = (operand: string): number => draft.operandPrecision.get(operand) ?? 0;
  const activationBits = types.I?.bits ?? bitsOf('I');
  const weightBits = types.W?.bits ?? bitsOf('W');
  const sums = Math.max(activationBits, weightBits) > SUM_BITS ? LONG_SUM_BITS : SUM_BITS;
  const outputBits = reader.node.attributes.has('output_size') ? bitsOf('O') : sums;
  const bits: Readonly<Record<string, number>> = { O: outputBits, W: weightBits, I: activationBits };
  return {
    ...draft,
    operands: draft.operands.map((operand) => ({
      ...operand,
      precisionBits: bits[operand.name] ?? operand.precisionBits,
    })),
    ...finishedPrecision({ weightBits, activationBits, outputBits }),
  };
}

/** The operands of a layer whose bits in the file are not those of the draft. */
export function otherTypes(layer: number, draft: LayerDraft, types: OperandTypes): readonly OtherType[] {
  return (['W', 'I'] as const).flatMap((operand) => {
    const inFile = types[operand];
    const costedBits = draft.operandPrecision.get(operand);
    if (inFile === undefined || costedBits === undefined || inFile.bits === costedBits) return [];
    return [{ layer, operand: operand === 'W' && types.hasWeights ? 'weights' : 'activations', inFile, costedBits }];
  });
}
