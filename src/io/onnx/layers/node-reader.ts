import type { Diagnostic } from '../../../base/diagnostic.ts';
import {
  badAttribute,
  mismatch,
  type OnnxPlace,
  openDimension,
  unknownShape,
  unsupportedRank,
} from '../onnx-errors.ts';
import type { OnnxNode, OnnxShape } from '../onnx-model.ts';

/** What is known around a node when it becomes a layer. */
export interface LayerContext {
  readonly file: string | undefined;
  readonly shapes: ReadonlyMap<string, OnnxShape>;
  readonly producerOf: ReadonlyMap<string, OnnxNode>;
}

/** Bits per element of a layer's operands, from the custom attributes of its node. */
export interface NodePrecision {
  readonly weightBits: number;
  readonly activationBits: number;
  /** Partial sums; finished outputs have `activationBits`. */
  readonly outputBits: number;
}

/** Thrown inside the reader when a node cannot become a layer; collected, never seen outside. */
export class NodeProblem extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

/** Reads shapes and attributes of one layer node; whatever is missing stops the node with a diagnostic. */
export class NodeReader {
  readonly node: OnnxNode;
  readonly place: OnnxPlace;
  readonly warnings: Diagnostic[] = [];
  private readonly context: LayerContext;

  constructor(node: OnnxNode, context: LayerContext) {
    this.node = node;
    this.context = context;
    this.place = { file: context.file, node };
  }

  fail(diagnostic: Diagnostic): never {
    throw new NodeProblem(diagnostic);
  }

  /** Name of the n-th input. */
  input(index: number): string {
    return this.node.inputs[index] ?? '';
  }

  /** Name of the first output. */
  get output(): string {
    return this.node.outputs[0] ?? '';
  }

  /** Shape of a tensor, sizes possibly symbolic. */
  shape(tensor: string): OnnxShape {
    const shape = this.context.shapes.get(tensor);
    return shape ?? this.fail(unknownShape(this.place, tensor, this.context.producerOf.get(tensor)));
  }

  /** A shape if it is known. */
  knownShape(tensor: string): OnnxShape | undefined {
    return this.context.shapes.get(tensor);
  }

  /** Number of dimensions of the first input, which the first output must share. */
  rank(least: number, most: number, supported: string): number {
    const input = this.input(0);
    const rank = this.shape(input).length;
    if (rank < least || rank > most) this.fail(unsupportedRank(this.place, rank, `${supported} are supported`));
    const outputRank = this.shape(this.output).length;
    if (outputRank !== rank) {
      const what = `input "${input}" has ${rank} dimensions, output "${this.output}" ${outputRank}`;
      this.fail(mismatch(this.place, what, 'give both the same rank'));
    }
    return rank;
  }

  /** One dimension of a tensor as a number of at least 1. */
  size(tensor: string, axis: number): number {
    const size = this.shape(tensor)[axis];
    if (typeof size === 'number' && Number.isInteger(size) && size >= 1) return size;
    return this.fail(openDimension(this.place, tensor, axis, size ?? ''));
  }

  /** A list of integers, with a default for the whole list. */
  integers(name: string, fallback: readonly number[]): readonly number[] {
    const given = this.node.attributes.get(name)?.integers ?? [];
    return given.length > 0 ? given : fallback;
  }

  /** An integer of at least 1. */
  positiveInteger(name: string, fallback: number): number {
    const attribute = this.node.attributes.get(name);
    if (attribute === undefined) return fallback;
    const value = attribute.integer;
    if (!attribute.isInteger || value === undefined || value < 1) {
      const shown = value ?? attribute.floats[0] ?? attribute.text ?? 'no integer';
      return this.fail(badAttribute(this.place, name, String(shown), 'an integer of at least 1'));
    }
    return value;
  }

  precision(): NodePrecision {
    const activationBits = this.positiveInteger('act_size', 8);
    return {
      weightBits: this.positiveInteger('weight_size', 8),
      activationBits,
      outputBits: this.positiveInteger('output_size', 2 * activationBits),
    };
  }
}
