import { InputError } from '../../base/diagnostic.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import { type MemoryHierarchy, memoryLevelsOf } from '../../model/accelerator/memory-hierarchy.ts';

/** A memory directly below the one whose traffic counts. */
export interface MemoryBelow {
  readonly name: string;
  /** Bits of one copy. */
  readonly sizeBits: number;
  /** Copies below one copy of the memory above. */
  readonly copies: number;
}

/** The memory that is the outermost one of most operands; of several the last of the file. */
export function outermost(hierarchy: MemoryHierarchy): MemoryLevel {
  const tops = hierarchy.operands.flatMap((operand) => memoryLevelsOf(hierarchy, operand).at(-1) ?? []);
  const countOf = (memory: MemoryLevel): number => tops.filter((top) => top === memory).length;
  const [found] = tops.toSorted((a, b) => countOf(b) - countOf(a) || b.index - a.index);
  if (found === undefined) throw new Error('an accelerator has no memory');
  return found;
}

/** @throws InputError when there is none of this name. */
export function memoryNamed({ memories }: MemoryHierarchy, name: string): MemoryLevel {
  const found = memories.find((memory) => memory.name === name);
  if (found !== undefined) return found;
  const names = memories.map((memory) => memory.name);
  throw new InputError([
    {
      code: 'ZZ6073',
      severity: 'error',
      message: `the accelerator has no memory "${name}"${didYouMean(name, names)}`,
      hint: `name one of ${names.join(', ')}`,
    },
  ]);
}

/** The memories next below one, for any of the operands that it holds, in the order of the file. */
export function memoriesBelow(hierarchy: MemoryHierarchy, memory: MemoryLevel): MemoryBelow[] {
  const found = [...memory.levelOf].flatMap(([operand, level]) => memoryLevelsOf(hierarchy, operand)[level - 1] ?? []);
  return [...new Set(found)]
    .toSorted((a, b) => a.index - b.index)
    .map(({ name, sizeBits, copies }) => ({ name, sizeBits, copies: copies / memory.copies }));
}

export function nothingBelow({ name }: MemoryLevel): InputError {
  return new InputError([
    {
      code: 'ZZ6073',
      severity: 'error',
      message: `memory "${name}" stands next to the array: no capacity below it changes its traffic`,
      hint: 'name a memory with another memory below it',
    },
  ]);
}

/** Bits of memories together. */
export function bitsOf(memories: readonly MemoryBelow[]): number {
  return memories.reduce((sum, { sizeBits, copies }) => sum + sizeBits * copies, 0);
}
