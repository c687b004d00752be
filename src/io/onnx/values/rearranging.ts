import { product } from '../../../base/integers.ts';
import {
  attribute,
  fromFront,
  integerAttribute,
  isNumber,
  listOf,
  type NodeContext,
  numbers,
  sliceBounds,
  sliceLength,
} from '../shapes/shape-rule.ts';
import { buildTensor, elementAt, type TensorValue, tensorValue } from '../shapes/tensor-value.ts';
import { broadcastSizes } from './arithmetic.ts';
import type { ValueRule } from './value-rule.ts';

/** The same elements in another shape, which the shape rule has found. */
const reshaped: ValueRule = (context) => {
  const input = context.value(0);
  const shape = context.inferred(0);
  if (input === undefined || shape === undefined || !shape.every(isNumber)) return [];
  return product(shape) === input.data.length ? [{ ...input, shape }] : [];
};

/** A tensor of the given sizes, each element taken from the first input. */
function taken(
  context: NodeContext,
  sizes: readonly number[] | undefined,
  from: (coordinates: readonly number[]) => readonly number[],
): readonly (TensorValue | undefined)[] {
  const input = context.value(0);
  if (input === undefined || sizes === undefined) return [];
  return [buildTensor(sizes, input.isFloat, (coordinates) => elementAt(input, from(coordinates)))];
}

/** The inferred shape of an output, if all its sizes are known. */
function knownShape(context: NodeContext, output = 0): readonly number[] | undefined {
  const shape = context.inferred(output);
  return shape?.every(isNumber) ? shape : undefined;
}

const gather: ValueRule = (context) => {
  const [data, indices] = [context.value(0), context.value(1)];
  if (data === undefined || indices === undefined) return [];
  const axis = fromFront(integerAttribute(context, 'axis', 0), data.shape.length);
  const size = data.shape[axis];
  const places = indices.data.map((index) => (isNumber(index) && size !== undefined ? fromFront(index, size) : -1));
  if (size === undefined || places.some((place) => place < 0 || place >= size)) return [];
  const found = { ...indices, data: places };
  const sizes = [...data.shape.slice(0, axis), ...indices.shape, ...data.shape.slice(axis + 1)];
  const width = indices.shape.length;
  return [
    buildTensor(sizes, data.isFloat, (coordinates) => {
      const place = Number(elementAt(found, coordinates.slice(axis, axis + width)));
      return elementAt(data, [...coordinates.slice(0, axis), place, ...coordinates.slice(axis + width)]);
    }),
  ];
};

const concat: ValueRule = (context) => {
  const parts = context.node.inputs.map((_, input) => context.value(input));
  const [first] = parts;
  if (first === undefined) return [];
  const axis = fromFront(integerAttribute(context, 'axis', 0), first.shape.length);
  const known = parts.filter((part) => part?.shape.length === first.shape.length).filter((part) => part !== undefined);
  if (known.length !== parts.length || axis >= first.shape.length) return [];
  const sizes = first.shape.map((size, place) =>
    place === axis ? known.reduce((sum, { shape }) => sum + (shape[axis] ?? 0), 0) : size,
  );
  return [
    buildTensor(sizes, first.isFloat, (coordinates) => {
      let place = coordinates[axis] ?? 0;
      for (const part of known) {
        const size = part.shape[axis] ?? 0;
        if (place < size) return elementAt(part, coordinates.with(axis, place));
        place -= size;
      }
      return undefined;
    }),
  ];
};

const split: ValueRule = (context) => {
  const input = context.value(0);
  if (input === undefined) return [];
  const axis = fromFront(integerAttribute(context, 'axis', 0), input.shape.length);
  let start = 0;
  return context.node.outputs.map((_, output) => {
    const sizes = knownShape(context, output);
    const offset = start;
    start += sizes?.[axis] ?? 0;
    if (sizes === undefined) return undefined;
    return buildTensor(sizes, input.isFloat, (coordinates) =>
      elementAt(input, coordinates.with(axis, offset + (coordinates[axis] ?? 0))),
    );
  });
};

const slice: ValueRule = (context) => {
  const input = context.value(0);
  const bounds = sliceBounds(context);
  if (input === undefined || bounds === undefined) return [];
  const starts = new Map<number, { readonly start: number; readonly step: number }>();
  const sizes = [...input.shape];
  for (const { axis, start, end, step } of bounds) {
    const size = input.shape[axis] ?? 0;
    const lowest = step < 0 ? -1 : 0;
    const first = Math.min(step < 0 ? size - 1 : size, Math.max(lowest, start < 0 ? start + size : start));
    starts.set(axis, { start: first, step });
    sizes[axis] = sliceLength(size, start, end, step);
  }
  return taken(context, sizes, (coordinates) =>
    coordinates.map((place, axis) => {
      const bound = starts.get(axis);
      return bound === undefined ? place : bound.start + place * bound.step;
    }),
  );
};

const transpose: ValueRule = (context) => {
  const rank = context.value(0)?.shape.length ?? 0;
  const given = attribute(context, 'perm')?.integers ?? [];
  const order = given.length > 0 ? given : Array.from({ length: rank }, (_, axis) => rank - 1 - axis);
  return taken(context, knownShape(context), (coordinates) =>
    Array.from({ length: rank }, (_, axis) => coordinates[order.indexOf(axis)] ?? 0),
  );
};

const expand: ValueRule = (context) => {
  const input = context.value(0);
  const wanted = numbers(context, 1);
  if (input === undefined || wanted === undefined) return [];
  const sizes = broadcastSizes([input, { shape: wanted, data: [], isFloat: false }]);
  return taken(context, sizes, (coordinates) => coordinates);
};

const tile: ValueRule = (context) => {
  const shape = context.value(0)?.shape ?? [];
  return taken(context, knownShape(context), (coordinates) =>
    coordinates.map((place, axis) => place % (shape[axis] ?? 1)),
  );
};

/** Reductions to one number per remaining position; `from` is what an empty one gives. */
function reduction(from: number, combine: (x: number, y: number) => number): ValueRule {
  return (context) => {
    const input = context.value(0);
    if (input === undefined || (context.node.inputs[1] && context.value(1) === undefined)) return [];
    const given = (listOf(context, 'axes', 1) ?? []).map((axis) => fromFront(axis, input.shape.length));
    const keeps = integerAttribute(context, 'keepdims', 1) === 1;
    const isReduced = (axis: number): boolean => given.length === 0 || given.includes(axis);
    const sizes = input.shape.flatMap((size, axis) => (isReduced(axis) ? (keeps ? [1] : []) : [size]));
    const results = new Map<string, number>();
    let isOpen = false;
    buildTensor(input.shape, true, (coordinates) => {
      const entry = elementAt(input, coordinates) ?? '';
      const key = coordinates.filter((_, axis) => !isReduced(axis)).join();
      if (typeof entry === 'number') results.set(key, combine(results.get(key) ?? from, entry));
      else isOpen = true;
      return 0;
    });
    if (isOpen) return [];
    return [
      buildTensor(sizes, input.isFloat, (coordinates) => {
        const kept = keeps ? coordinates.filter((_, axis) => !isReduced(axis)) : coordinates;
        return results.get(kept.join()) ?? from;
      }),
    ];
  };
}

/** Coordinates of the elements that are not 0: one column each. */
const nonZero: ValueRule = (context) => {
  const input = context.value(0);
  if (input === undefined || !input.data.every(isNumber)) return [];
  const found: (readonly number[])[] = [];
  buildTensor(input.shape, true, (coordinates) => {
    if (elementAt(input, coordinates) !== 0) found.push([...coordinates]);
    return 0;
  });
  const rows = input.shape.map((_, axis) => found.map((coordinates) => coordinates[axis] ?? 0));
  return [tensorValue([input.shape.length, found.length], rows.flat(), false)];
};

export const REARRANGING: Readonly<Record<string, ValueRule>> = {
  Identity: reshaped,
  Squeeze: reshaped,
  Unsqueeze: reshaped,
  Reshape: reshaped,
  Flatten: reshaped,
  Gather: gather,
  Concat: concat,
  Split: split,
  Slice: slice,
  Transpose: transpose,
  Expand: expand,
  Tile: tile,
  NonZero: nonZero,
  ReduceSum: reduction(0, (x, y) => x + y),
  ReduceProd: reduction(1, (x, y) => x * y),
  ReduceMax: reduction(Number.NEGATIVE_INFINITY, Math.max),
  ReduceMin: reduction(Number.POSITIVE_INFINITY, Math.min),
};
