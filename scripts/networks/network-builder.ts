import type { WrittenAttribute, WrittenGraph, WrittenNode, WrittenTensor, WrittenValue } from '../onnx-writer.ts';

/** A tensor of the network under construction. */
export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface WindowOptions {
  readonly kernel: number;
  readonly stride?: number;
  /** On all sides, or [top, left, bottom, right]. */
  readonly pad?: number | readonly [number, number, number, number];
}

/** Builds a graph of image-network operators, following shapes as it goes. Weights have shapes only. */
export class NetworkBuilder {
  private readonly nodes: WrittenNode[] = [];
  private readonly values: WrittenValue[] = [];
  private readonly initializers: WrittenTensor[] = [];
  private readonly input: Tensor;

  constructor(input: Tensor) {
    this.input = input;
  }

  /** A convolution with weights [channels, input channels / group, kernel, kernel] and a bias. */
  convolution(
    name: string,
    input: Tensor,
    channels: number,
    window: WindowOptions & { readonly group?: number },
  ): Tensor {
    const { kernel, stride = 1, group = 1 } = window;
    const pads = padsOf(window);
    const weight = this.constant(`${name}.weight`, [channels, (input.shape[1] ?? 0) / group, kernel, kernel]);
    const bias = this.constant(`${name}.bias`, [channels]);
    return this.add(
      'Conv',
      name,
      [input.name, weight, bias],
      [input.shape[0] ?? 1, channels, ...windowed(input, window)],
      {
        dilations: [1, 1],
        group,
        kernel_shape: [kernel, kernel],
        pads,
        strides: [stride, stride],
      },
    );
  }

  maxPool(name: string, input: Tensor, window: WindowOptions): Tensor {
    const { kernel, stride = 1 } = window;
    return this.add('MaxPool', name, [input.name], [...input.shape.slice(0, 2), ...windowed(input, window)], {
      kernel_shape: [kernel, kernel],
      pads: padsOf(window),
      strides: [stride, stride],
    });
  }

  /** A fully connected layer with weights [outputs, inputs], stored transposed, and a bias. */
  fullyConnected(name: string, input: Tensor, outputs: number): Tensor {
    const weight = this.constant(`${name}.weight`, [outputs, input.shape[1] ?? 0]);
    const bias = this.constant(`${name}.bias`, [outputs]);
    return this.add('Gemm', name, [input.name, weight, bias], [input.shape[0] ?? 1, outputs], { transB: 1 });
  }

  globalAveragePool(name: string, input: Tensor): Tensor {
    return this.add('GlobalAveragePool', name, [input.name], [...input.shape.slice(0, 2), 1, 1]);
  }

  flatten(name: string, input: Tensor): Tensor {
    const [batch = 1, ...rest] = input.shape;
    return this.add('Flatten', name, [input.name], [batch, rest.reduce((size, part) => size * part, 1)], { axis: 1 });
  }

  /** Any operator whose output has the shape of its first input. */
  sameShape(
    operatorType: string,
    name: string,
    inputs: readonly [Tensor, ...Tensor[]],
    attributes: Readonly<Record<string, WrittenAttribute>> = {},
  ): Tensor {
    return this.add(
      operatorType,
      name,
      inputs.map((tensor) => tensor.name),
      inputs[0].shape,
      attributes,
    );
  }

  /** Any operator, its output shape given. */
  add(
    operatorType: string,
    name: string,
    inputs: readonly string[],
    shape: readonly number[],
    attributes: Readonly<Record<string, WrittenAttribute>> = {},
  ): Tensor {
    const output = { name: `${name}_output_0`, shape };
    this.nodes.push({ operatorType, name, inputs, outputs: [output.name], attributes });
    this.values.push(output);
    return output;
  }

  /** Name of a new constant; its values only where they are few. */
  constant(
    name: string,
    dimensions: readonly number[],
    values: Pick<WrittenTensor, 'integers' | 'floats'> = {},
  ): string {
    this.initializers.push({ name, dimensions, ...values });
    return name;
  }

  graph(name: string, output: Tensor): WrittenGraph {
    return {
      name,
      nodes: this.nodes,
      inputs: [this.input],
      outputs: [output],
      values: this.values.filter((value) => value.name !== output.name),
      initializers: this.initializers,
    };
  }
}

function padsOf({ pad = 0 }: WindowOptions): readonly [number, number, number, number] {
  return typeof pad === 'number' ? [pad, pad, pad, pad] : pad;
}

function windowed(input: Tensor, window: WindowOptions): readonly [number, number] {
  const { kernel, stride = 1 } = window;
  const [top, left, bottom, right] = padsOf(window);
  const size = (length: number, pad: number): number => Math.floor((length + pad - kernel) / stride) + 1;
  return [size(input.shape[2] ?? 0, top + bottom), size(input.shape[3] ?? 0, left + right)];
}
