import { sum } from '../../base/integers.ts';

/** What is known of a node of the network that is in no total. */
export interface UncostedNode {
  readonly operatorType: string;
  /** How many such nodes the network has; 1 when absent. */
  readonly repeat?: number | undefined;
  /** Multiply-accumulates: 0 of operators that have none, undefined if they can't be counted. */
  readonly operations?: number | undefined;
  /** Elements of tensors that the node reads and writes; undefined if they can't be counted. */
  readonly elementsMoved?: number | undefined;
}

/** An operator type of the network that is not costed, how many nodes have it, and what they leave out of the totals. */
export interface UncostedOperator {
  readonly operatorType: string;
  readonly count: number;
  /** Multiply-accumulates of all its nodes that can be counted; absent if none can. */
  readonly operations?: number | undefined;
  /** Operations as a share of those of the whole network that can be counted, costed ones included; absent as `operations` is. */
  readonly share?: number | undefined;
  /** Nodes whose operations can't be counted; absent if there are none. */
  readonly uncountedNodes?: number | undefined;
  /** Elements of tensors that its nodes read and write; absent if they can't be counted for all of them. */
  readonly elementsMoved?: number | undefined;
}

/** A network of which less is costed has this in the headline of its totals. */
const LEAST_COSTED = 0.95;

/**
 * Operator types of nodes without cost, most frequent first.
 * @param costedOperations of all layers of the network.
 */
export function uncostedByOperator(nodes: readonly UncostedNode[], costedOperations: number): UncostedOperator[] {
  const groups = new Map<string, UncostedNode[]>();
  for (const node of nodes) {
    const group = groups.get(node.operatorType);
    if (group === undefined) groups.set(node.operatorType, [node]);
    else group.push(node);
  }
  const ofNetwork = costedOperations + sum(nodes.map(({ operations = 0, repeat = 1 }) => operations * repeat));
  return [...groups]
    .map(([operatorType, group]) => summary(operatorType, group, ofNetwork))
    .sort((x, y) => y.count - x.count || (x.operatorType < y.operatorType ? -1 : 1));
}

function summary(operatorType: string, nodes: readonly UncostedNode[], ofNetwork: number): UncostedOperator {
  const counted = nodes.filter(({ operations }) => operations !== undefined);
  const moved = nodes.filter(({ elementsMoved }) => elementsMoved !== undefined);
  const operations = sum(counted.map((node) => (node.operations ?? 0) * (node.repeat ?? 1)));
  const count = nodeCount(nodes);
  return {
    operatorType,
    count,
    ...(counted.length > 0 ? { operations, share: operations === 0 ? 0 : operations / ofNetwork } : {}),
    ...(counted.length < nodes.length ? { uncountedNodes: count - nodeCount(counted) } : {}),
    ...(moved.length === nodes.length
      ? { elementsMoved: sum(moved.map(({ elementsMoved = 0, repeat = 1 }) => elementsMoved * repeat)) }
      : {}),
  };
}

/** Nodes, each as often as it is repeated. */
function nodeCount(nodes: readonly UncostedNode[]): number {
  return sum(nodes.map(({ repeat = 1 }) => repeat));
}

/** Operators without cost that have operations, the largest share first. */
export function operatorsLeftOut(uncosted: readonly UncostedOperator[]): UncostedOperator[] {
  return uncosted.filter(({ share = 0 }) => share > 0).sort((x, y) => (y.share ?? 0) - (x.share ?? 0));
}

/** Share of the operations of a network that are in no total. */
export function shareLeftOut(uncosted: readonly UncostedOperator[]): number {
  return Math.min(1, sum(operatorsLeftOut(uncosted).map(({ share = 0 }) => share)));
}

/** Whether so many operations are left out that no total can be taken for that of the network. */
export function isMuchLeftOut(uncosted: readonly UncostedOperator[]): boolean {
  return shareLeftOut(uncosted) > 1 - LEAST_COSTED;
}
