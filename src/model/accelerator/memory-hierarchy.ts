import { orderByGenerations } from '../../base/generations.ts';
import { product } from '../../base/integers.ts';
import type { MemoryLevel, MemoryOperand, MemorySource } from './memory.ts';
import { listPorts, resolvePorts } from './memory.ts';
import type { ArrayDimension } from './operational-array.ts';

/** All memories of an accelerator and how they are stacked. */
export interface MemoryHierarchy {
  /** In file order. Stalls and on/off-loading are collected in this order. */
  readonly memories: readonly MemoryLevel[];
  /** In the order in which loops are allocated: topological, by generations (docs/accelerator-format.md). */
  readonly memoryOrder: readonly MemoryLevel[];
  /** Memory operands by first appearance in the file. */
  readonly operands: readonly MemoryOperand[];
  /** The memories holding an operand, next to the array first. */
  readonly levels: ReadonlyMap<MemoryOperand, readonly MemoryLevel[]>;
  /** Memories with no memory below them. */
  readonly innerMemories: readonly MemoryLevel[];
  /** For every memory that holds several operands: its level for each of them. */
  readonly sharing: readonly ReadonlyMap<MemoryOperand, number>[];
}

/** Stacks the memories, given innermost first, over an array. */
export function createMemoryHierarchy(
  sources: readonly MemorySource[],
  arrayDimensions: readonly ArrayDimension[],
): MemoryHierarchy {
  const memories = createMemoryLevels(sources, arrayDimensions);
  const { memoryOrder, innerMemories } = connectMemories(memories);
  const operands = [...new Set(memories.flatMap((memory) => memory.operands))];
  const levels = new Map(
    operands.map((operand) => [operand, memoryOrder.filter((memory) => memory.levelOf.has(operand))] as const),
  );
  return { memories, memoryOrder, operands, levels, innerMemories, sharing: sharedLevels(operands, levels) };
}

/** The memories holding `operand`, next to the array first; none if no memory holds it. */
export function memoryLevelsOf(hierarchy: MemoryHierarchy, operand: MemoryOperand): readonly MemoryLevel[] {
  return hierarchy.levels.get(operand) ?? [];
}

function createMemoryLevels(
  sources: readonly MemorySource[],
  arrayDimensions: readonly ArrayDimension[],
): MemoryLevel[] {
  const held = new Map<MemoryOperand, number>();
  return sources.map((source, index) => {
    const levelOf = new Map<MemoryOperand, number>();
    for (const operand of source.operands) {
      const level = held.get(operand) ?? 0;
      levelOf.set(operand, level);
      held.set(operand, level + 1);
    }
    const unserved = arrayDimensions.filter((dimension) => !source.servedDimensions.includes(dimension.name));
    return {
      ...source,
      index,
      levelOf,
      copies: product(unserved.map((dimension) => dimension.size)),
      ports: resolvePorts(source.ports, source.operands, levelOf),
      listedPorts: listPorts(source.ports, source.operands, levelOf),
    };
  });
}

/** Highest level a memory has for any of its operands. */
function topIndex(memory: MemoryLevel): number {
  return Math.max(...memory.levelOf.values());
}

/**
 * A new memory is connected, for each operand it holds, to the earlier memories of that operand with the largest top index
 * (counted over *all* their operands). The memory order is the order by generations of these connections.
 */
function connectMemories(memories: readonly MemoryLevel[]): {
  memoryOrder: MemoryLevel[];
  innerMemories: MemoryLevel[];
} {
  const above = new Map<MemoryLevel, Set<MemoryLevel>>(memories.map((memory) => [memory, new Set()]));
  const below = new Map<MemoryLevel, number>(memories.map((memory) => [memory, 0]));
  for (const memory of memories) {
    for (const operand of memory.operands) {
      const earlier = memories.slice(0, memory.index).filter((candidate) => candidate.levelOf.has(operand));
      const highest = Math.max(...earlier.map(topIndex));
      for (const lower of earlier.filter((candidate) => topIndex(candidate) === highest)) {
        const targets = above.get(lower);
        if (targets === undefined || targets.has(memory)) continue;
        targets.add(memory);
        below.set(memory, (below.get(memory) ?? 0) + 1);
      }
    }
  }
  const innerMemories = memories.filter((memory) => below.get(memory) === 0);
  const memoryOrder = orderByGenerations(
    memories,
    (memory) => above.get(memory) ?? [],
    (memory) => below.get(memory) ?? 0,
  );
  return { memoryOrder, innerMemories };
}

function sharedLevels(
  operands: readonly MemoryOperand[],
  levels: ReadonlyMap<MemoryOperand, readonly MemoryLevel[]>,
): ReadonlyMap<MemoryOperand, number>[] {
  const seen = new Set<string>();
  const sharing: ReadonlyMap<MemoryOperand, number>[] = [];
  for (const operand of operands) {
    for (const memory of levels.get(operand) ?? []) {
      const key = [...memory.levelOf].sort().join(';');
      if (memory.operands.length < 2 || seen.has(key)) continue;
      seen.add(key);
      sharing.push(memory.levelOf);
    }
  }
  return sharing;
}
