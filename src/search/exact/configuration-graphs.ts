import type { ClosingGraph } from './paths/closing-graph.ts';
import type { Configuration } from './paths/configuration.ts';
import { leastToEnd } from './paths/dense-sweep.ts';
import type { Goal } from './paths/goal.ts';
import { type DenseSums, type ThinGraph, Thinner } from './paths/thin-graph.ts';

/** Costs of closing interfaces, `[interface · tiles + tile]`, and what no choice changes. */
export interface ClosingCosts {
  readonly constant: number;
  readonly cost: Float64Array;
}

/** The graph of one configuration after another, as far as least sums of energy and latency don't rule it out. One object for many: it keeps its arrays. */
export class ConfigurationGraphs {
  /** Sums over whole graphs so far. */
  sweeps = 0;
  private readonly graph: ClosingGraph;
  private readonly goal: Goal;
  private readonly thinner: Thinner;
  private readonly toEnd: readonly [energy: Float64Array, latency: Float64Array];
  /** For a criterion that doesn't matter. */
  private readonly zeros: DenseSums;

  constructor(graph: ClosingGraph, goal: Goal) {
    this.graph = graph;
    this.goal = goal;
    this.thinner = new Thinner(graph);
    this.toEnd = [new Float64Array(graph.stateCount), new Float64Array(graph.stateCount)];
    const nothing = new Float64Array(Math.max(graph.stateCount, graph.costs.energy.length));
    this.zeros = { constant: 0, cost: nothing, toEnd: nothing };
  }

  /** Least energies to the end of a configuration; zeros where energy doesn't matter. Valid until the next call. */
  energySums(configuration: Configuration): DenseSums {
    if (!this.goal.needsEnergy) return this.zeros;
    const costs = { constant: configuration.fixedEnergy, cost: this.graph.costs.energy };
    return this.sweep(configuration, costs, this.toEnd[0]);
  }

  /** The same for a bound of latency; zeros without one. */
  latencySums(configuration: Configuration, costs: ClosingCosts | undefined): DenseSums {
    return costs === undefined ? this.zeros : this.sweep(configuration, costs, this.toEnd[1]);
  }

  /** What these sums leave. No path undercuts the two least costs given, in pJ and cycles. */
  thin(
    { closed }: Configuration,
    energy: DenseSums,
    latency: DenseSums,
    leastEnergy: number,
    leastLatency: number,
  ): ThinGraph {
    return this.thinner.thin(closed, energy, latency, leastEnergy, leastLatency, this.goal);
  }

  /** What potentials of all configurations together (`EnergyPath.potentials`) leave, without a sweep. */
  thinByPotentials(configuration: Configuration, potentials: Float64Array): ThinGraph {
    const { graph } = this;
    const toEnd = this.toEnd[0];
    toEnd.set(potentials);
    const last = graph.space.full * 2 * graph.combinationCount;
    this.ends(configuration).forEach((end, at) => {
      toEnd[last + at] += end;
    });
    const energy = { constant: graph.fixedEnergy(), cost: graph.costs.energy, toEnd };
    const thin = this.thin(configuration, energy, this.zeros, configuration.fixedEnergy, 0);
    // Edges to states from which only other configurations end are left.
    return thin.keep(new Uint8Array(thin.edgeCount).fill(1));
  }

  private sweep(configuration: Configuration, { constant, cost }: ClosingCosts, toEnd: Float64Array): DenseSums {
    this.sweeps++;
    leastToEnd(this.graph, configuration.closed, cost, this.ends(configuration), toEnd);
    return { constant, cost, toEnd };
  }

  /** `[combination · 2 + flag]`: 0 where paths of the configuration end, infinite elsewhere. */
  private ends({ closed }: Configuration): Float64Array {
    const { graph } = this;
    const terminal = new Float64Array(2 * graph.combinationCount).fill(Number.POSITIVE_INFINITY);
    const combination = closed.reduce((sum, count, operand) => sum + count * graph.step[operand], 0);
    for (let flag = 0; flag < 2; flag++) {
      const fits = graph.canStayOpen(0, closed[0], flag);
      if (fits) terminal[combination * 2 + flag] = 0;
    }
    return terminal;
  }
}
