import { CostModelEvaluation, type CostModelEvaluationSource } from '../model/evaluation/evaluation.ts';
import type { TemporalMapping } from '../model/mapping/temporal-mapping.ts';
import { MappingEvaluator } from './cost/mapping-evaluator.ts';
import { evaluationDetails } from './details/evaluation-details.ts';
import { copyOfLevels, levelFigures } from './details/level-figures.ts';
import { compileProblem } from './problem/compile.ts';
import type { CompiledMapping } from './problem/compiled-mapping.ts';
import type { CompiledProblem } from './problem/compiled-problem.ts';
import { liftMapping, lowerMapping } from './problem/lift-mapping.ts';

/** One evaluator per problem: stages evaluate one mapping of a problem after the other, and room for all quantities takes longer. */
const evaluators = new WeakMap<CompiledProblem, MappingEvaluator>();

function evaluatorOf(problem: CompiledProblem): MappingEvaluator {
  const known = evaluators.get(problem);
  if (known !== undefined) return known;
  const evaluator = new MappingEvaluator(problem);
  evaluators.set(problem, evaluator);
  return evaluator;
}

/**
 * The cost of a layer with one complete mapping.
 * @throws MappingError when partial sums move through a memory that has no port for them.
 */
export function evaluateMapping(problem: CompiledProblem, mapping: TemporalMapping): CostModelEvaluation {
  const evaluator = evaluatorOf(problem);
  const nest = lowerMapping(problem, mapping);
  evaluator.evaluate(nest);
  return recordEvaluation(evaluator, nest);
}

/** Records the evaluator's last result. The other details are computed by the same evaluator when they are first read. */
export function recordEvaluation(evaluator: MappingEvaluator, nest: CompiledMapping): CostModelEvaluation {
  const { problem } = evaluator;
  const temporalMapping = liftMapping(problem, nest);
  const levels = copyOfLevels(evaluator.scratch);
  return new CostModelEvaluation({
    accelerator: problem.accelerator,
    layer: problem.layer,
    spatialMapping: problem.spatialMapping,
    temporalMapping,
    accessSameDataConsideredAsNoAccess: problem.reuseAtPins,
    costModel: problem.costModel,
    headline: {
      macEnergy: evaluator.macEnergy,
      memoryEnergy: evaluator.memoryEnergy,
      energyTotal: evaluator.energyTotal,
      idealCycles: problem.idealCycles,
      idealTemporalCycles: evaluator.idealTemporalCycles,
      onloadingCycles: evaluator.onloadingCycles,
      offloadingCycles: evaluator.offloadingCycles,
      latencyTotal0: evaluator.latencyTotal0,
      latencyTotal1: evaluator.latencyTotal1,
      latencyTotal2: evaluator.latencyTotal2,
    },
    levels: () => levelFigures(problem, levels),
    details: () => {
      const again = new MappingEvaluator(problem);
      const sameNest = lowerMapping(problem, temporalMapping);
      again.evaluate(sameNest);
      return evaluationDetails(again, sameNest, temporalMapping);
    },
  });
}

/** An evaluation from its mapping and its stored results. The details are computed when they are first read. */
export function restoreEvaluation(source: Omit<CostModelEvaluationSource, 'details' | 'levels'>): CostModelEvaluation {
  const { layer, accelerator, spatialMapping, temporalMapping, times = 1 } = source;
  let known: CostModelEvaluation | undefined;
  const once = (): CostModelEvaluation => {
    known ??= evaluateMapping(compileProblem(layer, accelerator, spatialMapping, source), temporalMapping);
    return known;
  };
  return new CostModelEvaluation({
    ...source,
    ...(times === 1 ? {} : { once }),
    details: () => (times === 1 ? once() : once().scaled(times)).details,
  });
}
