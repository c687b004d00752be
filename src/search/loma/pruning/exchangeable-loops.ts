import type { EvaluationScratch } from '../../../engine/cost/evaluation-scratch.ts';
import type { MappingEvaluator } from '../../../engine/cost/mapping-evaluator.ts';
import type { CompiledMapping } from '../../../engine/problem/compiled-mapping.ts';
import {
  type CompiledOperand,
  type CompiledProblem,
  IRRELEVANT,
  RELEVANT,
} from '../../../engine/problem/compiled-problem.ts';
import { IRRELEVANT_RUN, type ModelRules, RELEVANT_RUN } from './model-rules.ts';

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
 * @param monotonic see `ModelRules.monotonicOperands`.
 * @param unbounded see `unboundedMemories`.
 */
export function cutsAreFixed(
  problem: CompiledProblem,
  rules: ModelRules,
  monotonic: Uint8Array,
  unbounded: Uint8Array,
): boolean {
  return (
    monotonic.every((flag) => flag === 1) &&
    problem.memories.every(
      ({ operands }, index) => unbounded[index] === 1 || (operands.length <= 1 && rules.firstMisfitDecides(index)),
    )
  );
}

/** Finds prefixes that the search can skip. One object serves all orders of a problem. It allocates nothing per order. */
export class ExchangeableLoops {
  private readonly problem: CompiledProblem;
  private readonly rules: ModelRules;
  /** See `cutsAreFixed`. */
  private readonly cutsAreFixed: boolean;

  constructor(problem: CompiledProblem, rules: ModelRules, areFixed: boolean) {
    this.problem = problem;
    this.rules = rules;
    this.cutsAreFixed = areFixed;
  }

  /** Position of the inner one of the two loops that was found. */
  position = 0;

  /**
   * Length of a prefix that the search can skip; 0 if there is none. An exchange of two of its loops gives orders of the same cost that
   * come earlier in the tree. Call it after `evaluator.evaluate(nest)`.
   * @param order the kind of each loop.
   * @param deciding length of the prefix that decides everything but the effect of outermost loops; the number of loops if they have none.
   */
  redundantPrefix(nest: CompiledMapping, order: Int32Array, { scratch }: MappingEvaluator, deciding: number): number {
    // `ends` still has what `outermostLoopsMatter` found.
    const atEnd = deciding < nest.length ? this.redundantEnd(nest, order, scratch, deciding) : 0;
    if (!this.cutsAreFixed) return atEnd;
    this.rules.markEnds(nest, scratch);
    for (let position = 0; position + 1 < nest.length; position++) {
      if (order[position] <= order[position + 1]) continue;
      const read = this.loopsToRead(nest, position, scratch, false);
      if (read > nest.length || (atEnd > 0 && read >= atEnd)) continue;
      this.position = position;
      return read;
    }
    return atEnd;
  }

  /** The same for loops behind the deciding prefix. No cut and no end of a level lies there. */
  private redundantEnd(nest: CompiledMapping, order: Int32Array, scratch: EvaluationScratch, deciding: number): number {
    for (let position = deciding; position + 1 < nest.length; position++) {
      if (order[position] <= order[position + 1]) continue;
      const read = this.loopsToRead(nest, position, scratch, true);
      if (read > nest.length) continue;
      this.position = position;
      return read;
    }
    return 0;
  }

  /** Length of the prefix that proves the exchange at `position` for all operands; more than the number of loops if nothing proves it. */
  private loopsToRead(nest: CompiledMapping, position: number, scratch: EvaluationScratch, isBehind: boolean): number {
    const { operands } = this.problem;
    let read = position + 2;
    for (let index = 0; index < operands.length && read <= nest.length; index++) {
      const needed = isBehind
        ? this.loopsToKeepRuns(operands[index], nest, scratch.boundary, position)
        : this.loopsToExchange(operands[index], nest, scratch, position);
      if (needed > read) read = needed;
    }
    return read;
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
    const outer = relevance[nest.dimension[position + 1]];
    if (!operand.isOutput && movesStationaryRun(operand, nest, position)) return never;
    for (let slot = levelBase; slot < levelBase + levelCount; slot++) {
      const cut = nest.boundary[slot];
      // The loop behind a cut didn't fit. The loop behind a level's end couldn't be merged.
      if (cut === position || cut === position + 1) return never;
      if (boundary[slot] === position + 1 || (boundary[slot] === position && outer === IRRELEVANT)) return never;
    }
    return this.loopsToKeepRuns(operand, nest, boundary, position);
  }

  /** The same for loops inside a level: length of the prefix that proves that the runs at the end of the level stay. */
  private loopsToKeepRuns(
    { relevance, levelBase }: CompiledOperand,
    nest: CompiledMapping,
    boundary: Int32Array,
    position: number,
  ): number {
    if (relevance[nest.dimension[position]] === relevance[nest.dimension[position + 1]]) return position + 2;
    let slot = levelBase;
    while (boundary[slot] <= position) slot++;
    let runs = this.rules.ends[slot];
    if (runs === 0) return position + 2;
    // Loops behind the pair end the runs that count.
    for (let behind = position + 2; behind < boundary[slot]; behind++) {
      const kind = relevance[nest.dimension[behind]];
      if (kind !== IRRELEVANT) runs &= ~IRRELEVANT_RUN;
      if (kind !== RELEVANT) runs &= ~RELEVANT_RUN;
      if (runs === 0) return behind + 1;
    }
    return nest.length + 1;
  }
}

/** Whether the exchange changes the innermost run of irrelevant loops. */
function movesStationaryRun({ relevance }: CompiledOperand, nest: CompiledMapping, position: number): boolean {
  for (let before = 0; before < position; before++) if (relevance[nest.dimension[before]] !== IRRELEVANT) return false;
  const inner = relevance[nest.dimension[position]] === IRRELEVANT;
  const outer = relevance[nest.dimension[position + 1]] === IRRELEVANT;
  return inner !== outer;
}
