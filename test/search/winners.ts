import { InputError, MappingError } from '../../src/base/diagnostic.ts';
import { MappingEvaluator } from '../../src/engine/cost/mapping-evaluator.ts';
import { compileProblem } from '../../src/engine/problem/compile.ts';
import type { CompiledProblem } from '../../src/engine/problem/compiled-problem.ts';
import type { Accelerator } from '../../src/model/accelerator/accelerator.ts';
import type { CostModelName } from '../../src/model/cost-model.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import type { TemporalMapping } from '../../src/model/mapping/temporal-mapping.ts';
import type { Layer } from '../../src/model/workload/layer.ts';
import { type Cost, isBetter, type OptimisationCriterion } from '../../src/search/criteria.ts';
import { ClassSearch } from '../../src/search/loma/class-search.ts';
import { TemporalMappingCandidates } from '../../src/search/loma/temporal-mapping-candidates.ts';
import type { TemporalSearchOptions } from '../../src/search/search-options.ts';
import { convertSpatialMapping } from '../../src/search/spatial/convert-spatial-mapping.ts';
import { generateSpatialMappings } from '../../src/search/spatial/generate-spatial-mappings.ts';

/* The same search, done in two ways: by costing every order, and by classes of orders. */

/** The best mapping that a search finds. */
export interface Winner {
  readonly energy: number;
  readonly latency: number;
  readonly mapping: TemporalMapping;
}

/** The winner of the full enumeration; undefined if no order fits. */
export function enumerated(
  problem: CompiledProblem,
  options: TemporalSearchOptions,
  criterion: OptimisationCriterion,
): Winner | undefined {
  const candidates = new TemporalMappingCandidates(problem, options);
  const evaluator = new MappingEvaluator(problem);
  let best: Winner | undefined;
  while (candidates.next()) {
    evaluator.evaluate(candidates.nest);
    const { energyTotal: energy, latencyTotal2: latency } = evaluator;
    if (best === undefined || isBetter(criterion, energy, latency, best.energy, best.latency)) {
      best = { energy, latency, mapping: candidates.mapping() };
    }
  }
  return best;
}

/** The winner of the search by classes; undefined if no order fits, or if none is better than the known cost. */
export function byClasses(
  problem: CompiledProblem,
  options: TemporalSearchOptions,
  criterion: OptimisationCriterion,
  known?: Cost,
): { readonly winner: Winner | undefined; readonly search: ClassSearch } {
  const search = new ClassSearch(problem, options, criterion, known);
  try {
    const found = finish(search);
    const winner = found && { energy: found.energy, latency: found.latency, mapping: found.temporalMapping };
    return { winner, search };
  } catch (error) {
    if (error instanceof MappingError) return { winner: undefined, search };
    throw error;
  }
}

function finish(search: ClassSearch): CostModelEvaluation | undefined {
  const steps = search.run();
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The problem with the best spatial mapping; undefined if the hardware has no mapping. */
export function problemOf(
  layer: Layer,
  accelerator: Accelerator,
  costModel: CostModelName = 'reference',
): CompiledProblem | undefined {
  try {
    const [mapping] = generateSpatialMappings(layer, accelerator, {
      nbMappingsGenerated: 1,
      enableMixSpatialMappingGeneration: false,
    });
    if (mapping === undefined) return undefined;
    return compileProblem(layer, accelerator, convertSpatialMapping(layer, accelerator, mapping, costModel), {
      costModel,
    });
  } catch (error) {
    // Some random hardware has no mapping at all.
    if (error instanceof InputError || (error instanceof Error && error.name === 'MappingError')) return undefined;
    throw error;
  }
}
