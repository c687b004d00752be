/** A protocol-buffer message that ends early or is no message at all. */
export class ProtobufError extends Error {
  override readonly name = 'ProtobufError';
  /** Offset of the byte at which reading failed. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const FIXED32 = 5;

const TEXT = new TextDecoder();

/** Bytes of a varint whose 7-bit groups fit a double exactly; longer ones go through BigInt. */
const PLAIN_BYTES = 7;

/**
 * Reads the fields of one protocol-buffer message, one after the other, straight from the bytes. Fields nobody asks for (weights
 * above all) are stepped over without being copied.
 *
 * ```ts
 * while (reader.next()) {
 *   if (reader.field === 1) name = reader.text();
 * }
 * ```
 */
export class ProtobufReader {
  /** Number of the present field. */
  field = 0;
  private readonly bytes: Uint8Array;
  private position: number;
  private readonly end: number;
  private wireType = -1;
  /** Whether the value of the present field still lies ahead. */
  private pending = false;

  constructor(bytes: Uint8Array, start = 0, end: number = bytes.length) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /** Moves to the next field; false at the end of the message. */
  next(): boolean {
    if (this.pending) this.skip();
    if (this.position >= this.end) return false;
    const key = this.varint();
    this.field = Math.floor(key / 8);
    this.wireType = key % 8;
    if (this.field < 1) throw this.broken('a field number is missing');
    this.pending = true;
    return true;
  }

  /** The field as an integer. Beyond ±2⁵³ the value is rounded. */
  integer(): number {
    if (this.wireType !== VARINT) throw this.broken(`field ${this.field} should be an integer`);
    this.pending = false;
    return this.varint();
  }

  /** The integers of a repeated field, packed or not. */
  integers(): number[] {
    if (this.wireType === VARINT) return [this.integer()];
    const packed = this.message();
    const values: number[] = [];
    while (packed.position < packed.end) values.push(packed.varint());
    return values;
  }

  float(): number {
    if (this.wireType !== FIXED32) throw this.broken(`field ${this.field} should be a float`);
    this.pending = false;
    const at = this.take(4);
    return new DataView(this.bytes.buffer, this.bytes.byteOffset + at, 4).getFloat32(0, true);
  }

  text(): string {
    return TEXT.decode(this.data());
  }

  /** A view of the field's bytes. */
  data(): Uint8Array {
    const start = this.enter();
    return this.bytes.subarray(start, this.position);
  }

  /** The bytes of a repeated 32-bit field, packed or not. */
  fixed32Data(): Uint8Array {
    if (this.wireType !== FIXED32) return this.data();
    this.pending = false;
    const start = this.take(4);
    return this.bytes.subarray(start, this.position);
  }

  /** A reader of the message in the present field. */
  message(): ProtobufReader {
    const start = this.enter();
    return new ProtobufReader(this.bytes, start, this.position);
  }

  /** Steps over a length-delimited value and returns where it starts. */
  private enter(): number {
    if (this.wireType !== LENGTH) throw this.broken(`field ${this.field} should have a length`);
    this.pending = false;
    return this.take(this.varint());
  }

  private skip(): void {
    this.pending = false;
    if (this.wireType === VARINT) this.varint();
    else if (this.wireType === FIXED64) this.take(8);
    else if (this.wireType === LENGTH) this.take(this.varint());
    else if (this.wireType === FIXED32) this.take(4);
    else throw this.broken(`field ${this.field} has the unknown wire type ${this.wireType}`);
  }

  private take(length: number): number {
    const start = this.position;
    if (length < 0 || start + length > this.end) throw this.broken('the message ends early');
    this.position = start + length;
    return start;
  }

  private varint(): number {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < PLAIN_BYTES; count++) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    let wide = BigInt(value);
    for (let shift = 49n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      wide |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, wide));
    }
    throw this.broken('an integer is too long');
  }

  private byte(): number {
    const value = this.position < this.end ? this.bytes[this.position] : undefined;
    if (value === undefined) throw this.broken('the message ends early');
    this.position++;
    return value;
  }

  private broken(message: string): ProtobufError {
    return new ProtobufError(message, this.position);
  }
}
