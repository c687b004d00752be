/*
 * Python pickles, protocol 4 (PEP 3154), of plain data only: null, booleans, numbers, texts, lists and maps. Python's own
 * `pickle.load` reads them without any package; there is no code in them. Whole numbers become `int`, others `float`, as
 * `json.load` would read the same data.
 */

const PROTOCOL = [0x80, 4];
const MARK = 0x28;
const STOP = 0x2e;
const NONE = 0x4e;
const TRUE = 0x88;
const FALSE = 0x89;
const BYTE_INTEGER = 0x4b;
const INTEGER_32 = 0x4a;
const LONG_INTEGER = 0x8a;
const FLOAT = 0x47;
const SHORT_TEXT = 0x8c;
const TEXT = 0x58;
const EMPTY_LIST = 0x5d;
const APPEND_ALL = 0x65;
const EMPTY_MAP = 0x7d;
const SET_ALL = 0x75;

/**
 * The bytes of a pickle.
 * @throws Error when the data holds anything that has no counterpart, such as a function, naming its path.
 */
export function writePickle(data: unknown): Uint8Array {
  const output = new ByteWriter();
  output.bytes(PROTOCOL);
  writeValue(output, data, 'data');
  output.byte(STOP);
  return output.finish();
}

function writeValue(output: ByteWriter, value: unknown, path: string): void {
  if (value === null || value === undefined) output.byte(NONE);
  else if (typeof value === 'boolean') output.byte(value ? TRUE : FALSE);
  else if (typeof value === 'number') writeNumber(output, value);
  else if (typeof value === 'string') writeText(output, value);
  else if (Array.isArray(value)) writeList(output, value, path);
  else if (value instanceof Map) writeMap(output, [...value], path);
  else if (typeof value === 'object') writeMap(output, Object.entries(value), path);
  else throw new Error(`${path} is a ${typeof value}, which a pickle of plain data cannot hold`);
}

function writeNumber(output: ByteWriter, value: number): void {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
    output.byte(FLOAT);
    output.view(8, (view) => view.setFloat64(0, value));
  } else if (value >= 0 && value < 256) {
    output.bytes([BYTE_INTEGER, value]);
  } else if (value === (value | 0)) {
    output.byte(INTEGER_32);
    output.view(4, (view) => view.setInt32(0, value, true));
  } else {
    output.bytes([LONG_INTEGER, 8]);
    output.view(8, (view) => view.setBigInt64(0, BigInt(value), true));
  }
}

function writeText(output: ByteWriter, value: string): void {
  const encoded = new TextEncoder().encode(value);
  if (encoded.length < 256) output.bytes([SHORT_TEXT, encoded.length]);
  else {
    output.byte(TEXT);
    output.view(4, (view) => view.setUint32(0, encoded.length, true));
  }
  output.bytes(encoded);
}

function writeList(output: ByteWriter, items: readonly unknown[], path: string): void {
  output.byte(EMPTY_LIST);
  if (items.length === 0) return;
  output.byte(MARK);
  items.forEach((item, index) => {
    writeValue(output, item, `${path}[${index}]`);
  });
  output.byte(APPEND_ALL);
}

function writeMap(output: ByteWriter, entries: readonly (readonly [unknown, unknown])[], path: string): void {
  output.byte(EMPTY_MAP);
  if (entries.length === 0) return;
  output.byte(MARK);
  for (const [key, value] of entries) {
    writeValue(output, key, `a key of ${path}`);
    writeValue(output, value, `${path}.${String(key)}`);
  }
  output.byte(SET_ALL);
}

/** Bytes appended one after the other. */
class ByteWriter {
  private buffer = new Uint8Array(4096);
  private length = 0;

  byte(value: number): void {
    this.reserve(1);
    this.buffer[this.length++] = value;
  }

  bytes(values: ArrayLike<number>): void {
    this.reserve(values.length);
    this.buffer.set(values, this.length);
    this.length += values.length;
  }

  /** Appends `count` bytes that `fill` sets. */
  view(count: number, fill: (view: DataView) => void): void {
    this.reserve(count);
    fill(new DataView(this.buffer.buffer, this.length, count));
    this.length += count;
  }

  finish(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.length + count));
    larger.set(this.buffer);
    this.buffer = larger;
  }
}
