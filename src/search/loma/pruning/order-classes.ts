import type { CompiledMapping } from '../../../engine/problem/compiled-mapping.ts';
import { type CompiledOperand, type CompiledProblem, IRRELEVANT } from '../../../engine/problem/compiled-problem.ts';
import type { LoopAllocator } from '../../allocation/allocate-loops.ts';
import type { ModelRules } from './model-rules.ts';

/*
 * Classes of loop orders that provably cost the same (docs/mapping-search.md#classes-of-equal-orders). Allocation and cost model read
 * an order from the innermost loop outwards. Behind some prefix, the order of the other loops doesn't change the cost. All orders with
 * this prefix form a class. The search allocates and costs one order of every class. README.md has the proofs.
 *
 *   FX 3   FY 3   K 2 | OX 7   OY 2   OY 2   OX 2   …      rf_2B is full before K; all other loops go to memories that hold everything
 *   ----- prefix -----|----- in any order ---------        every order of the other loops gives the same energy and latency, bit by bit
 */

/**
 * True if all orders of a class give the same energy and latency, bit by bit. Arithmetic must be exact. The output must have no partially
 * relevant loops. Precharging must cost nothing, because it reads the order in other ways.
 */
export function hasOrderClasses(problem: CompiledProblem, { isExact }: ModelRules): boolean {
  return isExact && problem.precharge === undefined && problem.operands[0].relations.length === 0;
}

/**
 * 1 for memories whose capacity never binds: they hold the whole tensors of all their operands together. Every operand takes all its
 * loops there, whatever the order.
 * @param monotonic 1 for operands whose tile size is monotonic: a further loop of factor f never shrinks the tile, and enlarges it at
 *   most f times. If a memory takes all loops of such an operand, no other cut has fewer accesses, whatever the order.
 */
export function unboundedMemories(
  { memories }: CompiledProblem,
  rules: ModelRules,
  nest: CompiledMapping,
  monotonic: Uint8Array,
): Uint8Array {
  return Uint8Array.from(memories, ({ operands, capacityBits }, memory) => {
    let needed = 0;
    for (const operand of operands) {
      needed += monotonic[operand] === 1 ? rules.mostBits(nest, memory, operand) : Number.POSITIVE_INFINITY;
    }
    return needed <= capacityBits ? 1 : 0;
  });
}

/**
 * Length of the prefix on which the cost of the mapping in `nest` depends, apart from outermost loops that matter
 * (`ModelRules.outermostLoopsMatter`). All orders with the same prefix cost the same. Call it after the allocation, whose prefix has the
 * ends of all levels and the loops behind them (README.md, R2).
 */
export function decidingLoops({ operands }: CompiledProblem, nest: CompiledMapping, allocator: LoopAllocator): number {
  let deciding = allocator.decidingLoops;
  for (const operand of operands) {
    if (!operand.isOutput) deciding = Math.max(deciding, stationaryLoops(operand, nest) + 1);
  }
  return Math.min(deciding, nest.length);
}

/** Number of innermost loops during which the array uses the same words of an input. */
function stationaryLoops({ relevance }: CompiledOperand, nest: CompiledMapping): number {
  let loops = 0;
  while (loops < nest.length && relevance[nest.dimension[loops]] === IRRELEVANT) loops++;
  return loops;
}
