import { MappingEvaluator } from '../../engine/cost/mapping-evaluator.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { TemporalMapping } from '../../model/mapping/temporal-mapping.ts';
import type { TemporalSearchOptions } from '../search-options.ts';
import { TemporalMappingCandidates } from './temporal-mapping-candidates.ts';

/** The cost of one temporal mapping. */
export interface MappingCost {
  /** pJ. */
  readonly energy: number;
  /** Cycles. */
  readonly latency: number;
  /** Position of the mapping in the enumeration, from 0. */
  readonly index: number;
  /** The mapping itself. Present if no earlier mapping is as good in both energy and latency. */
  readonly mapping?: TemporalMapping;
}

/** The costs of all temporal mappings of a layer with one spatial mapping. */
export interface MappingCosts {
  /** One entry for every distinct cost, in the order of enumeration. */
  readonly costs: readonly MappingCost[];
  /** Number of mappings that fit the memories. */
  readonly count: number;
  /** The limit of permuted loops, if it was lowered below that of the options to stay within `mostOrders`. */
  readonly reducedLimit: number | undefined;
}

export interface MappingCostsOptions extends TemporalSearchOptions {
  /** Largest number of orders. If the loops have more orders, fewer loops are permuted. */
  readonly mostOrders: number;
  readonly onProgress?: ((tried: number, total: number) => void) | undefined;
}

const BLOCK = 1024;

/**
 * Evaluates every temporal mapping that LOMA considers, without choosing one.
 * @throws MappingError when none fits.
 */
export function mappingCosts(problem: CompiledProblem, options: MappingCostsOptions): MappingCosts {
  const { candidates, reducedLimit } = boundedCandidates(problem, options);
  const evaluator = new MappingEvaluator(problem);
  const seen = new Map<number, Set<number>>();
  const costs: MappingCost[] = [];
  const best = new ParetoFrontier();
  let [count, nextReport] = [0, 0];
  while (candidates.next()) {
    count++;
    if (candidates.tried >= nextReport) {
      nextReport = candidates.tried + BLOCK;
      options.onProgress?.(candidates.tried, candidates.total);
    }
    evaluator.evaluate(candidates.nest);
    const [energy, latency] = [evaluator.energyTotal, evaluator.latencyTotal2];
    const latencies = seen.get(energy);
    if (latencies?.has(latency)) continue;
    if (latencies === undefined) seen.set(energy, new Set([latency]));
    else latencies.add(latency);
    const cost = { energy, latency, index: count - 1 };
    costs.push(best.add(energy, latency) ? { ...cost, mapping: candidates.mapping() } : cost);
  }
  if (!candidates.anyFitted) throw candidates.noMappingError();
  return { costs, count, reducedLimit };
}

/** Candidates with as many permuted loops as the options and `mostOrders` allow. */
function boundedCandidates(
  problem: CompiledProblem,
  { lpfLimit, type, mostOrders }: MappingCostsOptions,
): { readonly candidates: TemporalMappingCandidates; readonly reducedLimit: number | undefined } {
  let candidates = new TemporalMappingCandidates(problem, { lpfLimit, type });
  let reducedLimit: number | undefined;
  // Loops of different dimensions can't be merged. Sizes that the user fixes can't be merged either.
  let canMerge = problem.layer.mapping.temporalOrdering.length === 0;
  while (candidates.total > mostOrders && canMerge) {
    const { length } = candidates.nest;
    const fewer = new TemporalMappingCandidates(problem, { lpfLimit: length - 1, type });
    canMerge = fewer.nest.length < length;
    if (canMerge) [candidates, reducedLimit] = [fewer, fewer.nest.length];
  }
  return { candidates, reducedLimit };
}

/** The Pareto frontier of the points added so far. */
class ParetoFrontier {
  private steps: { readonly energy: number; readonly latency: number }[] = [];

  /** Adds a point. Returns false if an earlier point is as good in both energy and latency. */
  add(energy: number, latency: number): boolean {
    if (this.steps.some((step) => step.energy <= energy && step.latency <= latency)) return false;
    this.steps = this.steps.filter((step) => step.energy < energy || step.latency < latency);
    this.steps.push({ energy, latency });
    return true;
  }
}
