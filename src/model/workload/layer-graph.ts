import { orderByGenerations } from '../../base/generations.ts';
import type { Layer } from './layer.ts';
import type { Workload, WorkloadNode } from './workload.ts';

/** The layers of a network with pass-through nodes bridged: an edge for every tensor that goes from layer to layer. */
export interface LayerGraph {
  /** In file order. */
  readonly layers: readonly Layer[];
  /** In topological order by generations. */
  readonly order: readonly Layer[];
  /** Consuming layers, in order of connection. */
  readonly successors: ReadonlyMap<Layer, readonly Layer[]>;
  /** Producing layers, in order of connection. */
  readonly predecessors: ReadonlyMap<Layer, readonly Layer[]>;
}

/** Replaces every pass-through node by connections from its producers to its consumers. */
export function layerGraph(workload: Workload): LayerGraph {
  const edges = new EdgeLists(workload.nodes);
  for (const node of workload.nodes) {
    if (node.kind === 'passThrough') edges.bridge(node.id);
  }
  const layers = workload.nodes.flatMap((node) => (node.kind === 'layer' ? [node.layer] : []));
  const byId = new Map(workload.nodes.map((node) => [node.id, node]));
  const layersOf = (ids: readonly number[]): Layer[] =>
    ids.flatMap((id) => {
      const node = byId.get(id);
      return node?.kind === 'layer' ? [node.layer] : [];
    });
  return {
    layers,
    order: layersOf(
      orderByGenerations(
        layers.map(({ id }) => id),
        (id) => edges.following(id),
        (id) => edges.preceding(id).length,
      ),
    ),
    successors: new Map(layers.map((layer) => [layer, layersOf(edges.following(layer.id))])),
    predecessors: new Map(layers.map((layer) => [layer, layersOf(edges.preceding(layer.id))])),
  };
}

/** Ordered in- and out-edges of every node. */
class EdgeLists {
  private readonly out = new Map<number, number[]>();
  private readonly into = new Map<number, number[]>();

  constructor(nodes: readonly WorkloadNode[]) {
    for (const { id } of nodes) {
      this.out.set(id, []);
      this.into.set(id, []);
    }
    for (const node of nodes) for (const source of node.sources) this.connect(source, node.id);
  }

  following(id: number): readonly number[] {
    return this.out.get(id) ?? [];
  }

  preceding(id: number): readonly number[] {
    return this.into.get(id) ?? [];
  }

  /** Connects the producers of a node to its consumers and removes the node. */
  bridge(id: number): void {
    for (const successor of [...this.following(id)]) {
      for (const predecessor of [...this.preceding(id)]) this.connect(predecessor, successor);
    }
    for (const successor of this.following(id)) this.into.set(successor, without(this.preceding(successor), id));
    for (const predecessor of this.preceding(id)) this.out.set(predecessor, without(this.following(predecessor), id));
    this.out.delete(id);
    this.into.delete(id);
  }

  private connect(from: number, to: number): void {
    const targets = this.out.get(from);
    if (targets === undefined || targets.includes(to)) return;
    targets.push(to);
    this.into.get(to)?.push(from);
  }
}

function without(ids: readonly number[], removed: number): number[] {
  return ids.filter((id) => id !== removed);
}
