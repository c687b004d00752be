import type { ClosingGraph } from './closing-graph.ts';
import { combinationsUpTo } from './dense-sweep.ts';

/** Sums of costs from the start to a node, or from a node to the end. */
export type NodeSums = Float64Array;

/**
 * The part of a closing graph that is left when states and edges through which no wanted path leads are removed. Nodes are numbered in
 * the order of their states, so every edge leads to a larger number. The edges of node n are those from `first[n]` up to `first[n + 1]`.
 */
export class ThinGraph {
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** Per node: its tile, and its flag (loops added to the output outside its last closed level). */
  readonly tile: Int32Array;
  readonly flag: Uint8Array;
  readonly first: Int32Array;
  /** Per edge: the node it leads to; what is closed, `interface · tiles + tile`, or −1; kind of the loop placed, or −1 − operand. */
  readonly to: Int32Array;
  readonly closing: Int32Array;
  readonly action: Int16Array;
  private readonly full: number;

  constructor(
    full: number,
    tile: Int32Array,
    flag: Uint8Array,
    first: Int32Array,
    to: Int32Array,
    closing: Int32Array,
    action: Int16Array,
  ) {
    this.full = full;
    this.nodeCount = tile.length;
    this.edgeCount = to.length;
    this.tile = tile;
    this.flag = flag;
    this.first = first;
    this.to = to;
    this.closing = closing;
    this.action = action;
  }

  isEnd(node: number): boolean {
    return this.tile[node] === this.full;
  }

  /** Costs of the edges; placing a loop costs nothing. */
  edgeCosts(tileCount: number, at: (interfaceIndex: number, tile: number) => number): Float64Array {
    const costs = new Float64Array(this.edgeCount);
    for (let edge = 0; edge < this.edgeCount; edge++) {
      const closing = this.closing[edge];
      if (closing >= 0) costs[edge] = at(Math.floor(closing / tileCount), closing % tileCount);
    }
    return costs;
  }

  leastToEnd(costs: Float64Array): NodeSums {
    const { first, to, nodeCount } = this;
    const least = new Float64Array(nodeCount);
    for (let node = nodeCount - 1; node >= 0; node--) {
      let best = this.isEnd(node) ? 0 : Number.POSITIVE_INFINITY;
      for (let edge = first[node]; edge < first[node + 1]; edge++) {
        const value = costs[edge] + least[to[edge]];
        if (value < best) best = value;
      }
      least[node] = best;
    }
    return least;
  }

  /** The largest sum from every node to the end; −∞ where there is no way. */
  mostToEnd(costs: Float64Array): NodeSums {
    const { first, to, nodeCount } = this;
    const most = new Float64Array(nodeCount);
    for (let node = nodeCount - 1; node >= 0; node--) {
      let worst = this.isEnd(node) ? 0 : Number.NEGATIVE_INFINITY;
      for (let edge = first[node]; edge < first[node + 1]; edge++) {
        const value = costs[edge] + most[to[edge]];
        if (value > worst) worst = value;
      }
      most[node] = worst;
    }
    return most;
  }

  leastFromStart(costs: Float64Array): NodeSums {
    const { first, to, nodeCount } = this;
    const least = new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY);
    if (nodeCount > 0) least[0] = 0;
    for (let node = 0; node < nodeCount; node++) {
      if (least[node] === Number.POSITIVE_INFINITY) continue;
      for (let edge = first[node]; edge < first[node + 1]; edge++) {
        const value = least[node] + costs[edge];
        if (value < least[to[edge]]) least[to[edge]] = value;
      }
    }
    return least;
  }

  /** The graph of the marked edges, without nodes that no path from the start to the end meets. */
  keep(isKept: Uint8Array): ThinGraph {
    const { first, to, nodeCount } = this;
    const isUseful = new Uint8Array(nodeCount);
    for (let node = nodeCount - 1; node >= 0; node--) {
      if (this.isEnd(node)) isUseful[node] = 1;
      for (let edge = first[node]; edge < first[node + 1]; edge++) {
        if (isKept[edge] === 0) continue;
        if (isUseful[to[edge]] === 1) isUseful[node] = 1;
        else isKept[edge] = 0;
      }
    }
    const number = new Int32Array(nodeCount).fill(-1);
    const isMet = new Uint8Array(nodeCount);
    let nodes = 0;
    let edges = 0;
    if (nodeCount > 0) isMet[0] = isUseful[0];
    for (let node = 0; node < nodeCount; node++) {
      if (isMet[node] === 0) continue;
      number[node] = nodes++;
      for (let edge = first[node]; edge < first[node + 1]; edge++) {
        if (isKept[edge] === 0) continue;
        isMet[to[edge]] = 1;
        edges++;
      }
    }
    const kept = new GraphBuilder(nodes, edges);
    for (let node = 0; node < nodeCount; node++) {
      if (number[node] < 0) continue;
      kept.addNode(this.tile[node], this.flag[node]);
      for (let edge = first[node]; edge < first[node + 1]; edge++) {
        if (isKept[edge] === 1) kept.addEdge(number[to[edge]], this.closing[edge], this.action[edge]);
      }
    }
    return kept.build(this.full);
  }
}

/** Nodes and edges in order, of known number. */
class GraphBuilder {
  private readonly tile: Int32Array;
  private readonly flag: Uint8Array;
  private readonly first: Int32Array;
  private readonly to: Int32Array;
  private readonly closing: Int32Array;
  private readonly action: Int16Array;
  private nodes = 0;
  private edges = 0;

  constructor(nodeCount: number, edgeCount: number) {
    this.tile = new Int32Array(nodeCount);
    this.flag = new Uint8Array(nodeCount);
    this.first = new Int32Array(nodeCount + 1);
    this.to = new Int32Array(edgeCount);
    this.closing = new Int32Array(edgeCount);
    this.action = new Int16Array(edgeCount);
  }

  addNode(tile: number, flag: number): void {
    this.tile[this.nodes] = tile;
    this.flag[this.nodes++] = flag;
    this.first[this.nodes] = this.edges;
  }

  addEdge(to: number, closing: number, action: number): void {
    this.to[this.edges] = to;
    this.closing[this.edges] = closing;
    this.action[this.edges++] = action;
    this.first[this.nodes] = this.edges;
  }

  build(full: number): ThinGraph {
    return new ThinGraph(full, this.tile, this.flag, this.first, this.to, this.closing, this.action);
  }
}

/**
 * The part of a closing graph in which every edge lies on a wanted path that closes exactly `closed` interfaces of each operand.
 *
 * @param sums per criterion: costs `[interface · tiles + tile]`, the least from every state to the end (dense-sweep.ts), and a constant.
 * @param isWanted by the least of every criterion over the paths through an edge.
 */
export class Thinner {
  private readonly graph: ClosingGraph;
  private readonly number: Int32Array;
  private readonly fromStart: readonly Float64Array[];

  constructor(graph: ClosingGraph) {
    this.graph = graph;
    this.number = new Int32Array(graph.stateCount).fill(-1);
    this.fromStart = [0, 1].map(() => new Float64Array(graph.stateCount).fill(Number.POSITIVE_INFINITY));
  }

  thin(
    closed: Int32Array,
    first: DenseSums,
    second: DenseSums,
    isWanted: (first: number, second: number) => boolean,
  ): ThinGraph {
    const { graph, number, fromStart } = this;
    const { space, step, lowest, bits, combinationCount } = graph;
    const { problem, tileCount, full, next, stride, accumulatesOutside, isOnAnOrder } = space;
    const operandCount = problem.operands.length;
    const [one, two] = fromStart;
    const combinations = combinationsUpTo(graph, closed);
    const flags = graph.start + 1;
    const met: number[] = [];
    const edgeFrom: number[] = [];
    const edgeTo: number[] = [];
    const edgeClosing: number[] = [];
    const edgeAction: number[] = [];
    const tryEdge = (from: number, to: number, closing: number, action: number): void => {
      const a = one[from] + (closing < 0 ? 0 : first.cost[closing]);
      const b = two[from] + (closing < 0 ? 0 : second.cost[closing]);
      const throughA = a + first.toEnd[to] + first.constant;
      const throughB = b + second.toEnd[to] + second.constant;
      if (throughA === Number.POSITIVE_INFINITY || throughB === Number.POSITIVE_INFINITY) return;
      if (!isWanted(throughA, throughB)) return;
      if (a < one[to]) one[to] = a;
      if (b < two[to]) two[to] = b;
      edgeFrom.push(number[from]);
      edgeTo.push(to);
      edgeClosing.push(closing);
      edgeAction.push(action);
    };
    one[graph.start] = 0;
    two[graph.start] = 0;
    for (let tile = 0; tile <= full; tile++) {
      if (isOnAnOrder[tile] === 0) continue;
      for (const combination of combinations) {
        for (let flag = 0; flag < flags; flag++) {
          const state = (tile * combinationCount + combination) * 2 + flag;
          if (one[state] === Number.POSITIVE_INFINITY) continue;
          number[state] = met.length;
          met.push(state);
          if (tile === full) continue;
          for (let operand = 0; operand < operandCount; operand++) {
            const count = graph.closed[combination * operandCount + operand];
            if (count === closed[operand]) continue;
            const isOutput = operand === 0;
            const index = problem.operands[operand].interfaceBase + lowest[operand] + count;
            if (bits[(index * 2 + (isOutput ? flag : 0)) * tileCount + tile] < 0) continue;
            const toFlag = isOutput ? accumulatesOutside[tile] : flag;
            const to = (tile * combinationCount + combination + step[operand]) * 2 + toFlag;
            tryEdge(state, to, index * tileCount + tile, -1 - operand);
          }
          for (let kind = 0; kind < stride.length; kind++) {
            if ((next[tile] & (1 << kind)) === 0) continue;
            tryEdge(state, state + stride[kind] * combinationCount * 2, -1, kind);
          }
        }
      }
    }
    const builder = new GraphBuilder(met.length, edgeTo.length);
    let edge = 0;
    for (const [node, state] of met.entries()) {
      builder.addNode(Math.floor(state / (2 * combinationCount)), state & 1);
      for (; edgeFrom[edge] === node; edge++) {
        builder.addEdge(number[edgeTo[edge]], edgeClosing[edge], edgeAction[edge]);
      }
    }
    for (const state of met) {
      number[state] = -1;
      one[state] = Number.POSITIVE_INFINITY;
      two[state] = Number.POSITIVE_INFINITY;
    }
    return builder.build(full).keep(new Uint8Array(edgeTo.length).fill(1));
  }
}

/** One criterion over a closing graph. */
export interface DenseSums {
  readonly constant: number;
  /** `[interface · tiles + tile]` */
  readonly cost: Float64Array;
  /** `[state]` */
  readonly toEnd: Float64Array;
}
