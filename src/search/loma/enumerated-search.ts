import { MappingEvaluator } from '../../engine/cost/mapping-evaluator.ts';
import { recordEvaluation } from '../../engine/cost-model.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { type Cost, isBetter, type OptimisationCriterion } from '../criteria.ts';
import type { TemporalSearchOptions } from '../search-options.ts';
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

  /** @throws MappingError when the user's temporal ordering contradicts the layer. */
  constructor(
    problem: CompiledProblem,
    options: TemporalSearchOptions,
    criterion: OptimisationCriterion,
    known?: Cost,
  ) {
    this.candidates = new TemporalMappingCandidates(problem, options);
    this.evaluator = new MappingEvaluator(problem);
    this.criterion = criterion;
    this.known = known;
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
    return this.best;
  }

  get counts(): OrderCounts {
    return { considered: this.total, computed: this.done, pruned: 0 };
  }

  *run(): Generator<undefined, CostModelEvaluation | undefined> {
    const { candidates, evaluator, criterion } = this;
    let bestCost = this.known;
    let nextStop = BLOCK;
    while (candidates.next()) {
      if (candidates.tried >= nextStop) {
        nextStop = candidates.tried + BLOCK;
        yield;
      }
      evaluator.evaluate(candidates.nest);
      const { energyTotal, latencyTotal2 } = evaluator;
      if (
        bestCost === undefined ||
        isBetter(criterion, energyTotal, latencyTotal2, bestCost.energy, bestCost.latency)
      ) {
        this.best = recordEvaluation(evaluator, candidates.nest);
        bestCost = this.best;
      }
    }
    if (!candidates.anyFitted) throw candidates.noMappingError();
    return this.best;
  }
}
