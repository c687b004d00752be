import type { LayerDraft } from '../layers/layer-parts.ts';
import type { NodeReader } from '../layers/node-reader.ts';
import type { ShapeRule } from '../shapes/shape-rule.ts';

/** How a node becomes layers, in the order in which they run. None at all: it has no operations. */
export type Lowering = (reader: NodeReader) => readonly LayerDraft[];

/** What is known of an ONNX operator. */
export interface Operator {
  /** Shapes of the outputs; undefined for operators whose outputs depend on data, or are not followed. */
  readonly shape?: ShapeRule;
  /** Layers; undefined for operators without cost. */
  readonly layers?: Lowering;
}

/** How some operators of a family become layers, in words: a row of docs/onnx.md. */
export interface LayerRow {
  /** Keys of the operators. */
  readonly operators: readonly string[];
  /** Which form of the operator, e.g. `rank 4`. */
  readonly form: string;
  readonly equation: string;
  readonly loops: string;
}

/**
 * Operators that work alike: their shape rules, layers and documentation. Keys are operator types; an operator of another domain that
 * means something else has the domain in front, e.g. `com.microsoft:Attention`.
 */
export interface OperatorFamily {
  /** Kind of operators, as docs/onnx.md calls it. */
  readonly title: string;
  readonly operators: Readonly<Record<string, Operator>>;
  readonly rows?: readonly LayerRow[];
}

/** The same for several operators. */
export function forEach<T>(names: readonly string[], operator: T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, operator]));
}
