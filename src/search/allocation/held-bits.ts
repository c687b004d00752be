import type { CompiledMapping } from '../../engine/problem/compiled-mapping.ts';
import {
  type CompiledOperand,
  type CompiledProblem,
  FRACTIONAL,
  IRRELEVANT,
} from '../../engine/problem/compiled-problem.ts';
import type { CompiledTiles } from '../../engine/problem/compiled-tiles.ts';
import { relationFootprint } from '../../engine/problem/decoupling.ts';
import { relationSpan } from '../../engine/problem/relation-span.ts';

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
  for (const [index, operand] of problem.operands.entries()) {
    extents.fill(1);
    let start = 0;
    for (let level = 0; level < operand.levelCount; level++) {
      const at = operand.interfaceBase + level;
      for (let loop = loopStart[at]; loop < loopStart[at + 1]; loop++) extents[loopDimension[loop]] *= loopFactor[loop];
      const precision = storedPrecision(problem, nest, operand, level, start);
      const end = nest.boundary[operand.levelBase + level];
      for (let position = start; position < end; position++) extents[nest.dimension[position]] *= nest.size[position];
      held[operand.levelBase + level] = tileBits(problem, index, level, extents, precision);
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
  if (problem.tiles !== undefined) return correctedPrecision(problem, problem.tiles, nest, operand, level, start);
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

/**
 * The same by the corrected model: what arrives at the memory is unfinished if a reducing loop lies above the memory below. Leading
 * irrelevant loops are merged into that one; the array hands over in every cycle.
 */
function correctedPrecision(
  problem: CompiledProblem,
  { operands }: CompiledTiles,
  nest: CompiledMapping,
  operand: CompiledOperand,
  level: number,
  start: number,
): number {
  const { reducing, reducingFrom } = operands[problem.operands.indexOf(operand)];
  if (reducingFrom[level + 1] === 1) return operand.partialPrecision;
  let position = start;
  while (level > 0 && position < nest.length && operand.relevance[nest.dimension[position]] === IRRELEVANT) position++;
  for (; position < nest.length; position++) {
    if (reducing[nest.dimension[position]] === 1) return operand.partialPrecision;
  }
  return operand.finalPrecision;
}

/**
 * Bits of a tile in the memory of a level. `tile` has the product of unrollings and loops of every dimension. The reference keeps relevant
 * extents fractional and truncates partially relevant ones (parity quirk Q15, docs/parity-quirks.md); the corrected model counts the
 * largest tile.
 */
export function tileBits(
  problem: CompiledProblem,
  index: number,
  level: number,
  tile: Float64Array,
  precision: number,
): number {
  const { relevantDimensions, relations } = problem.operands[index];
  const { tiles } = problem;
  let elements = 1;
  if (tiles !== undefined) {
    for (let k = 0; k < relevantDimensions.length; k++) {
      elements *= heldExtent(tiles, index, level, relevantDimensions[k], tile);
    }
    for (let r = 0; r < relations.length; r++) {
      const { dimensionA, dimensionB } = relations[r];
      const a = heldExtent(tiles, index, level, dimensionA, tile);
      elements *= relationSpan(relations[r], a, heldExtent(tiles, index, level, dimensionB, tile));
    }
    return elements * precision;
  }
  for (let k = 0; k < relevantDimensions.length; k++) elements *= tile[relevantDimensions[k]];
  for (let r = 0; r < relations.length; r++) {
    const relation = relations[r];
    elements *= relationFootprint(relation, tile[relation.dimensionA], tile[relation.dimensionB]);
  }
  return elements * precision;
}

/** Indices of a dimension in the largest tile: the product of what is inside, unless the last, smaller round is inside, too. */
function heldExtent(
  { operands, size, rounds, hasRemainder }: CompiledTiles,
  index: number,
  level: number,
  dimension: number,
  tile: Float64Array,
): number {
  const product = tile[dimension];
  if (!hasRemainder) return product;
  const { laidOutByLevel, unitsBelow, fullExtent } = operands[index];
  if (laidOutByLevel[dimension] === 1) return Math.min(product, size[dimension]);
  const at = (level + 1) * size.length + dimension;
  return product === rounds[dimension] * unitsBelow[at] ? fullExtent[at] : product;
}
