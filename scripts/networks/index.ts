import { writeModel } from '../onnx-writer.ts';
import { alexnet } from './alexnet.ts';
import { mobilenetv2 } from './mobilenetv2.ts';
import { resnet18 } from './resnet18.ts';

/** The bytes of every built-in ONNX model, by file name. */
export const EXAMPLE_NETWORKS: ReadonlyMap<string, () => Uint8Array> = new Map([
  ['alexnet.onnx', () => writeModel(alexnet(), 12)],
  ['mobilenetv2.onnx', () => writeModel(mobilenetv2(), 14)],
  ['resnet18.onnx', () => writeModel(resnet18(), 14)],
]);
