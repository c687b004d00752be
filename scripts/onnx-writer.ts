/*
 * Writes ONNX models that hold shapes only. Field numbers are those of the public ONNX definition (onnx.proto).
 */

const FLOAT = 1;
const INT64 = 7;

/** A size, or the name of a symbolic one. */
export type WrittenShape = readonly (number | string)[];

export interface WrittenValue {
  readonly name: string;
  readonly shape: WrittenShape;
  /** Number of another type than float32 in the public ONNX definition. */
  readonly dataType?: number;
}

/** A constant: `integers` or `floats` hold its values; without either it is external data that is not shipped. */
export interface WrittenTensor {
  readonly name: string;
  readonly dimensions: readonly number[];
  /** A text for a number that is no exact double, such as INT64_MAX. */
  readonly integers?: readonly (number | string)[];
  readonly floats?: readonly number[];
  /** Number of another type in the public ONNX definition; contents are not written then. */
  readonly dataType?: number;
  /** Whether the file holds only some elements. */
  readonly isSparse?: boolean;
  /** Where its integers are said to lie, outside the model. */
  readonly location?: string;
}

export type WrittenAttribute =
  | number
  | readonly number[]
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | { readonly text: string }
  | { readonly tensor: WrittenTensor }
  | { readonly graph: WrittenGraph }
  | { readonly reference: string };

/** A local function, in the domain `local`. */
export interface WrittenFunction {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly nodes: readonly WrittenNode[];
}

export interface WrittenNode {
  readonly operatorType: string;
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly name?: string;
  readonly attributes?: Readonly<Record<string, WrittenAttribute>>;
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface WrittenGraph {
  readonly name: string;
  readonly nodes: readonly WrittenNode[];
  readonly inputs?: readonly WrittenValue[];
  readonly outputs?: readonly WrittenValue[];
  readonly values?: readonly WrittenValue[];
  readonly initializers?: readonly WrittenTensor[];
  /** Of the outermost graph only. */
  readonly functions?: readonly WrittenFunction[];
}

/** The bytes of an ONNX model. */
export function writeModel(graph: WrittenGraph, opset = 14): Uint8Array {
  const model = new Message();
  model.integer(1, 8);
  model.text(2, 'zigzag-ts');
  model.message(7, graphMessage(graph));
  const operatorSet = new Message();
  operatorSet.text(1, '');
  operatorSet.integer(2, opset);
  model.message(8, operatorSet);
  for (const one of graph.functions ?? []) model.message(25, functionMessage(one));
  return Uint8Array.from(model.bytes);
}

function functionMessage({ name, inputs, outputs, nodes }: WrittenFunction): Message {
  const message = new Message();
  message.text(1, name);
  for (const input of inputs) message.text(4, input);
  for (const output of outputs) message.text(5, output);
  for (const node of nodes) message.message(7, nodeMessage(node));
  message.text(10, 'local');
  return message;
}

function graphMessage(graph: WrittenGraph): Message {
  const message = new Message();
  for (const node of graph.nodes) message.message(1, nodeMessage(node));
  message.text(2, graph.name);
  for (const tensor of graph.initializers ?? []) {
    if (tensor.isSparse === true) message.message(15, sparseMessage(tensor));
    else message.message(5, tensorMessage(tensor));
  }
  for (const value of graph.inputs ?? []) message.message(11, valueMessage(value));
  for (const value of graph.outputs ?? []) message.message(12, valueMessage(value));
  for (const value of graph.values ?? []) message.message(13, valueMessage(value));
  return message;
}

function nodeMessage({
  operatorType,
  domain,
  inputs,
  outputs,
  name,
  attributes = {},
  metadata = {},
}: WrittenNode): Message {
  const message = new Message();
  for (const input of inputs) message.text(1, input);
  for (const output of outputs) message.text(2, output);
  if (name !== undefined) message.text(3, name);
  message.text(4, operatorType);
  if (domain !== undefined) message.text(7, domain);
  for (const [key, value] of Object.entries(attributes)) message.message(5, attributeMessage(key, value));
  for (const [key, value] of Object.entries(metadata)) {
    const entry = new Message();
    entry.text(1, key);
    entry.text(2, value);
    message.message(9, entry);
  }
  return message;
}

function attributeMessage(name: string, value: WrittenAttribute): Message {
  const message = new Message();
  message.text(1, name);
  if (typeof value === 'number') {
    message.integer(3, value);
    message.integer(20, 2);
  } else if (isList(value)) {
    for (const entry of value) message.integer(8, entry);
    message.integer(20, 7);
  } else if ('float' in value) {
    message.float(2, value.float);
    message.integer(20, 1);
  } else if ('floats' in value) {
    for (const entry of value.floats) message.float(7, entry);
    message.integer(20, 6);
  } else if ('text' in value) {
    message.text(4, value.text);
    message.integer(20, 3);
  } else if ('tensor' in value) {
    message.message(5, tensorMessage(value.tensor));
    message.integer(20, 4);
  } else if ('graph' in value) {
    message.message(6, graphMessage(value.graph));
    message.integer(20, 5);
  } else {
    message.text(21, value.reference);
    message.integer(20, 2);
  }
  return message;
}

function isList(value: WrittenAttribute): value is readonly number[] {
  return Array.isArray(value);
}

function valueMessage({ name, shape, dataType = FLOAT }: WrittenValue): Message {
  const dimensions = new Message();
  for (const size of shape) {
    const dimension = new Message();
    if (typeof size === 'number') dimension.integer(1, size);
    else if (size !== '') dimension.text(2, size);
    dimensions.message(1, dimension);
  }
  const tensor = new Message();
  tensor.integer(1, dataType);
  tensor.message(2, dimensions);
  const type = new Message();
  type.message(1, tensor);
  const message = new Message();
  message.text(1, name);
  message.message(2, type);
  return message;
}

/** Its first element alone; the shape is that of the dense tensor. */
function sparseMessage({ name, dimensions }: WrittenTensor): Message {
  const message = new Message();
  message.message(1, tensorMessage({ name, dimensions: [1], floats: [1] }));
  message.message(2, tensorMessage({ name: `${name}_indices`, dimensions: [1], integers: [0] }));
  for (const size of dimensions) message.integer(3, size);
  return message;
}

function tensorMessage({ name, dimensions, integers, floats, location: place, dataType }: WrittenTensor): Message {
  const message = new Message();
  for (const size of dimensions) message.integer(1, size);
  message.integer(2, dataType ?? (integers === undefined && place === undefined ? FLOAT : INT64));
  message.text(8, name);
  if (integers !== undefined) {
    message.data(9, new Uint8Array(BigInt64Array.from(integers, BigInt).buffer));
  } else if (floats !== undefined) {
    message.data(9, new Uint8Array(Float32Array.from(floats).buffer));
  } else {
    const location = new Message();
    location.text(1, 'location');
    location.text(2, place ?? 'weights-not-shipped');
    message.message(13, location);
    message.integer(14, 1);
  }
  return message;
}

/** A protocol-buffer message being written. */
class Message {
  readonly bytes: number[] = [];

  integer(field: number, value: number): void {
    this.varint(BigInt(field * 8));
    this.varint(BigInt.asUintN(64, BigInt(value)));
  }

  float(field: number, value: number): void {
    this.varint(BigInt(field * 8 + 5));
    this.bytes.push(...new Uint8Array(Float32Array.of(value).buffer));
  }

  text(field: number, value: string): void {
    this.data(field, new TextEncoder().encode(value));
  }

  message(field: number, value: Message): void {
    this.data(field, value.bytes);
  }

  data(field: number, value: ArrayLike<number>): void {
    this.varint(BigInt(field * 8 + 2));
    this.varint(BigInt(value.length));
    for (let index = 0; index < value.length; index++) this.bytes.push(value[index] ?? 0);
  }

  private varint(value: bigint): void {
    let rest = value;
    while (rest > 127n) {
      this.bytes.push(Number(rest & 127n) | 128);
      rest >>= 7n;
    }
    this.bytes.push(Number(rest));
  }
}
