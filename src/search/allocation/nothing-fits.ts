import type { MappingError } from '../../base/diagnostic.ts';
import { enumerate } from '../../base/enumerate.ts';
import type { CompiledProblem } from '../../engine/problem/compiled-problem.ts';
import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import { formatSpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import { noTemporalMapping } from '../search-errors.ts';
import type { AllocatedLoop } from './allocate-loops.ts';
import type { ClosestFailure } from './closest-failure.ts';
import { type Enlargement, smallestEnlargement } from './enlarge-memories.ts';
import type { FeasibilityOptions } from './feasibility-check.ts';

/**
 * The error that no order fits. It names the memory, the missing bits, and the least sizes of memories with which the layer fits.
 * @param options options of the search. Without them, no sizes are searched.
 */
export function nothingFitsError(
  problem: CompiledProblem,
  closest: ClosestFailure,
  options?: FeasibilityOptions,
): MappingError {
  const { layer, accelerator, spatialMapping } = problem;
  const enlargements = options === undefined ? [] : smallestEnlargement(problem, options);
  const cause = `${shortfall(problem, closest, enlargements)}; unrolled are ${formatSpatialMapping(spatialMapping.source)}`;
  const hint = enlargements.length > 0 ? enlargementHint(enlargements) : generalHint(problem, closest);
  const { memory } = problem.memories[closest.failure.memory];
  return noTemporalMapping(layer, accelerator.name, cause, hint, {
    missingBits: options === undefined ? closest.overflowBits : growth(enlargements),
    origin: memory.origin,
  });
}

/** Sum of the bits by which the memories must grow. Infinite if no such sizes are known. */
function growth(enlargements: readonly Enlargement[]): number {
  if (enlargements.length === 0) return Number.POSITIVE_INFINITY;
  return enlargements.reduce((sum, { memory, bits }) => sum + bits - memory.sizeBits, 0);
}

/**
 * The memory, and the operands that don't fit there, in words. The order that comes closest can need another size than the one with
 * which some order fits. If so, only the latter is named, which is that of the fix.
 */
function shortfall(
  problem: CompiledProblem,
  { failure, overflowBits }: ClosestFailure,
  enlargements: readonly Enlargement[],
): string {
  const { memories, operands } = problem;
  const { memory, operands: held } = memories[failure.memory];
  const operand = operands[failure.operand].name;
  const below = failure.placed.length === 0 ? '' : ` with ${loopsText(problem, failure.placed)} in the memories below`;
  if (failure.reason === 'hierarchyTooSmall') {
    const loop = failure.leftOver === undefined ? 'a loop' : `the loop ${loopsText(problem, [failure.leftOver])}`;
    return `${loop} of operand ${operand} does not fit: "${memory.name}", the outermost memory of the operand, is full with ${memory.sizeBits} bits${below}`;
  }
  const least = enlargements.find((enlargement) => enlargement.memory === memory);
  if (enlargements.length > 0 && least?.bits !== wholeBits(failure.neededBits)) {
    const names = failure.operandBits.length === 0 ? [operand] : Array.from(held, (index) => operands[index].name);
    const tooFew = `memory "${memory.name}" has ${memory.sizeBits} bits, too few for ${names.length === 1 ? 'operand ' : ''}${names.join(', ')} in the order of loops that comes closest`;
    return `${tooFew}; some order fits with ${otherSizes(memory, enlargements)}`;
  }
  const parts =
    failure.operandBits.length === 0
      ? `operand ${operand}`
      : Array.from(held, (index, k) => `${operands[index].name} (${wholeBits(failure.operandBits[k])} bits)`).join(
          ', ',
        );
  return `memory "${memory.name}" has ${memory.sizeBits} bits, but the order of loops that comes closest needs ${wholeBits(failure.neededBits)} (${wholeBits(overflowBits)} more) for ${parts}${below}`;
}

/** `32 bits there (16 more)`, or which memories must grow beside or instead of it. */
function otherSizes(memory: MemoryLevel, enlargements: readonly Enlargement[]): string {
  const here = enlargements.find((enlargement) => enlargement.memory === memory);
  const others = enlargements.flatMap((one) => (one === here ? [] : [`"${one.memory.name}"`]));
  const larger = `a larger ${enumerate(others)}`;
  if (here === undefined) return larger;
  const bits = allowedSize(memory, here.bits);
  const size = `${bits} bits there (${bits - memory.sizeBits} more)`;
  return others.length === 0 ? size : `${size} and ${larger}`;
}

/** Rounded up, because fractional unrollings give fractions of bits. */
function wholeBits(bits: number): number {
  return Math.ceil(bits);
}

function loopsText({ dimensionNames }: CompiledProblem, loops: readonly AllocatedLoop[]): string {
  return loops.map(({ dimension, size }) => `${dimensionNames[dimension]} ${size}`).join(', ');
}

function enlargementHint(enlargements: readonly Enlargement[]): string {
  const parts = enlargements.map(({ memory, bits }) => `"${memory.name}" to ${allowedSize(memory, bits)} bits`);
  return `enlarge ${enumerate(parts)}; then the layer fits`;
}

function generalHint({ memories, operands }: CompiledProblem, { failure }: ClosestFailure): string {
  const { memory } = memories[failure.memory];
  return failure.reason === 'memoryTooSmall'
    ? `set the size of "${memory.name}" to at least ${allowedSize(memory, wholeBits(failure.neededBits))} bits, or unroll less of ${operands[failure.operand].name}`
    : `enlarge "${memory.name}", or add a memory above it`;
}

/** The least size that the file may give a memory: whole bytes, where the costs are estimated. */
function allowedSize({ autoCostExtraction }: MemoryLevel, bits: number): number {
  return autoCostExtraction ? Math.ceil(bits / 8) * 8 : bits;
}
