import type { OnnxTensor } from '../onnx-model.ts';
import type { ProtobufReader } from './protobuf.ts';

/** Tensors with more elements are data, not shapes: their contents are stepped over. */
export const MOST_VALUES = 1024;

/** Adds one by one: `push(...more)` overflows the stack when a damaged file holds very long lists. */
export function append(list: number[], more: readonly number[]): void {
  for (const value of more) list.push(value);
}

/** Floats of a repeated field, packed or not. */
export function readFloats(reader: ProtobufReader): number[] {
  const data = reader.fixed32Data();
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Array.from({ length: Math.floor(data.byteLength / 4) }, (_, index) => view.getFloat32(4 * index, true));
}

/** A dense tensor. Its contents are kept, undecoded, if they are few. */
export function readTensor(reader: ProtobufReader): OnnxTensor {
  let name = '';
  let dataType = 0;
  let raw: Uint8Array | undefined;
  let isOutside = false;
  const dimensions: number[] = [];
  const listed: number[] = [];
  while (reader.next()) {
    const { field } = reader;
    if (field === 1) append(dimensions, reader.integers());
    else if (field === 2) dataType = reader.integer();
    else if (field === 8) name = reader.text();
    else if (field === 14) isOutside = reader.integer() === 1;
    else if (elementCount(dimensions) > MOST_VALUES) continue;
    else if (field === 9) raw = reader.data();
    else if (field === 4) append(listed, readFloats(reader));
    else if (field === 5 || field === 7 || field === 11) append(listed, reader.integers());
    else if (field === 10) append(listed, doubles(reader.data()));
  }
  const isKept = elementCount(dimensions) <= MOST_VALUES && !isOutside;
  return { name, dimensions, dataType, content: isKept ? { raw, listed } : undefined };
}

/** A sparse tensor: the shape is that of the dense one. */
export function readSparseTensor(reader: ProtobufReader): OnnxTensor {
  let values: OnnxTensor | undefined;
  const dimensions: number[] = [];
  while (reader.next()) {
    if (reader.field === 1) values = readTensor(reader.message());
    else if (reader.field === 3) append(dimensions, reader.integers());
  }
  return { name: values?.name ?? '', dimensions, dataType: values?.dataType ?? 0, content: undefined };
}

function doubles(data: Uint8Array): number[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Array.from({ length: Math.floor(data.byteLength / 8) }, (_, index) => view.getFloat64(8 * index, true));
}

function elementCount(dimensions: readonly number[]): number {
  return dimensions.reduce((count, size) => count * size, 1);
}
