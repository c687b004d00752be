import { printable } from '../../base/plain-text.ts';
import { malformedModel, missingGraph } from './onnx-errors.ts';
import type {
  OnnxAttribute,
  OnnxDimension,
  OnnxGraph,
  OnnxModel,
  OnnxNode,
  OnnxShape,
  OnnxTensor,
  OnnxValue,
} from './onnx-model.ts';
import { ProtobufError, ProtobufReader } from './protobuf.ts';

/* Field numbers are those of the public ONNX definition (onnx.proto). */

const INT32 = 6;
const INT64 = 7;
const INTEGER_ATTRIBUTE = 2;

/** Tensors with more elements are data, not shapes. */
const MOST_SHAPE_VALUES = 64;

/** Graphs inside attributes (If, Loop) inside graphs …: no real model goes deeper. */
const MOST_NESTED_GRAPHS = 16;

/**
 * Reads a model from the bytes of an `.onnx` file. External data files are not needed.
 * @throws InputError naming the byte at which the file stops making sense.
 */
export function readOnnxModel(bytes: Uint8Array, file: string | undefined): OnnxModel {
  try {
    return readModel(new ProtobufReader(bytes), file);
  } catch (error) {
    if (error instanceof ProtobufError) throw malformedModel(error, bytes.length, file);
    throw error;
  }
}

function readModel(reader: ProtobufReader, file: string | undefined): OnnxModel {
  let graph: OnnxGraph | undefined;
  let opset = 1;
  while (reader.next()) {
    if (reader.field === 7) graph = readGraph(reader.message(), 0);
    else if (reader.field === 8) opset = readOpset(reader.message()) ?? opset;
  }
  if (graph === undefined) throw missingGraph(file);
  return { graph, opset };
}

/** Version of the standard domain; undefined for others. */
function readOpset(reader: ProtobufReader): number | undefined {
  let domain = '';
  let version = 1;
  while (reader.next()) {
    if (reader.field === 1) domain = reader.text();
    else if (reader.field === 2) version = reader.integer();
  }
  return domain === '' || domain === 'ai.onnx' ? version : undefined;
}

function readGraph(reader: ProtobufReader, depth: number): OnnxGraph {
  if (depth > MOST_NESTED_GRAPHS) throw new ProtobufError('graphs are nested too deeply', 0);
  const nodes: OnnxNode[] = [];
  const inputs: OnnxValue[] = [];
  const outputs: OnnxValue[] = [];
  const values: OnnxValue[] = [];
  const initializers: OnnxTensor[] = [];
  while (reader.next()) {
    if (reader.field === 1) nodes.push(readNode(reader.message(), nodes.length, depth));
    else if (reader.field === 5) initializers.push(readTensor(reader.message()));
    else if (reader.field === 11) inputs.push(readValue(reader.message()));
    else if (reader.field === 12) outputs.push(readValue(reader.message()));
    else if (reader.field === 13) values.push(readValue(reader.message()));
  }
  return { nodes, inputs, outputs, values, initializers };
}

function readNode(reader: ProtobufReader, id: number, depth: number): OnnxNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, OnnxAttribute>();
  let name = '';
  let operatorType = '';
  while (reader.next()) {
    if (reader.field === 1) inputs.push(reader.text());
    else if (reader.field === 2) outputs.push(reader.text());
    else if (reader.field === 3) name = printable(reader.text());
    else if (reader.field === 4) operatorType = printable(reader.text());
    else if (reader.field === 5) {
      const attribute = readAttribute(reader.message(), depth);
      if (!attributes.has(attribute.name)) attributes.set(attribute.name, attribute);
    }
  }
  return { id, name: name === '' ? `Op${id}` : name, operatorType, inputs, outputs, attributes };
}

function readAttribute(reader: ProtobufReader, depth: number): OnnxAttribute & { readonly name: string } {
  let name = '';
  let integer: number | undefined;
  let text: string | undefined;
  let tensor: OnnxTensor | undefined;
  let graph: OnnxGraph | undefined;
  let type: number | undefined;
  let isInteger = true;
  const integers: number[] = [];
  const floats: number[] = [];
  while (reader.next()) {
    if (reader.field === 1) name = reader.text();
    else if (reader.field === 2) {
      floats.push(reader.float());
      isInteger = false;
    } else if (reader.field === 3) integer = reader.integer();
    else if (reader.field === 4) text = reader.text();
    else if (reader.field === 5) tensor = readTensor(reader.message());
    else if (reader.field === 6) graph = readGraph(reader.message(), depth + 1);
    else if (reader.field === 7) append(floats, readFloats(reader));
    else if (reader.field === 8) append(integers, reader.integers());
    else if (reader.field === 20) type = reader.integer();
  }
  // Protocol buffers leave out fields that are zero: a typed integer without value is 0.
  if (integer === undefined && type === INTEGER_ATTRIBUTE) integer = 0;
  isInteger &&= type === undefined || type === INTEGER_ATTRIBUTE;
  return { name, integer, integers, floats, text, tensor, graph, isInteger };
}

/** Adds one by one: `push(...more)` overflows the stack when a damaged file holds very long lists. */
function append(list: number[], more: readonly number[]): void {
  for (const value of more) list.push(value);
}

/** Floats of a repeated field, packed or not. */
function readFloats(reader: ProtobufReader): number[] {
  const data = reader.fixed32Data();
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Array.from({ length: Math.floor(data.byteLength / 4) }, (_, index) => view.getFloat32(4 * index, true));
}

function readValue(reader: ProtobufReader): OnnxValue {
  let name = '';
  let shape: OnnxShape | undefined;
  while (reader.next()) {
    if (reader.field === 1) name = reader.text();
    else if (reader.field === 2) shape = readType(reader.message());
  }
  return { name, shape };
}

/** Shape of a tensor type; undefined for other types and tensors of unknown rank. */
function readType(reader: ProtobufReader): OnnxShape | undefined {
  let shape: OnnxShape | undefined;
  while (reader.next()) {
    if (reader.field !== 1) continue;
    const tensor = reader.message();
    while (tensor.next()) {
      if (tensor.field === 2) shape = readShape(tensor.message());
    }
  }
  return shape;
}

function readShape(reader: ProtobufReader): OnnxShape {
  const shape: OnnxDimension[] = [];
  while (reader.next()) {
    if (reader.field !== 1) continue;
    const dimension = reader.message();
    let size: OnnxDimension = '';
    while (dimension.next()) {
      if (dimension.field === 1) size = dimension.integer();
      else if (dimension.field === 2) size = dimension.text();
    }
    shape.push(size);
  }
  return shape;
}

function readTensor(reader: ProtobufReader): OnnxTensor {
  let name = '';
  let dataType = 0;
  let raw: Uint8Array | undefined;
  const dimensions: number[] = [];
  const listed: number[] = [];
  while (reader.next()) {
    if (reader.field === 1) append(dimensions, reader.integers());
    else if (reader.field === 2) dataType = reader.integer();
    else if (reader.field === 8) name = reader.text();
    else if (reader.field === 9) raw = reader.data();
    else if ((reader.field === 5 || reader.field === 7) && elementCount(dimensions) <= MOST_SHAPE_VALUES) {
      append(listed, reader.integers());
    }
  }
  return { name, dimensions, integers: shapeValues(dimensions, dataType, raw, listed) };
}

function elementCount(dimensions: readonly number[]): number {
  return dimensions.reduce((count, size) => count * size, 1);
}

function shapeValues(
  dimensions: readonly number[],
  dataType: number,
  raw: Uint8Array | undefined,
  listed: readonly number[],
): readonly number[] | undefined {
  const count = elementCount(dimensions);
  if ((dataType !== INT64 && dataType !== INT32) || count > MOST_SHAPE_VALUES) return undefined;
  if (listed.length === count) return listed;
  const width = dataType === INT64 ? 8 : 4;
  if (raw === undefined || raw.byteLength !== count * width) return count === 0 ? [] : undefined;
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return Array.from({ length: count }, (_, index) =>
    dataType === INT64 ? Number(view.getBigInt64(8 * index, true)) : view.getInt32(4 * index, true),
  );
}
