import type { Accelerator } from '../model/accelerator/accelerator.ts';
import { DATA_DIRECTIONS } from '../model/accelerator/data-direction.ts';
import { memoryLevelsOf } from '../model/accelerator/memory-hierarchy.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';

/** The part of the energy that accesses to one memory for one operand cost. */
export interface MemoryEnergySection {
  /** Name of the memory in the evaluation's own accelerator. */
  readonly memory: string;
  /** Name of the operand in the layer's equation. */
  readonly operand: string;
  readonly energyPj: number;
}

/** Energy in pJ, split; the parts add up to the total energy. */
export interface EnergySections {
  readonly macEnergyPj: number;
  /** By ascending capacity of the memory (equal ones in file order), then in operand order. */
  readonly memories: readonly MemoryEnergySection[];
}

/** Latency in cycles, split; the parts add up to the total latency. */
export interface LatencySections {
  /** If every unit of the array worked in every cycle. */
  readonly idealComputation: number;
  /** Because the spatial mapping leaves units idle. */
  readonly spatialStall: number;
  /** Because the array waits for data. */
  readonly temporalStall: number;
  /** Until the first data have arrived. */
  readonly onloading: number;
  /** Until the last results have left. */
  readonly offloading: number;
}

/** Where the energy of one layer goes. */
export function energySections(evaluation: CostModelEvaluation): EnergySections {
  const { accelerator, layer } = evaluation;
  const { energyPerDirection } = evaluation.figures;
  const sections = [...layer.mapping.memoryOperandLinks].flatMap(([operand, memoryOperand]) =>
    memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand).map((memory, level) => {
      const directions = energyPerDirection[operand]?.[level];
      const energyPj =
        directions === undefined ? 0 : DATA_DIRECTIONS.reduce((sum, direction) => sum + directions[direction], 0);
      return { memory, section: { memory: memory.name, operand, energyPj } };
    }),
  );
  return {
    macEnergyPj: evaluation.macEnergy,
    memories: sections
      .sort((a, b) => a.memory.sizeBits - b.memory.sizeBits || a.memory.index - b.memory.index)
      .map(({ section }) => section),
  };
}

/** Where the cycles of one layer go. */
export function latencySections(evaluation: CostModelEvaluation): LatencySections {
  const { idealCycles, idealTemporalCycles, latencyTotal0, latencyTotal1, latencyTotal2 } = evaluation;
  return {
    idealComputation: idealCycles,
    spatialStall: idealTemporalCycles - idealCycles,
    temporalStall: latencyTotal0 - idealTemporalCycles,
    onloading: latencyTotal1 - latencyTotal0,
    offloading: latencyTotal2 - latencyTotal1,
  };
}

/** Names of the memories of all accelerators, each once, by ascending capacity where it first appears. */
export function memoryNames(accelerators: readonly Accelerator[]): string[] {
  const memories = [...new Set(accelerators)].flatMap(({ memoryHierarchy }) => memoryHierarchy.memories);
  const ascending = memories.toSorted((a, b) => a.sizeBits - b.sizeBits || a.index - b.index);
  return [...new Set(ascending.map(({ name }) => name))];
}
