import type { ClosingGraph } from './closing-graph.ts';
import type { Goal } from './goal.ts';
import { grown } from './grown.ts';

/** Sums of costs from the start to a node, or from a node to the end. */
export type NodeSums = Float64Array;

/**
 * The part of a closing graph that is left when states and edges through which no wanted path leads are removed. Nodes are numbered in
 * the order of their states, so every edge leads to a larger number. The edges of node n are those from `first[n]` up to `first[n + 1]`.
 */
export class ThinGraph {
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** Per node: its tile, how many interfaces are closed (`ClosingCombinations`), and its flag (loops added to the output outside its last closed level). */
  readonly tile: Int32Array;
  readonly combination: Int32Array;
  readonly flag: Uint8Array;
  readonly first: Int32Array;
  /** Per edge: the node it leads to; what is closed, `interface · tiles + tile`, or −1; kind of the loop placed, or −1 − operand. */
  readonly to: Int32Array;
  readonly closing: Int32Array;
  readonly action: Int16Array;
  private readonly full: number;
  private knownClosings: Int32Array | undefined;

  constructor(
    full: number,
    tile: Int32Array,
    combination: Int32Array,
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
    this.combination = combination;
    this.flag = flag;
    this.first = first;
    this.to = to;
    this.closing = closing;
    this.action = action;
  }

  isEnd(node: number): boolean {
    return this.tile[node] === this.full;
  }

  /** What the edges close, each once: `interface · tiles + tile`. */
  get closings(): Int32Array {
    this.knownClosings ??= distinctClosings(this.closing);
    return this.knownClosings;
  }

  /**
   * Costs of the edges; placing a loop costs nothing.
   * @param cost `[interface · tiles + tile]`, for all `closings`.
   */
  edgeCosts(cost: Float64Array, costs = new Float64Array(this.edgeCount)): Float64Array {
    const { closing, edgeCount } = this;
    for (let edge = 0; edge < edgeCount; edge++) costs[edge] = closing[edge] < 0 ? 0 : cost[closing[edge]];
    return costs;
  }

  leastToEnd(costs: Float64Array, least: NodeSums = new Float64Array(this.nodeCount)): NodeSums {
    const { first, to, nodeCount } = this;
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

  /**
   * Lowers `through` to the least sum of the paths through each edge.
   * @param fromStart room for sums to every node.
   */
  leastThrough(
    costs: Float64Array,
    toEnd: NodeSums,
    constant: number,
    through: Float64Array,
    fromStart: NodeSums = new Float64Array(this.nodeCount),
  ): void {
    const { first, to, nodeCount } = this;
    fromStart.fill(Number.POSITIVE_INFINITY, 0, nodeCount);
    if (nodeCount > 0) fromStart[0] = constant;
    for (let node = 0; node < nodeCount; node++) {
      if (fromStart[node] === Number.POSITIVE_INFINITY) continue;
      for (let edge = first[node]; edge < first[node + 1]; edge++) {
        const there = fromStart[node] + costs[edge];
        if (there < fromStart[to[edge]]) fromStart[to[edge]] = there;
        const sum = there + toEnd[to[edge]];
        if (sum < through[edge]) through[edge] = sum;
      }
    }
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
      kept.addNode(this.tile[node], this.combination[node], this.flag[node]);
      for (let edge = first[node]; edge < first[node + 1]; edge++) {
        if (isKept[edge] === 1) kept.addEdge(number[to[edge]], this.closing[edge], this.action[edge]);
      }
    }
    return kept.build(this.full);
  }
}

function distinctClosings(closing: Int32Array): Int32Array {
  let most = -1;
  for (let edge = 0; edge < closing.length; edge++) if (closing[edge] > most) most = closing[edge];
  const isMet = new Uint8Array(most + 1);
  let count = 0;
  for (let edge = 0; edge < closing.length; edge++) {
    if (closing[edge] < 0 || isMet[closing[edge]] === 1) continue;
    isMet[closing[edge]] = 1;
    count++;
  }
  const distinct = new Int32Array(count);
  for (let at = 0, place = 0; at <= most; at++) if (isMet[at] === 1) distinct[place++] = at;
  return distinct;
}

/** Nodes and edges in order, of known number. */
class GraphBuilder {
  private readonly tile: Int32Array;
  private readonly combination: Int32Array;
  private readonly flag: Uint8Array;
  private readonly first: Int32Array;
  private readonly to: Int32Array;
  private readonly closing: Int32Array;
  private readonly action: Int16Array;
  private nodes = 0;
  private edges = 0;

  constructor(nodeCount: number, edgeCount: number) {
    this.tile = new Int32Array(nodeCount);
    this.combination = new Int32Array(nodeCount);
    this.flag = new Uint8Array(nodeCount);
    this.first = new Int32Array(nodeCount + 1);
    this.to = new Int32Array(edgeCount);
    this.closing = new Int32Array(edgeCount);
    this.action = new Int16Array(edgeCount);
  }

  addNode(tile: number, combination: number, flag: number): void {
    this.tile[this.nodes] = tile;
    this.combination[this.nodes] = combination;
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
    return new ThinGraph(full, this.tile, this.combination, this.flag, this.first, this.to, this.closing, this.action);
  }
}

/** One criterion over a closing graph. */
export interface DenseSums {
  readonly constant: number;
  /** `[interface · tiles + tile]` */
  readonly cost: Float64Array;
  /** `[state]`: the least to the end (dense-sweep.ts). */
  readonly toEnd: Float64Array;
}

/** Makes thin graphs of a closing graph. One object for many: it keeps its arrays. */
export class Thinner {
  private readonly graph: ClosingGraph;
  /** Per state. */
  private readonly number: Int32Array;
  private readonly energyFromStart: Float64Array;
  private readonly latencyFromStart: Float64Array;
  private met: Int32Array = new Int32Array(1024);
  /** Per edge: state it leads to, what is closed, action; and per node the number of its first edge. */
  private to: Int32Array = new Int32Array(4096);
  private closing: Int32Array = new Int32Array(4096);
  private action: Int16Array = new Int16Array(4096);
  private first: Int32Array = new Int32Array(1025);

  constructor(graph: ClosingGraph) {
    this.graph = graph;
    this.number = new Int32Array(graph.stateCount).fill(-1);
    this.energyFromStart = new Float64Array(graph.stateCount).fill(Number.POSITIVE_INFINITY);
    this.latencyFromStart = new Float64Array(graph.stateCount).fill(Number.POSITIVE_INFINITY);
  }

  /**
   * The part of the closing graph in which every edge lies on wanted paths, as far as the least energy and the least latency of the paths
   * through it tell. No path undercuts the two least costs given.
   */
  thin(energy: DenseSums, latency: DenseSums, leastEnergy: number, leastLatency: number, goal: Goal): ThinGraph {
    const { graph, number, energyFromStart, latencyFromStart } = this;
    const { space, nextInterface, step, bits, combinationCount } = graph;
    const { problem, tileCount, full, next, stride, accumulatesOutside, isOnAnOrder } = space;
    const operandCount = problem.operands.length;
    const edgesPerState = operandCount + stride.length;
    const flags = graph.start + 1;
    const wantedLatency = goal.wantedLatency(leastEnergy);
    const isMet = new Uint8Array(full + 1);
    let nodes = 0;
    let edges = 0;
    isMet[0] = 1;
    energyFromStart[graph.start] = 0;
    latencyFromStart[graph.start] = 0;
    for (let tile = 0; tile <= full; tile++) {
      if (isOnAnOrder[tile] === 0 || isMet[tile] === 0) continue;
      for (let combination = 0; combination < combinationCount; combination++) {
        for (let flag = 0; flag < flags; flag++) {
          const state = (tile * combinationCount + combination) * 2 + flag;
          const latencyBefore = latencyFromStart[state];
          if (latencyBefore === Number.POSITIVE_INFINITY) continue;
          const energyBefore = energyFromStart[state];
          if (edges + edgesPerState > this.to.length) this.growEdges();
          if (nodes + 1 >= this.met.length) this.growNodes();
          number[state] = nodes;
          this.met[nodes] = state;
          this.first[nodes++] = edges;
          if (tile === full) continue;
          for (let choice = 0; choice < edgesPerState; choice++) {
            let to = state;
            let closing = -1;
            let addedEnergy = 0;
            let addedLatency = 0;
            if (choice < operandCount) {
              const at = combination * operandCount + choice;
              const index = nextInterface[at];
              if (index < 0) continue;
              closing = index * tileCount + tile;
              if (bits[(index * 2 + (choice === 0 ? flag : 0)) * tileCount + tile] < 0) continue;
              to = (tile * combinationCount + combination + step[choice]) * 2;
              to += choice === 0 ? accumulatesOutside[tile] : flag;
              addedEnergy = energy.cost[closing];
              addedLatency = latency.cost[closing];
            } else {
              const kind = choice - operandCount;
              if ((next[tile] & (1 << kind)) === 0) continue;
              to += stride[kind] * combinationCount * 2;
            }
            const latencyThere = latencyBefore + addedLatency;
            const latencyThrough = latencyThere + latency.toEnd[to] + latency.constant;
            if (latencyThrough >= wantedLatency || latencyThrough === Number.POSITIVE_INFINITY) continue;
            const energyThere = energyBefore + addedEnergy;
            if (goal.needsEnergy) {
              const energyThrough = energyThere + energy.toEnd[to] + energy.constant;
              if (energyThrough === Number.POSITIVE_INFINITY) continue;
              if (goal.isBeaten(Math.max(energyThrough, leastEnergy), Math.max(latencyThrough, leastLatency))) continue;
            }
            if (latencyThere < latencyFromStart[to]) latencyFromStart[to] = latencyThere;
            if (energyThere < energyFromStart[to]) energyFromStart[to] = energyThere;
            if (choice >= operandCount) isMet[tile + stride[choice - operandCount]] = 1;
            this.to[edges] = to;
            this.closing[edges] = closing;
            this.action[edges++] = choice < operandCount ? -1 - choice : choice - operandCount;
          }
        }
      }
    }
    this.first[nodes] = edges;
    return this.build(nodes, edges);
  }

  /** Copies what was found and makes the arrays ready for the next time. */
  private build(nodes: number, edges: number): ThinGraph {
    const { graph, number, met } = this;
    const tile = new Int32Array(nodes);
    const combination = new Int32Array(nodes);
    const flag = new Uint8Array(nodes);
    const to = new Int32Array(edges);
    for (let edge = 0; edge < edges; edge++) to[edge] = number[this.to[edge]];
    for (let node = 0; node < nodes; node++) {
      const state = met[node];
      tile[node] = Math.floor(state / (2 * graph.combinationCount));
      combination[node] = (state >> 1) % graph.combinationCount;
      flag[node] = state & 1;
      number[state] = -1;
      this.energyFromStart[state] = Number.POSITIVE_INFINITY;
      this.latencyFromStart[state] = Number.POSITIVE_INFINITY;
    }
    const { full } = graph.space;
    const first = this.first.slice(0, nodes + 1);
    return new ThinGraph(
      full,
      tile,
      combination,
      flag,
      first,
      to,
      this.closing.slice(0, edges),
      this.action.slice(0, edges),
    );
  }

  private growEdges(): void {
    const length = 2 * this.to.length;
    this.to = grown(this.to, new Int32Array(length));
    this.closing = grown(this.closing, new Int32Array(length));
    this.action = grown(this.action, new Int16Array(length));
  }

  private growNodes(): void {
    const length = 2 * this.met.length;
    this.met = grown(this.met, new Int32Array(length));
    this.first = grown(this.first, new Int32Array(length + 1));
  }
}
