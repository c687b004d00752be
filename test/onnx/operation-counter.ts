/*
 * Counts the operations of single nodes of ONNX files, independently of the reader: it has its own decoder, and takes shapes only from
 * the file and from recorded inputs and outputs. What they don't tell is not counted.
 */

interface Field {
  readonly number: number;
  readonly integer: number;
  readonly bytes: Uint8Array;
}

const NOTHING = new Uint8Array();

/** The fields of a message, in order. */
function* fields(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++] ?? 0;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return Number(BigInt.asIntN(64, value));
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const number = key >>> 3;
    const wire = key & 7;
    if (wire === 0) yield { number, integer: varint(), bytes: NOTHING };
    else {
      const length = wire === 2 ? varint() : wire === 5 ? 4 : 8;
      yield { number, integer: 0, bytes: bytes.subarray(at, at + length) };
      at += length;
    }
  }
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The integers of a repeated field, packed or not. */
function integersOf(message: Uint8Array, number: number): number[] {
  const found: number[] = [];
  for (const field of fields(message)) {
    if (field.number !== number) continue;
    if (field.bytes === NOTHING) found.push(field.integer);
    // Numbered as one long message of varints: every byte string is a list of keys without values.
    else for (const value of varints(field.bytes)) found.push(value);
  }
  return found;
}

function varints(bytes: Uint8Array): number[] {
  const values: number[] = [];
  let value = 0n;
  let shift = 0n;
  for (const byte of bytes) {
    value |= BigInt(byte & 127) << shift;
    shift += 7n;
    if (byte >= 128) continue;
    values.push(Number(BigInt.asIntN(64, value)));
    [value, shift] = [0n, 0n];
  }
  return values;
}

const all = (message: Uint8Array, number: number): Uint8Array[] =>
  [...fields(message)].filter((field) => field.number === number).map(({ bytes }) => bytes);
const first = (message: Uint8Array, number: number): Uint8Array => all(message, number)[0] ?? NOTHING;

type Shape = readonly number[];

/** Shape of a recorded tensor. */
export function recordedShape(tensor: Uint8Array): Shape {
  return integersOf(tensor, 1);
}

/** Declared shape, if all its sizes are numbers. */
function declaredShape(value: Uint8Array): Shape | undefined {
  const tensor = first(first(value, 2), 1);
  const [shape] = all(tensor, 2);
  if (shape === undefined) return undefined;
  const sizes = all(shape, 1).map((dimension) => [...fields(dimension)].find(({ number }) => number === 1)?.integer);
  const known = sizes.filter((size) => size !== undefined && size >= 0);
  return known.length === sizes.length ? known.map(Number) : undefined;
}

interface Node {
  readonly type: string;
  readonly inputs: readonly (Shape | undefined)[];
  readonly output: Shape | undefined;
  readonly equation: string;
}

const count = (shape: Shape = []): number => shape.reduce((product, size) => product * size, 1);

/** Multiply-accumulates of a node; undefined where they are not told by its shapes. */
function operationsOf({ type, inputs, output, equation }: Node): number | undefined {
  const [a, b, c, d] = inputs;
  const whenKnown = (shapes: readonly (Shape | undefined)[], value: () => number): number | undefined =>
    shapes.includes(undefined) ? undefined : value();
  switch (type) {
    case 'Conv':
    case 'ConvInteger':
      return whenKnown([output, b], () => count(output) * count(b?.slice(1)));
    case 'QLinearConv':
      return whenKnown([output, d], () => count(output) * count(d?.slice(1)));
    case 'ConvTranspose':
      return whenKnown([a, b], () => count(a) * count(b?.slice(1)));
    case 'MatMul':
    case 'MatMulInteger':
    case 'QLinearMatMul':
      return whenKnown([output, a], () => count(output) * (a?.[a.length - 1] ?? 1));
    case 'Gemm':
      return whenKnown([output, a], () => count(a) * (output?.[1] ?? 1));
    case 'LSTM':
    case 'GRU':
    case 'RNN':
      return whenKnown([a, b, c], () => (a?.[0] ?? 0) * (a?.[1] ?? 0) * (count(b) + count(c)));
    case 'Einsum':
      return inputs.length === 2 ? whenKnown(inputs, () => sumOfProducts(equation, inputs)) : undefined;
    default:
      return undefined;
  }
}

/** Product of the sizes of all labels; the axes of an ellipsis count where they are longest. */
function sumOfProducts(equation: string, inputs: readonly (Shape | undefined)[]): number {
  const sizes = new Map<string, number>();
  const terms = (equation.replaceAll(' ', '').split('->')[0] ?? '').split(',');
  terms.forEach((term, index) => {
    const shape = inputs[index] ?? [];
    const hidden = shape.length - term.replace('...', '').length;
    const labels = [...term.replace('...', '#')].flatMap((label) =>
      label === '#' ? Array.from({ length: hidden }, (_, axis) => `#${hidden - axis}`) : [label],
    );
    labels.forEach((label, axis) => {
      sizes.set(label, Math.max(sizes.get(label) ?? 1, shape[axis] ?? 1));
    });
  });
  return count([...sizes.values()]);
}

/**
 * Operations of every node of a model that can be counted, by its position. `recorded` has the shapes of graph inputs and outputs, in
 * their order.
 */
export function countOperations(
  model: Uint8Array,
  recorded: { readonly inputs: readonly Shape[]; readonly outputs: readonly Shape[] },
): ReadonlyMap<number, number> {
  const graph = first(model, 7);
  const shapes = new Map<string, Shape>();
  for (const number of [13, 12, 11]) {
    for (const value of all(graph, number)) {
      const shape = declaredShape(value);
      if (shape !== undefined) shapes.set(text(first(value, 1)), shape);
    }
  }
  for (const tensor of all(graph, 5)) shapes.set(text(first(tensor, 8)), recordedShape(tensor));
  for (const [number, list] of [
    [11, recorded.inputs],
    [12, recorded.outputs],
  ] as const) {
    all(graph, number).forEach((value, index) => {
      const shape = list[index];
      const name = text(first(value, 1));
      if (shape !== undefined && !shapes.has(name)) shapes.set(name, shape);
    });
  }
  const counts = new Map<number, number>();
  all(graph, 1).forEach((node, position) => {
    const equation = all(node, 5).find((attribute) => text(first(attribute, 1)) === 'equation');
    const operations = operationsOf({
      type: text(first(node, 4)),
      inputs: all(node, 1).map((name) => shapes.get(text(name))),
      output: shapes.get(text(first(node, 2))),
      equation: equation === undefined ? '' : text(first(equation, 4)),
    });
    if (operations !== undefined) counts.set(position, operations);
  });
  return counts;
}
