import { DATA_DIRECTIONS, type DataDirection } from '../model/accelerator/data-direction.ts';
import { type MemoryLevel, type MemoryOperand, portCounting, portsSeen } from '../model/accelerator/memory.ts';
import { memoryLevelsOf } from '../model/accelerator/memory-hierarchy.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import { costModelOf } from './hardware/hardware-quantities.ts';

/** What an operand moves through a memory in one direction, over the whole layer and all copies of the memory. */
export interface Traffic {
  readonly memory: MemoryLevel;
  readonly memoryOperand: MemoryOperand;
  /** Name in the layer's equation. */
  readonly operand: string;
  readonly direction: DataDirection;
  /** Accesses of the full port width. */
  readonly words: number;
  /** `words` times the width of the port. */
  readonly bits: number;
  readonly energyPj: number;
}

/** All traffic that is not zero. */
export function trafficOf(evaluation: CostModelEvaluation): Traffic[] {
  const { accelerator, layer, levels, costModel } = evaluation;
  return [...layer.mapping.memoryOperandLinks].flatMap(([operand, memoryOperand]) =>
    memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand).flatMap((memory, level) =>
      DATA_DIRECTIONS.flatMap((direction) => {
        const words = levels.wordAccesses[operand]?.[level]?.[direction] ?? 0;
        const width = portCounting(memory, memoryOperand, direction, costModel)?.bandwidthMax ?? 0;
        const energyPj = levels.energyPerDirection[operand]?.[level]?.[direction] ?? 0;
        return words === 0 ? [] : [{ memory, memoryOperand, operand, direction, words, bits: words * width, energyPj }];
      }),
    ),
  );
}

/** Memories that nothing stands above, for some operand of some layer of the run: where data come from and go to. */
export function outermostMemories(evaluations: readonly CostModelEvaluation[]): string[] {
  const hierarchies = [...new Set(evaluations.map(({ accelerator }) => accelerator))].map(
    ({ memoryHierarchy }) => memoryHierarchy,
  );
  // Data locality leaves outer memories out for some layers; the design is the accelerator with all of them.
  const design = hierarchies.toSorted((a, b) => b.memories.length - a.memories.length)[0];
  if (design === undefined) return [];
  return [...new Set(design.operands.flatMap((operand) => memoryLevelsOf(design, operand).at(-1)?.name ?? []))];
}

/** Bits that a layer moves through some memories. */
export function bitsThrough(evaluation: CostModelEvaluation, memories: readonly string[]): number {
  return sumOf(
    trafficOf(evaluation).filter(({ memory }) => memories.includes(memory.name)),
    ({ bits }) => bits,
  );
}

/** Bits per cycle of all ports of all copies of some memories together. */
export function bandwidthOf(evaluations: readonly CostModelEvaluation[], memories: readonly string[]): number {
  const costModel = costModelOf(evaluations);
  const levels = evaluations.flatMap(({ accelerator }) => accelerator.memoryHierarchy.memories);
  return sumOf(memories, (name) => {
    const memory = levels.find((level) => level.name === name);
    return memory === undefined
      ? 0
      : memory.copies * sumOf(portsSeen(memory, costModel), ({ bandwidthMax }) => bandwidthMax);
  });
}

function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
