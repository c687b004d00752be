import type { MappingError } from '../../base/diagnostic.ts';
import { MappingEvaluator } from '../../engine/cost/mapping-evaluator.ts';
import { recordEvaluation } from '../../engine/cost-model.ts';
import type { CompiledMapping } from '../../engine/problem/compiled-mapping.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import { repeatsDimension } from '../../engine/problem/relation-span.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { LoopAllocator } from '../allocation/allocate-loops.ts';
import { type ClosestFailure, closerFailure } from '../allocation/closest-failure.ts';
import { nothingFitsError } from '../allocation/nothing-fits.ts';
import { type Cost, isBetter, type OptimisationCriterion, objectiveOf } from '../criteria.ts';
import { lomaFactors } from '../orders/loma-factors.ts';
import { type LoopKinds, layOut, loopKinds, nestFor } from '../orders/loop-kinds.ts';
import { LoopOrders } from '../orders/loop-orders.ts';
import { OrderTree } from '../orders/order-tree.ts';
import { temporalLoopSizes } from '../orders/temporal-loops.ts';
import { tooManyClasses } from '../search-errors.ts';
import type { TemporalSearchOptions } from '../search-options.ts';
import { CostFront } from './cost-front.ts';
import { EarliestOrder } from './earliest-order.ts';
import { KnownOrders, TooManyKnownOrders, WORSE } from './known-orders.ts';
import type { MappingSearch, OrderCounts } from './mapping-search.ts';
import { type OrdersLeft, OrdersLeftSampler } from './orders-left.ts';
import { CorrectedRules } from './pruning/corrected-rules.ts';
import { CostBounds } from './pruning/cost-bounds.ts';
import { cutsAreFixed, ExchangeableLoops } from './pruning/exchangeable-loops.ts';
import type { ModelRules } from './pruning/model-rules.ts';
import { decidingLoops, hasOrderClasses, unboundedMemories } from './pruning/order-classes.ts';
import { ReferenceRules } from './pruning/reference-rules.ts';
import { TileTables } from './pruning/tile-tables.ts';

/** Number of orders costed between two yields. */
const BLOCK = 512;

/** Number of ranks read between two yields. */
const LOOK_UPS = 64 * BLOCK;

/** Samples that tell how many orders are left: at most so many, of at most so many visits together, but at least the first number. */
const SAMPLES = { fewest: 3, most: 200, visits: 10_000 };

/** A search makes the tables of its bounds after this many orders. The tables take as long as costing some hundred orders. */
const CLASSES_BEFORE_BOUNDS = 64;

/**
 * Finds LOMA's best order without costing every order (docs/mapping-search.md#classes-of-equal-orders, #bounds). The search costs one
 * order of every class of orders that provably cost the same. It prunes branches whose lower bound is worse than the best cost.
 * The winner is that of the full enumeration: the first of all best orders, in the order of enumeration.
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
  /** True if the cost of another mapping is known. */
  private readonly isBounded: boolean;
  private readonly rules: ModelRules;
  private readonly allocator: LoopAllocator;
  private readonly orders: LoopOrders;
  private readonly kinds: LoopKinds;
  private readonly tree: OrderTree;
  /** False if every order is a class of its own. */
  private readonly hasClasses: boolean;
  private readonly exchangeable: ExchangeableLoops | undefined;
  /** Ranks of all orders, from which the winner is found at the end. Used if orders have classes. */
  private readonly knownOrders: KnownOrders | undefined;
  /** The winner so far. Used if every order is a class of its own. */
  private readonly earliest: EarliestOrder;
  /** With a tolerance: the ranks of the mappings that can still be chosen, and the earliest order of each if orders have no classes. */
  private readonly front: CostFront<number> | undefined;
  /** The first order found of every rank of the front, for searches that end early. */
  private readonly orderOfRank = new Map<number, Int32Array>();
  private readonly earliestOfRank = new Map<number, EarliestOrder>();
  alternatives: readonly CostModelEvaluation[] = [];
  /** What `reachOf` found. */
  private isPruned = false;
  private isExchanged = false;
  private bounds: CostBounds | undefined;
  private boundsAreMade = false;
  /** Number of improvements so far. It is the rank of all orders that cost as little as the best one. */
  private bestRank = WORSE;
  /** The first order found that costs as little as the best one. It isn't the winner if equally good orders come earlier. */
  private readonly bestOrder: Int32Array;
  private bestEnergy: number;
  private bestLatency: number;
  private fits = false;
  private computed = 0;
  private pruned = 0;
  private allDecided = false;
  private isOver = false;
  private closest: ClosestFailure | undefined;

  /**
   * True if the search works for the problem: the user prescribes no order of loops, the layer has temporal loops, and larger tiles have no
   * more elements than the smaller ones that they consist of.
   */
  static serves({ layer, spatialMapping, operands }: CompiledProblem): boolean {
    const isOrdered =
      layer.mapping.temporalOrdering.length > 0 || temporalLoopSizes(layer, spatialMapping).length === 0;
    return !isOrdered && operands[0].relations.length === 0 && !operands.some(repeatsDimension);
  }

  /** @param known cost of a mapping that is known already. The search only looks for a better mapping. */
  constructor(
    problem: CompiledProblem,
    options: TemporalSearchOptions,
    criterion: OptimisationCriterion,
    known?: Cost,
    tolerance = 0,
  ) {
    this.problem = problem;
    this.options = options;
    this.criterion = criterion;
    this.isBounded = known !== undefined;
    this.bestEnergy = known?.energy ?? Number.POSITIVE_INFINITY;
    this.bestLatency = known?.latency ?? Number.POSITIVE_INFINITY;
    if (tolerance > 0) {
      const best = known && objectiveOf(criterion, known.energy, known.latency);
      this.front = new CostFront(criterion, tolerance, best);
    }
    this.orders = new LoopOrders(lomaFactors(problem, options.lpfLimit));
    this.total = this.orders.count;
    this.bestOrder = new Int32Array(this.orders.length);
    this.tree = new OrderTree(this.orders.order);
    this.kinds = loopKinds(problem, this.orders.loops);
    this.nest = nestFor(problem, this.orders.length);
    layOut(this.nest, this.kinds, this.orders.order);
    const rules =
      problem.tiles === undefined ? new ReferenceRules(problem) : new CorrectedRules(problem, problem.tiles);
    this.rules = rules;
    this.hasClasses = hasOrderClasses(problem, rules);
    const monotonic = this.hasClasses ? rules.monotonicOperands(this.nest) : new Uint8Array(problem.operands.length);
    const unbounded = this.hasClasses
      ? unboundedMemories(problem, rules, this.nest, monotonic)
      : new Uint8Array(problem.memories.length);
    this.allocator = new LoopAllocator(problem, options.type, { monotonic, unbounded });
    this.exchangeable = this.hasClasses
      ? new ExchangeableLoops(problem, rules, cutsAreFixed(problem, rules, monotonic, unbounded))
      : undefined;
    this.knownOrders = this.hasClasses ? new KnownOrders(this.orders.loops.length, this.orders.length) : undefined;
    this.earliest = new EarliestOrder(this.orders.length);
    this.evaluator = new MappingEvaluator(problem);
  }

  get done(): number {
    return this.isOver ? this.total : Math.floor(this.share * this.total);
  }

  get share(): number {
    return this.allDecided ? 1 : Math.min(this.tree.shareBefore(), 1 - Number.EPSILON);
  }

  get mayEnd(): boolean {
    return this.fits || this.isBounded;
  }

  get counts(): OrderCounts {
    return { considered: this.total, computed: this.computed, pruned: this.pruned };
  }

  /** @throws MappingError when no order fits, or when the classes need too much memory. */
  *run(): Generator<undefined, CostModelEvaluation | undefined> {
    try {
      let passed = 0;
      while (this.tree.nextBeyond(passed)) {
        if (++this.computed % BLOCK === 0) yield;
        passed = this.compare(this.tree.order);
      }
      this.allDecided = true;
    } catch (error) {
      throw error instanceof TooManyKnownOrders ? tooManyClasses(this.problem, this.options) : error;
    }
    if (!this.fits) throw this.noMappingError();
    const winners = yield* this.findWinners();
    this.isOver = true;
    return this.evaluationsOf(winners);
  }

  bestSoFar(): CostModelEvaluation | undefined {
    if (this.front === undefined) return this.bestRank === WORSE ? undefined : this.evaluationOf(this.bestOrder);
    return this.evaluationsOf(this.front.members.flatMap((rank) => this.orderOfRank.get(rank) ?? []));
  }

  ordersLeft(): OrdersLeft | undefined {
    const sampler = new OrdersLeftSampler(this.tree.order, (order) => this.reach(order));
    let visits = 0;
    for (let taken = 0; taken < SAMPLES.fewest || (taken < SAMPLES.most && visits < SAMPLES.visits); taken++) {
      visits += sampler.sample();
    }
    return sampler.estimate();
  }

  /** The choice; the others become the alternatives. */
  private evaluationsOf(orders: readonly Int32Array[]): CostModelEvaluation | undefined {
    const [winner, ...others] = orders.map((order) => this.evaluationOf(order));
    this.alternatives = others;
    return winner;
  }

  private evaluationOf(order: Int32Array): CostModelEvaluation {
    layOut(this.nest, this.kinds, order);
    this.allocator.allocate(this.nest);
    this.evaluator.evaluate(this.nest);
    return recordEvaluation(this.evaluator, this.nest);
  }

  private noMappingError(): MappingError {
    if (this.closest === undefined) throw new Error('the search has not been run');
    return nothingFitsError(this.problem, this.closest, this.options);
  }

  /** Allocates and costs an order, and ranks all orders of its class. Returns the length of the prefix that these orders share. */
  private compare(order: Int32Array): number {
    const { nest, allocator, exchangeable } = this;
    layOut(nest, this.kinds, order);
    if (!allocator.allocate(nest)) {
      this.closest = closerFailure(this.closest, allocator);
      this.addRank(order, allocator.decidingLoops, WORSE);
      return allocator.decidingLoops;
    }
    this.fits = true;
    const isBeaten = this.costIsBeaten();
    const rank = isBeaten ? WORSE : this.rank(order);
    const reach = this.reachOf(order, rank === WORSE, isBeaten);
    if (this.isPruned) this.pruned += this.tree.ordersBehind(reach);
    if (this.isExchanged && exchangeable !== undefined) {
      this.knownOrders?.addExchange(order, reach, exchangeable.position);
    } else {
      this.addRank(order, reach, this.isPruned ? WORSE : rank);
    }
    return reach;
  }

  /** Costs the mapping in the nest. Returns true if its energy alone shows that it is worse than the best one; the latency is left out then. */
  private costIsBeaten(): boolean {
    const { nest, evaluator } = this;
    evaluator.evaluateEnergy(nest);
    // With a tolerance the bounds need both costs.
    const isBeaten = this.criterion === 'energy' && this.front === undefined && evaluator.energyTotal > this.bestEnergy;
    if (!isBeaten) evaluator.evaluateLatency(nest);
    return isBeaten;
  }

  /**
   * Length of the prefix whose orders need no further look, after the mapping in the nest has been costed. Sets `isPruned` if a bound says
   * so, and `isExchanged` if other orders of the same cost come earlier.
   */
  private reachOf(order: Int32Array, isWorse: boolean, isBeaten: boolean): number {
    const { nest, evaluator, exchangeable } = this;
    const fixed = this.hasClasses ? decidingLoops(this.problem, nest, this.allocator) : nest.length;
    const differs = this.hasClasses && !isBeaten && this.rules.outermostLoopsMatter(nest, evaluator.scratch, fixed);
    const deciding = differs && !(isWorse && this.isWorseAtLeast()) ? nest.length : fixed;
    const prunable = isWorse ? this.prunablePrefix(order, deciding) : deciding;
    this.isPruned = prunable < deciding;
    this.isExchanged = false;
    if (this.isPruned || exchangeable === undefined) return prunable;
    const redundant = exchangeable.redundantPrefix(nest, order, evaluator, differs ? fixed : nest.length);
    this.isExchanged = redundant > 0 && redundant < deciding;
    return this.isExchanged ? redundant : deciding;
  }

  /** What `compare` would return with the present best cost. Records nothing. */
  private reach(order: Int32Array): number {
    const { nest, allocator } = this;
    layOut(nest, this.kinds, order);
    if (!allocator.allocate(nest)) return allocator.decidingLoops;
    const isBeaten = this.costIsBeaten();
    return this.reachOf(order, isBeaten || this.isWorse(), isBeaten);
  }

  /** Whether all orders that differ from the costed one in their outermost loops only are worse than the best one. */
  private isWorseAtLeast(): boolean {
    const { criterion, bestEnergy, bestLatency, front, rules } = this;
    const { energyTotal } = this.evaluator;
    if (front !== undefined) return front.excludes(energyTotal, rules.leastLatency);
    return isBetter(criterion, bestEnergy, bestLatency, energyTotal, rules.leastLatency);
  }

  /** Whether the mapping that was costed last is worse than the best one, or can't be chosen with a tolerance. */
  private isWorse(): boolean {
    const { criterion, bestEnergy, bestLatency, front } = this;
    const { energyTotal, latencyTotal2 } = this.evaluator;
    if (front === undefined) return isBetter(criterion, bestEnergy, bestLatency, energyTotal, latencyTotal2);
    return !front.accepts(energyTotal, latencyTotal2) && front.memberOf(energyTotal, latencyTotal2) === undefined;
  }

  private addRank(order: Int32Array, length: number, rank: number): void {
    if (this.knownOrders !== undefined) this.knownOrders.addRank(order, length, rank);
    else if (rank !== WORSE) this.earliestOf(rank).add(order, rank);
  }

  private earliestOf(rank: number): EarliestOrder {
    if (this.front === undefined) return this.earliest;
    const known = this.earliestOfRank.get(rank);
    if (known !== undefined) return known;
    const earliest = new EarliestOrder(this.orders.length);
    this.earliestOfRank.set(rank, earliest);
    return earliest;
  }

  /** The rank of the order, whose mapping was costed last. Updates the best cost. */
  private rank(order: Int32Array): number {
    const { criterion, bestEnergy, bestLatency, front } = this;
    const { energyTotal, latencyTotal2 } = this.evaluator;
    if (front !== undefined) return this.rankIn(front, energyTotal, latencyTotal2, order);
    if (isBetter(criterion, energyTotal, latencyTotal2, bestEnergy, bestLatency)) {
      this.bestEnergy = energyTotal;
      this.bestLatency = latencyTotal2;
      this.bestOrder.set(order);
      return ++this.bestRank;
    }
    return this.isWorse() ? WORSE : this.bestRank;
  }

  /** The rank among the mappings that can be chosen with a tolerance. Mappings of equal cost have the same rank. */
  private rankIn(front: CostFront<number>, energy: number, latency: number, order: Int32Array): number {
    if (!front.accepts(energy, latency)) return front.memberOf(energy, latency) ?? WORSE;
    front.add(energy, latency, ++this.bestRank);
    this.orderOfRank.set(this.bestRank, order.slice());
    return this.bestRank;
  }

  /** Length of the shortest prefix all of whose orders are worse than the best one; `limit` if no prefix shorter than that is known. */
  private prunablePrefix(order: Int32Array, limit: number): number {
    if (!this.boundsAreMade && this.computed >= CLASSES_BEFORE_BOUNDS) {
      this.boundsAreMade = true;
      const tables = TileTables.of(this.problem, this.rules, this.kinds, order);
      const criterion = this.front === undefined ? this.criterion : 'EDP';
      this.bounds = tables && CostBounds.of(this.problem, this.rules, tables, criterion);
    }
    const { bounds, nest, allocator, evaluator, bestEnergy, bestLatency, front } = this;
    if (front !== undefined) {
      return bounds?.excludedPrefix(nest, order, allocator, evaluator, front, limit) ?? limit;
    }
    return bounds?.prunablePrefix(nest, order, allocator, evaluator, bestEnergy, bestLatency, limit) ?? limit;
  }

  /**
   * The first order of the enumeration that has the best cost; none if no order is better than the known cost. With a tolerance, the
   * first order of every mapping that can be chosen, the choice first.
   */
  private *findWinners(): Generator<undefined, readonly Int32Array[]> {
    const { orders, knownOrders, bestRank, front } = this;
    if (bestRank === WORSE) return [];
    const ranks = front?.members ?? [bestRank];
    if (knownOrders === undefined) return ranks.map((rank) => this.earliestOf(rank).order);
    const found = new Map<number, Int32Array>();
    for (let tried = 1; found.size < ranks.length && orders.next(); tried++) {
      if (tried % LOOK_UPS === 0) yield;
      const rank = knownOrders.rankOf(orders.order);
      if (rank < 0) throw new Error('an order of loops was skipped without a rank');
      if (ranks.includes(rank) && !found.has(rank)) found.set(rank, orders.order.slice());
    }
    return ranks.map((rank) => {
      const order = found.get(rank);
      if (order === undefined) throw new Error('the best order is not among the enumerated ones');
      return order;
    });
  }
}
