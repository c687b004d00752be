import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import { type AnyTerms, latencyTermsOf } from './bounds/terms-of.ts';
import { ClosingGraph } from './paths/closing-graph.ts';
import { type EnergyPath, shortestEnergyPath } from './paths/energy-path.ts';
import { TileCapacity } from './tiles/tile-capacity.ts';
import { hasFractionalUnrollings, TileCosts } from './tiles/tile-costs.ts';
import { hidesOrdering, overlapsUnevenly, TileSpace } from './tiles/tile-space.ts';

/**
 * Why a bound is weaker than the optimum may be, or holds with a reservation. Codes, so that others can word them.
 *
 * - `overlappingResults`: results overlap, and some unrolling leaves a remainder (corrected model): bounds are those of the loops without any
 *   traffic.
 * - `tooManyTiles`: the layer has too many loops of different sizes; bounds are those of the loops without any traffic.
 * - `fractionalUnrollings`: products of fractional unrollings may round differently in another order of loops; the bounds hold for the
 *   order in which the tables were computed.
 * - `fractionalCycles`: operations take no whole number of cycles; bounds of the busiest port are left out, others give up a cycle.
 * - `widerResults`: finished elements are wider than partial sums; capacity is reckoned with the narrower ones.
 * - `precharging`: without reuse at the pins, precharging is reckoned with its least value.
 * - `repeatedOpenSizes`: the temporal ordering has entries of one dimension, one of them with an open size; bounds are those without traffic.
 * - `evenMapping`: bounds are those of uneven mappings, which include all even ones.
 */
export type Reservation =
  | 'overlappingResults'
  | 'tooManyTiles'
  | 'repeatedOpenSizes'
  | 'fractionalUnrollings'
  | 'fractionalCycles'
  | 'widerResults'
  | 'precharging'
  | 'evenMapping';

/** One problem with the tables of the exact search; those that are not needed are not made. */
export class ExactProblem {
  readonly problem: CompiledProblem;
  readonly graph: ClosingGraph;
  private knownTerms: AnyTerms | undefined;
  private knownPath: EnergyPath | undefined;

  /** Why a problem has no tables: then its bounds are those of the loops without any traffic. */
  static reasonForNone(problem: CompiledProblem): Reservation {
    if (overlapsUnevenly(problem)) return 'overlappingResults';
    return hidesOrdering(problem) ? 'repeatedOpenSizes' : 'tooManyTiles';
  }

  /**
   * @param withLatency makes the tables of latency at once; else they are made when they are asked for.
   * @returns undefined where the tables would be too large, or would not tell (`reasonForNone`).
   * @throws MappingError when the user's temporal ordering contradicts the layer.
   */
  static of(problem: CompiledProblem, withLatency: boolean): ExactProblem | undefined {
    const space = TileSpace.of(problem);
    return space && new ExactProblem(space, withLatency);
  }

  private constructor(space: TileSpace, withLatency: boolean) {
    this.problem = space.problem;
    this.graph = new ClosingGraph(space, new TileCosts(space, withLatency), new TileCapacity(space));
  }

  /** What latency consists of. */
  get terms(): AnyTerms {
    const { costs } = this.graph;
    if (!costs.hasLatency) costs.addLatency();
    this.knownTerms ??= latencyTermsOf(this.graph);
    return this.knownTerms;
  }

  /** The same for paths that close nothing but this, `interface · tiles + tile`. */
  termsOf(closings: Int32Array): AnyTerms {
    if (this.knownTerms !== undefined) return this.knownTerms;
    const { costs, space } = this.graph;
    const tiles = new Set([0, space.full, ...closings.map((closing) => closing % space.tileCount)]);
    if (!costs.hasLatency) costs.addLatency(tiles);
    return latencyTermsOf(this.graph, closings);
  }

  get energyPath(): EnergyPath {
    this.knownPath ??= shortestEnergyPath(this.graph);
    return this.knownPath;
  }

  get reservations(): Reservation[] {
    const { problem, graph } = this;
    const found: Reservation[] = [];
    if (hasFractionalUnrollings(problem)) found.push('fractionalUnrollings');
    if (!Number.isInteger(problem.cyclesPerOperation)) found.push('fractionalCycles');
    if (graph.capacity.isGenerous) found.push('widerResults');
    if (problem.precharge !== undefined && !problem.reuseAtPins) found.push('precharging');
    return found;
  }
}
