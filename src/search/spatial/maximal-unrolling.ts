import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import { type MemoryLevel, type MemoryOperand, type MemoryPort, portServing } from '../../model/accelerator/memory.ts';
import { type Layer, type LayerOperand, outputOperand } from '../../model/workload/layer.ts';
import { operandRelevance } from '../../model/workload/relevance.ts';

/** Largest unrolling of every loop dimension on every array dimension. */
export type MaximalUnrolling = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** An inner memory with one of its operands. */
export interface InnerOperand {
  readonly memory: MemoryLevel;
  readonly memoryOperand: MemoryOperand;
  readonly operand: LayerOperand;
  /** Whether the units need different words of the operand if this loop dimension is unrolled. */
  readonly isDistinct: (dimension: string) => boolean;
}

/** Every operand of every inner memory, in the order of memories and of their operands. */
export function innerOperands(layer: Layer, accelerator: Accelerator): InnerOperand[] {
  return accelerator.memoryHierarchy.innerMemories.flatMap((memory) =>
    memory.operands.flatMap((memoryOperand) => {
      const operand = layer.operands.find(({ name }) => layer.mapping.memoryOperandLinks.get(name) === memoryOperand);
      if (operand === undefined) return [];
      const irrelevant = new Set(operandRelevance(layer, operand).irrelevant);
      return [{ memory, memoryOperand, operand, isDistinct: (dimension: string) => !irrelevant.has(dimension) }];
    }),
  );
}

/**
 * Limits every unrolling to the loop size, the size of the array dimension and the bandwidth of the inner memories
 * (docs/mapping-search.md#maximal-unrolling). A memory that serves an array dimension must deliver a distinct word to every position
 * along it. Loops that are irrelevant to the operand need no distinct words.
 */
export function maximalUnrolling(layer: Layer, accelerator: Accelerator): MaximalUnrolling {
  const limits = new Map(
    accelerator.operationalArray.dimensions.map(({ name, size }) => [
      name,
      new Map(layer.dimensions.map((dimension) => [dimension.name, Math.min(dimension.size, size)])),
    ]),
  );
  for (const inner of innerOperands(layer, accelerator)) {
    const words = wordsPerCycle(layer, inner);
    for (const arrayDimension of inner.memory.servedDimensions) {
      const limit = limits.get(arrayDimension);
      if (limit === undefined) continue;
      for (const [dimension, most] of limit) {
        if (inner.isDistinct(dimension)) limit.set(dimension, Math.min(most, words));
      }
    }
  }
  return limits;
}

/** The port through which an inner memory delivers an input to the array, or takes the output from it. */
export function portToArray(layer: Layer, { memory, memoryOperand, operand }: InnerOperand): MemoryPort | undefined {
  return portServing(memory, memoryOperand, operand === outputOperand(layer) ? 'wr_in_by_low' : 'rd_out_to_low');
}

/** Words of the operand that an inner memory exchanges with the array per cycle. Infinite for operands of 0 bits. */
export function wordsPerCycle(layer: Layer, inner: InnerOperand): number {
  const bandwidth = portToArray(layer, inner)?.bandwidthMax;
  const { precisionBits } = inner.operand;
  if (bandwidth === undefined || precisionBits === 0) return Number.POSITIVE_INFINITY;
  return Math.floor(bandwidth / precisionBits);
}

/** Largest unrolling of a loop dimension on an array dimension; 0 if one of them is unknown. */
export function unrollingLimit(limits: MaximalUnrolling, arrayDimension: string, dimension: string): number {
  return limits.get(arrayDimension)?.get(dimension) ?? 0;
}
