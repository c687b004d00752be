import type { LoadingSum } from '../../compulsory/loading-sums.ts';
import type { ClosingGraph } from '../paths/closing-graph.ts';
import type { Goal } from '../paths/goal.ts';
import type { ThinGraph } from '../paths/thin-graph.ts';
import type { BoundPart, LatencyBound } from './latency-bounds.ts';

/** Rounding of sums in another order, as a share. */
const ROUNDING = 1e-12;

/** Lower bounds of latency: of one configuration, or of all. */
export interface BoundSource {
  /** @param longest no mapping that takes longer is wanted. */
  bounds(sums: readonly LoadingSum[], longest: number): Iterable<LatencyBound>;
}

/** Paths, of one configuration or of all, and an alternative of their on-loading, as far as bounds have got. */
export interface Bounded {
  /** pJ that no choice of a path changes. */
  readonly fixedEnergy: number;
  readonly sums: readonly LoadingSum[];
  readonly latencyBounds: BoundSource | undefined;
  /** pJ and cycles that no wanted mapping undercuts. */
  leastEnergy: number;
  leastLatency: number;
  /** Names of the latency bounds that ruled paths out, or raised the least latency. */
  readonly used: string[];
}

/** Removes from thin graphs what bounds of latency rule out. One object for many: it keeps its arrays. */
export class Tightening {
  /** Sums over graphs so far. */
  sweeps = 0;
  private readonly graph: ClosingGraph;
  private readonly goal: Goal;
  /** By name of a latency bound: shares of edges that it removed, added up. */
  private readonly usefulness = new Map<string, number>();
  /** Per part of a bound: what closing costs, `[interface · tiles + tile]`. */
  private readonly tables: Float64Array[] = [];
  /** Per interface: the most of a table. */
  private readonly most: Float64Array;
  /** Per edge. */
  private costs = new Float64Array(0);
  private through = new Float64Array(0);
  private wanted = new Float64Array(0);
  private isKept = new Uint8Array(0);
  /** Per node. */
  private toEnd = new Float64Array(0);
  private fromStart = new Float64Array(0);
  /** Paths through an edge are wanted only if they take fewer cycles than `wanted` of the edge; the least of these. */
  private leastWanted = 0;

  constructor(graph: ClosingGraph, goal: Goal) {
    this.graph = graph;
    this.goal = goal;
    this.most = new Float64Array(graph.problem.interfaceCount);
  }

  /** Applies every bound to what is left of the graph, again and again on an ever thinner one. Raises the least costs. */
  apply(bounded: Bounded, thin: ThinGraph): ThinGraph {
    const { goal } = this;
    let left = thin;
    this.reserve(thin);
    this.findWanted(bounded, left);
    const wantedLatency = goal.wantedLatency(bounded.leastEnergy);
    const bounds = [...(bounded.latencyBounds?.bounds(bounded.sums, wantedLatency) ?? [])];
    // Bounds that ruled out much in other configurations come first.
    const usefulness = ({ name }: LatencyBound): number => this.usefulness.get(name) ?? 0;
    if (this.usefulness.size > 0) bounds.sort((x, y) => usefulness(y) - usefulness(x));
    for (const bound of bounds) {
      if (left.nodeCount === 0) break;
      const { name, parts } = bound;
      const most = this.tabulate(parts, left);
      if (most <= bounded.leastLatency) continue;
      const canRemove = most * (1 + ROUNDING) >= this.leastWanted;
      const root = this.sum(parts, left, canRemove);
      const isHigher = root > bounded.leastLatency;
      if (isHigher) bounded.leastLatency = root;
      const removed = canRemove ? this.markKept(left) : 0;
      if (removed > 0) {
        this.usefulness.set(name, usefulness(bound) + removed / left.edgeCount);
        left = left.keep(this.isKept);
        if (goal.needsEnergy) this.findWanted(bounded, left);
      }
      if ((isHigher || removed > 0) && !bounded.used.includes(name)) bounded.used.push(name);
    }
    return left;
  }

  /** Tables of the parts. Returns a sum that no choice of one tile per interface exceeds in all of them. */
  private tabulate(parts: readonly BoundPart[], { closings }: ThinGraph): number {
    const { tileCount } = this.graph.space;
    let least = Number.POSITIVE_INFINITY;
    for (const [part, { constant, at }] of parts.entries()) {
      this.tables[part] ??= new Float64Array(this.most.length * tileCount);
      const table = this.tables[part];
      this.most.fill(0);
      for (const closing of closings) {
        const index = Math.floor(closing / tileCount);
        const cost = at(index, closing - index * tileCount);
        table[closing] = cost;
        if (cost > this.most[index]) this.most[index] = cost;
      }
      least = Math.min(
        least,
        this.most.reduce((sum, cost) => sum + cost, constant),
      );
    }
    return least;
  }

  /** The least of all paths; and of the paths through every edge, if that is asked for. */
  private sum(parts: readonly BoundPart[], thin: ThinGraph, withEdges: boolean): number {
    const { costs, toEnd, fromStart, through } = this;
    this.sweeps += parts.length;
    if (withEdges) through.fill(Number.POSITIVE_INFINITY, 0, thin.edgeCount);
    let root = Number.POSITIVE_INFINITY;
    for (const [part, { constant }] of parts.entries()) {
      thin.edgeCosts(this.tables[part], costs);
      thin.leastToEnd(costs, toEnd);
      root = Math.min(root, constant + toEnd[0]);
      if (withEdges) thin.leastThrough(costs, toEnd, constant, through, fromStart);
    }
    return root;
  }

  /** Marks edges through which wanted paths lead. Returns how many others there are. */
  private markKept({ edgeCount }: ThinGraph): number {
    const { through, wanted, isKept, leastWanted } = this;
    const { needsEnergy } = this.goal;
    let removed = 0;
    for (let edge = 0; edge < edgeCount; edge++) {
      const isWanted = through[edge] < (needsEnergy ? wanted[edge] : leastWanted);
      isKept[edge] = isWanted ? 1 : 0;
      if (!isWanted) removed++;
    }
    return removed;
  }

  private findWanted(bounded: Bounded, thin: ThinGraph): void {
    const { goal, wanted, costs, toEnd } = this;
    this.leastWanted = goal.wantedLatency(bounded.leastEnergy);
    if (!goal.needsEnergy || thin.nodeCount === 0) return;
    const { fixedEnergy } = bounded;
    thin.edgeCosts(this.graph.costs.energy, costs);
    thin.leastToEnd(costs, toEnd);
    bounded.leastEnergy = Math.max(bounded.leastEnergy, fixedEnergy + toEnd[0]);
    wanted.fill(Number.POSITIVE_INFINITY, 0, thin.edgeCount);
    thin.leastThrough(costs, toEnd, fixedEnergy, wanted, this.fromStart);
    this.leastWanted = Number.POSITIVE_INFINITY;
    for (let edge = 0; edge < thin.edgeCount; edge++) {
      wanted[edge] = goal.wantedLatency(wanted[edge]);
      if (wanted[edge] < this.leastWanted) this.leastWanted = wanted[edge];
    }
  }

  private reserve({ edgeCount, nodeCount }: ThinGraph): void {
    if (this.costs.length < edgeCount) {
      this.costs = new Float64Array(edgeCount);
      this.through = new Float64Array(edgeCount);
      this.wanted = new Float64Array(edgeCount);
      this.isKept = new Uint8Array(edgeCount);
    }
    if (this.toEnd.length < nodeCount) {
      this.toEnd = new Float64Array(nodeCount);
      this.fromStart = new Float64Array(nodeCount);
    }
  }
}
