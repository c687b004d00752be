import { MappingEvaluator } from '../engine/cost/mapping-evaluator.ts';
import { compileProblem } from '../engine/problem/compile.ts';
import { lowerMapping } from '../engine/problem/lift-mapping.ts';
import { evaluateTraffic } from '../engine/traffic/evaluate-traffic.ts';
import type { Accelerator } from '../model/accelerator/accelerator.ts';
import type { NumberValue } from '../model/accelerator/accelerator-number.ts';
import { withNumbers } from '../model/accelerator/vary-numbers.ts';
import type { CostModelName } from '../model/cost-model.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../model/evaluation/traffic-evaluation.ts';
import { layerKey } from '../model/workload/layer-key.ts';
import { costModelOf, designOf } from '../quantities/hardware/hardware-quantities.ts';
import type { Totals } from './total-names.ts';
import { totalsOf } from './totals.ts';

/** The best mappings of a run: what `getHardwarePerformance` gives, and what is read from its folder. */
export interface EvaluatedRun {
  readonly evaluations: readonly CostModelEvaluation[];
  readonly otherOperators?: readonly TrafficEvaluation[] | undefined;
}

/** Layers of one cost: equal layers with equal mappings on one accelerator are evaluated once. */
interface EqualLayers {
  readonly evaluation: CostModelEvaluation;
  /** Number of layers, repetitions included. */
  times: number;
}

/** Rounding in sums of shares is no overflow. */
const ROUNDING = 1e-9;

/** The totals of a run with other numbers in its accelerator, while every layer keeps its mapping. */
export class HeldMappings {
  /** The whole accelerator: data locality takes memories out for some layers. */
  readonly design: Accelerator;
  private readonly costModel: CostModelName;
  private readonly groups: readonly EqualLayers[];
  private readonly otherOperators: readonly TrafficEvaluation[];

  /** @throws Error for a run without any mapping. */
  constructor({ evaluations, otherOperators = [] }: EvaluatedRun) {
    const design = designOf(evaluations);
    if (design === undefined) throw new Error('a run without mappings has no sensitivity');
    this.design = design;
    this.costModel = costModelOf(evaluations);
    this.groups = equalLayers(evaluations);
    this.otherOperators = otherOperators;
  }

  /** Whether any layer keeps the memory: without it, its numbers decide nothing. */
  get accelerators(): readonly Accelerator[] {
    return [...new Set(this.groups.map(({ evaluation }) => evaluation.accelerator))];
  }

  /** Undefined where a mapping does not fit any more. Without changes, the totals of the run. */
  totals(changes: readonly NumberValue[] = []): Totals | undefined {
    const changed = new Map(this.accelerators.map((one) => [one, withNumbers(one, changes)]));
    const of = (accelerator: Accelerator): Accelerator => changed.get(accelerator) ?? withNumbers(accelerator, changes);
    let [energy, latency] = [0, 0];
    for (const { evaluation, times } of this.groups) {
      const costs = costsOn(evaluation, of(evaluation.accelerator));
      if (costs === undefined) return undefined;
      energy += costs.energy * times;
      latency += costs.latency * times;
    }
    for (const { operator, accelerator, inputOperand } of this.otherOperators) {
      const costs = evaluateTraffic(operator, of(accelerator), inputOperand);
      energy += costs.energy;
      latency += costs.latency;
    }
    return totalsOf(of(this.design), energy, latency, this.costModel);
  }
}

function equalLayers(evaluations: readonly CostModelEvaluation[]): EqualLayers[] {
  const places = new Map<Accelerator, number>();
  const groups = new Map<string, EqualLayers>();
  for (const evaluation of evaluations) {
    const { accelerator, layer, spatialMapping, temporalMapping, times } = evaluation;
    const place = places.get(accelerator) ?? places.size;
    places.set(accelerator, place);
    const { loops, boundaries } = temporalMapping;
    const key = JSON.stringify([place, layerKey(layer), spatialMapping.source, loops, [...boundaries]]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { evaluation, times });
    else known.times += times;
  }
  return [...groups.values()];
}

/** One layer with its mapping on another accelerator; undefined where it does not fit. */
function costsOn(
  evaluation: CostModelEvaluation,
  accelerator: Accelerator,
): { readonly energy: number; readonly latency: number } | undefined {
  const { layer, spatialMapping, temporalMapping } = evaluation;
  const { dimensions } = accelerator.operationalArray;
  const fitsArray = spatialMapping.source.every(({ arrayDimension, unrollings }) => {
    const size = dimensions.find(({ name }) => name === arrayDimension)?.size ?? 0;
    return unrollings.reduce((product, { factor }) => product * factor, 1) <= size * (1 + ROUNDING);
  });
  if (!fitsArray) return undefined;
  const problem = compileProblem(layer, accelerator, spatialMapping, evaluation);
  const evaluator = new MappingEvaluator(problem);
  evaluator.evaluate(lowerMapping(problem, temporalMapping));
  if (evaluator.scratch.sharedUtilisation.some((share) => share > 1 + ROUNDING)) return undefined;
  return { energy: evaluator.energyTotal, latency: evaluator.latencyTotal2 };
}
