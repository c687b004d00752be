import type { CostModelEvaluation } from '../../model/evaluation.ts';

/** A part of an evaluation's energy or latency. */
export interface CostSection {
  readonly part: string;
  /** pJ or cycles. */
  readonly value: number;
}

/** Energy in pJ: the operations, then every memory of the evaluation's own accelerator, from the array outwards. Adds up to the total. */
export function energySections({ details, macEnergy, accelerator }: CostModelEvaluation): CostSection[] {
  const sections = new Map<string, number>([['operations', macEnergy]]);
  for (const { name } of accelerator.memoryHierarchy.memoryOrder) sections.set(name, 0);
  for (const [operand, levels] of Object.entries(details.energy.perLevel)) {
    levels.forEach((energy, level) => {
      const memory = details.operandMemoryLevels[operand]?.[level] ?? operand;
      sections.set(memory, (sections.get(memory) ?? 0) + energy);
    });
  }
  return [...sections].map(([part, value]) => ({ part, value }));
}

/** The parts of a latency, in the order they are stacked. */
export const LATENCY_PARTS = ['ideal computation', 'spatial stall', 'temporal stall', 'on-loading', 'off-loading'];

/** Latency in cycles, by part. Adds up to the total with on- and off-loading. */
export function latencySections(evaluation: CostModelEvaluation): CostSection[] {
  const { idealCycles, idealTemporalCycles, latencyTotal0, onloadingCycles, offloadingCycles } = evaluation;
  const values = [
    idealCycles,
    idealTemporalCycles - idealCycles,
    latencyTotal0 - idealTemporalCycles,
    onloadingCycles,
    offloadingCycles,
  ];
  return LATENCY_PARTS.map((part, index) => ({ part, value: values[index] ?? 0 }));
}
