import type { MappingError } from '../../base/diagnostic.ts';
import { MappingEvaluator } from '../../engine/cost/mapping-evaluator.ts';
import { recordEvaluation } from '../../engine/cost-model.ts';
import type { CompiledMapping } from '../../engine/problem/compiled-mapping.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { LoopAllocator } from '../allocation/allocate-loops.ts';
import { type ClosestFailure, closerFailure } from '../allocation/closest-failure.ts';
import { nothingFitsError } from '../allocation/nothing-fits.ts';
import { type Cost, isBetter, type OptimisationCriterion } from '../criteria.ts';
import { lomaFactors } from '../orders/loma-factors.ts';
import { type LoopKinds, layOut, loopKinds, nestFor } from '../orders/loop-kinds.ts';
import { LoopOrders } from '../orders/loop-orders.ts';
import { OrderTree } from '../orders/order-tree.ts';
import { temporalLoopSizes } from '../orders/temporal-loops.ts';
import { tooManyClasses } from '../search-errors.ts';
import type { TemporalSearchOptions } from '../search-options.ts';
import { EarliestOrder } from './earliest-order.ts';
import { LOST, PrefixVerdicts, TreeTooLarge } from './known-orders.ts';
import type { MappingSearch, OrderCounts } from './mapping-search.ts';
import { CostBounds } from './pruning/cost-bounds.ts';
import { cutsStay, ExchangeableLoops } from './pruning/exchangeable-loops.ts';
import { ampleMemories, decidingLoops, hasOrderClasses, steadyOperands } from './pruning/order-classes.ts';
import { ContentTables } from './pruning/tile-tables.ts';

/** Orders costed, or looked up, between two pauses. */
const BLOCK = 512;
const LOOK_UPS = 64 * BLOCK;

/** Making the tables of the bounds takes as long as costing some hundred orders: a search that ends sooner goes without. */
const CLASSES_BEFORE_BOUNDS = 64;

/**
 * LOMA's best order, found by costing one order of every class of orders that must cost the same, and by leaving branches whose bound
 * is worse than the best (docs/mapping-search.md#classes-of-equal-orders, #bounds). The winner is that of the full enumeration, ties
 * included: of all best orders the one that is enumerated first.
 *
 * ```text
 * ResNet-18 on tpu_like, lpfLimit 8:  layer1.0/conv1, 40 320 orders, 68 costed
 * ```
 */
export class ClassSearch implements MappingSearch {
  readonly total: number;
  private readonly nest: CompiledMapping;
  private readonly evaluator: MappingEvaluator;
  private readonly problem: CompiledProblem;
  private readonly options: TemporalSearchOptions;
  private readonly criterion: OptimisationCriterion;
  private readonly allocator: LoopAllocator;
  private readonly orders: LoopOrders;
  private readonly kinds: LoopKinds;
  private readonly tree: OrderTree;
  /** Whether orders fall into classes at all; if not, every order is one. */
  private readonly hasClasses: boolean;
  private readonly exchangeable: ExchangeableLoops | undefined;
  /** Who wins: looked up in the end where orders fall into classes, kept as the search goes where they do not. */
  private readonly verdicts: PrefixVerdicts | undefined;
  private readonly earliest: EarliestOrder;
  private bounds: CostBounds | undefined;
  private boundsAreMade = false;
  /** Counts improvements: an order ties with the best if its verdict is the last one. */
  private verdict = LOST;
  private bestEnergy: number;
  private bestLatency: number;
  private fits = false;
  private computed = 0;
  private pruned = 0;
  private isOver = false;
  private closest: ClosestFailure | undefined;

  /** True if the search works for the problem: nobody prescribes the order of loops, and there are loops to order. */
  static serves({ layer, spatialMapping, operands }: CompiledProblem): boolean {
    const isOrdered =
      layer.mapping.temporalOrdering.length > 0 || temporalLoopSizes(layer, spatialMapping).length === 0;
    return !isOrdered && operands[0].relations.length === 0;
  }

  /** @param known cost of a mapping known already: only what is better is searched for. */
  constructor(
    problem: CompiledProblem,
    options: TemporalSearchOptions,
    criterion: OptimisationCriterion,
    known?: Cost,
  ) {
    this.problem = problem;
    this.options = options;
    this.criterion = criterion;
    this.bestEnergy = known?.energy ?? Number.POSITIVE_INFINITY;
    this.bestLatency = known?.latency ?? Number.POSITIVE_INFINITY;
    this.orders = new LoopOrders(lomaFactors(problem, options.lpfLimit));
    this.total = this.orders.count;
    this.tree = new OrderTree(this.orders.order);
    this.kinds = loopKinds(problem, this.orders.loops);
    this.nest = nestFor(problem, this.orders.length);
    layOut(this.nest, this.kinds, this.orders.order);
    this.hasClasses = hasOrderClasses(problem);
    const steady = this.hasClasses ? steadyOperands(problem, this.nest) : new Uint8Array(problem.operands.length);
    const ample = this.hasClasses ? ampleMemories(problem, this.nest, steady) : new Uint8Array(problem.memories.length);
    this.allocator = new LoopAllocator(problem, options.type, { steady, ample });
    this.exchangeable =
      this.hasClasses && cutsStay(problem, steady, ample) ? new ExchangeableLoops(problem) : undefined;
    this.verdicts = this.hasClasses ? new PrefixVerdicts(this.orders.loops.length, this.orders.length) : undefined;
    this.earliest = new EarliestOrder(this.orders.length);
    this.evaluator = new MappingEvaluator(problem);
  }

  get done(): number {
    return this.isOver ? this.total : Math.floor(this.tree.shareBefore() * this.total);
  }

  get counts(): OrderCounts {
    return { considered: this.total, computed: this.computed, pruned: this.pruned };
  }

  /** @throws MappingError when there are too many classes to remember. */
  *run(): Generator<undefined, CostModelEvaluation | undefined> {
    try {
      let passed = 0;
      while (this.tree.nextBeyond(passed)) {
        if (++this.computed % BLOCK === 0) yield;
        passed = this.judge(this.tree.order);
      }
    } catch (error) {
      throw error instanceof TreeTooLarge ? tooManyClasses(this.problem, this.options) : error;
    }
    if (!this.fits) throw this.noMappingError();
    const winner = yield* this.findWinner();
    this.isOver = true;
    if (winner === undefined) return undefined;
    layOut(this.nest, this.kinds, winner);
    this.allocator.allocate(this.nest);
    this.evaluator.evaluate(this.nest);
    return recordEvaluation(this.evaluator, this.nest);
  }

  private noMappingError(): MappingError {
    if (this.closest === undefined) throw new Error('the search has not been run');
    return nothingFitsError(this.problem, this.closest, this.options);
  }

  /** Allocates and costs an order, and notes what that says of others. Returns how many loops the orders share that are settled now. */
  private judge(order: Int32Array): number {
    const { nest, evaluator, allocator, exchangeable } = this;
    layOut(nest, this.kinds, order);
    if (!allocator.allocate(nest)) {
      this.closest = closerFailure(this.closest, allocator);
      this.note(order, allocator.decidingLoops, LOST);
      return allocator.decidingLoops;
    }
    this.fits = true;
    evaluator.evaluateEnergy(nest);
    const isBeaten = this.criterion === 'energy' && evaluator.energyTotal > this.bestEnergy;
    if (!isBeaten) evaluator.evaluateLatency(nest);
    const verdict = isBeaten ? LOST : this.compare();
    const deciding = this.hasClasses
      ? decidingLoops(this.problem, nest, allocator, evaluator, isBeaten ? 'energy' : 'cost')
      : nest.length;
    const losing = verdict === LOST ? this.losingLoops(order, deciding) : deciding;
    if (losing < deciding) {
      this.pruned += this.tree.ordersBehind(losing);
      this.note(order, losing, LOST);
      return losing;
    }
    const redundant = exchangeable?.redundantLoops(nest, order, evaluator) ?? 0;
    if (exchangeable !== undefined && redundant > 0 && redundant < deciding) {
      this.verdicts?.addExchange(order, redundant, exchangeable.position);
      return redundant;
    }
    this.note(order, deciding, verdict);
    return deciding;
  }

  private note(order: Int32Array, length: number, verdict: number): void {
    if (this.verdicts !== undefined) this.verdicts.addVerdict(order, length, verdict);
    else if (verdict !== LOST) this.earliest.add(order, verdict);
  }

  /** Compares the mapping that was just costed with the best. */
  private compare(): number {
    const { criterion, bestEnergy, bestLatency } = this;
    const { energyTotal, latencyTotal2 } = this.evaluator;
    if (isBetter(criterion, energyTotal, latencyTotal2, bestEnergy, bestLatency)) {
      this.bestEnergy = energyTotal;
      this.bestLatency = latencyTotal2;
      return ++this.verdict;
    }
    return isBetter(criterion, bestEnergy, bestLatency, energyTotal, latencyTotal2) ? LOST : this.verdict;
  }

  /** How many loops suffice to show that all orders that begin with them are worse than the best; `limit` if fewer do not. */
  private losingLoops(order: Int32Array, limit: number): number {
    if (!this.boundsAreMade && this.computed >= CLASSES_BEFORE_BOUNDS) {
      this.boundsAreMade = true;
      const tables = ContentTables.of(this.problem, this.kinds, order);
      this.bounds = tables && CostBounds.of(this.problem, tables, this.criterion, this.hasClasses);
    }
    const { bounds, nest, allocator, evaluator, bestEnergy, bestLatency } = this;
    return bounds?.losingLoops(nest, order, allocator, evaluator, bestEnergy, bestLatency, limit) ?? limit;
  }

  /** The first order of the enumeration that is as good as the best; undefined if what was known before is. */
  private *findWinner(): Generator<undefined, Int32Array | undefined> {
    const { orders, verdicts, earliest } = this;
    if (this.verdict === LOST) return undefined;
    if (verdicts === undefined) return earliest.order;
    for (let tried = 1; orders.next(); tried++) {
      if (tried % LOOK_UPS === 0) yield;
      const verdict = verdicts.lookUp(orders.order);
      if (verdict < 0) throw new Error('an order of loops was passed over without a verdict');
      if (verdict === this.verdict) return orders.order;
    }
    throw new Error('the best order is not among the enumerated ones');
  }
}
