import { product } from '../../../base/integers.ts';
import { MOST_VALUES } from '../file/read-tensor.ts';
import type { OnnxDimension, OnnxTensor } from '../onnx-model.ts';

/** A small tensor whose elements are known beforehand. They can be symbolic: the sizes they stand for are. */
export interface TensorValue {
  readonly shape: readonly number[];
  /** In row-major order. */
  readonly data: readonly OnnxDimension[];
  readonly isFloat: boolean;
}

const [FLOAT, UINT8, INT8, UINT16, INT16, INT32, INT64] = [1, 2, 3, 4, 5, 6, 7];
const [BOOL, FLOAT16, DOUBLE, UINT32, UINT64] = [9, 10, 11, 12, 13];
const FLOATS = [FLOAT, FLOAT16, DOUBLE];
const WHOLE_NUMBERS = [UINT8, INT8, UINT16, INT16, INT32, INT64, BOOL, UINT32, UINT64];

/** Whether elements of a type are whole numbers, truth values included. */
export function isWhole(dataType: number): boolean {
  return WHOLE_NUMBERS.includes(dataType);
}

/** Longest lists that are followed. */
export function tensorValue(
  shape: readonly number[],
  data: readonly OnnxDimension[],
  isFloat: boolean,
): TensorValue | undefined {
  const isKnown = data.every((entry) => typeof entry === 'string' || Number.isFinite(entry));
  return data.length <= MOST_VALUES && isKnown
    ? { shape, data: isFloat ? data : data.map(clamped), isFloat }
    : undefined;
}

/** A tensor made element by element from its coordinates; undefined if one is, or if there are many. */
export function buildTensor(
  shape: readonly number[],
  isFloat: boolean,
  at: (coordinates: readonly number[]) => OnnxDimension | undefined,
): TensorValue | undefined {
  const count = product(shape);
  if (!(count <= MOST_VALUES)) return undefined;
  const data: OnnxDimension[] = [];
  const coordinates = new Array<number>(shape.length).fill(0);
  for (let index = 0; index < count; index++) {
    const entry = at(coordinates);
    if (entry === undefined) return undefined;
    data.push(entry);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      coordinates[axis] = (coordinates[axis] ?? 0) + 1;
      if ((coordinates[axis] ?? 0) < (shape[axis] ?? 1)) break;
      coordinates[axis] = 0;
    }
  }
  return tensorValue(shape, data, isFloat);
}

/** The element at some coordinates. Missing leading ones count as 0, and axes of size 1 repeat (NumPy rules). */
export function elementAt({ shape, data }: TensorValue, coordinates: readonly number[]): OnnxDimension | undefined {
  const surplus = coordinates.length - shape.length;
  let position = 0;
  shape.forEach((size, axis) => {
    position = position * size + (size === 1 ? 0 : (coordinates[axis + surplus] ?? 0));
  });
  return data[position];
}

/** Contents of a constant; undefined if they are many, lie in another file or are no numbers. */
export function constantValue({ dimensions, dataType, content }: OnnxTensor): TensorValue | undefined {
  if (content === undefined || !(isWhole(dataType) || FLOATS.includes(dataType))) return undefined;
  const count = product(dimensions);
  const { raw, listed } = content;
  const isFloat = FLOATS.includes(dataType);
  if (listed.length === count && dataType !== FLOAT16) return tensorValue(dimensions, listed, isFloat);
  if (raw === undefined) return count === 0 ? tensorValue(dimensions, [], isFloat) : undefined;
  const data = decoded(raw, dataType);
  return data.length === count ? tensorValue(dimensions, data, isFloat) : undefined;
}

function decoded(raw: Uint8Array, dataType: number): number[] {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const list = (width: number, read: (offset: number) => number): number[] =>
    raw.byteLength % width === 0
      ? Array.from({ length: raw.byteLength / width }, (_, index) => read(index * width))
      : [];
  if (dataType === INT64) return list(8, (at) => Number(view.getBigInt64(at, true)));
  if (dataType === UINT64) return list(8, (at) => Number(view.getBigUint64(at, true)));
  if (dataType === INT32) return list(4, (at) => view.getInt32(at, true));
  if (dataType === UINT32) return list(4, (at) => view.getUint32(at, true));
  if (dataType === FLOAT) return list(4, (at) => view.getFloat32(at, true));
  if (dataType === DOUBLE) return list(8, (at) => view.getFloat64(at, true));
  if (dataType === FLOAT16) return list(2, (at) => halfFloat(view.getUint16(at, true)));
  if (dataType === INT16) return list(2, (at) => view.getInt16(at, true));
  if (dataType === UINT16) return list(2, (at) => view.getUint16(at, true));
  if (dataType === INT8) return list(1, (at) => view.getInt8(at));
  return list(1, (at) => view.getUint8(at));
}

function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return exponent === 31 ? Number.NaN : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** INT64_MAX, which stands for "to the end", is no exact double: the nearest exact number means the same. */
function clamped(entry: OnnxDimension): OnnxDimension {
  if (typeof entry === 'string') return entry;
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(-Number.MAX_SAFE_INTEGER, Math.trunc(entry)));
}
