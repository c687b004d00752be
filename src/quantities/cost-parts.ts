import type { Accelerator } from '../model/accelerator/accelerator.ts';
import { memoryLevelsOf } from '../model/accelerator/memory-hierarchy.ts';
import type { CostFigures, CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../model/evaluation/traffic-evaluation.ts';

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
  /** Of the operations of the array. */
  readonly macEnergyPj: number;
  /** By ascending capacity of the memory (equal ones in file order), then in operand order. */
  readonly memories: readonly MemoryEnergySection[];
}

/** Title of the energy of the array, beside those of the memories. */
export const OPERATIONS_TITLE = 'operations';

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

/** A cause of latency. */
export interface LatencyPart {
  readonly key: keyof LatencySections;
  /** Of the quantity. */
  readonly name: string;
  readonly title: string;
  readonly meaning: string;
  /** Cycles. */
  readonly of: (costs: CostFigures) => number;
}

/** The parts of the latency, in the order in which they are listed and drawn. They add up to it (docs/cost-model.md#results). */
export const LATENCY_PARTS: readonly LatencyPart[] = [
  {
    key: 'idealComputation',
    name: 'latency.ideal',
    title: 'ideal computation',
    meaning: 'every unit of the array works in every cycle',
    of: ({ idealCycles }) => idealCycles,
  },
  {
    key: 'spatialStall',
    name: 'latency.spatial_stall',
    title: 'spatial stall',
    meaning: 'the spatial mapping leaves units without work',
    of: ({ idealCycles, idealTemporalCycles }) => idealTemporalCycles - idealCycles,
  },
  {
    key: 'temporalStall',
    name: 'latency.temporal_stall',
    title: 'temporal stall',
    meaning: 'the array waits because a port is too narrow for what must pass it',
    of: ({ latencyTotal0, idealTemporalCycles }) => latencyTotal0 - idealTemporalCycles,
  },
  {
    key: 'onloading',
    name: 'latency.onloading',
    title: 'on-loading',
    meaning: 'the first data arrive before the computation',
    of: ({ onloadingCycles }) => onloadingCycles,
  },
  {
    key: 'offloading',
    name: 'latency.offloading',
    title: 'off-loading',
    meaning: 'the last results leave after the computation',
    of: ({ offloadingCycles }) => offloadingCycles,
  },
];

/** Where the energy of one layer goes. */
export function energySections(evaluation: CostModelEvaluation): EnergySections {
  const { accelerator, layer, levels } = evaluation;
  const sections = [...layer.mapping.memoryOperandLinks].flatMap(([operand, memoryOperand]) =>
    memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand).map((memory, level) => ({
      memory,
      section: { memory: memory.name, operand, energyPj: levels.energyPerLevel[operand]?.[level] ?? 0 },
    })),
  );
  return {
    macEnergyPj: evaluation.macEnergy,
    memories: sections
      .sort((a, b) => a.memory.sizeBits - b.memory.sizeBits || a.memory.index - b.memory.index)
      .map(({ section }) => section),
  };
}

/** Where the energy of an operator without multiply-accumulates goes: the vector unit, and the memories of its inputs and outputs. */
export function trafficEnergySections({ macEnergy, reads, writes }: TrafficEvaluation): EnergySections {
  const sections = [
    ...reads.map(({ memory, energy }) => ({ memory, operand: 'I', energyPj: energy })),
    ...writes.map(({ memory, energy }) => ({ memory, operand: 'O', energyPj: energy })),
  ];
  return { macEnergyPj: macEnergy, memories: sections };
}

/** Where the cycles of one layer, or of a network, go. */
export function latencySections(costs: CostFigures): LatencySections {
  return latencySectionsFrom(({ of }) => of(costs));
}

/** A number for every part of the latency. */
export function latencySectionsFrom(cyclesOf: (part: LatencyPart) => number): LatencySections {
  const cycles = new Map(LATENCY_PARTS.map((part) => [part.key, cyclesOf(part)]));
  const of = (key: keyof LatencySections): number => cycles.get(key) ?? 0;
  return {
    idealComputation: of('idealComputation'),
    spatialStall: of('spatialStall'),
    temporalStall: of('temporalStall'),
    onloading: of('onloading'),
    offloading: of('offloading'),
  };
}

/** Names of the memories of all accelerators, each once, by ascending capacity where it first appears. */
export function memoryNames(accelerators: readonly Accelerator[]): string[] {
  const memories = [...new Set(accelerators)].flatMap(({ memoryHierarchy }) => memoryHierarchy.memories);
  const ascending = memories.toSorted((a, b) => a.sizeBits - b.sizeBits || a.index - b.index);
  return [...new Set(ascending.map(({ name }) => name))];
}
