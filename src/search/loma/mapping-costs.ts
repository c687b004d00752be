import { MappingEvaluator } from '../../engine/cost/mapping-evaluator.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { TemporalMapping } from '../../model/mapping/temporal-mapping.ts';
import type { TemporalSearchOptions } from '../search-options.ts';
import { TemporalMappingCandidates } from './temporal-mapping-candidates.ts';

/** What one temporal mapping costs. */
export interface MappingCost {
  /** pJ. */
  readonly energy: number;
  /** Cycles. */
  readonly latency: number;
  /** Its place in the enumeration, 0 first. */
  readonly index: number;
  /** The mapping, of those that no mapping before them beats. */
  readonly mapping?: TemporalMapping;
}

/** The costs of all temporal mappings of a layer with one spatial mapping. */
export interface MappingCosts {
  /** Of different cost, in the order of enumeration. */
  readonly costs: readonly MappingCost[];
  /** Number of mappings that fit the memories. */
  readonly count: number;
  /** Most loops permuted, where that is less than the options say, to stay within `mostOrders`. */
  readonly reducedLimit: number | undefined;
}

export interface MappingCostsOptions extends TemporalSearchOptions {
  /** Where there are more orders of the loops, fewer loops are permuted. */
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
  const best = new Staircase();
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

/** Permutes as many loops as allowed, or fewer so that there are at most so many orders. */
function boundedCandidates(
  problem: CompiledProblem,
  { lpfLimit, type, mostOrders }: MappingCostsOptions,
): { readonly candidates: TemporalMappingCandidates; readonly reducedLimit: number | undefined } {
  let candidates = new TemporalMappingCandidates(problem, { lpfLimit, type });
  let reducedLimit: number | undefined;
  // Neither loops of different dimensions nor sizes that the user fixes can be merged.
  let canMerge = problem.layer.mapping.temporalOrdering.length === 0;
  while (candidates.total > mostOrders && canMerge) {
    const { length } = candidates.nest;
    const fewer = new TemporalMappingCandidates(problem, { lpfLimit: length - 1, type });
    canMerge = fewer.nest.length < length;
    if (canMerge) [candidates, reducedLimit] = [fewer, fewer.nest.length];
  }
  return { candidates, reducedLimit };
}

/** The points of a plane that none beats, while they come in. */
class Staircase {
  private steps: { readonly energy: number; readonly latency: number }[] = [];

  /** False for a point that an earlier one beats or equals. */
  add(energy: number, latency: number): boolean {
    if (this.steps.some((step) => step.energy <= energy && step.latency <= latency)) return false;
    this.steps = this.steps.filter((step) => step.energy < energy || step.latency < latency);
    this.steps.push({ energy, latency });
    return true;
  }
}
