import { MappingEvaluator } from '../../engine/cost/mapping-evaluator.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { Cost } from '../criteria.ts';
import { ConfigurationSearch } from './configuration-search.ts';
import { ExactProblem, type Reservation } from './exact-problem.ts';
import { costOf, type ExactCandidate, type ExactCounts, type FoundMapping } from './exact-search.ts';
import { ParetoGoal } from './paths/goal.ts';
import { contradictionOf } from './tiles/tile-space.ts';

export interface ExactFrontOptions {
  /** Costs that are known: of the best mappings by energy, latency and EDP, say. */
  readonly start?: readonly Cost[];
  readonly shouldStop?: () => boolean;
}

export interface ExactFront {
  /** Costs that no mapping of any candidate beats in both, ascending in latency. `mapping` is undefined for those known before. */
  readonly points: readonly (Cost & { readonly mapping: FoundMapping | undefined })[];
  /** True if no other mapping belongs to the front. */
  readonly isProven: boolean;
  readonly reservations: readonly Reservation[];
  readonly counts: ExactCounts;
}

/**
 * All mappings of the candidates that no other one beats in energy and latency at once; of equal ones the first. Candidates that contradict
 * the user's temporal ordering have none.
 */
export function* exactFront(
  candidates: readonly ExactCandidate[],
  { start = [], shouldStop = () => false }: ExactFrontOptions = {},
): Generator<undefined, ExactFront> {
  const reservations = new Set<Reservation>();
  const problems = new Map<number, CompiledProblem>();
  const total = { configurations: 0, sweeps: 0, labels: 0, chains: 0, evaluations: 0, tabulated: 0 };
  const goal = new ParetoGoal(start.map((cost) => costOf(cost, undefined)));
  let isProven = true;
  const order = [...candidates.keys()].sort((x, y) => candidates[x].leastCycles - candidates[y].leastCycles);
  for (const candidate of order) {
    const { leastCycles, leastEnergy, compile } = candidates[candidate];
    if (goal.isBeaten(leastEnergy, leastCycles)) continue;
    if (shouldStop()) {
      isProven = false;
      break;
    }
    const compiled = compile();
    if (typeof compiled === 'string' || contradictionOf(compiled) !== undefined) continue;
    yield;
    const problem = ExactProblem.of(compiled, false);
    if (problem === undefined) {
      reservations.add(ExactProblem.reasonForNone(compiled));
      isProven = false;
      continue;
    }
    total.tabulated++;
    for (const reservation of problem.reservations) reservations.add(reservation);
    const path = problem.energyPath;
    if (path.energy === Number.POSITIVE_INFINITY || goal.isBeaten(path.energy, leastCycles)) continue;
    problems.set(candidate, compiled);
    goal.candidate = candidate;
    // The ends of the front first: they rule out most of the rest.
    if (problem.graph.fitsTogether(path.steps) && !problem.graph.capacity.isGenerous) {
      const evaluator = new MappingEvaluator(compiled);
      const nest = problem.graph.mappingOf(path.steps);
      evaluator.evaluate(nest);
      goal.offer(evaluator.energyTotal, evaluator.latencyTotal2, nest);
    }
    const { terms, graph } = problem;
    const question = { graph, terms, goal, potentials: path.potentials, shouldStop };
    const { isComplete, counts } = yield* new ConfigurationSearch(question).run();
    if (!isComplete) isProven = false;
    total.configurations += counts.configurations;
    total.sweeps += counts.sweeps;
    total.labels += counts.labels;
    total.chains += counts.chains;
    total.evaluations += counts.evaluations;
  }
  const points = goal.front.map(({ energy, latency, nest, candidate }) => {
    const problem = candidate === undefined ? undefined : problems.get(candidate);
    const isKnown = nest === undefined || candidate === undefined || problem === undefined;
    return { energy, latency, mapping: isKnown ? undefined : { problem, candidate, nest, energy, latency } };
  });
  return { points, isProven, reservations: [...reservations], counts: { ...total, candidates: candidates.length } };
}
