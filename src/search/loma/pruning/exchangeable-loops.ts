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
 * Exchanges of two neighbouring loops that keep the cost of an order (docs/mapping-search.md#classes-of-equal-orders). The cost stays
 * the same if no level ends between the two loops, and the runs of loops at the ends of levels stay the same. The search costs the
 * lexicographically smaller one of two such orders.
 *
 *   … K 2   OX 7 | C 2 …     a level ends here: no exchange              … OX 7   OY 2   K 2 | …     exchange OX, OY
 *            └───┘                                                          └──────┘
 */

/**
 * True if every cut of an operand depends only on the loops up to the first one that doesn't fit. An exchange of loops inside a level
 * then never moves a cut. Every memory must hold a single operand, or be unbounded.
 * @param monotonic see `monotonicOperands`.
 * @param unbounded see `unboundedMemories`.
 */
export function cutsAreFixed(problem: CompiledProblem, monotonic: Uint8Array, unbounded: Uint8Array): boolean {
  return (
    monotonic.every((flag) => flag === 1) &&
    problem.memories.every(({ operands }, index) => operands.length <= 1 || unbounded[index] === 1)
  );
}

/** Finds prefixes that the search can skip. One object serves all orders of a problem. It allocates nothing per order. */
export class ExchangeableLoops {
  private readonly problem: CompiledProblem;
  /** Per level slot: 1 if the outermost loops of the level change no cost, whatever the order of the other loops. */
  private readonly hasFreeEnd: Uint8Array;

  constructor(problem: CompiledProblem) {
    this.problem = problem;
    this.hasFreeEnd = new Uint8Array(problem.levelSlotCount);
  }

  /** Position of the inner one of the two loops that `redundantPrefix` found. */
  position = 0;

  /**
   * Length of a prefix that the search can skip; 0 if there is none. An exchange of two of its loops gives orders of the same cost that
   * come earlier in the tree. Call it after `evaluator.evaluate(nest)`.
   * @param order the kind of each loop.
   */
  redundantPrefix(nest: CompiledMapping, order: Int32Array, { scratch }: MappingEvaluator): number {
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

  /** Sets `hasFreeEnd` for top levels, and for memories with room for two copies of the whole tensors of their operands. */
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
   * Length of the prefix that proves that the exchange at `position` keeps the cost of this operand. The result exceeds the number of
   * loops if the exchange can change the cost.
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
      // The loop behind a cut didn't fit. The loop behind a level's end couldn't be merged.
      if (cut === position || cut === position + 1) return never;
      if (boundary[slot] === position + 1 || (boundary[slot] === position && outer === IRRELEVANT)) return never;
    }
    if (inner === outer) return position + 2;
    let slot = levelBase;
    while (boundary[slot] <= position) slot++;
    if (this.hasFreeEnd[slot] === 1) return position + 2;
    // The pair lies inside a level. The exchange keeps the runs at the level's end if loops behind the pair end any such run.
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
