import { MappingEvaluator } from '../../engine/cost/mapping-evaluator.ts';
import { recordEvaluation } from '../../engine/cost-model.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { type Cost, isBetter, type OptimisationCriterion, objectiveOf } from '../criteria.ts';
import type { TemporalSearchOptions } from '../search-options.ts';
import { CostFront } from './cost-front.ts';
import type { MappingSearch, OrderCounts } from './mapping-search.ts';
import type { OrdersLeft } from './orders-left.ts';
import { TemporalMappingCandidates } from './temporal-mapping-candidates.ts';

/** Number of orders costed between two yields. */
const BLOCK = 1024;

/** Costs every order that the user's ordering allows. The orders come in the order of enumeration. */
export class EnumeratedSearch implements MappingSearch {
  private readonly candidates: TemporalMappingCandidates;
  private readonly evaluator: MappingEvaluator;
  private readonly criterion: OptimisationCriterion;
  private readonly known: Cost | undefined;
  private best: CostModelEvaluation | undefined;
  /** With a tolerance: the mappings that can still be chosen. */
  private readonly front: CostFront<CostModelEvaluation> | undefined;

  /** @throws MappingError when the user's temporal ordering contradicts the layer. */
  constructor(
    problem: CompiledProblem,
    options: TemporalSearchOptions,
    criterion: OptimisationCriterion,
    known?: Cost,
    tolerance = 0,
  ) {
    this.candidates = new TemporalMappingCandidates(problem, options);
    this.evaluator = new MappingEvaluator(problem);
    this.criterion = criterion;
    this.known = known;
    this.front = tolerance > 0 ? new CostFront(criterion, tolerance, knownObjective(criterion, known)) : undefined;
  }

  get total(): number {
    return this.candidates.total;
  }

  get done(): number {
    return this.candidates.tried;
  }

  get share(): number {
    return this.done / this.total;
  }

  ordersLeft(): OrdersLeft {
    const left = this.total - this.done;
    return { mean: left, median: left, relativeError: 0 };
  }

  get mayEnd(): boolean {
    return this.candidates.anyFitted || this.known !== undefined;
  }

  bestSoFar(): CostModelEvaluation | undefined {
    return this.front === undefined ? this.best : this.front.members[0];
  }

  get counts(): OrderCounts {
    return { considered: this.total, computed: this.done, pruned: 0 };
  }

  get alternatives(): readonly CostModelEvaluation[] {
    return this.front?.members.slice(1) ?? [];
  }

  *run(): Generator<undefined, CostModelEvaluation | undefined> {
    const { candidates, evaluator, criterion, front } = this;
    let bestCost = this.known;
    let nextStop = BLOCK;
    while (candidates.next()) {
      if (candidates.tried >= nextStop) {
        nextStop = candidates.tried + BLOCK;
        yield;
      }
      evaluator.evaluate(candidates.nest);
      const { energyTotal, latencyTotal2 } = evaluator;
      if (front !== undefined) {
        if (front.accepts(energyTotal, latencyTotal2)) {
          front.add(energyTotal, latencyTotal2, recordEvaluation(evaluator, candidates.nest));
        }
      } else if (
        bestCost === undefined ||
        isBetter(criterion, energyTotal, latencyTotal2, bestCost.energy, bestCost.latency)
      ) {
        this.best = recordEvaluation(evaluator, candidates.nest);
        bestCost = this.best;
      }
    }
    if (!candidates.anyFitted) throw candidates.noMappingError();
    return this.bestSoFar();
  }
}

function knownObjective(criterion: OptimisationCriterion, known: Cost | undefined): number | undefined {
  return known && objectiveOf(criterion, known.energy, known.latency);
}
