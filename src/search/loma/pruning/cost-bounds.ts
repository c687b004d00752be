import {
  createScratch,
  OFFLOADING_CYCLES,
  ONLOADING_CYCLES,
  TEMPORAL_CYCLES,
} from '../../../engine/cost/evaluation-scratch.ts';
import { addUpLoading } from '../../../engine/cost/loading.ts';
import type { MappingEvaluator } from '../../../engine/cost/mapping-evaluator.ts';
import { interfaceOf } from '../../../engine/cost/port-stalls.ts';
import type { CompiledMapping } from '../../../engine/problem/compiled-mapping.ts';
import { type CompiledProblem, IRRELEVANT } from '../../../engine/problem/compiled-problem.ts';
import type { LoopAllocator } from '../../allocation/allocate-loops.ts';
import type { OptimisationCriterion } from '../../criteria.ts';
import type { ContentTables } from './tile-tables.ts';

/** A branch is left only if it is worse by more than sums in another order can differ. */
const ROUNDING = 1e-9;

/**
 * How few of an order's innermost loops suffice to show that no order which begins with them is as good as the best so far
 * (docs/mapping-search.md#bounds). Interfaces that the beginning settles count as they are, the others with the least that any of their
 * possible contents costs. One object per problem; allocates nothing per order.
 */
export class CostBounds {
  private readonly problem: CompiledProblem;
  private readonly tables: ContentTables;
  private readonly criterion: OptimisationCriterion;
  private readonly isExact: boolean;
  /** Per level slot: its memory's index in `CompiledProblem.memories`. */
  private readonly memoryOf: Int32Array;
  /** Per interface: how many innermost loops settle it, pJ there, and the least met at the beginnings so far. */
  private readonly settledBy: Int32Array;
  private readonly energy: Float64Array;
  private readonly leastEnergy: Float64Array;
  private readonly leastBusy: Float64Array;
  /** Per port, the interface behind every service. */
  private readonly interfaces: readonly Int32Array[];
  /** Cycles of on- and off-loading that no mapping undercuts; may be negative (parity quirk, docs/parity-quirks.md). */
  private readonly leastLoading: number;

  /**
   * Bounds of the problem, or undefined where they are not proven: partial sums narrower than finished elements, cycles that are not
   * whole, an output of one element on an array with fractional unrollings, and memories without a port for something (the search has
   * to meet that and say so).
   * @param isExact all unrollings are whole numbers.
   */
  static of(
    problem: CompiledProblem,
    tables: ContentTables,
    criterion: OptimisationCriterion,
    isExact: boolean,
  ): CostBounds | undefined {
    const [{ partialPrecision, finalPrecision }] = problem.operands;
    const isProven =
      finalPrecision <= partialPrecision &&
      (criterion === 'energy' || Number.isInteger(problem.cyclesPerOperation)) &&
      (isExact || problem.outputElements > 1) &&
      !tables.energy.some(Number.isNaN);
    return isProven ? new CostBounds(problem, tables, criterion, isExact) : undefined;
  }

  private constructor(
    problem: CompiledProblem,
    tables: ContentTables,
    criterion: OptimisationCriterion,
    isExact: boolean,
  ) {
    this.problem = problem;
    this.tables = tables;
    this.criterion = criterion;
    this.isExact = isExact;
    this.memoryOf = new Int32Array(problem.levelSlotCount);
    problem.memories.forEach(({ operands, levels }, index) => {
      for (let k = 0; k < operands.length; k++)
        this.memoryOf[problem.operands[operands[k]].levelBase + levels[k]] = index;
    });
    this.settledBy = new Int32Array(problem.interfaceCount);
    this.energy = new Float64Array(problem.interfaceCount);
    this.leastEnergy = new Float64Array(problem.interfaceCount);
    this.leastBusy = new Float64Array(4 * problem.levelSlotCount);
    this.interfaces = problem.ports.map((port) =>
      Int32Array.from(port.trafficSlots, (_, service) => interfaceOf(problem, port, service)),
    );
    this.leastLoading = leastLoading(problem, tables);
  }

  /**
   * The number of loops, or `limit` if fewer do not suffice. To be called after `evaluator.evaluate(nest)` and for a mapping that is
   * worse than the best.
   * @param order the kind of each loop.
   * @param bestEnergy pJ
   * @param bestLatency cycles
   */
  losingLoops(
    nest: CompiledMapping,
    order: Int32Array,
    allocator: LoopAllocator,
    evaluator: MappingEvaluator,
    bestEnergy: number,
    bestLatency: number,
    limit: number,
  ): number {
    const { tables, criterion, leastEnergy, leastBusy } = this;
    this.settle(nest, allocator, evaluator);
    leastEnergy.fill(Number.POSITIVE_INFINITY);
    leastBusy.fill(Number.POSITIVE_INFINITY);
    let content = 0;
    for (let loops = 0; loops < limit; loops++) {
      if (loops > 0) content += tables.stride[order[loops - 1]];
      const energy = criterion === 'latency' ? 1 : this.energyBound(loops, content);
      const latency = criterion === 'energy' ? 1 : this.latencyBound(loops, content, evaluator);
      if (criterion === 'energy' && energy * (1 - ROUNDING) > bestEnergy) return loops;
      if (criterion === 'latency' && latency * (1 - ROUNDING) > bestLatency) return loops;
      if (criterion === 'EDP' && energy * latency * (1 - ROUNDING) > bestEnergy * bestLatency) return loops;
    }
    return limit;
  }

  /** Which interfaces are settled by how many loops, and what they cost. */
  private settle(nest: CompiledMapping, { decidingByMemory }: LoopAllocator, { scratch }: MappingEvaluator): void {
    const { problem, settledBy, energy, memoryOf } = this;
    const { boundary, words } = scratch;
    const { wordEnergy } = problem;
    // Where elements are fractional, the product of all loops may be rounded in another way in another order.
    const settledAtTop = this.isExact ? 0 : nest.length;
    for (const { isOutput, relevance, interfaceBase, levelBase, levelCount } of problem.operands) {
      for (let level = 0; level < levelCount; level++) {
        const above = 4 * (levelBase + level);
        let picojoules = 0;
        for (let slot = level === 0 ? above : above - 2; slot < above + 2; slot++)
          picojoules += words[slot] * wordEnergy[slot];
        energy[interfaceBase + level] = picojoules;
        let end = 0;
        let settled = 0;
        if (level > 0) {
          end = boundary[levelBase + level - 1];
          settled = decidingByMemory[memoryOf[levelBase + level - 1]];
        } else if (isOutput || !problem.reuseAtPins) {
          settledBy[interfaceBase] = 0;
          continue;
        } else {
          while (end < nest.length && relevance[nest.dimension[end]] === IRRELEVANT) end++;
        }
        // The loop behind the end says that no further one is merged.
        settledBy[interfaceBase + level] = Math.max(settled, end < nest.length ? end + 1 : settledAtTop);
      }
    }
  }

  private energyBound(loops: number, content: number): number {
    const { problem, tables, settledBy, energy, leastEnergy } = this;
    let bound = problem.macEnergyPj;
    for (let index = 0; index < problem.interfaceCount; index++) {
      if (settledBy[index] <= loops) {
        bound += energy[index];
        continue;
      }
      const entry = index * tables.size + content;
      if (tables.energy[entry] < leastEnergy[index]) leastEnergy[index] = tables.energy[entry];
      bound += Math.min(leastEnergy[index], tables.leastEnergy[entry]);
    }
    return bound;
  }

  /**
   * The busiest port bounds the computation: all transfers but the first of each kind come one after the other while it goes on
   * (docs/cost-model.md#stalls).
   */
  private latencyBound(loops: number, content: number, { scratch }: MappingEvaluator): number {
    const { problem, tables, settledBy, leastBusy, interfaces } = this;
    const { realCycles, periodCount } = scratch;
    let busiest = 0;
    for (let port = 0; port < problem.ports.length; port++) {
      const { trafficSlots } = problem.ports[port];
      const indices = interfaces[port];
      let busy = 0;
      for (let service = 0; service < trafficSlots.length; service++) {
        const slot = trafficSlots[service];
        const index = indices[service];
        if (settledBy[index] <= loops) {
          busy += realCycles[slot] * (periodCount[index] - 1);
          continue;
        }
        const entry = slot * tables.size + content;
        if (tables.busy[entry] < leastBusy[slot]) leastBusy[slot] = tables.busy[entry];
        busy += Math.min(leastBusy[slot], tables.leastBusy[entry]);
      }
      if (busy > busiest) busiest = busy;
    }
    const computation = scratch.results[TEMPORAL_CYCLES] * problem.cyclesPerOperation;
    return Math.max(computation, busiest) + this.leastLoading;
  }
}

/**
 * The bounded reduction of the reference may take the whole cycles of all other transfers on the port from a transfer that crosses once
 * (engine/loading.ts); transfers that repeat are never reduced.
 */
function leastLoading(problem: CompiledProblem, { wholeCycles }: ContentTables): number {
  const scratch = createScratch(problem);
  for (const { trafficSlots, loads } of problem.ports) {
    let all = 0;
    for (let service = 0; service < trafficSlots.length; service++)
      if (loads[service] === 1) all += wholeCycles[trafficSlots[service]];
    for (let service = 0; service < trafficSlots.length; service++) {
      const slot = trafficSlots[service];
      if (loads[service] === 1) scratch.loadingCycles[slot] = Math.min(0, wholeCycles[slot] - all);
    }
  }
  addUpLoading(problem, scratch);
  return scratch.results[ONLOADING_CYCLES] + scratch.results[OFFLOADING_CYCLES];
}
