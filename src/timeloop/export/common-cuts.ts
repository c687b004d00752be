import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import { memoryLevelsOf } from '../../model/accelerator/memory-hierarchy.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { operandRelevance } from '../../model/workload/relevance.ts';

/** A cut of an operand at a memory, and how far it may move without another tile or transfer: past loops that are irrelevant to it. */
export interface Cut {
  readonly operand: string;
  readonly at: number;
  readonly least: number;
  readonly most: number;
}

/** The cuts of every memory, one per operand that it holds. */
export function cutsOf({
  layer,
  accelerator,
  temporalMapping,
  costModel,
}: CostModelEvaluation): ReadonlyMap<MemoryLevel, Cut[]> {
  const cuts = new Map<MemoryLevel, Cut[]>();
  const { loops, boundaries } = temporalMapping;
  for (const [operand, memoryOperand] of layer.mapping.memoryOperandLinks) {
    const source = layer.operands.find(({ name }) => name === operand);
    if (source === undefined) continue;
    const { classOf } = operandRelevance(layer, source, costModel);
    const isIrrelevant = (place: number) => classOf.get(loops[place]?.dimension ?? '') === 'irrelevant';
    const levels = memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand);
    for (const [level, memory] of levels.entries()) {
      const at = boundaries.get(operand)?.[level] ?? 0;
      let [least, most] = [at, at];
      if (level < levels.length - 1) {
        while (least > 0 && isIrrelevant(least - 1)) least--;
        while (most < loops.length && isIrrelevant(most)) most++;
      }
      cuts.set(memory, [...(cuts.get(memory) ?? []), { operand, at, least, most }]);
    }
  }
  return cuts;
}

/** Memories in the order of a map, innermost first, with the loop at which all operands of each are cut. */
export interface NestedMemory {
  readonly memory: MemoryLevel;
  readonly cut: number;
  readonly cuts: readonly Cut[];
  /** No cut serves all operands: this one is that of the operand with the fewest loops. */
  readonly isUneven: boolean;
}

/**
 * Nests the memories: a memory comes before those above it, and what is repeated along an array dimension in use before what is shared
 * along it. Cuts rise from memory to memory.
 * @returns the memories that are in each other's way if they cannot be nested.
 */
export function nestMemories(
  evaluation: CostModelEvaluation,
  usedDimensions: readonly string[],
): { readonly nested: readonly NestedMemory[] } | { readonly clash: readonly MemoryLevel[] } {
  const { layer, accelerator } = evaluation;
  const cuts = cutsOf(evaluation);
  const below = new Map([...cuts.keys()].map((memory) => [memory, new Set<MemoryLevel>()]));
  for (const memoryOperand of layer.mapping.memoryOperandLinks.values()) {
    for (const [level, memory] of memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand).entries()) {
      const lower = memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand)[level - 1];
      if (lower !== undefined) below.get(memory)?.add(lower);
    }
  }
  for (const dimension of usedDimensions) {
    const [shared, repeated] = [true, false].map((serves) =>
      [...below.keys()].filter((memory) => memory.servedDimensions.includes(dimension) === serves),
    );
    for (const upper of shared ?? []) for (const lower of repeated ?? []) below.get(upper)?.add(lower);
  }
  const nested = new Map<MemoryLevel, NestedMemory>();
  const rest = new Set(below.keys());
  while (rest.size > 0) {
    const ready = [...rest].filter((memory) => [...(below.get(memory) ?? [])].every((lower) => nested.has(lower)));
    if (ready.length === 0) return { clash: [...rest] };
    const next = ready
      .map((memory) => {
        const lower = [...(below.get(memory) ?? [])].map((one) => nested.get(one)?.cut ?? 0);
        return commonCut(memory, cuts.get(memory) ?? [], Math.max(0, ...lower));
      })
      .toSorted((a, b) => a.cut - b.cut);
    const [first] = next;
    if (first === undefined) break;
    nested.set(first.memory, first);
    rest.delete(first.memory);
  }
  return { nested: [...nested.values()] };
}

/** The cut of all operands: where they are cut if that is one place, else the lowest that changes none of them. */
function commonCut(memory: MemoryLevel, cuts: readonly Cut[], floor: number): NestedMemory {
  const least = Math.max(floor, ...cuts.map((cut) => cut.least));
  const most = Math.min(...cuts.map((cut) => cut.most));
  const wished = Math.max(floor, Math.min(...cuts.map(({ at }) => at)));
  const isUneven = least > most;
  return { memory, cuts, isUneven, cut: isUneven ? wished : Math.min(Math.max(wished, least), most) };
}
