import { MappingError } from '../../src/base/diagnostic.ts';
import { sum } from '../../src/base/integers.ts';
import { MappingEvaluator } from '../../src/engine/cost/mapping-evaluator.ts';
import { recordEvaluation } from '../../src/engine/cost-model.ts';
import { type CompiledMapping, MAXIMUM_LOOPS } from '../../src/engine/problem/compiled-mapping.ts';
import type { CompiledProblem } from '../../src/engine/problem/compiled-problem.ts';
import { liftMapping, lowerMapping } from '../../src/engine/problem/lift-mapping.ts';
import { VariableProblem } from '../../src/engine/problem/variable-problem.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import type { TemporalLoop } from '../../src/model/mapping/temporal-mapping.ts';
import { LoopAllocator } from '../../src/search/allocation/allocate-loops.ts';
import { nestOf } from '../../src/search/allocation/allocate-order.ts';
import { heldBits } from '../../src/search/allocation/held-bits.ts';
import { temporalLoopSizes } from '../../src/search/orders/temporal-loops.ts';
import { iterationsOf, type Nest } from './moves.ts';

/** What a nest costs, and what of it does not fit. */
export interface NestCost {
  /** For all layers that the evaluation stands for. Absent where the cost model has no answer. */
  readonly evaluation?: CostModelEvaluation | undefined;
  /** Why there is no cost. */
  readonly refusal?: string | undefined;
  /** Fill of every memory, in the order of the accelerator. */
  readonly fills: readonly MemoryFill[];
  readonly fits: boolean;
}

/** How full a memory is. */
export interface MemoryFill {
  readonly memory: string;
  readonly capacityBits: number;
  /** Of all operands together, as the allocation of loops counts: what decides whether it fits. */
  readonly heldBits: number;
  readonly parts: readonly FillPart[];
}

/** What one operand takes of a memory. */
export interface FillPart {
  readonly operand: string;
  /** Level of the memory for the operand, 0 next to the array. */
  readonly level: number;
  /** As the allocation counts. Outputs that still accumulate count as partial sums, also where the memory itself takes the last loop. */
  readonly bits: number;
  /** As the cost model counts, after the loops above have been merged down. */
  readonly usedBits: number;
}

/** Energy in pJ, latency in cycles. */
export interface Costs {
  readonly energy: number;
  readonly latency: number;
}

/** Costs nests of one layer, with the library's own cost model and allocation. */
export class NestCosts {
  readonly problem: CompiledProblem;
  /** Layers that one evaluation stands for. */
  readonly times: number;
  private readonly allocator: LoopAllocator;
  private readonly evaluator: MappingEvaluator;

  constructor(problem: CompiledProblem, times: number) {
    this.problem = problem;
    this.times = times;
    this.allocator = new LoopAllocator(problem, 'uneven');
    this.evaluator = new MappingEvaluator(problem);
  }

  /** Whether the nest has exactly the loops of the layer, cut into the memories of the accelerator. */
  isOfLayer({ loops, boundaries }: Nest): boolean {
    const { layer, spatialMapping, operands, dimensionNames } = this.problem;
    const products = iterationsOf({ loops, boundaries });
    const sizes = new Map(temporalLoopSizes(layer, spatialMapping).map(({ name, size }) => [name, size]));
    return (
      loops.length <= MAXIMUM_LOOPS &&
      [...products.keys()].every((dimension) => dimensionNames.includes(dimension)) &&
      dimensionNames.every((name) => (products.get(name) ?? 1) === (sizes.get(name) ?? 1)) &&
      boundaries.size === operands.length &&
      operands.every(({ name, levelCount }) => {
        const ends = boundaries.get(name) ?? [];
        const ascend = ends.every((end, level) => end >= (ends[level - 1] ?? 0));
        return ends.length === levelCount && ascend && ends.at(-1) === loops.length;
      })
    );
  }

  cost(nest: Nest): NestCost {
    const compiled = lowerMapping(this.problem, nest);
    try {
      this.evaluator.evaluate(compiled);
    } catch (error) {
      if (!(error instanceof MappingError)) throw error;
      return { refusal: error.diagnostic.message, ...this.fillsOf(compiled, undefined) };
    }
    const once = recordEvaluation(this.evaluator, compiled);
    const evaluation = this.times === 1 ? once : once.scaled(this.times);
    return { evaluation, ...this.fillsOf(compiled, this.evaluator.scratch.utilisation) };
  }

  private fillsOf(nest: CompiledMapping, utilisation: Float64Array | undefined): Pick<NestCost, 'fills' | 'fits'> {
    const { memories, operands } = this.problem;
    const held = heldBits(this.problem, nest);
    const fills = memories.map(({ memory, capacityBits, operands: indices, levels }): MemoryFill => {
      const parts = Array.from(indices, (index, k) => {
        const { name, levelBase } = operands[index] ?? { name: '', levelBase: 0 };
        const level = levels[k] ?? 0;
        const bits = held[levelBase + level] ?? 0;
        const share = utilisation?.[levelBase + level];
        return { operand: name, level, bits, usedBits: share === undefined ? bits : share * capacityBits };
      });
      return { memory: memory.name, capacityBits, heldBits: sum(parts.map(({ bits }) => bits)), parts };
    });
    return { fills, fits: fills.every((fill) => fill.heldBits <= fill.capacityBits) };
  }

  /** The order with every border where the search would put it; undefined where no borders fit. */
  withBestBorders(loops: readonly TemporalLoop[]): Nest | undefined {
    const compiled = nestOf(this.problem, loops);
    return this.allocator.allocate(compiled) ? liftMapping(this.problem, compiled) : undefined;
  }

  /** The cost of an order with its best borders: `withBestBorders` and `cost` in one, with nothing kept. */
  costOfOrder(loops: readonly TemporalLoop[]): Costs | undefined {
    const compiled = nestOf(this.problem, loops);
    if (!this.allocator.allocate(compiled)) return undefined;
    try {
      this.evaluator.evaluate(compiled);
    } catch (error) {
      if (error instanceof MappingError) return undefined;
      throw error;
    }
    const { energyTotal, latencyTotal2 } = this.evaluator;
    return { energy: energyTotal * this.times, latency: latencyTotal2 * this.times };
  }

  /** The same layer with another size of a memory. Costs per access stay as they are. */
  withMemorySize(memory: string, bits: number): NestCosts {
    const found = this.problem.accelerator.memoryHierarchy.memories.find(({ name }) => name === memory);
    if (found === undefined) return this;
    const changed = new VariableProblem(this.problem);
    changed.set({ kind: 'size', memory: found.index }, bits);
    return new NestCosts(changed.problem, this.times);
  }
}
