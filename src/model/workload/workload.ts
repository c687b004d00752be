import { orderByGenerations } from '../../base/generations.ts';
import type { MappingConstraints } from '../mapping/mapping-constraints.ts';
import type { LanguageModelInference } from './language-model.ts';
import { createLayer, type Layer, operationsOf } from './layer.ts';
import type { OperatorTraffic } from './operator-traffic.ts';
import { type UncostedNode, type UncostedOperator, uncostedByOperator } from './uncosted-operators.ts';

/** A node of the network that has no cost model: pooling, activation, reshaping, … It only connects layers. */
export interface PassThroughNode extends UncostedNode {
  readonly kind: 'passThrough';
  readonly id: number;
  readonly name: string;
  /** Ids of producing nodes in input order. */
  readonly sources: readonly number[];
  /** What it moves; undefined for operators with multiply-accumulates, unknown ones and unknown shapes. */
  readonly traffic?: OperatorTraffic | undefined;
}

export interface LayerNode {
  readonly kind: 'layer';
  readonly id: number;
  readonly name: string;
  readonly layer: Layer;
  /** Ids of producing nodes in operand-source order; constants excluded. */
  readonly sources: readonly number[];
}

export type WorkloadNode = LayerNode | PassThroughNode;

/** A network: its nodes in file order and the order in which its layers are processed. Immutable. */
export interface Workload {
  readonly nodes: readonly WorkloadNode[];
  /** Layers in processing order: topological, by generations, pass-through nodes skipped. */
  readonly layers: readonly Layer[];
  /** Nodes without cost, by operator type, most frequent first. */
  readonly uncosted: readonly UncostedOperator[];
  /** The language model that it is made of. */
  readonly languageModel?: LanguageModelInference | undefined;
}

export function createWorkload(nodes: readonly WorkloadNode[], languageModel?: LanguageModelInference): Workload {
  const layers = topologicalOrder(nodes).flatMap((node) => (node.kind === 'layer' ? [node.layer] : []));
  return {
    nodes,
    layers,
    uncosted: uncostedByOperator(
      nodes.filter((node) => node.kind === 'passThrough'),
      operationsOf(layers),
    ),
    languageModel,
  };
}

/** The network with other mapping constraints on every layer. */
export function withConstraints(
  network: Workload,
  change: (mapping: MappingConstraints) => MappingConstraints,
): Workload {
  return createWorkload(
    network.nodes.map((node) => {
      if (node.kind !== 'layer') return node;
      return { ...node, layer: createLayer({ ...node.layer, mapping: change(node.layer.mapping) }) };
    }),
    network.languageModel,
  );
}

/** Nodes consuming each node's result, in node order; one entry per pair however often it is connected. */
export function successors(nodes: readonly WorkloadNode[]): ReadonlyMap<number, readonly WorkloadNode[]> {
  const following = new Map<number, WorkloadNode[]>(nodes.map((node) => [node.id, []]));
  for (const node of nodes) {
    for (const source of new Set(node.sources)) following.get(source)?.push(node);
  }
  return following;
}

/** Topological order by generations: producers before consumers, branches interleaved. */
export function topologicalOrder(nodes: readonly WorkloadNode[]): WorkloadNode[] {
  const following = successors(nodes);
  const known = new Set(nodes.map((node) => node.id));
  return orderByGenerations(
    nodes,
    (node) => following.get(node.id) ?? [],
    (node) => new Set(node.sources.filter((source) => known.has(source))).size,
  );
}
