import type { TemporalMappingType } from '../../model/mapping/temporal-mapping.ts';
import type { LoadingSum } from '../compulsory/loading-sums.ts';
import { type AnyTerms, boundsOf, type ConfigurationBounds } from './bounds/terms-of.ts';
import { type Bounded, Tightening } from './bounds/tightening.ts';
import { ConfigurationGraphs, type SharedCosts, type SharedGraph } from './configuration-graphs.ts';
import { Arrangements } from './paths/arrangements.ts';
import { chainSearch } from './paths/chain-search.ts';
import type { ClosingGraph } from './paths/closing-graph.ts';
import { type Configuration, configurations } from './paths/configuration.ts';
import type { Goal } from './paths/goal.ts';
import { type BoundedPath, labelSearch } from './paths/label-search.ts';
import { PathBounds } from './paths/path-bounds.ts';
import type { ThinGraph } from './paths/thin-graph.ts';

/** Effort that one step may take, before the next one is tried. */
const BEAM_WIDTH = 4;
const BEAM_EVALUATIONS = 64;
const LABEL_EVALUATIONS = 2_000;
const CHAIN_EVALUATIONS = 100_000;
const MOST_LABELS = 400_000;
const MOST_CHAIN_NODES = 20_000_000;

/** Values that are searched for first, as shares of the way from a bound to the best value. */
const FIRST_AIMS = [1 / 16, 1 / 4];
/** No aiming where so little is left of this way, as a share of the best value; or where a graph has so few edges. */
const LEAST_LEFT = 1e-4;
const SMALL_GRAPH = 2000;
const CHAIN_AIMS = [1 / 256, 1 / 64, 1 / 16, 1 / 4];

/** How a configuration was dealt with, for a certificate. */
export interface ConfigurationProof {
  /** Per operand: interfaces that are closed before everything lies below. */
  readonly closed: readonly number[];
  /** Alternative of the on-loading; 0 where only energy counts. */
  readonly alternative: number;
  /** Names of the latency bounds that ruled paths out, in the order of their use. */
  readonly bounds: readonly string[];
  /** `bounds`: they leave nothing. `labels`, `chains`: what they leave was searched, with and without dominance. `open`: not all of it. */
  readonly by: 'bounds' | 'labels' | 'chains' | 'open';
  /** What no mapping of the configuration undercuts, by the value of the goal; infinite where none is wanted any more. */
  readonly value: number;
}

export interface SearchCounts {
  readonly configurations: number;
  /** Sums over a graph. */
  readonly sweeps: number;
  readonly labels: number;
  readonly chains: number;
  /** Mappings costed. */
  readonly evaluations: number;
}

export interface ConfigurationSearchResult {
  /** No mapping has a smaller value; infinite if none is wanted. At most the value of the best known. */
  readonly bound: number;
  readonly isComplete: boolean;
  readonly proof: readonly ConfigurationProof[];
  readonly counts: SearchCounts;
}

export interface ConfigurationQuestion {
  readonly graph: ClosingGraph;
  /** Undefined where latency doesn't matter. */
  readonly terms: AnyTerms | undefined;
  readonly goal: Goal;
  /** `EnergyPath.potentials`; undefined where energy doesn't matter. */
  readonly potentials: Float64Array | undefined;
  /** A part of the graph of all configurations that has all that is wanted. */
  readonly within?: ThinGraph;
  readonly shouldStop: () => boolean;
  /** Even mappings are bounded by all uneven ones; few are proven. */
  readonly type?: TemporalMappingType | undefined;
}

interface Job extends Bounded {
  readonly configuration: Configuration;
  readonly latencyBounds: ConfigurationBounds | undefined;
  readonly alternative: number;
  /** What no mapping of the job undercuts, by the value of the goal. */
  value: number;
  thin: ThinGraph | undefined;
  by: ConfigurationProof['by'];
}

/**
 * The mappings of one problem that a goal wants, and a proof that there are no others: per configuration, bounds that rule out most of the
 * graph, then labels, then all chains of tiles that are left (src/search/exact/README.md).
 */
export class ConfigurationSearch {
  private readonly graph: ClosingGraph;
  private readonly terms: AnyTerms | undefined;
  private readonly goal: Goal;
  private readonly shouldStop: () => boolean;
  private readonly arrangements: Arrangements;
  private readonly graphs: ConfigurationGraphs;
  private readonly tightening: Tightening;
  private readonly within: ThinGraph | undefined;
  /** By alternative: what all configurations have in common. */
  private readonly shared: SharedGraph[] = [];
  private common: SharedCosts = { fixedEnergy: 0, latency: 0, leastLoads: () => 0 };
  /** What closing costs by one bound, `[interface · tiles + tile]`. */
  private readonly cost: Float64Array;
  /** The least value of the jobs in which good mappings were looked for. */
  private mostPromising = Number.POSITIVE_INFINITY;
  private labels = 0;
  private chains = 0;

  constructor({ graph, terms, goal, potentials, within, shouldStop, type = 'uneven' }: ConfigurationQuestion) {
    this.graph = graph;
    this.terms = goal.needsLatency ? terms : undefined;
    this.goal = goal;
    this.within = within;
    this.shouldStop = shouldStop;
    this.arrangements = new Arrangements(graph, type);
    this.tightening = new Tightening(graph, goal);
    this.graphs = new ConfigurationGraphs(graph, goal, this.tightening, goal.needsEnergy ? potentials : undefined);
    this.cost = new Float64Array(graph.costs.energy.length);
  }

  /** Searches, pausing now and then. */
  *run(): Generator<undefined, ConfigurationSearchResult> {
    const jobs = this.listJobs();
    const steps = [this.prepare, this.searchBeam, this.searchLabels];
    if (this.arrangements.canBeComplete) steps.push(this.searchAllChains);
    for (const step of steps) {
      jobs.sort((x, y) => x.value - y.value);
      for (const job of jobs) {
        if (job.by !== 'open') continue;
        if (this.isBeaten(job)) {
          this.close(job, 'bounds');
          continue;
        }
        if (this.shouldStop()) break;
        yield;
        yield* step.call(this, job);
      }
    }
    const open = jobs.filter(({ by }) => by === 'open');
    return {
      bound: Math.min(this.goal.bestValue, ...open.map(({ value }) => value)),
      isComplete: open.length === 0,
      proof: jobs.map(({ configuration, alternative, used, by, value }) => ({
        closed: [...configuration.closed],
        alternative,
        bounds: used,
        by,
        value,
      })),
      counts: {
        configurations: jobs.length,
        sweeps: this.tightening.sweeps + this.graphs.sweeps,
        labels: this.labels,
        chains: this.chains,
        evaluations: this.arrangements.evaluations,
      },
    };
  }

  private listJobs(): Job[] {
    const { graph, terms, goal, within } = this;
    const list = configurations(graph).filter(
      (configuration) => within === undefined || hasEnd(graph, configuration, within),
    );
    const loads = new Map<LoadingSum, number>();
    const jobs = list.flatMap((configuration): Job[] => {
      const { fixedEnergy } = configuration;
      const job = { configuration, fixedEnergy, leastEnergy: fixedEnergy, thin: undefined, by: 'open' as const };
      if (terms === undefined) {
        const none = { alternative: 0, sums: [], latencyBounds: undefined, used: [] };
        return [{ ...job, ...none, leastLatency: 0, value: 0 }];
      }
      const latencyBounds = boundsOf(graph, terms, configuration);
      if (latencyBounds.isImpossible) return [];
      return terms.alternatives.map((sums, alternative) => {
        for (const sum of sums) loads.set(sum, Math.min(loads.get(sum) ?? 0, latencyBounds.leastLoads(sum)));
        const leastLatency = latencyBounds.leastUnhidden(sums);
        const value = goal.value(fixedEnergy, leastLatency);
        return {
          ...job,
          alternative,
          sums,
          latencyBounds,
          leastLatency,
          value,
          used: [...latencyBounds.namesWithoutPath],
        };
      });
    });
    this.common = {
      fixedEnergy: Math.min(...jobs.map(({ fixedEnergy }) => fixedEnergy)),
      latency: Math.min(...jobs.map(({ leastLatency }) => leastLatency)),
      leastLoads: (sum) => loads.get(sum) ?? 0,
    };
    return jobs;
  }

  private isBeaten({ leastEnergy, leastLatency }: Job): boolean {
    return this.goal.isBeaten(leastEnergy, leastLatency);
  }

  private close(job: Job, by: ConfigurationProof['by']): void {
    job.by = by;
    job.value = Number.POSITIVE_INFINITY;
    job.thin = undefined;
  }

  /**
   * The graph of the job, as far as bounds don't rule it out. If no job is more promising, good mappings are looked for at once:
   * better ones make all graphs smaller.
   */
  private *prepare(job: Job): Generator<undefined, void> {
    const { graphs, goal, terms, within } = this;
    this.shared[job.alternative] ??= graphs.shared(terms, job.sums, this.common, within);
    const shared = this.shared[job.alternative];
    graphs.tighten(shared);
    yield;
    job.leastEnergy = Math.max(job.leastEnergy, shared.leastEnergy);
    const least = job.latencyBounds?.leastOf(job.sums, goal.wantedLatency(job.leastEnergy)) ?? 0;
    const names = least > job.leastLatency ? job.sums.map((_, number) => `hidden ${number}`) : [];
    for (const name of [...shared.used, ...names]) if (!job.used.includes(name)) job.used.push(name);
    job.leastLatency = Math.max(job.leastLatency, shared.leastLatency, least);
    if (this.isBeaten(job)) {
      this.close(job, 'bounds');
      return;
    }
    job.thin = graphs.of(job.configuration, shared);
    this.tighten(job);
    if (job.thin === undefined || job.value > this.mostPromising) return;
    this.mostPromising = job.value;
    const { thin } = job;
    if (thin.edgeCount > SMALL_GRAPH) yield* this.aim(job, FIRST_AIMS, () => thin, this.searchBeam);
    if (job.by === 'open') yield* this.searchBeam(job);
  }

  /**
   * Searches for mappings little above the bound of a job first, then for others: the lower the limit, the fewer paths there are. Ends when a
   * mapping below the limit is known.
   * @param shares limits, as shares of the way from the bound to the best value.
   * @param thin the graph of the job within the present limit.
   */
  private *aim(
    job: Job,
    shares: readonly number[],
    thin: () => ThinGraph,
    step: (aimed: Job) => Generator<undefined, void>,
  ): Generator<undefined, void> {
    const { goal } = this;
    for (const share of shares) {
      const left = goal.bestValue - job.value;
      if (!(left > LEAST_LEFT * goal.bestValue) || left === Number.POSITIVE_INFINITY || this.shouldStop()) return;
      const limit = job.value + share * left;
      goal.limit = limit;
      try {
        const aimed = { ...job, thin: thin() };
        this.tighten(aimed);
        yield;
        if (aimed.by === 'open') yield* step.call(this, aimed);
        const isReached = goal.bestValue <= limit;
        if (aimed.by !== 'open') {
          if (isReached) this.close(job, aimed.by);
          else job.value = Math.max(job.value, limit);
        }
        if (isReached) return;
      } finally {
        goal.limit = Number.POSITIVE_INFINITY;
      }
    }
  }

  /** Applies every bound to what is left of the job's graph. */
  private tighten(job: Job): void {
    if (job.thin === undefined) return;
    const thin = this.tightening.apply(job, job.thin);
    job.thin = thin;
    if (thin.nodeCount === 0 || this.isBeaten(job)) this.close(job, 'bounds');
    else job.value = Math.max(job.value, this.goal.value(job.leastEnergy, job.leastLatency));
  }

  /** A few labels per node: good mappings soon. */
  private *searchBeam(job: Job): Generator<undefined, void> {
    yield* this.search(job, BEAM_WIDTH, BEAM_EVALUATIONS);
  }

  private *searchLabels(job: Job): Generator<undefined, void> {
    yield* this.search(job, undefined, LABEL_EVALUATIONS);
  }

  private *search(job: Job, width: number | undefined, evaluations: number): Generator<undefined, void> {
    const { goal } = this;
    this.tighten(job);
    if (job.thin === undefined) return;
    const bounds = this.pathBounds(job, job.thin);
    const found = yield* labelSearch({ ...this.jobOf(job, job.thin), bounds }, width, MOST_LABELS, this.shouldStop);
    this.labels += found.labels;
    const paths = found.paths.toSorted((x, y) => goal.value(x.energy, x.latency) - goal.value(y.energy, y.latency));
    let lowest = Number.POSITIVE_INFINITY;
    let costed = 0;
    for (const path of paths) {
      if (goal.isBeaten(path.energy, path.latency)) continue;
      if (++costed % 64 === 0) {
        yield;
        if (this.shouldStop()) return;
      }
      this.offer(path, evaluations);
      if (!goal.isBeaten(path.energy, path.latency)) lowest = Math.min(lowest, goal.value(path.energy, path.latency));
    }
    if (!found.isComplete) return;
    if (lowest === Number.POSITIVE_INFINITY) this.close(job, 'labels');
    else job.value = Math.max(job.value, lowest);
  }

  private *searchAllChains(job: Job): Generator<undefined, void> {
    const { thin } = job;
    if (thin !== undefined) yield* this.aim(job, CHAIN_AIMS, () => thin, this.searchChains);
    if (job.by === 'open') yield* this.searchChains(job);
  }

  private *searchChains(job: Job): Generator<undefined, void> {
    this.tighten(job);
    if (job.thin === undefined) return;
    const bounds = this.pathBounds(job, job.thin);
    let isProven = true;
    const visit = (path: BoundedPath): void => {
      this.chains++;
      if (!this.offer(path, CHAIN_EVALUATIONS)) isProven = false;
    };
    const search = { ...this.jobOf(job, job.thin), bounds };
    const isComplete = yield* chainSearch(search, visit, MOST_CHAIN_NODES, this.shouldStop);
    if (isComplete && isProven) this.close(job, 'chains');
  }

  private jobOf(job: Job, thin: ThinGraph) {
    return { graph: this.graph, configuration: job.configuration, thin, goal: this.goal };
  }

  private pathBounds(job: Job, thin: ThinGraph): PathBounds {
    const { graph, goal } = this;
    const { tileCount } = graph.space;
    const bounds = job.latencyBounds?.bounds(job.sums, goal.wantedLatency(job.leastEnergy)) ?? [];
    const sums = Array.from(bounds, ({ parts }) =>
      parts.map(({ constant, at }) => {
        for (const closing of thin.closings) {
          const index = Math.floor(closing / tileCount);
          this.cost[closing] = at(index, closing - index * tileCount);
        }
        return { constant, costs: thin.edgeCosts(this.cost) };
      }),
    );
    const { fixedEnergy } = job.configuration;
    const energy = goal.needsEnergy ? { constant: fixedEnergy, costs: thin.edgeCosts(graph.costs.energy) } : undefined;
    return new PathBounds(thin, sums, energy, job.leastLatency);
  }

  /** Costs the mappings of a path. False if not all of them could be costed. */
  private offer({ steps, latency }: BoundedPath, evaluations: number): boolean {
    const best = this.arrangements.best(steps, latency, evaluations);
    if (best === undefined) return true;
    if (best === 'unknown') return false;
    this.goal.offer(best.energy, best.latency, best.nest);
    return best.isComplete;
  }
}

function hasEnd({ step }: ClosingGraph, { closed }: Configuration, thin: ThinGraph): boolean {
  const combination = closed.reduce((sum, count, operand) => sum + count * step[operand], 0);
  for (let node = thin.nodeCount - 1; node >= 0 && thin.isEnd(node); node--) {
    if (thin.combination[node] === combination) return true;
  }
  return false;
}
