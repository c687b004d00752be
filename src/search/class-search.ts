import type { MappingError } from '../base/diagnostic.ts';
import type { CompiledProblem } from '../engine/compiled-problem.ts';
import { createLoopNest, type LoopNest, MAXIMUM_LOOPS } from '../engine/loop-nest.ts';
import { MappingEvaluator } from '../engine/mapping-evaluator.ts';
import { LoopAllocator } from './allocate-loops.ts';
import { type ClosestFailure, closerFailure, nothingFitsError } from './closest-failure.ts';
import { isBetter, type OptimisationCriterion } from './criteria.ts';
import { LoopOrders } from './loop-orders.ts';
import { decidingLoops, hasOrderClasses, steadyOperands } from './order-classes.ts';
import { OrderTree } from './order-tree.ts';
import { PrefixSet } from './prefix-set.ts';
import { tooManyLoops } from './search-errors.ts';
import { temporalLoopSizes } from './temporal-loops.ts';
import { lomaFactors, type TemporalSearchOptions } from './temporal-mapping-candidates.ts';

/** Classes, or a thousand orders looked up, between two pauses. */
const BLOCK = 512;
const LOOK_UPS = 32 * BLOCK;

/**
 * LOMA's best order, found by costing one order of every class of orders that must cost the same
 * (docs/mapping-search.md#classes-of-equal-orders). The winner is that of the full enumeration, ties included: of all orders in the
 * best classes the one that is enumerated first.
 *
 * ```text
 * ResNet-18, a 3 × 3 convolution on tpu_like, 12 loops:  13 million orders, 80 classes
 * ```
 */
export class ClassSearch {
  /** Orders in all classes. */
  readonly total: number;
  /** Classes costed or found not to fit. */
  classes = 0;
  /** Holds the winner after `run`. */
  readonly nest: LoopNest;
  readonly evaluator: MappingEvaluator;
  private readonly problem: CompiledProblem;
  private readonly criterion: OptimisationCriterion;
  private readonly allocator: LoopAllocator;
  private readonly orders: LoopOrders;
  private readonly tree: OrderTree;
  private readonly best: PrefixSet;
  private readonly loopDimension: Int32Array;
  private readonly loopSize: Float64Array;
  private bestEnergy = Number.NaN;
  private bestLatency = Number.NaN;
  private closest: ClosestFailure | undefined;

  /** True if the problem's orders fall into classes that are sure to cost the same. */
  static serves(problem: CompiledProblem): boolean {
    const { layer, spatialMapping } = problem;
    const isOrdered =
      layer.mapping.temporalOrdering.length > 0 || temporalLoopSizes(layer, spatialMapping).length === 0;
    return !isOrdered && hasOrderClasses(problem);
  }

  constructor(problem: CompiledProblem, options: TemporalSearchOptions, criterion: OptimisationCriterion) {
    this.problem = problem;
    this.criterion = criterion;
    this.orders = new LoopOrders(lomaFactors(problem, options.lpfLimit));
    this.total = this.orders.count;
    this.tree = new OrderTree(this.orders.order);
    this.best = new PrefixSet(this.orders.loops.length);
    this.loopDimension = Int32Array.from(this.orders.loops, ({ dimension }) =>
      problem.dimensionNames.indexOf(dimension),
    );
    this.loopSize = Float64Array.from(this.orders.loops, ({ size }) => size);
    this.nest = createLoopNest(problem.levelSlotCount);
    this.nest.length = this.orders.length;
    if (this.nest.length > MAXIMUM_LOOPS) throw tooManyLoops(problem.layer, this.nest.length, MAXIMUM_LOOPS);
    this.fillNest(this.orders.order);
    this.allocator = new LoopAllocator(problem, options.type, steadyOperands(problem, this.nest));
    this.evaluator = new MappingEvaluator(problem);
  }

  /** Searches, pausing now and then. Returns whether any order fits; then `nest` and `evaluator` hold the best. */
  *run(): Generator<undefined, boolean> {
    const { tree, nest, evaluator, allocator } = this;
    let deciding = 0;
    while (tree.nextBeyond(deciding)) {
      if (++this.classes % BLOCK === 0) yield;
      this.fillNest(tree.order);
      if (allocator.allocate(nest)) {
        evaluator.evaluate(nest);
        deciding = decidingLoops(this.problem, nest, allocator, evaluator);
        this.compare(deciding);
      } else {
        deciding = allocator.decidingLoops;
        this.closest = closerFailure(this.closest, allocator);
      }
    }
    if (Number.isNaN(this.bestEnergy)) return false;
    yield* this.findFirst();
    return true;
  }

  /** Why nothing fits. */
  noMappingError(): MappingError {
    if (this.closest === undefined) throw new Error('the search has not been run');
    return nothingFitsError(this.problem, this.closest);
  }

  /** Share of all orders that lie before the present one, for progress. */
  get progress(): number {
    const { order } = this.tree;
    const counts = new Array<number>(this.orders.loops.length).fill(0);
    for (const loop of order) counts[loop]++;
    let share = 0;
    let branch = 1;
    for (let position = 0; position < order.length; position++) {
      const rest = order.length - position;
      for (let loop = 0; loop < order[position]; loop++) share += (branch * counts[loop]) / rest;
      branch *= counts[order[position]] / rest;
      counts[order[position]]--;
    }
    return share;
  }

  private compare(deciding: number): void {
    const { criterion, bestEnergy, bestLatency, best, tree } = this;
    const { energyTotal, latencyTotal2 } = this.evaluator;
    const isFirst = Number.isNaN(bestEnergy);
    if (isFirst || isBetter(criterion, energyTotal, latencyTotal2, bestEnergy, bestLatency)) {
      this.bestEnergy = energyTotal;
      this.bestLatency = latencyTotal2;
      best.clear();
      best.add(tree.order, Math.max(1, deciding));
    } else if (!isBetter(criterion, bestEnergy, bestLatency, energyTotal, latencyTotal2)) {
      best.add(tree.order, Math.max(1, deciding));
    }
  }

  /** The first order of the enumeration that is in a best class. */
  private *findFirst(): Generator<undefined, void> {
    const { orders, best } = this;
    for (let lookUps = 1; orders.next(); lookUps++) {
      if (best.hasBeginningOf(orders.order)) {
        this.fillNest(orders.order);
        this.allocator.allocate(this.nest);
        this.evaluator.evaluate(this.nest);
        return;
      }
      if (lookUps % LOOK_UPS === 0) yield;
    }
    throw new Error('the best order is not among the enumerated ones');
  }

  private fillNest(order: Int32Array): void {
    const { nest, loopDimension, loopSize } = this;
    for (let position = 0; position < order.length; position++) {
      nest.dimension[position] = loopDimension[order[position]];
      nest.size[position] = loopSize[order[position]];
    }
  }
}
