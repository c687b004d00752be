import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import { memoryLevelsOf } from '../../model/accelerator/memory-hierarchy.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import {
  cacheBitsOf,
  type LanguageModelInference,
  stateBitsOf,
  weightBitsOf,
} from '../../model/workload/language-model.ts';
import { designOf } from '../hardware/hardware-quantities.ts';

/** What stays in memory from token to token. */
export type KeptData = 'weights' | 'cache' | 'state';

/** What the outermost memory of weights, cache or state must hold, and what it can. */
export interface MemoryDemand {
  /** Name; several names where layers keep the data in several memories. */
  readonly memory: string;
  /** Bits of all copies. */
  readonly sizeBits: number;
  readonly holds: readonly { readonly data: KeptData; readonly bits: number }[];
  /** Bits by which they are too many; 0 where they fit. Activations need room besides. */
  readonly missingBits: number;
}

/** The outermost memories that hold weights, cache and state, and whether these fit together. */
export function memoryDemands(
  inference: LanguageModelInference,
  evaluations: readonly CostModelEvaluation[],
): readonly MemoryDemand[] {
  const isKept = (layer: string, operand: string): boolean =>
    inference.kept.some((one) => one.layer === layer && one.operand === operand);
  const kept = (layer: string, operands: readonly string[]) => operands.filter((operand) => isKept(layer, operand));
  const keptMemories = outermostMemories(evaluations, ({ layer }) =>
    kept(
      layer.name,
      layer.operands.map(({ name }) => name),
    ),
  );
  const data: readonly { data: KeptData; bits: number; memories: readonly MemoryLevel[] }[] = [
    {
      data: 'weights',
      bits: weightBitsOf(inference),
      memories: outermostMemories(evaluations, ({ layer }) =>
        layer.constantOperands.filter((operand) => operand === WEIGHTS && !isKept(layer.name, operand)),
      ),
    },
    { data: 'cache', bits: cacheBitsOf(inference), memories: keptMemories },
    { data: 'state', bits: stateBitsOf(inference), memories: keptMemories },
  ];
  const demands = new Map<
    string,
    { readonly memories: readonly MemoryLevel[]; readonly holds: MemoryDemand['holds'] }
  >();
  for (const { data: name, bits, memories } of data) {
    if (bits === 0 || memories.length === 0) continue;
    const key = memories.map((memory) => memory.name).join(', ');
    demands.set(key, { memories, holds: [...(demands.get(key)?.holds ?? []), { data: name, bits }] });
  }
  return [...demands].map(([memory, { memories, holds }]) => {
    const sizeBits = memories.reduce((sum, one) => sum + one.copies * one.sizeBits, 0);
    const bits = holds.reduce((sum, one) => sum + one.bits, 0);
    return { memory, sizeBits, holds, missingBits: Math.max(0, bits - sizeBits) };
  });
}

/** Operand of weights in the layers of language models. */
const WEIGHTS = 'W';

/** The outermost memories of some operands in the whole design, in file order: data locality leaves some out for some layers. */
function outermostMemories(
  evaluations: readonly CostModelEvaluation[],
  operandsOf: (evaluation: CostModelEvaluation) => readonly string[],
): readonly MemoryLevel[] {
  const hierarchy = designOf(evaluations)?.memoryHierarchy;
  if (hierarchy === undefined) return [];
  const found = new Set(
    evaluations.flatMap((evaluation) =>
      operandsOf(evaluation).flatMap((operand) => {
        const memoryOperand = evaluation.layer.mapping.memoryOperandLinks.get(operand);
        return memoryOperand === undefined ? [] : (memoryLevelsOf(hierarchy, memoryOperand).at(-1) ?? []);
      }),
    ),
  );
  return hierarchy.memories.filter((memory) => found.has(memory));
}
