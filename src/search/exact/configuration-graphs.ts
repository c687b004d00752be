import type { LoadingSum } from '../compulsory/loading-sums.ts';
import type { BoundPart } from './bounds/latency-bounds.ts';
import { type AnyTerms, sharedBoundsOf } from './bounds/terms-of.ts';
import type { Bounded, Tightening } from './bounds/tightening.ts';
import type { ClosingGraph } from './paths/closing-graph.ts';
import type { Configuration } from './paths/configuration.ts';
import { leastToEnd } from './paths/dense-sweep.ts';
import type { Goal } from './paths/goal.ts';
import { type DenseSums, type ThinGraph, Thinner } from './paths/thin-graph.ts';

/** A graph of all configurations together, and how far bounds have got in it. */
export interface SharedGraph extends Bounded {
  thin: ThinGraph;
  /** The value of the best mapping known when bounds were applied last. */
  bestValue: number;
}

/** What all configurations of a problem have in common. */
export interface SharedCosts {
  /** pJ that none undercuts, beside what is closed on the way. */
  readonly fixedEnergy: number;
  /** Cycles that none undercuts. */
  readonly latency: number;
  /** Cycles that links which cross only once take at least; 0 or less. */
  readonly leastLoads: (sum: LoadingSum) => number;
}

/**
 * The graph of all configurations together, as far as least sums of energy and latency don't rule it out, and the part of one configuration.
 * Most of a graph is ruled out by what all configurations have in common: so it is done once.
 */
export class ConfigurationGraphs {
  /** Sums over whole graphs so far. */
  sweeps = 0;
  private readonly graph: ClosingGraph;
  private readonly goal: Goal;
  private readonly tightening: Tightening;
  private readonly potentials: Float64Array | undefined;
  private isKept = new Uint8Array(0);

  /** @param potentials `EnergyPath.potentials`; undefined where energy doesn't matter. */
  constructor(graph: ClosingGraph, goal: Goal, tightening: Tightening, potentials: Float64Array | undefined) {
    this.graph = graph;
    this.goal = goal;
    this.tightening = tightening;
    this.potentials = potentials;
  }

  /**
   * All configurations, with one alternative of the on-loading.
   * @param terms undefined where latency doesn't matter.
   * @param within the graph to begin with, if a part is known that has all that is wanted.
   */
  shared(
    terms: AnyTerms | undefined,
    sums: readonly LoadingSum[],
    { fixedEnergy, latency, leastLoads }: SharedCosts,
    within?: ThinGraph,
  ): SharedGraph {
    const bounds = terms && sharedBoundsOf(this.graph, terms, leastLoads);
    const [first] = bounds?.bounds(sums, Number.POSITIVE_INFINITY) ?? [];
    const thin = within ?? this.thinned(latency, terms && first && { terms, part: first.parts[0] });
    // The least latency is that of these bounds.
    const used = sums.map((_, number) => `temporal ${number}`);
    return {
      fixedEnergy,
      sums,
      latencyBounds: bounds,
      leastEnergy: fixedEnergy,
      leastLatency: latency,
      used,
      thin,
      bestValue: Number.NaN,
    };
  }

  /** Applies the bounds of the shared graph, unless the best value known is the same as the last time. */
  tighten(shared: SharedGraph): void {
    const { bestValue } = this.goal;
    if (shared.bestValue === bestValue) return;
    shared.bestValue = bestValue;
    shared.thin = this.tightening.apply(shared, shared.thin);
  }

  /** The paths of one configuration. */
  of({ closed }: Configuration, { thin }: SharedGraph): ThinGraph {
    const { step } = this.graph;
    const combination = closed.reduce((sum, count, operand) => sum + count * step[operand], 0);
    if (this.isKept.length < thin.edgeCount) this.isKept = new Uint8Array(thin.edgeCount);
    const { isKept } = this;
    for (let edge = 0; edge < thin.edgeCount; edge++) {
      const to = thin.to[edge];
      isKept[edge] = !thin.isEnd(to) || thin.combination[to] === combination ? 1 : 0;
    }
    return thin.keep(isKept);
  }

  /** What the least energies to the end leave, and one bound of latency. */
  thinned(leastLatency: number, bound?: { readonly terms: AnyTerms; readonly part: BoundPart }): ThinGraph {
    const { graph, goal, potentials } = this;
    const nothing = new Float64Array(Math.max(graph.stateCount, graph.costs.energy.length));
    const zeros: DenseSums = { constant: 0, cost: nothing, toEnd: nothing };
    const energy =
      potentials === undefined ? zeros : { constant: graph.fixedEnergy(), cost: graph.costs.energy, toEnd: potentials };
    const latency = bound === undefined ? zeros : this.sweep(bound.terms, bound.part);
    const leastEnergy = energy.constant + energy.toEnd[graph.start];
    const rootLatency = latency.constant + latency.toEnd[graph.start];
    return new Thinner(graph).thin(energy, latency, leastEnergy, Math.max(leastLatency, rootLatency), goal);
  }

  private sweep({ closableTiles }: AnyTerms, { constant, at }: BoundPart): DenseSums {
    const { graph } = this;
    const { tileCount } = graph.space;
    this.sweeps++;
    const cost = new Float64Array(graph.costs.energy.length);
    for (const [index, tiles] of closableTiles.entries()) {
      for (const tile of tiles) cost[index * tileCount + tile] = at(index, tile);
    }
    const toEnd = new Float64Array(graph.stateCount);
    leastToEnd(graph, cost, this.ends(), toEnd);
    return { constant, cost, toEnd };
  }

  /** `[combination · 2 + flag]`: 0 where paths may end, infinite elsewhere. */
  private ends(): Float64Array {
    const { combinationCount, closable, closed } = this.graph;
    const ends = new Float64Array(2 * combinationCount);
    for (let end = 0; end < ends.length; end++) {
      const at = (end >> 1) * closable.length;
      for (let operand = 0; operand < closable.length; operand++) {
        const fits = this.graph.canStayOpen(operand, closed[at + operand], operand === 0 ? end & 1 : 0);
        if (!fits) ends[end] = Number.POSITIVE_INFINITY;
      }
    }
    return ends;
  }
}
