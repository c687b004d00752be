import type { MappingError } from '../base/diagnostic.ts';
import type { CompiledProblem } from '../engine/compiled-problem.ts';
import { createLoopNest, type LoopNest, MAXIMUM_LOOPS } from '../engine/loop-nest.ts';
import { MappingEvaluator } from '../engine/mapping-evaluator.ts';
import { LoopAllocator } from './allocate-loops.ts';
import { type ClosestFailure, closerFailure, nothingFitsError } from './closest-failure.ts';
import { isBetter, type OptimisationCriterion } from './criteria.ts';
import { cutsStay, ExchangeableLoops } from './exchangeable-loops.ts';
import { LoopOrders } from './loop-orders.ts';
import { ampleMemories, decidingLoops, hasOrderClasses, steadyOperands } from './order-classes.ts';
import { OrderTree } from './order-tree.ts';
import { PrefixVerdicts } from './prefix-verdicts.ts';
import { tooManyLoops } from './search-errors.ts';
import { temporalLoopSizes } from './temporal-loops.ts';
import { lomaFactors, type TemporalSearchOptions } from './temporal-mapping-candidates.ts';

/** Orders costed, or looked up, between two pauses. */
const BLOCK = 512;
const LOOK_UPS = 64 * BLOCK;

/**
 * LOMA's best order, found by costing one order of every class of orders that must cost the same
 * (docs/mapping-search.md#classes-of-equal-orders). The winner is that of the full enumeration, ties included: of all orders in the
 * best classes the one that is enumerated first.
 *
 * ```text
 * ResNet-18 on tpu_like, lpfLimit 8:  layer1.0/conv1, 40 320 orders, 124 costed
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
  private readonly exchangeable: ExchangeableLoops | undefined;
  private readonly loopDimension: Int32Array;
  private readonly loopSize: Float64Array;
  private readonly verdicts: PrefixVerdicts;
  /** Per verdict: pJ and cycles; not a number where the orders do not fit. */
  private readonly energies: number[] = [];
  private readonly latencies: number[] = [];
  private best = -1;
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
    this.verdicts = new PrefixVerdicts(this.orders.loops.length, this.orders.length);
    this.loopDimension = Int32Array.from(this.orders.loops, ({ dimension }) =>
      problem.dimensionNames.indexOf(dimension),
    );
    this.loopSize = Float64Array.from(this.orders.loops, ({ size }) => size);
    this.nest = createLoopNest(problem.levelSlotCount);
    this.nest.length = this.orders.length;
    if (this.nest.length > MAXIMUM_LOOPS) throw tooManyLoops(problem.layer, this.nest.length, MAXIMUM_LOOPS);
    this.fillNest(this.orders.order);
    const steady = steadyOperands(problem, this.nest);
    const ample = ampleMemories(problem, this.nest, steady);
    this.allocator = new LoopAllocator(problem, options.type, { steady, ample });
    this.exchangeable = cutsStay(problem, steady, ample) ? new ExchangeableLoops(problem) : undefined;
    this.evaluator = new MappingEvaluator(problem);
  }

  /** Searches, pausing now and then. Returns whether any order fits; then `nest` and `evaluator` hold the best. */
  *run(): Generator<undefined, boolean> {
    let passed = 0;
    while (this.tree.nextBeyond(passed)) {
      if (++this.classes % BLOCK === 0) yield;
      passed = this.judge(this.tree.order);
    }
    if (this.best < 0) return false;
    yield* this.findFirst();
    return true;
  }

  /** Allocates and costs an order, and notes what that says of others. Returns how many loops the orders share that are settled now. */
  private judge(order: Int32Array): number {
    const { nest, evaluator, allocator, verdicts, energies, latencies, exchangeable } = this;
    const verdict = energies.length;
    this.fillNest(order);
    if (!allocator.allocate(nest)) {
      this.closest = closerFailure(this.closest, allocator);
      energies.push(Number.NaN);
      latencies.push(Number.NaN);
      verdicts.addVerdict(order, allocator.decidingLoops, verdict);
      return allocator.decidingLoops;
    }
    evaluator.evaluateEnergy(nest);
    energies.push(evaluator.energyTotal);
    const isBeaten = this.criterion === 'energy' && evaluator.energyTotal > energies[this.best];
    if (isBeaten) {
      latencies.push(Number.POSITIVE_INFINITY);
    } else {
      evaluator.evaluateLatency(nest);
      latencies.push(evaluator.latencyTotal2);
      if (this.best < 0 || this.isBetter(verdict, this.best)) this.best = verdict;
    }
    const deciding = decidingLoops(this.problem, nest, allocator, evaluator, isBeaten ? 'energy' : 'cost');
    const redundant = exchangeable?.redundantLoops(nest, order, evaluator) ?? 0;
    if (exchangeable !== undefined && redundant > 0 && redundant < deciding) {
      verdicts.addExchange(order, redundant, exchangeable.position);
      return redundant;
    }
    verdicts.addVerdict(order, deciding, verdict);
    return deciding;
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

  private isBetter(verdict: number, other: number): boolean {
    const { criterion, energies, latencies } = this;
    return isBetter(criterion, energies[verdict], latencies[verdict], energies[other], latencies[other]);
  }

  /** The first order of the enumeration that is as good as the best. */
  private *findFirst(): Generator<undefined, void> {
    const { orders, verdicts, energies, best } = this;
    for (let tried = 1; orders.next(); tried++) {
      if (tried % LOOK_UPS === 0) yield;
      const verdict = verdicts.lookUp(orders.order);
      if (verdict < 0) throw new Error('an order of loops was passed over without a verdict');
      const fits = !Number.isNaN(energies[verdict]);
      if (!fits || this.isBetter(best, verdict)) continue;
      this.fillNest(orders.order);
      this.allocator.allocate(this.nest);
      this.evaluator.evaluate(this.nest);
      return;
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
