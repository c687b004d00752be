import type { Diagnostic } from '../../../base/diagnostic.ts';
import { type Blame, badAttribute, type OnnxPlace, openDimension, unknownShape } from '../onnx-errors.ts';
import type { OnnxDimension, OnnxNode, OnnxShape } from '../onnx-model.ts';
import { assumedBatch } from '../onnx-warnings.ts';
import type { TensorValue } from '../shapes/tensor-value.ts';

/** What is known around a node when it becomes a layer. */
export interface LayerContext {
  readonly file: string | undefined;
  readonly shape: (tensor: string) => OnnxShape | undefined;
  readonly value: (tensor: string) => TensorValue | undefined;
  /** What makes the shape of a tensor unknown, or leaves a size of it open: the operator to blame. */
  readonly blame: (tensor: string, isOpen: boolean) => Blame;
  /** Whether a tensor depends on constants only. */
  readonly isConstant: (tensor: string) => boolean;
  /** Whether a node makes the tensor from more than constants. */
  readonly isProduced: (tensor: string) => boolean;
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
  /** Problems of the same cause have the same text; undefined for a fault of the node itself. */
  readonly rootCause: string | undefined;

  constructor(diagnostic: Diagnostic, cause?: string) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
    this.rootCause = cause;
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

  fail(diagnostic: Diagnostic, cause?: string): never {
    throw new NodeProblem(diagnostic, cause);
  }

  /** Name of the n-th input. */
  input(index: number): string {
    return this.node.inputs[index] ?? '';
  }

  /** Name of the first output. */
  get output(): string {
    return this.node.outputs[0] ?? '';
  }

  /** Whether the n-th input depends on constants only. */
  isConstant(index: number): boolean {
    return this.context.isConstant(this.input(index));
  }

  /** Whether a node makes the n-th input, from more than constants. */
  isProduced(index: number): boolean {
    return this.context.isProduced(this.input(index));
  }

  /** Shape of a tensor, sizes possibly symbolic. */
  shape(tensor: string): OnnxShape {
    const shape = this.context.shape(tensor);
    if (shape !== undefined) return shape;
    const blame = this.context.blame(tensor, false);
    return this.fail(unknownShape(this.place, tensor, blame), `shape of ${blame.tensor}`);
  }

  /** A shape if it is known. */
  knownShape(tensor: string): OnnxShape | undefined {
    return this.context.shape(tensor);
  }

  /** The numbers of the n-th input, if they are few and known. */
  values(index: number): readonly OnnxDimension[] | undefined {
    return this.context.value(this.input(index))?.data;
  }

  /** One dimension of a tensor as a number of at least 1. */
  size(tensor: string, axis: number): number {
    const size = this.shape(tensor)[axis];
    return this.whole(size, tensor, axis);
  }

  /** A size that was read from a dimension of a tensor: a number of at least 1. */
  whole(size: OnnxDimension | undefined, tensor: string, axis: number): number {
    if (typeof size === 'number' && Number.isInteger(size) && size >= 1) return size;
    const symbol = typeof size === 'string' && size !== '' ? size : undefined;
    const blame = this.context.blame(tensor, true);
    const cause = symbol === undefined ? `size ${size} of ${blame.tensor}` : `size ${symbol}`;
    return this.fail(openDimension(this.place, tensor, axis, size ?? '', blame), cause);
  }

  /** A size that models often leave open, the batch: 1 with a warning then. */
  batch(sizes: readonly (OnnxDimension | undefined)[], tensor: string): number {
    const known = sizes.find((size) => typeof size === 'number' && size >= 1);
    if (typeof known === 'number') return known;
    const [size] = sizes;
    this.warnings.push(assumedBatch(this.place, tensor, typeof size === 'string' ? size : ''));
    return 1;
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

  /** An integer attribute, whatever its value. */
  integer(name: string, fallback: number): number {
    return this.node.attributes.get(name)?.integer ?? fallback;
  }

  /** Custom attributes of the node; `hasWeights` is false for operands that are activations both. */
  precision(hasWeights = true): NodePrecision {
    const activationBits = this.positiveInteger('act_size', 8);
    return {
      weightBits: hasWeights ? this.positiveInteger('weight_size', 8) : activationBits,
      activationBits,
      outputBits: this.positiveInteger('output_size', 2 * activationBits),
    };
  }
}
