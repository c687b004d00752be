import { TEMPORAL_CYCLES } from '../../../engine/cost/evaluation-scratch.ts';
import type { MappingEvaluator } from '../../../engine/cost/mapping-evaluator.ts';
import { interfaceOf } from '../../../engine/cost/port-stalls.ts';
import type { CompiledMapping } from '../../../engine/problem/compiled-mapping.ts';
import { type CompiledProblem, IRRELEVANT } from '../../../engine/problem/compiled-problem.ts';
import type { LoopAllocator } from '../../allocation/allocate-loops.ts';
import type { OptimisationCriterion } from '../../criteria.ts';
import type { CostFront } from '../cost-front.ts';
import type { ModelRules } from './model-rules.ts';
import type { TileTables } from './tile-tables.ts';

/** Relative margin of a bound. It exceeds all rounding errors of sums in another order. */
const ROUNDING = 1e-9;

/**
 * Lower bounds of the energy and latency of all orders that share a prefix (docs/mapping-search.md#bounds). If the prefix fixes the
 * traffic at an interface, the interface counts with its exact cost. Every other interface counts with the least cost of any tile that
 * it can still have. One object serves all orders of a problem. It allocates nothing per order.
 */
export class CostBounds {
  private readonly problem: CompiledProblem;
  private readonly tables: TileTables;
  private readonly criterion: OptimisationCriterion;
  private readonly rules: ModelRules;
  /** Per level slot: its memory's index in `CompiledProblem.memories`. */
  private readonly memoryOf: Int32Array;
  /** Per interface: length of the prefix that fixes its traffic, its energy in pJ, and the least energy of the prefixes so far. */
  private readonly fixedBy: Int32Array;
  private readonly energy: Float64Array;
  private readonly leastEnergy: Float64Array;
  private readonly leastBusy: Float64Array;
  /** Per port: the interface of every service. */
  private readonly interfaces: readonly Int32Array[];
  /** Lower bound of the cycles of on- and off-loading. */
  private readonly leastLoading: number;

  /**
   * Bounds of the problem; undefined if they are not proven for its cost model. They are not used if a memory has no port for some traffic,
   * because the search has to report that.
   */
  static of(
    problem: CompiledProblem,
    rules: ModelRules,
    tables: TileTables,
    criterion: OptimisationCriterion,
  ): CostBounds | undefined {
    const isProven = rules.boundsEnergy && (criterion === 'energy' || rules.boundsLatency);
    return isProven && !tables.energy.some(Number.isNaN)
      ? new CostBounds(problem, rules, tables, criterion)
      : undefined;
  }

  private constructor(
    problem: CompiledProblem,
    rules: ModelRules,
    tables: TileTables,
    criterion: OptimisationCriterion,
  ) {
    this.problem = problem;
    this.tables = tables;
    this.criterion = criterion;
    this.rules = rules;
    this.memoryOf = new Int32Array(problem.levelSlotCount);
    problem.memories.forEach(({ operands, levels }, index) => {
      for (let k = 0; k < operands.length; k++)
        this.memoryOf[problem.operands[operands[k]].levelBase + levels[k]] = index;
    });
    this.fixedBy = new Int32Array(problem.interfaceCount);
    this.energy = new Float64Array(problem.interfaceCount);
    this.leastEnergy = new Float64Array(problem.interfaceCount);
    this.leastBusy = new Float64Array(4 * problem.levelSlotCount);
    this.interfaces = problem.ports.map((port) =>
      Int32Array.from(port.trafficSlots, (_, service) => interfaceOf(problem, port, service)),
    );
    this.leastLoading = rules.leastLoading(tables.wholeCycles);
  }

  /**
   * Length of the shortest prefix none of whose orders can be chosen with a tolerance; `limit` if no shorter prefix is known.
   * The bounds must be those of EDP, which need both costs. Call it like `prunablePrefix`.
   */
  excludedPrefix(
    nest: CompiledMapping,
    order: Int32Array,
    allocator: LoopAllocator,
    evaluator: MappingEvaluator,
    front: CostFront<number>,
    limit: number,
  ): number {
    this.begin(nest, allocator, evaluator);
    let tile = 0;
    for (let loops = 0; loops < limit; loops++) {
      if (loops > 0) tile += this.tables.stride[order[loops - 1]];
      const energy = this.energyBound(loops, tile) * (1 - ROUNDING);
      const latency = this.latencyBound(loops, tile, evaluator) * (1 - ROUNDING);
      if (front.excludes(energy, latency)) return loops;
    }
    return limit;
  }

  /**
   * Length of the shortest prefix whose bound is worse than the best cost; `limit` if no shorter prefix has such a bound.
   * Call it after `evaluator.evaluate(nest)`, for a mapping that is worse than the best one.
   * @param order the kind of each loop.
   * @param bestEnergy pJ
   * @param bestLatency cycles
   */
  prunablePrefix(
    nest: CompiledMapping,
    order: Int32Array,
    allocator: LoopAllocator,
    evaluator: MappingEvaluator,
    bestEnergy: number,
    bestLatency: number,
    limit: number,
  ): number {
    const { tables, criterion } = this;
    this.begin(nest, allocator, evaluator);
    let tile = 0;
    for (let loops = 0; loops < limit; loops++) {
      if (loops > 0) tile += tables.stride[order[loops - 1]];
      const energy = criterion === 'latency' ? 1 : this.energyBound(loops, tile);
      const latency = criterion === 'energy' ? 1 : this.latencyBound(loops, tile, evaluator);
      if (criterion === 'energy' && energy * (1 - ROUNDING) > bestEnergy) return loops;
      if (criterion === 'latency' && latency * (1 - ROUNDING) > bestLatency) return loops;
      if (criterion === 'EDP' && energy * latency * (1 - ROUNDING) > bestEnergy * bestLatency) return loops;
    }
    return limit;
  }

  private begin(nest: CompiledMapping, allocator: LoopAllocator, evaluator: MappingEvaluator): void {
    this.fix(nest, allocator, evaluator);
    this.leastEnergy.fill(Number.POSITIVE_INFINITY);
    this.leastBusy.fill(Number.POSITIVE_INFINITY);
  }

  /** Sets the length of the prefix that fixes every interface, and the energy of the interface. */
  private fix(nest: CompiledMapping, { decidingByMemory }: LoopAllocator, { scratch }: MappingEvaluator): void {
    const { problem, fixedBy, energy, memoryOf } = this;
    const { boundary, directionEnergy } = scratch;
    // With fractional elements, another order of the loops can round their product differently.
    const fixedAtTop = this.rules.isExact ? 0 : nest.length;
    for (const { isOutput, relevance, interfaceBase, levelBase, levelCount } of problem.operands) {
      for (let level = 0; level < levelCount; level++) {
        const above = 4 * (levelBase + level);
        let picojoules = 0;
        for (let slot = level === 0 ? above : above - 2; slot < above + 2; slot++) picojoules += directionEnergy[slot];
        energy[interfaceBase + level] = picojoules;
        let end = 0;
        let fixed = 0;
        if (level > 0) {
          end = boundary[levelBase + level - 1];
          fixed = decidingByMemory[memoryOf[levelBase + level - 1]];
        } else if (isOutput || !problem.reuseAtPins) {
          fixedBy[interfaceBase] = 0;
          continue;
        } else {
          while (end < nest.length && relevance[nest.dimension[end]] === IRRELEVANT) end++;
        }
        // The loop behind the end is the first one that isn't merged into the level.
        fixedBy[interfaceBase + level] = Math.max(fixed, end < nest.length ? end + 1 : fixedAtTop);
      }
    }
  }

  private energyBound(loops: number, tile: number): number {
    const { problem, tables, fixedBy, energy, leastEnergy } = this;
    let bound = problem.macEnergyPj;
    for (let index = 0; index < problem.interfaceCount; index++) {
      if (fixedBy[index] <= loops) {
        bound += energy[index];
        continue;
      }
      const entry = index * tables.size + tile;
      if (tables.energy[entry] < leastEnergy[index]) leastEnergy[index] = tables.energy[entry];
      bound += Math.min(leastEnergy[index], tables.leastEnergy[entry]);
    }
    return bound;
  }

  /** The busiest port bounds the computation (docs/cost-model.md#stalls). Its transfers follow one another. */
  private latencyBound(loops: number, tile: number, { scratch }: MappingEvaluator): number {
    const { problem, rules, tables, fixedBy, leastBusy, interfaces } = this;
    let busiest = 0;
    for (let port = 0; port < problem.ports.length; port++) {
      const { trafficSlots } = problem.ports[port];
      const indices = interfaces[port];
      let busy = 0;
      for (let service = 0; service < trafficSlots.length; service++) {
        const slot = trafficSlots[service];
        const index = indices[service];
        if (fixedBy[index] <= loops) {
          busy += rules.portCycles(scratch, slot, index);
          continue;
        }
        const entry = slot * tables.size + tile;
        if (tables.busy[entry] < leastBusy[slot]) leastBusy[slot] = tables.busy[entry];
        busy += Math.min(leastBusy[slot], tables.leastBusy[entry]);
      }
      if (busy > busiest) busiest = busy;
    }
    const computation = scratch.results[TEMPORAL_CYCLES] * problem.cyclesPerOperation;
    return Math.max(computation, busiest) + this.leastLoading;
  }
}
