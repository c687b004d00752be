import { MappingEvaluator } from '../../engine/cost/mapping-evaluator.ts';
import type { CompiledMapping } from '../../engine/problem/compiled-mapping.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { TemporalMappingType } from '../../model/mapping/temporal-mapping.ts';
import { LoopAllocator } from '../allocation/allocate-loops.ts';
import { type LeastCosts, leastCosts } from '../compulsory/least-costs.ts';
import type { Cost, OptimisationCriterion } from '../criteria.ts';
import { Tightening } from './bounds/tightening.ts';
import { ConfigurationGraphs } from './configuration-graphs.ts';
import { type ConfigurationProof, ConfigurationSearch, type SearchCounts } from './configuration-search.ts';
import { ExactProblem, type Reservation } from './exact-problem.ts';
import { provingPotentials } from './paths/energy-path.ts';
import { EnergyProbe } from './paths/energy-probe.ts';
import {
  type CostedMapping,
  LeastEnergy,
  LeastLatency,
  LeastProduct,
  type SingleGoal,
  TOLERANCE,
} from './paths/goal.ts';
import { contradictionOf } from './tiles/tile-space.ts';

/** Compiled problems, of some 10 kB each, that are kept until they are searched. */
const MOST_KEPT = 4000;

/** A problem to search: a layer and an accelerator with one spatial mapping. */
export interface ExactCandidate {
  /** Cycles that no mapping of the candidate undercuts, known without compiling it; 0 if nothing is known. */
  readonly leastCycles: number;
  /** The same for energy, in pJ: that of the array, say. */
  readonly leastEnergy: number;
  /**
   * The problem. `repeated`: it is the same as that of a candidate compiled before; `impossible`: it has none. Called only when the cycles
   * don't rule the candidate out.
   */
  readonly compile: () => CompiledProblem | 'repeated' | 'impossible';
}

export interface ExactSearchOptions {
  readonly criterion: OptimisationCriterion;
  /**
   * A mapping that is known, say LOMA's: the search looks for better ones only. Without one it takes longer.
   * `candidate`: the problem that it maps, if it is among those to search.
   */
  readonly start?: Cost & { readonly candidate?: number };
  /** `even`: the bounds are those of uneven mappings, which include the even ones (reservation `evenMapping`). Default `uneven`. */
  readonly type?: TemporalMappingType;
  /** Share by which the answer may miss the optimum, e.g. 0.01; 0 for none. */
  readonly gap?: number;
  /** Asked now and then; true ends the search with what is known by then. */
  readonly shouldStop?: () => boolean;
  /** Keeps the potentials of every energy path (8 bytes a state). */
  readonly keepPotentials?: boolean;
  /**
   * Receives the potentials of every energy path, by candidate: for those who keep them in a shorter form. Like `keepPotentials`, it
   * asks for a proof that a certificate can show.
   */
  readonly onPotentials?: (candidate: number, potentials: Float64Array) => void;
}

/** How a candidate was dealt with, for a certificate. */
export interface CandidateProof {
  /** Position in the list of candidates. */
  readonly candidate: number;
  /**
   * What shows that the candidate has nothing better than the answer. `cycles`: its loops without stalls take as long, times
   * the energy of the array for EDP. `traffic`: its compulsory traffic costs as much. `energyPath`: the
   * shortest path costs as much, alone or times these cycles. `configurations`: see there. `impossible`: it has no mapping. `repeated`: it is the same as another candidate. `open`:
   * nothing yet.
   */
  readonly by: 'cycles' | 'traffic' | 'energyPath' | 'configurations' | 'impossible' | 'repeated' | 'open';
  /** No mapping of the candidate has a smaller value: pJ, cycles or their product. At most that of the best known when it was searched. */
  readonly bound: number;
  /** pJ that no mapping undercuts; undefined where it was not asked. */
  readonly leastEnergy: number | undefined;
  /** `provingPotentials`, if wanted. */
  readonly potentials: Float64Array | undefined;
  readonly configurations: readonly ConfigurationProof[];
}

export interface ExactCounts extends SearchCounts {
  readonly candidates: number;
  /** Candidates for which tables were made. */
  readonly tabulated: number;
}

/** A mapping that was found, costed by the cost model. */
export interface FoundMapping extends Cost {
  readonly problem: CompiledProblem;
  /** Position in the list of candidates. */
  readonly candidate: number;
  readonly nest: CompiledMapping;
}

export interface ExactResult {
  /** The best mapping; undefined where nothing is better than the start, or nothing fits. */
  readonly best: FoundMapping | undefined;
  /** Of the best mapping, or of the start: pJ, cycles or their product. Infinite if nothing fits. */
  readonly value: number;
  /** No mapping of any candidate has a smaller value. */
  readonly bound: number;
  /** value / bound − 1: the answer is within this share of the optimum. */
  readonly gap: number;
  /** True if the gap is no more than was asked for. */
  readonly isProven: boolean;
  readonly reservations: readonly Reservation[];
  readonly proof: readonly CandidateProof[];
  readonly counts: ExactCounts;
}

/** The list of candidates for one problem. */
export function onlyCandidate(problem: CompiledProblem): ExactCandidate[] {
  return [{ leastCycles: 0, leastEnergy: problem.macEnergyPj, compile: () => problem }];
}

/**
 * The best of all temporal mappings of all candidates, with a bound that proves it: all orders of all loop prime factors (or those that the
 * user's temporal ordering allows), each cut into memory levels in every way that fits (src/search/exact/README.md). Equal values are decided by
 * the other cost, then by the order of the search, which is always the same.
 *
 * A generator: it pauses now and then, so that others can run. Candidates that contradict the user's temporal ordering have no mapping.
 */
export function* exactSearch(
  candidates: readonly ExactCandidate[],
  options: ExactSearchOptions,
): Generator<undefined, ExactResult> {
  return yield* new ExactSearch(candidates, options).run();
}

/** Evaluations serve as costs, too; their energy and latency are no fields of their own. */
export function costOf({ energy, latency }: Cost, candidate: number | undefined): CostedMapping {
  return { energy, latency, nest: undefined, candidate };
}

/** What is known of a candidate before it is searched. */
interface ScreenedCandidate {
  readonly candidate: number;
  /** Costs that no mapping undercuts; `energies` only if the candidate was compiled. */
  readonly least: Omit<LeastCosts, 'energies'> & { readonly energies: LeastCosts['energies'] | undefined };
  /** Undefined if the candidate was not compiled, or there are too many to keep. */
  readonly compiled: CompiledProblem | undefined;
}

class ExactSearch {
  private readonly candidates: readonly ExactCandidate[];
  private readonly options: ExactSearchOptions;
  private readonly goal: SingleGoal;
  private readonly shouldStop: () => boolean;
  private readonly reservations = new Set<Reservation>();
  private readonly probe = new EnergyProbe();
  private readonly counts = { configurations: 0, sweeps: 0, labels: 0, chains: 0, evaluations: 0, tabulated: 0 };
  private bestProblem: ExactProblem | undefined;
  /** That of the mapping with which the search begins, once it was searched. */
  private startProblem: ExactProblem | undefined;

  constructor(candidates: readonly ExactCandidate[], options: ExactSearchOptions) {
    const { criterion, start, gap = 0, shouldStop = () => false } = options;
    const known = start && costOf(start, start.candidate);
    const tolerance = Math.max(TOLERANCE, gap / (1 + gap));
    this.candidates = candidates;
    this.options = options;
    this.shouldStop = shouldStop;
    this.goal =
      criterion === 'energy'
        ? new LeastEnergy(known, tolerance)
        : criterion === 'latency'
          ? new LeastLatency(known, tolerance)
          : new LeastProduct(known, tolerance);
  }

  *run(): Generator<undefined, ExactResult> {
    const { candidates, goal } = this;
    const { gap = 0 } = this.options;
    const proof: CandidateProof[] = [];
    for (const screened of yield* this.screen(proof)) {
      goal.candidate = screened.candidate;
      proof.push(yield* this.searchCandidate(screened));
    }
    yield* this.breakTies();
    const { best } = goal;
    const value = goal.bestValue;
    // What is not a gap better than the best was ruled out.
    const ruledOut = gap > 0 ? value / (1 + gap) : value;
    const bound = Math.min(ruledOut, ...proof.map((entry) => entry.bound));
    const reached = value === bound ? 0 : value / bound - 1;
    return {
      best: this.found(best),
      value,
      bound,
      gap: reached,
      isProven: reached <= gap + 2 * TOLERANCE && !proof.some(({ by }) => by === 'open'),
      reservations: [...this.reservations],
      proof,
      counts: { ...this.counts, candidates: candidates.length },
    };
  }

  /**
   * The candidates in the order in which they are searched, those that can be best first. Candidates whose compulsory traffic rules them out
   * are added to the proof. A certificate knows no such proof, so for one the candidates are searched in the order of their cycles.
   */
  private *screen(proof: CandidateProof[]): Generator<undefined, ScreenedCandidate[]> {
    const { candidates, goal, shouldStop, options } = this;
    const order = [...candidates.keys()].sort((x, y) => candidates[x].leastCycles - candidates[y].leastCycles);
    const known = order.map((candidate): ScreenedCandidate => {
      const { leastEnergy: energy, leastCycles: latency } = candidates[candidate];
      return { candidate, least: { energy, latency, energies: undefined }, compiled: undefined };
    });
    const isForCertificate = options.keepPotentials === true || options.onPotentials !== undefined;
    if (candidates.length === 1 || isForCertificate) return known;
    const screened: ScreenedCandidate[] = [];
    for (const entry of known) {
      const { candidate, least } = entry;
      if (goal.isBeaten(least.energy, least.latency) || shouldStop()) {
        screened.push(entry);
        continue;
      }
      const compiled = candidates[candidate].compile();
      if (typeof compiled === 'string') {
        proof.push({ ...this.openProof(entry), by: compiled, bound: Number.POSITIVE_INFINITY });
        continue;
      }
      yield;
      const { energy, latency, energies } = leastCosts(compiled);
      const costs = { energy: Math.max(energy, least.energy), latency: Math.max(latency, least.latency), energies };
      const isKept = screened.length < MOST_KEPT;
      screened.push({ candidate, least: costs, compiled: isKept ? compiled : undefined });
    }
    return screened.sort(
      (x, y) => this.boundOf(x.least.energy, x.least.latency) - this.boundOf(y.least.energy, y.least.latency),
    );
  }

  private openProof({ candidate, least }: ScreenedCandidate): CandidateProof {
    return {
      candidate,
      by: 'open',
      bound: this.boundOf(least.energy, least.latency),
      leastEnergy: undefined,
      potentials: undefined,
      configurations: [],
    };
  }

  private *searchCandidate(screened: ScreenedCandidate): Generator<undefined, CandidateProof> {
    const { goal, shouldStop, options } = this;
    const { candidate, least } = screened;
    const { leastCycles, leastEnergy: knownEnergy, compile } = this.candidates[candidate];
    const entry = this.openProof(screened);
    if (goal.isBeaten(knownEnergy, leastCycles)) return { ...entry, by: 'cycles' };
    if (goal.isBeaten(least.energy, least.latency)) return { ...entry, by: 'traffic' };
    if (shouldStop()) return entry;
    const compiled = screened.compiled ?? compile();
    if (typeof compiled === 'string') return { ...entry, by: compiled, bound: Number.POSITIVE_INFINITY };
    if (contradictionOf(compiled) !== undefined) {
      return { ...entry, by: 'impossible', bound: Number.POSITIVE_INFINITY };
    }
    yield;
    if (goal.needsEnergy && least.energies !== undefined) {
      const isBeaten = (energy: number): boolean => goal.isBeaten(energy, least.latency);
      const leastWanted = this.probe.leastWanted(compiled, least.energies, isBeaten);
      if (leastWanted === Number.POSITIVE_INFINITY) return { ...entry, by: 'energyPath', bound: goal.bestValue };
    }
    const problem = ExactProblem.of(compiled, !goal.needsEnergy);
    if (candidate === options.start?.candidate) this.startProblem = problem;
    if (problem === undefined) {
      this.reservations.add(ExactProblem.reasonForNone(compiled));
      return { ...entry, bound: this.boundOf(Math.max(least.energy, compiled.macEnergyPj), least.latency) };
    }
    this.counts.tabulated++;
    for (const reservation of problem.reservations) this.reservations.add(reservation);
    if (options.type === 'even') this.reservations.add('evenMapping');
    let leastEnergy: number | undefined;
    let potentials: Float64Array | undefined;
    if (goal.needsEnergy) {
      const path = problem.energyPath;
      leastEnergy = path.energy;
      if (options.keepPotentials === true || options.onPotentials !== undefined) {
        const proving = provingPotentials(problem.graph);
        if (options.keepPotentials === true) potentials = proving;
        options.onPotentials?.(candidate, proving);
      }
      if (leastEnergy === Number.POSITIVE_INFINITY) {
        return { ...entry, by: 'impossible', bound: leastEnergy, leastEnergy, potentials };
      }
      const bound = this.boundOf(leastEnergy, least.latency);
      if (goal.isBeaten(leastEnergy, least.latency))
        return { ...entry, by: 'energyPath', bound, leastEnergy, potentials };
      // A good start for the product, too.
      this.offer(problem, path.steps);
      if (goal.isBeaten(leastEnergy, least.latency))
        return { ...entry, by: 'energyPath', bound, leastEnergy, potentials };
    }
    const terms = goal.needsLatency ? problem.terms : undefined;
    if (goal.bestValue === Number.POSITIVE_INFINITY) {
      const { energy, steps } = problem.energyPath;
      if (energy === Number.POSITIVE_INFINITY) return { ...entry, by: 'impossible', bound: energy };
      this.offer(problem, steps);
    }
    const before = goal.best;
    const { graph } = problem;
    const { type } = options;
    const path = goal.needsEnergy ? problem.energyPath.potentials : undefined;
    const search = new ConfigurationSearch({ graph, terms, goal, potentials: path, shouldStop, type });
    const { bound, isComplete, proof, counts } = yield* search.run();
    if (goal.best !== before) this.bestProblem = problem;
    this.count(counts);
    return {
      ...entry,
      by: isComplete ? 'configurations' : 'open',
      bound: Math.max(entry.bound, bound),
      leastEnergy,
      potentials,
      configurations: proof,
    };
  }

  private boundOf(energy: number, latency: number): number {
    return this.goal.value(energy, latency);
  }

  /** Offers the mapping of a path, if it fits. */
  private offer(problem: ExactProblem, steps: readonly number[]): void {
    const { graph } = problem;
    const fits = graph.fitsTogether(steps) && !(graph.capacity.isGenerous && !graph.fitsExactly(steps));
    const nest = graph.mappingOf(steps);
    const isEven = this.options.type === 'even';
    if (isEven ? !new LoopAllocator(problem.problem, 'even').allocate(nest) : !fits) return;
    const evaluator = new MappingEvaluator(problem.problem);
    evaluator.evaluate(nest);
    const before = this.goal.best;
    this.counts.evaluations++;
    this.goal.offer(evaluator.energyTotal, evaluator.latencyTotal2, nest);
    if (this.goal.best !== before) this.bestProblem = problem;
  }

  /** Among the mappings of the best problem that are as good, the one with the least other cost. */
  private *breakTies(): Generator<undefined, void> {
    const { goal, options } = this;
    const { best } = goal;
    if (options.criterion === 'EDP' || best.candidate === undefined || this.shouldStop()) return;
    const problem = this.problemOf(best.candidate);
    if (problem === undefined) return;
    const other =
      options.criterion === 'energy'
        ? new LeastLatency(best, TOLERANCE, best.energy)
        : new LeastEnergy(best, TOLERANCE, best.latency);
    other.candidate = best.candidate;
    const { graph } = problem;
    const { potentials } = problem.energyPath;
    // Mappings of the least energy close few interfaces at few tiles: latency is tabulated for these alone.
    const within =
      options.criterion === 'energy'
        ? new ConfigurationGraphs(graph, other, new Tightening(graph, other), potentials).thinned(0)
        : undefined;
    const terms = within === undefined ? problem.terms : problem.termsOf(within.closings);
    const { shouldStop } = this;
    const { type } = options;
    const question = { graph, terms, goal: other, potentials, shouldStop, type };
    const search = new ConfigurationSearch(within === undefined ? question : { ...question, within });
    const { counts } = yield* search.run();
    this.count(counts);
    if (other.best === best) return;
    goal.best = other.best;
    this.bestProblem = problem;
  }

  private problemOf(candidate: number): ExactProblem | undefined {
    if (this.goal.best.nest !== undefined) return this.bestProblem;
    if (this.startProblem !== undefined) return this.startProblem;
    const compiled = this.candidates[candidate].compile();
    return typeof compiled === 'string' ? undefined : ExactProblem.of(compiled, this.options.criterion !== 'energy');
  }

  private found({ nest, candidate, energy, latency }: CostedMapping): FoundMapping | undefined {
    if (nest === undefined || candidate === undefined || this.bestProblem === undefined) return undefined;
    return { problem: this.bestProblem.problem, candidate, nest, energy, latency };
  }

  private count(counts: SearchCounts): void {
    this.counts.configurations += counts.configurations;
    this.counts.sweeps += counts.sweeps;
    this.counts.labels += counts.labels;
    this.counts.chains += counts.chains;
    this.counts.evaluations += counts.evaluations;
  }
}
