import type { ConfigurationBounds, LatencyBoundSource, TabulatedLayer } from './checked-cost-model.ts';
import type { ConfigurationDocument } from './document.ts';
import { forEveryArrangement } from './paths/arrangements.ts';
import { forEveryChain } from './paths/chains.ts';
import type { Closings } from './paths/closings.ts';
import { leastThrough, PathFinder, type PathGraph, type PathSum, trimmed } from './paths/path-graph.ts';
import { notFinished, type Objective, objectiveValue, PROVEN, refuted, type Verdict } from './verdict.ts';

/** Nodes of paths that are followed one by one in a configuration, and mappings that are costed. */
const MOST_NODES = 3_000_000;
const MOST_MAPPINGS = 200_000;

/**
 * Checks that no mapping of one spatial mapping has a smaller value than the threshold. Every configuration is looked at: a number of
 * closed interfaces per operand. What the named bounds don't exclude is costed, mapping by mapping.
 */
export class ConfigurationCheck {
  private readonly closings: Closings;
  private readonly objective: Objective;
  private readonly threshold: number;
  private readonly mostNodes: number;
  private readonly paths: PathFinder;
  /** Undefined where only energy counts. */
  private readonly latency: LatencyBoundSource | undefined;

  /** @param mostNodes nodes of paths that are followed one by one in a configuration. */
  constructor(
    { closings, latencyBounds }: TabulatedLayer,
    objective: Objective,
    threshold: number,
    mostNodes = MOST_NODES,
  ) {
    this.mostNodes = mostNodes;
    this.closings = closings;
    this.objective = objective;
    this.threshold = threshold;
    this.paths = new PathFinder(closings);
    this.latency = objective === 'energy' ? undefined : latencyBounds();
  }

  /** @param entries undefined for the bounds that need no hint, in every configuration. */
  check(entries: readonly ConfigurationDocument[] | undefined): Verdict {
    const { closable } = this.closings;
    const byKey = new Map(entries?.map((entry) => [`${entry.closed.join()} ${entry.alternative}`, entry.bounds]));
    let all: number[][] = [[]];
    for (const count of closable) {
      all = all.flatMap((counts) => Array.from({ length: count + 1 }, (_, closed) => [...counts, closed]));
    }
    for (const counts of all) {
      const verdict = this.checkConfiguration(counts, (alternative) =>
        entries === undefined ? (this.latency?.withoutHint ?? []) : byKey.get(`${counts.join()} ${alternative}`),
      );
      if (verdict !== PROVEN) return verdict;
    }
    return PROVEN;
  }

  /**
   * @param counts closed interfaces per operand.
   * @param namesOf names of the bounds of an alternative; undefined where the certificate doesn't list it.
   */
  checkConfiguration(
    counts: readonly number[],
    namesOf: (alternative: number) => readonly string[] | undefined,
  ): Verdict {
    const graph = this.paths.pathsThatClose(counts);
    if (graph.tile.length === 0) return PROVEN;
    const bounds = this.latency?.of(counts);
    for (let alternative = 0; alternative < (this.latency?.alternativeCount ?? 1); alternative++) {
      const names = namesOf(alternative);
      if (names === undefined) {
        return notFinished(`configuration [${counts.join()}], alternative ${alternative} is missing`);
      }
      if (bounds?.holds(alternative) === false) {
        return notFinished(`on-loading of configuration [${counts.join()}] may take less than nothing`);
      }
      const verdict = this.checkOne(counts, graph, bounds, alternative, names);
      if (verdict !== PROVEN) return verdict;
    }
    return PROVEN;
  }

  private checkOne(
    counts: readonly number[],
    all: PathGraph,
    bounds: ConfigurationBounds | undefined,
    alternative: number,
    names: readonly string[],
  ): Verdict {
    const { closings, objective, threshold } = this;
    const energy = this.energySum(counts);
    let graph = all;
    let sums: (readonly PathSum[])[] = [];
    let longest = threshold;
    const exclude = (): boolean => {
      const through = objective === 'latency' ? undefined : leastThrough(graph, [energy]);
      const isKept = Uint8Array.from(graph.latency, (latency, edge) =>
        objectiveValue(objective, through?.[edge] ?? 0, latency) < threshold ? 1 : 0,
      );
      if (objective === 'EDP' && through !== undefined) longest = threshold / leastOf(through);
      if (!isKept.includes(0)) return false;
      graph = trimmed(graph, isKept, (node) => graph.tile[node] === closings.tables.lattice.full);
      return true;
    };
    graph = { ...graph, latency: new Float64Array(graph.to.length) };
    if (objective !== 'latency') exclude();
    for (let again = true; again && graph.tile.length > 0; ) {
      again = false;
      sums = [];
      for (const name of names) {
        const parts = bounds?.bound(name, alternative, longest);
        if (parts === undefined) continue;
        sums.push(parts);
        const through = leastThrough(graph, parts);
        for (const [edge, latency] of through.entries()) {
          if (latency > graph.latency[edge]) graph.latency[edge] = latency;
        }
        if (exclude()) again = true;
        if (graph.tile.length === 0) break;
      }
    }
    return this.costRest(counts, graph, { energy, latency: sums });
  }

  /** Costs every mapping that is left. */
  private costRest(
    counts: readonly number[],
    graph: PathGraph,
    { energy, latency }: { readonly energy: PathSum; readonly latency: readonly (readonly PathSum[])[] },
  ): Verdict {
    const { closings, objective, threshold } = this;
    const name = `configuration [${counts.join()}]`;
    let verdict = PROVEN;
    let left = MOST_MAPPINGS;
    const bounds = {
      latency,
      energy,
      isEnough: (least: number, cycles: number) => objectiveValue(objective, least, cycles) >= threshold,
    };
    const isComplete = forEveryChain(closings, counts, graph, bounds, this.mostNodes, (steps) => {
      const wasComplete = forEveryArrangement(closings, steps, left, (cost) => {
        left--;
        const value = objectiveValue(objective, cost.energy, cost.latency);
        if (value < threshold) verdict = refuted(`${name} has a mapping of ${value}`);
      });
      if (!wasComplete && verdict === PROVEN) verdict = notFinished(`${name} has too many mappings to cost`);
      return verdict === PROVEN;
    });
    if (verdict !== PROVEN || isComplete) return verdict;
    return notFinished(`the bounds of ${name} leave too many mappings to cost`);
  }

  private energySum(counts: readonly number[]): PathSum {
    const { closings } = this;
    const open = counts.reduce((sum, count, operand) => sum + closings.openEnergy(operand, count), 0);
    return { constant: closings.fixedEnergy + open, cost: closings.tables.energy };
  }
}

function leastOf(values: Float64Array): number {
  return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}
