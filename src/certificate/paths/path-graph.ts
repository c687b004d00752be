import type { Closings } from './closings.ts';

/** A sum along paths: a constant, and the cost of closing an interface at a tile, `[interface · tiles + tile]`. */
export interface PathSum {
  readonly constant: number;
  readonly cost: Float64Array;
}

/**
 * Paths from the start to an end, as nodes and edges. Every edge leads to a node of a larger number. The edges of node n are
 * `first[n]` up to `first[n + 1]`.
 */
export interface PathGraph {
  readonly tile: Int32Array;
  readonly flag: Uint8Array;
  readonly first: Int32Array;
  /** Per edge: the node it leads to; what is closed, `interface · tiles + tile`, or −1; kind of the loop placed, or −1 − operand. */
  readonly to: Int32Array;
  readonly closing: Int32Array;
  readonly action: Int8Array;
  /** Per edge: no mapping through it takes fewer cycles. */
  readonly latency: Float64Array;
}

/** Finds the paths of one configuration after the other, in arrays that it keeps. */
export class PathFinder {
  private readonly closings: Closings;
  /** Per state: the number of its node. */
  private readonly number: Int32Array;
  private readonly tile: Int32Array;
  private readonly flag: Uint8Array;
  private readonly first: Int32Array;
  private readonly to: Int32Array;
  private readonly closing: Int32Array;
  private readonly action: Int8Array;
  private edges = 0;

  constructor(closings: Closings) {
    const { lattice } = closings.tables;
    const states = 2 * lattice.size * closings.combinations;
    const mostEdges = states * (closings.closable.length + lattice.kinds.length);
    this.closings = closings;
    this.number = new Int32Array(states);
    this.tile = new Int32Array(states);
    this.flag = new Uint8Array(states);
    this.first = new Int32Array(states + 1);
    this.to = new Int32Array(mostEdges);
    this.closing = new Int32Array(mostEdges);
    this.action = new Int8Array(mostEdges);
  }

  /** All paths that close so many interfaces of every operand, and whose last levels fit. No node if there is none. */
  pathsThatClose(counts: readonly number[]): PathGraph {
    const { closings, number } = this;
    const { tables, lowest, bits, addsOutside, orders } = closings;
    const { lattice, mapped } = tables;
    const { size, full, strides } = lattice;
    const fits = [0, 1].map((flag) => endFits(closings, counts, flag));
    const ownSteps = counts.map((_, operand) =>
      counts.slice(0, operand).reduce((product, count) => product * (count + 1), 1),
    );
    const width = 2 * counts.reduce((product, count) => product * (count + 1), 1);
    const closedOf = Array.from({ length: width >> 1 }, (_, combination) =>
      counts.map((count, operand) => Math.floor(combination / ownSteps[operand]) % (count + 1)),
    );
    const states = fits.includes(true) ? size * width : 0;
    number.fill(-1, 0, states);
    number[addsOutside[0]] = 0;
    let nodes = 0;
    this.edges = 0;
    for (let state = 0; state < states; state++) {
      if (number[state] < 0) continue;
      const tile = Math.floor(state / width);
      const flag = state & 1;
      const closed = closedOf[(state % width) >> 1];
      this.tile[nodes] = tile;
      this.flag[nodes] = flag;
      this.first[nodes] = this.edges;
      number[state] = nodes++;
      if (tile === full) continue;
      for (let operand = 0; operand < counts.length; operand++) {
        if (closed[operand] === counts[operand]) continue;
        const index = mapped.operands[operand].base + lowest[operand] + closed[operand];
        if (bits[(index * 2 + (operand === 0 ? flag : 0)) * size + tile] < 0) continue;
        const after = operand === 0 ? addsOutside[tile] : flag;
        this.addEdge(state - flag + 2 * ownSteps[operand] + after, index * size + tile, -1 - operand);
      }
      for (let kind = 0; kind < strides.length; kind++) {
        if (orders.allows(tile, kind)) this.addEdge(state + strides[kind] * width, -1, kind);
      }
    }
    this.first[nodes] = this.edges;
    const to = this.to.subarray(0, this.edges);
    for (let edge = 0; edge < to.length; edge++) to[edge] = number[to[edge]];
    const isEnd = new Uint8Array(nodes);
    for (const flag of [0, 1]) {
      const last = states === 0 ? -1 : number[full * width + width - 2 + flag];
      if (last >= 0 && fits[flag]) isEnd[last] = 1;
    }
    const { flag, first, closing, action } = this;
    const found = { tile: this.tile.subarray(0, nodes), flag, first, to, closing, action };
    return trimmed({ ...found, latency: new Float64Array(to.length) }, undefined, (node) => isEnd[node] === 1);
  }

  private addEdge(state: number, closing: number, action: number): void {
    this.to[this.edges] = state;
    this.closing[this.edges] = closing;
    this.action[this.edges++] = action;
    this.number[state] = 0;
  }
}

/** Whether what every operand leaves open to the end fits into the memories, by itself and together. */
function endFits(closings: Closings, counts: readonly number[], flag: number): boolean {
  const taken = new Map<number, number>();
  for (const [operand, count] of counts.entries()) {
    const holdings = closings.openHoldings(operand, count, operand === 0 ? flag : 0);
    if (holdings === undefined) return false;
    for (const [memory, bits] of holdings) taken.set(memory, (taken.get(memory) ?? 0) + bits);
  }
  return [...taken].every(([memory, bits]) => bits <= closings.capacities[memory]);
}

/** The marked edges, or all, that lie on paths from the start to an end. */
export function trimmed(graph: PathGraph, marked: Uint8Array | undefined, isEnd: (node: number) => boolean): PathGraph {
  const { first, to } = graph;
  const isKept = marked?.slice() ?? new Uint8Array(to.length).fill(1);
  const nodes = graph.tile.length;
  const leadsOn = new Uint8Array(nodes);
  for (let node = nodes - 1; node >= 0; node--) {
    if (isEnd(node)) leadsOn[node] = 1;
    for (let edge = first[node]; edge < first[node + 1]; edge++) {
      if (isKept[edge] === 0) continue;
      if (leadsOn[to[edge]] === 1) leadsOn[node] = 1;
      else isKept[edge] = 0;
    }
  }
  const number = new Int32Array(nodes).fill(-1);
  const isMet = new Uint8Array(nodes);
  if (nodes > 0) isMet[0] = leadsOn[0];
  let nodesLeft = 0;
  let edgesLeft = 0;
  for (let node = 0; node < nodes; node++) {
    if (isMet[node] === 0) continue;
    number[node] = nodesLeft++;
    for (let edge = first[node]; edge < first[node + 1]; edge++) {
      if (isKept[edge] === 0) continue;
      isMet[to[edge]] = 1;
      edgesLeft++;
    }
  }
  const left = {
    tile: new Int32Array(nodesLeft),
    flag: new Uint8Array(nodesLeft),
    first: new Int32Array(nodesLeft + 1),
    to: new Int32Array(edgesLeft),
    closing: new Int32Array(edgesLeft),
    action: new Int8Array(edgesLeft),
    latency: new Float64Array(edgesLeft),
  };
  let at = 0;
  for (let node = 0; node < nodes; node++) {
    if (number[node] < 0) continue;
    left.tile[number[node]] = graph.tile[node];
    left.flag[number[node]] = graph.flag[node];
    for (let edge = first[node]; edge < first[node + 1]; edge++) {
      if (isKept[edge] === 0) continue;
      left.to[at] = number[to[edge]];
      left.closing[at] = graph.closing[edge];
      left.action[at] = graph.action[edge];
      left.latency[at++] = graph.latency[edge];
    }
    left.first[number[node] + 1] = at;
  }
  return left;
}

/** Per node: the least sum of the costs to an end. */
export function leastToEnd({ first, to, closing, tile }: PathGraph, cost: Float64Array): Float64Array {
  const least = new Float64Array(tile.length);
  for (let node = tile.length - 1; node >= 0; node--) {
    // Nodes without edges are ends: all others were removed.
    let best = first[node] === first[node + 1] ? 0 : Number.POSITIVE_INFINITY;
    for (let edge = first[node]; edge < first[node + 1]; edge++) {
      const value = (closing[edge] < 0 ? 0 : cost[closing[edge]]) + least[to[edge]];
      if (value < best) best = value;
    }
    least[node] = best;
  }
  return least;
}

/** Per edge: the least sum of the paths through it; of several sums the smallest. */
export function leastThrough(graph: PathGraph, sums: readonly PathSum[]): Float64Array {
  const { first, to, closing, tile } = graph;
  const through = new Float64Array(to.length).fill(Number.POSITIVE_INFINITY);
  for (const { constant, cost } of sums) {
    const toEnd = leastToEnd(graph, cost);
    const fromStart = new Float64Array(tile.length).fill(Number.POSITIVE_INFINITY);
    fromStart[0] = constant;
    for (let node = 0; node < tile.length; node++) {
      for (let edge = first[node]; edge < first[node + 1]; edge++) {
        const there = fromStart[node] + (closing[edge] < 0 ? 0 : cost[closing[edge]]);
        if (there < fromStart[to[edge]]) fromStart[to[edge]] = there;
        if (there + toEnd[to[edge]] < through[edge]) through[edge] = there + toEnd[to[edge]];
      }
    }
  }
  return through;
}
