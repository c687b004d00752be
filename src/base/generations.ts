/**
 * Topological order by generations (Kahn): first all nodes without predecessors in the given order, then each node when its
 * last predecessor has been passed, walking through the previous generation in order.
 *
 * Not the order of the list: branches of different length interleave. Nodes on a cycle are left out.
 */
export function orderByGenerations<T>(
  nodes: readonly T[],
  successors: (node: T) => Iterable<T>,
  predecessorCount: (node: T) => number,
): T[] {
  const waitingFor = new Map(nodes.map((node) => [node, predecessorCount(node)]));
  const order: T[] = [];
  let generation = nodes.filter((node) => waitingFor.get(node) === 0);
  while (generation.length > 0) {
    for (const one of generation) order.push(one);
    const next: T[] = [];
    for (const node of generation) {
      for (const successor of successors(node)) {
        const waiting = (waitingFor.get(successor) ?? 0) - 1;
        waitingFor.set(successor, waiting);
        if (waiting === 0) next.push(successor);
      }
    }
    generation = next;
  }
  return order;
}
