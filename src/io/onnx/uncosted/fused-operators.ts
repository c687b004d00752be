import type { OperatorTraffic, TensorTraffic } from '../../../model/workload/operator-traffic.ts';
import type { PassThroughNode } from '../../../model/workload/workload.ts';
import type { DescribedLayerNode } from '../../workload/workload-description.ts';
import type { OnnxGraph, OnnxNode } from '../onnx-model.ts';

/** Operators of two computed inputs that can work behind a layer: the layer's result is at hand, the other input is read. */
const RESIDUAL: readonly string[] = ['Add', 'Sum', 'QLinearAdd'];

/** Operators that only give a tensor another shape. */
const RESHAPING: readonly string[] = ['Dropout', 'Flatten', 'Identity', 'Reshape', 'Squeeze', 'Unsqueeze'];

/**
 * The nodes of a network in which operators right behind a layer work on its results before they are stored: element-wise ones with one
 * computed input move nothing, additions read their other input only. The result of the layer, and of every operator in between, must
 * have one reader and be no output of the network.
 */
export function fuseBehindLayers<T extends DescribedLayerNode | PassThroughNode>(
  graph: Pick<OnnxGraph, 'nodes' | 'outputs'>,
  nodes: readonly T[],
): (T | PassThroughNode)[] {
  const readers = new Map<string, number>(graph.outputs.map(({ name }) => [name, 2]));
  for (const { inputs } of graph.nodes)
    for (const tensor of inputs) readers.set(tensor, (readers.get(tensor) ?? 0) + 1);
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  /** Tensors that are at hand behind a layer, by name: id of the layer. */
  const atHand = new Map<string, number>();
  const layerBehind = (tensor: string): number | undefined =>
    readers.get(tensor) === 1 ? atHand.get(tensor) : undefined;
  return nodes.map((node): T | PassThroughNode => {
    const source = byId.get(node.id);
    const [output = ''] = source?.outputs ?? [];
    if (source === undefined) return node;
    if (node.kind === 'layer') {
      atHand.set(output, node.id);
      return node;
    }
    const fused = reshapedLayer(source, layerBehind) ?? fusedTraffic(node, layerBehind);
    if (fused === undefined) return node;
    if (typeof fused === 'number') {
      atHand.set(output, fused);
      return node;
    }
    if (fused.fusedWith !== undefined) atHand.set(output, fused.fusedWith);
    return { ...node, traffic: fused };
  });
}

/** The layer whose result a node gives another shape. */
function reshapedLayer(
  { operatorType, inputs }: OnnxNode,
  layerBehind: (tensor: string) => number | undefined,
): number | undefined {
  return RESHAPING.includes(operatorType) ? layerBehind(inputs[0] ?? '') : undefined;
}

/** What an operator moves behind a layer; undefined if it does not stand right behind one. */
function fusedTraffic(
  { operatorType, traffic }: PassThroughNode,
  layerBehind: (tensor: string) => number | undefined,
): OperatorTraffic | undefined {
  if (traffic?.kind !== 'elementwise') return undefined;
  const { reads, writes } = traffic;
  const size = writes[0]?.size;
  const behind = reads.flatMap((tensor): [TensorTraffic, number][] => {
    const layer = tensor.size === size ? layerBehind(tensor.tensor) : undefined;
    return layer === undefined ? [] : [[tensor, layer]];
  });
  const [chosen, layer] = behind.toSorted(([, a], [, b]) => b - a)[0] ?? [];
  const isResidual = reads.length === 2 && RESIDUAL.includes(operatorType);
  if (chosen === undefined || layer === undefined || (reads.length !== 1 && !isResidual)) return undefined;
  return {
    ...traffic,
    reads: reads.filter((tensor) => tensor !== chosen),
    writes: [],
    vectorOperations: 0,
    fusedWith: layer,
  };
}
