import { product } from '../../base/integers.ts';
import { quantityText } from '../../base/number-text.ts';
import type { MappingConstraints } from '../mapping/mapping-constraints.ts';
import { readability, readable } from '../readable.ts';
import type { SourceOrigin } from '../source-origin.ts';

/** A loop of the layer's computation, e.g. `K` of size 64. */
export interface LoopDimension {
  readonly name: string;
  readonly size: number;
}

/** `target = a.coefficient · a.dimension + b.coefficient · b.dimension`, e.g. `IX = 2·OX + 1·FX`: stride 2, dilation 1. */
export interface DimensionRelation {
  readonly target: string;
  readonly a: { readonly coefficient: number; readonly dimension: string };
  readonly b: { readonly coefficient: number; readonly dimension: string };
  /** Size of the unpadded tensor along `target`: no tile counts more elements than this. */
  readonly limit: number;
}

/** A tensor of the layer: name and the indices it is accessed with, in equation order. */
export interface LayerOperand {
  readonly name: string;
  readonly indices: readonly string[];
  /** Bits per element; for the output: of partial sums. */
  readonly precisionBits: number;
}

/** A layer as the files describe it, after all defaults. */
export interface LayerSource {
  readonly id: number;
  readonly name: string;
  /** `Conv`, `Gemm`, …: selects the mapping entry, changes no arithmetic. */
  readonly operatorType: string;
  /** Normalised: `O[b][k]=W[k][c]*I[b][c]` with one blank around `=`, `*`, `+`. */
  readonly equation: string;
  /** In the order that decides ties. */
  readonly dimensions: readonly LoopDimension[];
  readonly relations: readonly DimensionRelation[];
  /** Output first, then the inputs as the equation lists them. This order is *the operand order* of the cost model. */
  readonly operands: readonly LayerOperand[];
  /** Bits per element of the finished output. */
  readonly finalOutputPrecisionBits: number;
  /** The precisions as the file gives them, for reports. */
  readonly operandPrecision: ReadonlyMap<string, number>;
  /** Operands that come from outside (weights, network inputs), in file order. */
  readonly constantOperands: readonly string[];
  /** Producing node of each operand that has one, in file order. */
  readonly operandSources: ReadonlyMap<string, number>;
  readonly mapping: MappingConstraints;
  /** How many such layers the network has, each with data of its own; 1 when absent. They share one mapping. */
  readonly repeat?: number;
  /** Where the layer stands in the workload file. */
  readonly origin?: SourceOrigin;
}

/** A layer before a mapping entry has been chosen for it. */
export type LayerDescription = Omit<LayerSource, 'mapping'>;

/** One layer of a workload. Immutable. */
export interface Layer extends LayerSource {
  /** Multiply-accumulates (or additions) of one such layer: product of all loop sizes. */
  readonly operationCount: number;
  readonly repeat: number;
}

export function createLayer(source: LayerSource): Layer {
  const operationCount = product(source.dimensions.map((dimension) => dimension.size));
  return readable({ ...source, operationCount, repeat: source.repeat ?? 1 }, TEXT);
}

/** `conv1 (Conv): K 64, C 3, …; 118 MMAC`, with `3 × ` before it if the layer is repeated. */
export function formatLayer({ name, operatorType, dimensions, operationCount, repeat }: Layer): string {
  const sizes = dimensions.map((dimension) => `${dimension.name} ${dimension.size}`).join(', ');
  const times = repeat === 1 ? '' : `${repeat} × `;
  return `${times}${name} (${operatorType}): ${sizes}; ${quantityText(operationCount, 'MAC')}`;
}

const TEXT = readability(formatLayer);

/** Operations of all layers, each as often as it is repeated. */
export function operationsOf(layers: readonly Layer[]): number {
  return layers.reduce((operations, { operationCount, repeat }) => operations + operationCount * repeat, 0);
}

/** The output operand. */
export function outputOperand(layer: LayerSource): LayerOperand {
  const [output] = layer.operands;
  if (output === undefined) throw new Error(`layer ${layer.name} has no operands`);
  return output;
}

/** The input operands in equation order. */
export function inputOperands(layer: LayerSource): readonly LayerOperand[] {
  return layer.operands.slice(1);
}

export function loopSize(layer: LayerSource, dimension: string): number {
  return layer.dimensions.find((candidate) => candidate.name === dimension)?.size ?? 1;
}
