import type { CompiledMapping } from '../../engine/problem/compiled-mapping.ts';
import {
  type CompiledOperand,
  type CompiledProblem,
  FRACTIONAL,
  IRRELEVANT,
} from '../../engine/problem/compiled-problem.ts';
import { relationFootprint } from '../../engine/problem/decoupling.ts';

/*
 * What the allocation of loops counts as held by a memory (docs/mapping-search.md#memory-allocation).
 */

/**
 * Bits that each operand holds at each of its memory levels, by level slot, as the allocation counts them. The mapping need not fit.
 */
export function heldBits(problem: CompiledProblem, nest: CompiledMapping): Float64Array {
  const held = new Float64Array(problem.levelSlotCount);
  const extents = new Float64Array(problem.dimensionNames.length);
  const { loopStart, loopDimension, loopFactor } = problem.versions[FRACTIONAL];
  for (const operand of problem.operands) {
    extents.fill(1);
    let start = 0;
    for (let level = 0; level < operand.levelCount; level++) {
      const at = operand.interfaceBase + level;
      for (let loop = loopStart[at]; loop < loopStart[at + 1]; loop++) extents[loopDimension[loop]] *= loopFactor[loop];
      const precision = storedPrecision(problem, nest, operand, level, start);
      const end = nest.boundary[operand.levelBase + level];
      for (let position = start; position < end; position++) extents[nest.dimension[position]] *= nest.size[position];
      held[operand.levelBase + level] = tileBits(operand, extents, precision);
      start = end;
    }
  }
  return held;
}

/**
 * Bits per element at a level. The output has the precision of partial sums if a loop that isn't placed yet accumulates. The loops that
 * this memory itself takes count as not placed (parity quirk Q14, docs/parity-quirks.md).
 * @param start number of loops placed below.
 */
export function storedPrecision(
  problem: CompiledProblem,
  nest: CompiledMapping,
  operand: CompiledOperand,
  level: number,
  start: number,
): number {
  if (!operand.isOutput) return operand.partialPrecision;
  const { relevance, interfaceBase, levelCount } = operand;
  const { loopStart, loopDimension } = problem.versions[FRACTIONAL];
  for (let position = start; position < nest.length; position++) {
    if (relevance[nest.dimension[position]] === IRRELEVANT) return operand.partialPrecision;
  }
  const end = loopStart[interfaceBase + levelCount + 1];
  for (let loop = loopStart[interfaceBase + level + 1]; loop < end; loop++) {
    if (relevance[loopDimension[loop]] === IRRELEVANT) return operand.partialPrecision;
  }
  return operand.finalPrecision;
}

/** Bits of a tile. Relevant extents stay fractional; partially relevant extents are truncated (parity quirk Q15, docs/parity-quirks.md). */
export function tileBits(operand: CompiledOperand, tile: Float64Array, precision: number): number {
  const { relevantDimensions, relations } = operand;
  let elements = 1;
  for (let k = 0; k < relevantDimensions.length; k++) elements *= tile[relevantDimensions[k]];
  for (let r = 0; r < relations.length; r++) {
    const relation = relations[r];
    elements *= relationFootprint(relation, tile[relation.dimensionA], tile[relation.dimensionB]);
  }
  return elements * precision;
}
