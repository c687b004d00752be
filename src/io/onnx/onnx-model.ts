/** A dimension of a tensor: its size, or the name of a symbolic size (empty when it has none). */
export type OnnxDimension = number | string;

export type OnnxShape = readonly OnnxDimension[];

/** A constant tensor, without its contents unless they are few integers (shapes, axes). */
export interface OnnxTensor {
  readonly name: string;
  readonly dimensions: readonly number[];
  /** Values of small integer tensors; undefined for all others. */
  readonly integers: readonly number[] | undefined;
}

export interface OnnxAttribute {
  readonly integer: number | undefined;
  readonly integers: readonly number[];
  readonly floats: readonly number[];
  readonly text: string | undefined;
  readonly tensor: OnnxTensor | undefined;
  readonly graph: OnnxGraph | undefined;
  /** True when the attribute holds an integer or nothing that says otherwise. */
  readonly isInteger: boolean;
}

export interface OnnxNode {
  /** Position in the graph's node list. */
  readonly id: number;
  /** The node's name, or `Op<id>`. */
  readonly name: string;
  readonly operatorType: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

/** A tensor with a declared shape; undefined when the file gives none. */
export interface OnnxValue {
  readonly name: string;
  readonly shape: OnnxShape | undefined;
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Tensors inside the graph whose shape is declared. */
  readonly values: readonly OnnxValue[];
  readonly initializers: readonly OnnxTensor[];
}

/** What this tool uses of an ONNX model: graph, names, attributes and shapes. Weights are never read. */
export interface OnnxModel {
  readonly graph: OnnxGraph;
  /** Version of the standard operator set. */
  readonly opset: number;
}
