/** A dimension of a tensor: its size, or the name of a symbolic size (empty when it has none). */
export type OnnxDimension = number | string;

export type OnnxShape = readonly OnnxDimension[];

/** A constant tensor. Its contents are kept only where they are few: they may be a shape, or what a shape is computed from. */
export interface OnnxTensor {
  readonly name: string;
  readonly dimensions: readonly number[];
  /** Number of the type in the public ONNX definition, e.g. 1 for float32. */
  readonly dataType: number;
  readonly content: OnnxTensorContent | undefined;
}

/** Values as the file has them: packed bytes or a list of numbers. They are decoded when asked for. */
export interface OnnxTensorContent {
  readonly raw: Uint8Array | undefined;
  readonly listed: readonly number[];
}

export interface OnnxAttribute {
  readonly integer: number | undefined;
  readonly float: number | undefined;
  readonly integers: readonly number[];
  readonly floats: readonly number[];
  readonly text: string | undefined;
  readonly tensor: OnnxTensor | undefined;
  readonly graph: OnnxGraph | undefined;
  /** Name of the attribute of the surrounding function that gives the value. */
  readonly reference: string | undefined;
  /** True when the attribute holds an integer or nothing that says otherwise. */
  readonly isInteger: boolean;
}

export interface OnnxNode {
  /** Position in the graph's node list; nodes of inner graphs and functions get numbers behind them. */
  readonly id: number;
  /** The node's name, or `Op<id>`. */
  readonly name: string;
  readonly operatorType: string;
  /** Domain of the operator; empty for the standard one. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
  /** How many such nodes the network has, as the metadata of the node say; undefined where they don't. */
  readonly repeat: string | undefined;
}

/** A tensor with a declared shape; undefined when the file gives none. */
export interface OnnxValue {
  readonly name: string;
  readonly shape: OnnxShape | undefined;
  /** Type of the elements; undefined for what is no tensor, or where the file says nothing. */
  readonly dataType: number | undefined;
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Tensors inside the graph whose shape is declared. */
  readonly values: readonly OnnxValue[];
  readonly initializers: readonly OnnxTensor[];
}

/** A local function: nodes with names of their own, put in place where the function is called. */
export interface OnnxFunction {
  readonly name: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly nodes: readonly OnnxNode[];
  /** Attributes that the caller may leave out. */
  readonly defaults: ReadonlyMap<string, OnnxAttribute>;
}

/** What this tool uses of an ONNX model: graph, names, attributes, shapes and small constants. Weights are never read. */
export interface OnnxModel {
  readonly graph: OnnxGraph;
  readonly functions: readonly OnnxFunction[];
  /** Version of the standard operator set. */
  readonly opset: number;
}
