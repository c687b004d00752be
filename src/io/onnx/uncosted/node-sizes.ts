import { product } from '../../../base/integers.ts';
import type { OnnxDimension, OnnxNode, OnnxShape } from '../onnx-model.ts';

/** Shapes of tensors by name. */
export type KnownShapes = Pick<ReadonlyMap<string, OnnxShape>, 'get'>;

/** Sizes of the tensors around one node, as far as they are known. */
export class NodeSizes {
  readonly node: OnnxNode;
  private readonly shapes: KnownShapes;

  constructor(node: OnnxNode, shapes: KnownShapes) {
    this.node = node;
    this.shapes = shapes;
  }

  /**
   * Sizes of the n-th input; undefined if it is absent or one of them is open. The batch, on the first axis if no other is named,
   * counts as 1 where it is open, as in layers.
   */
  input(index: number, batchAxis = 0): readonly number[] | undefined {
    return this.sizes(this.node.inputs[index], batchAxis);
  }

  /** Sizes of the n-th output, likewise. */
  output(index: number): readonly number[] | undefined {
    return this.sizes(this.node.outputs[index], 0);
  }

  private sizes(tensor: string | undefined, batchAxis: number): readonly number[] | undefined {
    const shape = tensor === undefined || tensor === '' ? undefined : this.shapes.get(tensor);
    return shape === undefined ? undefined : wholeSizes(shape, batchAxis);
  }
}

/** The sizes of a shape as numbers; undefined if one is open. */
export function wholeSizes(shape: OnnxShape, batchAxis = 0): readonly number[] | undefined {
  if (shape.every(isSize)) return shape;
  const sizes = shape.map((size, axis) => (axis === batchAxis && typeof size === 'string' ? 1 : size));
  return sizes.every(isSize) ? sizes : undefined;
}

function isSize(size: OnnxDimension): size is number {
  return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0;
}

/** An integer attribute of a node. */
export function integerOf({ node }: NodeSizes, name: string): number | undefined {
  return node.attributes.get(name)?.integer;
}

/** A count that a double holds exactly, or undefined. */
export function exactly(count: number | undefined): number | undefined {
  return count !== undefined && Number.isSafeInteger(count) ? count : undefined;
}

/** Number of elements. */
export function elementsIn(sizes: readonly number[]): number {
  return product(sizes);
}
