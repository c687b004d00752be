import type { OnnxGraph, OnnxNode } from '../onnx-model.ts';

/** Nodes in an order in which producers come first, and those that wait for themselves. */
export interface SortedNodes {
  readonly nodes: readonly OnnxNode[];
  /** Nodes of circles, each with the input that closes it. */
  readonly circular: readonly { readonly node: OnnxNode; readonly tensor: string }[];
}

/** The tensors that a node reads, those of its inner graphs included. */
export function readsOf(node: OnnxNode): readonly string[] {
  let reads = node.inputs;
  for (const { graph } of node.attributes.values()) {
    if (graph !== undefined) reads = [...reads, ...captured(graph)];
  }
  return reads;
}

/** Tensors that an inner graph takes from outside. */
function captured(graph: OnnxGraph): readonly string[] {
  const own = new Set([
    ...graph.inputs.map(({ name }) => name),
    ...graph.initializers.map(({ name }) => name),
    ...graph.nodes.flatMap(({ outputs }) => outputs),
  ]);
  const used = [...graph.nodes.flatMap((node) => readsOf(node)), ...graph.outputs.map(({ name }) => name)];
  return [...new Set(used)].filter((name) => !own.has(name));
}

/** Sorts stably: nodes that are in order already stay where they are. */
export function sortNodes(nodes: readonly OnnxNode[]): SortedNodes {
  const producers = new Map<string, OnnxNode>();
  for (const node of nodes) {
    for (const output of node.outputs) if (output !== '' && !producers.has(output)) producers.set(output, node);
  }
  if (isSorted(nodes, producers)) return { nodes, circular: [] };
  const sorted: OnnxNode[] = [];
  const circular: { node: OnnxNode; tensor: string }[] = [];
  const placed = new Set<OnnxNode>();
  const waiting = new Set<OnnxNode>();
  for (const start of nodes) {
    // Own stack: recursion would overflow in a long chain that is written backwards.
    const stack: { readonly node: OnnxNode; readonly reads: readonly string[]; next: number }[] = [];
    const enter = (node: OnnxNode): void => {
      waiting.add(node);
      stack.push({ node, reads: readsOf(node), next: 0 });
    };
    if (!placed.has(start)) enter(start);
    for (let top = stack[stack.length - 1]; top !== undefined; top = stack[stack.length - 1]) {
      const tensor = top.reads[top.next];
      if (tensor === undefined) {
        stack.pop();
        waiting.delete(top.node);
        placed.add(top.node);
        sorted.push(top.node);
        continue;
      }
      top.next++;
      const producer = producers.get(tensor);
      if (producer === undefined || placed.has(producer)) continue;
      if (waiting.has(producer)) circular.push({ node: top.node, tensor });
      else enter(producer);
    }
  }
  return { nodes: sorted, circular };
}

function isSorted(nodes: readonly OnnxNode[], producers: ReadonlyMap<string, OnnxNode>): boolean {
  const placed = new Set<OnnxNode>();
  for (const node of nodes) {
    for (const tensor of readsOf(node)) {
      const producer = producers.get(tensor);
      if (producer !== undefined && !placed.has(producer)) return false;
    }
    placed.add(node);
  }
  return true;
}
