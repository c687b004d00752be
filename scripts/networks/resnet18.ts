import type { WrittenGraph } from '../onnx-writer.ts';
import { NetworkBuilder, type Tensor } from './network-builder.ts';

/** ResNet-18 for 224 × 224 images (K. He et al., "Deep Residual Learning for Image Recognition", CVPR 2016), batch norms folded. */
export function resnet18(): WrittenGraph {
  const image = { name: 'image', shape: [1, 3, 224, 224] };
  const network = new NetworkBuilder(image);
  let tensor: Tensor = network.convolution('/conv1/Conv', image, 64, { kernel: 7, stride: 2, pad: 3 });
  tensor = network.sameShape('Relu', '/relu/Relu', [tensor]);
  tensor = network.maxPool('/maxpool/MaxPool', tensor, { kernel: 3, stride: 2, pad: 1 });
  for (const [index, channels] of [64, 128, 256, 512].entries()) {
    tensor = basicBlock(network, `/layer${index + 1}/layer${index + 1}.0`, tensor, channels, index === 0 ? 1 : 2);
    tensor = basicBlock(network, `/layer${index + 1}/layer${index + 1}.1`, tensor, channels, 1);
  }
  tensor = network.globalAveragePool('/avgpool/GlobalAveragePool', tensor);
  tensor = network.flatten('/Flatten', tensor);
  return network.graph('resnet18', network.fullyConnected('/fc/Gemm', tensor, 1000));
}

/** Two 3 × 3 convolutions and the input added to their result; a 1 × 1 convolution adapts the input where sizes change. */
function basicBlock(network: NetworkBuilder, name: string, input: Tensor, channels: number, stride: number): Tensor {
  let tensor = network.convolution(`${name}/conv1/Conv`, input, channels, { kernel: 3, stride, pad: 1 });
  tensor = network.sameShape('Relu', `${name}/relu/Relu`, [tensor]);
  tensor = network.convolution(`${name}/conv2/Conv`, tensor, channels, { kernel: 3, pad: 1 });
  const shortcut =
    stride === 1
      ? input
      : network.convolution(`${name}/downsample/downsample.0/Conv`, input, channels, { kernel: 1, stride });
  tensor = network.sameShape('Add', `${name}/Add`, [tensor, shortcut]);
  return network.sameShape('Relu', `${name}/relu_1/Relu`, [tensor]);
}
