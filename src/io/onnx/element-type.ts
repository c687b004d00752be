/** What the elements of a tensor are. */
export interface ElementType {
  /** As messages call it: `float32`, `int4`, `3-bit`. */
  readonly name: string;
  readonly bits: number;
}

const type = (name: string, bits: number): ElementType => ({ name, bits });

export const FLOAT32 = type('float32', 32);
export const UINT8 = type('uint8', 8);
export const INT32 = type('int32', 32);
export const INT64 = type('int64', 64);
export const BOOL = type('bool', 1);

/** Element types of the public ONNX definition, by number. Texts and complex numbers are not among them. */
const TYPES: Readonly<Record<number, ElementType>> = {
  1: FLOAT32,
  2: UINT8,
  3: type('int8', 8),
  4: type('uint16', 16),
  5: type('int16', 16),
  6: INT32,
  7: INT64,
  9: BOOL,
  10: type('float16', 16),
  11: type('float64', 64),
  12: type('uint32', 32),
  13: type('uint64', 64),
  16: type('bfloat16', 16),
  17: type('float8', 8),
  18: type('float8', 8),
  19: type('float8', 8),
  20: type('float8', 8),
  21: type('uint4', 4),
  22: type('int4', 4),
  23: type('float4', 4),
  24: type('float8', 8),
  25: type('uint2', 2),
  26: type('int2', 2),
};

/** The type of a number of the ONNX definition; undefined for texts and complex numbers. */
export function elementTypeOf(dataType: number | undefined): ElementType | undefined {
  return dataType === undefined ? undefined : TYPES[dataType];
}

/** Numbers of so many bits, whatever they are. */
export function numbersOf(bits: number): ElementType {
  return type(`${bits}-bit`, bits);
}
