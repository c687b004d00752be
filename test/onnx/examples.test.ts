import { describe, expect, test } from 'vitest';
import { alexnet } from '../../scripts/networks/alexnet.ts';
import { mobilenetv2 } from '../../scripts/networks/mobilenetv2.ts';
import { resnet18 } from '../../scripts/networks/resnet18.ts';
import { assembleWorkload } from '../../src/io/assemble-workload.ts';
import { loadMapping, loadOnnxWorkload } from '../../src/io/load.ts';
import type { LayerDescription } from '../../src/model/workload/layer.ts';
import { platformFiles } from '../../src/platform/node.ts';
import * as expected from './expected-layers.ts';
import { elementsOf, layerNodes, read, sizesOf } from './support.ts';

const NETWORKS = [
  ['alexnet', alexnet, 12, 24, 654_560_384, expected.ALEXNET_LAYERS, expected.ALEXNET_ORDER],
  ['resnet18', resnet18, 14, 49, 1_814_073_344, expected.RESNET18_LAYERS, expected.RESNET18_ORDER],
  ['mobilenetv2', mobilenetv2, 14, 170, 300_774_272, expected.MOBILENETV2_LAYERS, expected.MOBILENETV2_ORDER],
] as const;

function operations({ dimensions }: LayerDescription): number {
  return dimensions.reduce((count, { size }) => count * size, 1);
}

/** One layer in the form of expected-layers.ts. */
function line(layer: LayerDescription): string {
  const sizes = sizesOf({ ...layer, dimensions: layer.dimensions.filter(({ size }) => size !== 1) });
  const limits = layer.relations.map(({ limit }) => limit).join(' ');
  const elements = elementsOf(layer);
  const inOrder = ['O', 'W', 'I'].map((operand) => elements.get(operand));
  return [layer.id, sizes, limits === '' ? '-' : limits, operations(layer), inOrder.join(' ')].join('; ');
}

describe.each(NETWORKS)('%s', (name, graph, opset, nodeCount, total, layerLines, order) => {
  const load = async () => (await loadOnnxWorkload(name, platformFiles)).value;

  test('nodes, layers and operations', async () => {
    const description = await load();
    const layers = layerNodes(description).map(({ layer }) => layer);
    expect(description.nodes).toHaveLength(nodeCount);
    expect(layers.map(line)).toEqual(layerLines.trim().split('\n'));
    expect(layers.reduce((sum, layer) => sum + operations(layer), 0)).toBe(total);
  });

  test('constants and precision', async () => {
    const [first, ...others] = layerNodes(await load()).map(({ layer }) => layer);
    expect(first?.constantOperands).toEqual(['W', 'I']);
    for (const layer of others) expect(layer.constantOperands).toEqual(['W']);
    for (const { operandPrecision } of [first, ...others].filter((layer) => layer !== undefined)) {
      expect(Object.fromEntries(operandPrecision)).toEqual({ W: 8, I: 8, O: 16, O_final: 8 });
    }
  });

  test('processing order', async () => {
    const mapping = await loadMapping('default', platformFiles);
    const { layers } = assembleWorkload(await load(), mapping.value).value;
    expect(layers.map(({ id }) => id)).toEqual(order);
  });

  test('the same without the shapes inside', async () => {
    const { value: description, warnings } = read(
      { ...graph(), values: [] },
      { opset, file: `examples/workloads/${name}.onnx` },
    );
    expect(warnings).toEqual([]);
    expect(description).toEqual(await load());
  });

  test('the same without any shape but the input and the constants', async () => {
    const { value: description } = read(
      { ...graph(), values: [], outputs: [] },
      { opset, file: `examples/workloads/${name}.onnx` },
    );
    expect(description).toEqual(await load());
  });
});
