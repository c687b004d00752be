import type { LayerDescription } from '../../../model/workload/layer.ts';
import type { NodePrecision } from './node-reader.ts';

/** What an operator says about its layer; name, sources and place are added by the reader. */
export type LayerParts = Pick<
  LayerDescription,
  'equation' | 'dimensions' | 'relations' | 'operands' | 'finalOutputPrecisionBits' | 'operandPrecision'
>;

/** Where an operand comes from: an input of the node, by position, or another layer of the node, by the name of its part. */
export type DraftSource = number | string;

/** One layer of a node. */
export interface LayerDraft extends LayerParts {
  /** Name of the part, e.g. `scores`, where a node becomes several layers; empty otherwise. */
  readonly part: string;
  readonly from: { readonly I: DraftSource; readonly W: DraftSource };
}

/** A loop, and the operands that it indexes: `IO` for rows, `WO` for columns, `IW` for sums, `IWO` for batches. */
export interface Loop {
  readonly name: string;
  readonly size: number;
  readonly of: string;
}

/**
 * A layer without windows. `loops` are in the order that decides ties; indices follow the order of `indices`, or that of the loops.
 * The equation lists the activations before the weights.
 */
export function contraction(
  loops: readonly Loop[],
  { weightBits, activationBits, outputBits }: NodePrecision,
  indices: readonly string[] = loops.map(({ name }) => name),
): LayerParts {
  const indexed = (operand: string): readonly string[] =>
    indices.filter((index) => loops.some(({ name, of }) => name === index && of.includes(operand)));
  const text = (operand: string): string => `${operand}${indexText(indexed(operand))}`;
  return {
    equation: `${text('O')} = ${text('I')} * ${text('W')}`,
    dimensions: loops.map(({ name, size }) => ({ name, size })),
    relations: [],
    operands: [
      { name: 'O', indices: indexed('O'), precisionBits: outputBits },
      { name: 'I', indices: indexed('I'), precisionBits: activationBits },
      { name: 'W', indices: indexed('W'), precisionBits: weightBits },
    ],
    ...finishedPrecision({ weightBits, activationBits, outputBits }),
  };
}

/** `[b][k]` */
export function indexText(indices: readonly string[]): string {
  return indices.map((index) => `[${index.toLowerCase()}]`).join('');
}

export function finishedPrecision({
  weightBits,
  activationBits,
  outputBits,
}: NodePrecision): Pick<LayerParts, 'finalOutputPrecisionBits' | 'operandPrecision'> {
  return {
    finalOutputPrecisionBits: activationBits,
    operandPrecision: new Map([
      ['W', weightBits],
      ['I', activationBits],
      ['O', outputBits],
      ['O_final', activationBits],
    ]),
  };
}
