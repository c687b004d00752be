import type { EvaluationScratch } from '../../../engine/cost/evaluation-scratch.ts';
import type { MappingEvaluator } from '../../../engine/cost/mapping-evaluator.ts';
import type { CompiledMapping } from '../../../engine/problem/compiled-mapping.ts';
import {
  type CompiledOperand,
  type CompiledProblem,
  IRRELEVANT,
  RELEVANT,
} from '../../../engine/problem/compiled-problem.ts';

/*
 * Orders that differ by an exchange of two neighbouring loops cost the same if no level ends between the two and the runs of loops
 * at the ends of levels stay what they are (docs/mapping-search.md#classes-of-equal-orders). Of such a pair only the
 * lexicographically smaller order need be costed.
 *
 *   … K 2   OX 7 | C 2 …     a level ends here: not exchangeable        … OX 7   OY 2   K 2 | …     OX and OY are
 *            └───┘                                                          └──────┘
 */

/**
 * True if an operand's cut at a memory depends only on the loops up to the first one that no longer fits: memories of a single
 * operand, and memories that hold all their operands entirely. Then exchanging loops inside a level never moves a cut.
 * @param steady see `steadyOperands`.
 * @param ample see `ampleMemories`.
 */
export function cutsStay(problem: CompiledProblem, steady: Uint8Array, ample: Uint8Array): boolean {
  return (
    steady.every((flag) => flag === 1) &&
    problem.memories.every(({ operands }, index) => operands.length <= 1 || ample[index] === 1)
  );
}

/** Finds beginnings of orders that need not be searched. One object per problem; allocates nothing per order. */
export class ExchangeableLoops {
  private readonly problem: CompiledProblem;
  /** Per level slot: 1 where it does not matter which loops are outermost in the level, whatever order the others have. */
  private readonly hasFreeEnd: Uint8Array;

  constructor(problem: CompiledProblem) {
    this.problem = problem;
    this.hasFreeEnd = new Uint8Array(problem.levelSlotCount);
  }

  /** The inner of the two loops found by `redundantLoops`. */
  position = 0;

  /**
   * Number of innermost loops of a beginning that need not be searched, because an exchange of two of its loops gives orders of the
   * same cost that come earlier in the tree; 0 if there is none. To be called after `evaluator.evaluate(nest)`.
   * @param order the loops as the tree orders them.
   */
  redundantLoops(nest: CompiledMapping, order: Int32Array, { scratch }: MappingEvaluator): number {
    const { operands } = this.problem;
    this.findFreeEnds(nest, scratch);
    for (let position = 0; position + 1 < nest.length; position++) {
      if (order[position] <= order[position + 1]) continue;
      let read = position + 2;
      for (let index = 0; index < operands.length && read <= nest.length; index++) {
        read = Math.max(read, this.loopsToExchange(operands[index], nest, scratch, position));
      }
      if (read > nest.length) continue;
      this.position = position;
      return read;
    }
    return 0;
  }

  /** Levels of memories above which there is nothing, or which hold all of all their operands with room for a second copy. */
  private findFreeEnds(nest: CompiledMapping, { sharedUtilisation }: EvaluationScratch): void {
    const { memories, operands } = this.problem;
    for (const memory of memories) {
      let isTopForAll = true;
      let holdsEverything = true;
      for (let k = 0; k < memory.operands.length; k++) {
        const { levelBase, levelCount } = operands[memory.operands[k]];
        const slot = levelBase + memory.levels[k];
        if (memory.levels[k] < levelCount - 1) isTopForAll = false;
        if (nest.boundary[slot] < nest.length || sharedUtilisation[slot] > 0.5) holdsEverything = false;
      }
      for (let k = 0; k < memory.operands.length; k++) {
        const slot = operands[memory.operands[k]].levelBase + memory.levels[k];
        this.hasFreeEnd[slot] = isTopForAll || holdsEverything ? 1 : 0;
      }
    }
  }

  /**
   * How many innermost loops show that the loops at `position` and behind it may be exchanged as far as this operand goes; more than
   * there are loops if they may not.
   */
  private loopsToExchange(
    operand: CompiledOperand,
    nest: CompiledMapping,
    { boundary }: EvaluationScratch,
    position: number,
  ): number {
    const { relevance, levelBase, levelCount } = operand;
    const never = nest.length + 1;
    const inner = relevance[nest.dimension[position]];
    const outer = relevance[nest.dimension[position + 1]];
    if (!operand.isOutput && movesStationaryRun(operand, nest, position)) return never;
    for (let slot = levelBase; slot < levelBase + levelCount; slot++) {
      const cut = nest.boundary[slot];
      // The loop behind a cut is the one that did not fit; the loop behind a level's end the one that could not be merged.
      if (cut === position || cut === position + 1) return never;
      if (boundary[slot] === position + 1 || (boundary[slot] === position && outer === IRRELEVANT)) return never;
    }
    if (inner === outer) return position + 2;
    let slot = levelBase;
    while (boundary[slot] <= position) slot++;
    if (this.hasFreeEnd[slot] === 1) return position + 2;
    // Inside a level, clear of the runs at its end: behind the pair, loops follow that end any such run.
    let breaksIrrelevant = false;
    let breaksRelevant = false;
    for (let behind = position + 2; behind < boundary[slot]; behind++) {
      const kind = relevance[nest.dimension[behind]];
      if (kind !== IRRELEVANT) breaksIrrelevant = true;
      if (kind !== RELEVANT) breaksRelevant = true;
      if (breaksIrrelevant && breaksRelevant) return behind + 1;
    }
    return never;
  }
}

/** Whether the exchange changes the innermost run of irrelevant loops. */
function movesStationaryRun({ relevance }: CompiledOperand, nest: CompiledMapping, position: number): boolean {
  for (let before = 0; before < position; before++) if (relevance[nest.dimension[before]] !== IRRELEVANT) return false;
  const inner = relevance[nest.dimension[position]] === IRRELEVANT;
  const outer = relevance[nest.dimension[position + 1]] === IRRELEVANT;
  return inner !== outer;
}
