import { printable } from '../../../base/plain-text.ts';
import { malformedModel, missingGraph } from '../onnx-errors.ts';
import type {
  OnnxAttribute,
  OnnxDimension,
  OnnxFunction,
  OnnxGraph,
  OnnxModel,
  OnnxNode,
  OnnxShape,
  OnnxTensor,
  OnnxValue,
} from '../onnx-model.ts';
import { ProtobufError, ProtobufReader } from './protobuf.ts';
import { append, readFloats, readSparseTensor, readTensor } from './read-tensor.ts';

/* Field numbers are those of the public ONNX definition (onnx.proto). */

const INTEGER_ATTRIBUTE = 2;

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
  const functions: OnnxFunction[] = [];
  while (reader.next()) {
    if (reader.field === 7) graph = readGraph(reader.message(), 0);
    else if (reader.field === 8) opset = readOpset(reader.message()) ?? opset;
    else if (reader.field === 25) functions.push(readFunction(reader.message()));
  }
  if (graph === undefined) throw missingGraph(file);
  return { graph, functions, opset };
}

function readFunction(reader: ProtobufReader): OnnxFunction {
  let name = '';
  let domain = '';
  const inputs: string[] = [];
  const outputs: string[] = [];
  const nodes: OnnxNode[] = [];
  const defaults = new Map<string, OnnxAttribute>();
  while (reader.next()) {
    if (reader.field === 1) name = printable(reader.text());
    else if (reader.field === 4) inputs.push(reader.text());
    else if (reader.field === 5) outputs.push(reader.text());
    else if (reader.field === 7) nodes.push(readNode(reader.message(), nodes.length, 0));
    else if (reader.field === 10) domain = standardDomain(reader.text());
    else if (reader.field === 11) {
      const attribute = readAttribute(reader.message(), 0);
      defaults.set(attribute.name, attribute);
    }
  }
  return { name, domain, inputs, outputs, nodes, defaults };
}

/** The standard domain has two names. */
function standardDomain(domain: string): string {
  return domain === 'ai.onnx' ? '' : printable(domain);
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
    else if (reader.field === 15) initializers.push(readSparseTensor(reader.message()));
  }
  return { nodes, inputs, outputs, values, initializers };
}

function readNode(reader: ProtobufReader, id: number, depth: number): OnnxNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, OnnxAttribute>();
  let name = '';
  let operatorType = '';
  let domain = '';
  let repeat: string | undefined;
  while (reader.next()) {
    if (reader.field === 1) inputs.push(reader.text());
    else if (reader.field === 2) outputs.push(reader.text());
    else if (reader.field === 3) name = printable(reader.text());
    else if (reader.field === 4) operatorType = printable(reader.text());
    else if (reader.field === 7) domain = standardDomain(reader.text());
    else if (reader.field === 9) repeat = readMetadata(reader.message(), 'repeat') ?? repeat;
    else if (reader.field === 5) {
      const attribute = readAttribute(reader.message(), depth);
      if (!attributes.has(attribute.name)) attributes.set(attribute.name, attribute);
    }
  }
  return { id, name: name === '' ? `Op${id}` : name, operatorType, domain, inputs, outputs, attributes, repeat };
}

/** The value of an entry with this key; undefined for other entries. */
function readMetadata(reader: ProtobufReader, wanted: string): string | undefined {
  let key = '';
  let value = '';
  while (reader.next()) {
    if (reader.field === 1) key = reader.text();
    else if (reader.field === 2) value = printable(reader.text());
  }
  return key === wanted ? value : undefined;
}

function readAttribute(reader: ProtobufReader, depth: number): OnnxAttribute & { readonly name: string } {
  let name = '';
  let integer: number | undefined;
  let float: number | undefined;
  let reference: string | undefined;
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
      float = reader.float();
      floats.push(float);
      isInteger = false;
    } else if (reader.field === 3) integer = reader.integer();
    else if (reader.field === 4) text = reader.text();
    else if (reader.field === 5) tensor = readTensor(reader.message());
    else if (reader.field === 6) graph = readGraph(reader.message(), depth + 1);
    else if (reader.field === 7) append(floats, readFloats(reader));
    else if (reader.field === 8) append(integers, reader.integers());
    else if (reader.field === 20) type = reader.integer();
    else if (reader.field === 21) reference = reader.text();
    else if (reader.field === 22) tensor = readSparseTensor(reader.message());
  }
  // Protocol buffers leave out fields that are zero: a typed integer without value is 0.
  if (integer === undefined && type === INTEGER_ATTRIBUTE) integer = 0;
  isInteger &&= type === undefined || type === INTEGER_ATTRIBUTE;
  return { name, integer, float, integers, floats, text, tensor, graph, reference, isInteger };
}

function readValue(reader: ProtobufReader): OnnxValue {
  let name = '';
  let type: Pick<OnnxValue, 'shape' | 'dataType'> = { shape: undefined, dataType: undefined };
  while (reader.next()) {
    if (reader.field === 1) name = reader.text();
    else if (reader.field === 2) type = readType(reader.message());
  }
  return { name, ...type };
}

/** Shape and element type of a tensor type; undefined for other types, and the shape for tensors of unknown rank. */
function readType(reader: ProtobufReader): Pick<OnnxValue, 'shape' | 'dataType'> {
  let shape: OnnxShape | undefined;
  let dataType: number | undefined;
  while (reader.next()) {
    // A tensor; a sparse tensor is described by the same fields.
    if (reader.field !== 1 && reader.field !== 8) continue;
    const tensor = reader.message();
    while (tensor.next()) {
      if (tensor.field === 1) dataType = tensor.integer();
      else if (tensor.field === 2) shape = readShape(tensor.message());
    }
  }
  return { shape, dataType };
}

/** Some exporters write open sizes as −1. */
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
    shape.push(typeof size === 'number' && size < 0 ? '' : size);
  }
  return shape;
}
