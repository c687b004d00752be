import type { WrittenGraph } from '../onnx-writer.ts';
import { NetworkBuilder, type Tensor } from './network-builder.ts';

/** Inverted residual stages: expansion, output channels, repetitions, stride of the first. */
const STAGES = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
] as const;

/** MobileNetV2 for 224 × 224 images (M. Sandler et al., "MobileNetV2", CVPR 2018), batch norms folded, ReLU6 as Clip. */
export function mobilenetv2(): WrittenGraph {
  const image = { name: 'image', shape: [1, 3, 224, 224] };
  const network = new NetworkBuilder(image);
  let tensor = clipped(network, '/features/features.0/features.0', image, 32, { kernel: 3, stride: 2, pad: 1 });
  let feature = 1;
  for (const [expansion, channels, repetitions, stride] of STAGES) {
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const name = `/features/features.${feature++}`;
      tensor = invertedResidual(network, name, tensor, expansion, channels, repetition === 0 ? stride : 1);
    }
  }
  tensor = clipped(network, `/features/features.${feature}/features.${feature}`, tensor, 1280, { kernel: 1 });
  tensor = network.globalAveragePool('/GlobalAveragePool', tensor);
  tensor = network.flatten('/Flatten', tensor);
  return network.graph('mobilenetv2', network.fullyConnected('/classifier/classifier.1/Gemm', tensor, 1000));
}

/** 1 × 1 expansion (left out where it is 1), depthwise 3 × 3, 1 × 1 projection, and a shortcut where nothing changes size. */
function invertedResidual(
  network: NetworkBuilder,
  name: string,
  input: Tensor,
  expansion: number,
  channels: number,
  stride: number,
): Tensor {
  const inputChannels = input.shape[1] ?? 0;
  const hidden = inputChannels * expansion;
  let step = 0;
  let tensor = input;
  const next = (): string => `${name}/conv/conv.${step}/conv.${step++}`;
  if (expansion !== 1) tensor = clipped(network, next(), tensor, hidden, { kernel: 1 });
  tensor = clipped(network, next(), tensor, hidden, { kernel: 3, stride, pad: 1, group: hidden });
  tensor = network.convolution(`${name}/conv/conv.${step}/Conv`, tensor, channels, { kernel: 1 });
  const keepsSize = stride === 1 && inputChannels === channels;
  return keepsSize ? network.sameShape('Add', `${name}/Add`, [input, tensor]) : tensor;
}

/** A convolution and ReLU6: two constants and a Clip. */
function clipped(
  network: NetworkBuilder,
  name: string,
  input: Tensor,
  channels: number,
  window: Parameters<NetworkBuilder['convolution']>[3],
): Tensor {
  const tensor = network.convolution(`${name}.0/Conv`, input, channels, window);
  const limit = (suffix: string, value: number): Tensor =>
    network.add('Constant', `${name}.2/Constant${suffix}`, [], [], {
      value: { tensor: { name: '', dimensions: [], floats: [value] } },
    });
  const [low, high] = [limit('', 0), limit('_1', 6)];
  return network.sameShape('Clip', `${name}.2/Clip`, [tensor, low, high]);
}
