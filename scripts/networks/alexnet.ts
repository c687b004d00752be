import type { WrittenGraph } from '../onnx-writer.ts';
import { NetworkBuilder, type Tensor } from './network-builder.ts';

/** AlexNet for 224 × 224 images (A. Krizhevsky et al., "ImageNet Classification with Deep Convolutional Neural Networks", 2012). */
export function alexnet(): WrittenGraph {
  const image = { name: 'image', shape: [1, 3, 224, 224] };
  const network = new NetworkBuilder(image);
  let node = 0;
  const name = (): string => `Op${node++}`;
  const rectified = (input: Tensor): Tensor => network.sameShape('Relu', name(), [input]);
  const convolution = (input: Tensor, channels: number, window: Parameters<NetworkBuilder['convolution']>[3]): Tensor =>
    rectified(network.convolution(name(), input, channels, window));
  const normalised = (input: Tensor): Tensor =>
    network.sameShape('LRN', name(), [input], {
      size: 5,
      alpha: { float: 1e-4 },
      beta: { float: 0.75 },
      bias: { float: 1 },
    });
  const pooled = (input: Tensor, pad: 0 | readonly [number, number, number, number] = 0): Tensor =>
    network.maxPool(name(), input, { kernel: 3, stride: 2, pad });
  const classifier = (input: Tensor, outputs: number): Tensor => {
    const tensor = rectified(network.fullyConnected(name(), input, outputs));
    const dropout = name();
    const ratio = network.constant(`${dropout}.ratio`, [], { floats: [0.5] });
    return network.add('Dropout', dropout, [tensor.name, ratio], tensor.shape);
  };

  let tensor = pooled(normalised(convolution(image, 96, { kernel: 11, stride: 4 })));
  tensor = pooled(normalised(convolution(tensor, 256, { kernel: 5, pad: 2, group: 2 })));
  tensor = convolution(tensor, 384, { kernel: 3, pad: 1 });
  tensor = convolution(tensor, 384, { kernel: 3, pad: 1, group: 2 });
  tensor = pooled(convolution(tensor, 256, { kernel: 3, pad: 1, group: 2 }), [0, 0, 1, 1]);
  const flat = name();
  const shape = network.constant(`${flat}.shape`, [2], { integers: [1, 9216] });
  tensor = network.add('Reshape', flat, [tensor.name, shape], [1, 9216]);
  tensor = classifier(classifier(tensor, 4096), 4096);
  tensor = network.fullyConnected(name(), tensor, 1000);
  return network.graph('alexnet', network.sameShape('Softmax', name(), [tensor]));
}
