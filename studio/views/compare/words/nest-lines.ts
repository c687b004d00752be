import type { TemporalMappingRecord } from '../../../../src/results/mapping-changes.ts';

/** Loops that a memory holds of an operand: `K 2`, outermost first. */
export interface MemoryLoops {
  readonly memory: string;
  readonly loops: readonly string[];
}

/** The loops of an operand by memory, the outermost memory first. */
export function memoryLoops(mapping: TemporalMappingRecord, operand: string): readonly MemoryLoops[] {
  const names = mapping.loops.map(({ dimension, size }) => `${dimension} ${size}`);
  const ends = mapping.boundaries[operand] ?? [];
  const memories = mapping.memories[operand] ?? [];
  return memories
    .map((memory, level) => ({
      memory,
      loops: names.slice(level === 0 ? 0 : ends[level - 1], ends[level] ?? names.length).toReversed(),
    }))
    .toReversed();
}

/** The operand whose memories hold other loops; the first one if none does, undefined where there is none. */
export function changedOperand(before: TemporalMappingRecord, after: TemporalMappingRecord): string | undefined {
  const operands = Object.keys(after.memories);
  const textOf = (mapping: TemporalMappingRecord, operand: string): string =>
    JSON.stringify(memoryLoops(mapping, operand));
  return operands.find((operand) => textOf(before, operand) !== textOf(after, operand)) ?? operands[0];
}
