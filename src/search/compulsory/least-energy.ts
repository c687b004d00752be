import {
  type CompiledOperand,
  type CompiledProblem,
  FRACTIONAL,
  IRRELEVANT,
  RELEVANT,
} from '../../engine/problem/compiled-problem.ts';
import { tileBits } from '../allocation/held-bits.ts';
import { wholeShare } from './whole-share.ts';
import { arrangeLoops, type WholeTile } from './whole-tile.ts';

/** A tile that exceeds a memory by less than this share, as rounding may make it, fits. */
const ROUNDING = 1e-9;

/** pJ that no temporal mapping undercuts, by where they come from. */
export interface LeastEnergies {
  /** pJ of the array, and of its interfaces that every operation crosses. */
  readonly fixed: number;
  /** Per interface: pJ of all data crossing it once. Of an input at the array: while all loops irrelevant to it stand innermost. */
  readonly across: Float64Array;
  /**
   * pJ beyond that, for any temporal mapping, because one loop is the innermost. An input that this loop changes is read in every operation.
   * An operand whose lowest memory has no room for two steps of this loop changes there with every step. The least over these loops counts.
   */
  readonly innermost: number;
}

export function totalOf({ fixed, across, innermost }: LeastEnergies): number {
  return across.reduce((sum, picojoules) => sum + picojoules, fixed + innermost);
}

export function leastEnergies(whole: WholeTile): LeastEnergies {
  const { problem, nest } = whole;
  const { operands } = problem;
  const once = new Float64Array(problem.interfaceCount);
  let fixed = problem.macEnergyPj;
  for (const operand of operands) {
    for (let level = 1; level < operand.levelCount; level++) {
      once[operand.interfaceBase + level] = acrossOnce(whole, operand, level);
    }
    // Results leave the array in every operation.
    if (operand.isOutput) fixed += atArray(whole, operand);
  }
  const changes = operands.map((operand) => changingEnergies(whole, operand));
  whole.measure();
  operands.forEach(({ interfaceBase, isOutput }, operand) => {
    if (isOutput) return;
    if (problem.reuseAtPins) once[interfaceBase] = changes[operand].staying;
    else fixed += changes[operand].staying;
  });
  let innermost = Number.POSITIVE_INFINITY;
  for (let loop = 0; loop < Math.max(1, nest.length); loop++) {
    let sum = 0;
    operands.forEach((operand, position) => {
      const { interfaceBase, isOutput, relevance } = operand;
      if (nest.length === 0 || relevance[nest.dimension[loop]] === IRRELEVANT) return;
      const { staying, changing, refilling } = changes[position];
      if (!isOutput) sum += changing - staying;
      if (outgrows(problem, operand, nest.dimension[loop], nest.size[loop])) {
        sum += Math.max(0, refilling - once[interfaceBase + 1]);
      }
    });
    innermost = Math.min(innermost, sum);
  }
  return { fixed, across: once, innermost };
}

/** pJ at the interface of the array, in the nest that was measured last. */
function atArray({ problem, evaluator }: WholeTile, { levelBase }: CompiledOperand): number {
  let picojoules = 0;
  for (let slot = 4 * levelBase; slot < 4 * levelBase + 2; slot++) {
    picojoules += energyOf(evaluator.scratch.words[slot], problem.wordEnergy[slot]);
  }
  return picojoules;
}

/** A missing port makes words no number. */
function energyOf(words: number, wordEnergy: number): number {
  return words > 0 ? words * wordEnergy : 0;
}

/** pJ that depend on the innermost loops. */
interface ChangingEnergies {
  /** At the array, while all loops irrelevant to the operand stand innermost, and while none does. */
  readonly staying: number;
  readonly changing: number;
  /** Across the interface above the lowest memory, if that changes with every step of the innermost loop. */
  readonly refilling: number;
}

function changingEnergies(whole: WholeTile, operand: CompiledOperand): ChangingEnergies {
  const { nest } = whole;
  const { levelBase, levelCount } = operand;
  arrange(whole, operand, true);
  const staying = atArray(whole, operand);
  if (levelCount > 1) nest.boundary[levelBase] = 0;
  arrange(whole, operand, false);
  nest.boundary[levelBase] = nest.length;
  const changing = atArray(whole, operand);
  return { staying, changing, refilling: levelCount > 1 ? across(whole, operand, 1) : 0 };
}

/** Whether the lowest memory of an operand has no room for two steps of a loop. */
function outgrows(problem: CompiledProblem, operand: CompiledOperand, dimension: number, size: number): boolean {
  const { relevance, interfaceBase, levelCount, partialPrecision, finalPrecision, memories } = operand;
  if (levelCount < 2 || relevance[dimension] !== RELEVANT) return false;
  const { loopStart, loopDimension, loopFactor } = problem.versions[FRACTIONAL];
  if (problem.tiles !== undefined) {
    const tile = new Float64Array(problem.dimensionNames.length).fill(1);
    for (let loop = loopStart[interfaceBase]; loop < loopStart[interfaceBase + 1]; loop++) {
      tile[loopDimension[loop]] *= loopFactor[loop];
    }
    tile[dimension] *= smallestPrime(size);
    const index = problem.operands.indexOf(operand);
    return tileBits(problem, index, 0, tile, Math.min(partialPrecision, finalPrecision)) > memories[0].sizeBits;
  }
  let elements = smallestPrime(size);
  for (let loop = loopStart[interfaceBase]; loop < loopStart[interfaceBase + 1]; loop++) {
    if (relevance[loopDimension[loop]] === RELEVANT) elements *= loopFactor[loop];
  }
  return elements * Math.min(partialPrecision, finalPrecision) > memories[0].sizeBits * (1 + ROUNDING);
}

function smallestPrime(size: number): number {
  for (let prime = 2; prime * prime <= size; prime++) if (size % prime === 0) return prime;
  return size;
}

/** Measures the nest with the loops irrelevant to the operand innermost, or outermost. */
function arrange({ nest, evaluator }: WholeTile, operand: CompiledOperand, irrelevantFirst: boolean): void {
  arrangeLoops(nest, operand, irrelevantFirst);
  evaluator.measureWords(nest);
}

/** pJ at an interface above the lowest memory, on both sides of it, in the nest that was measured last. */
function across({ problem, evaluator }: WholeTile, { levelBase }: CompiledOperand, level: number): number {
  const above = 4 * (levelBase + level);
  let picojoules = 0;
  for (let slot = above - 2; slot < above + 2; slot++) {
    picojoules += energyOf(evaluator.scratch.words[slot], problem.wordEnergy[slot]);
  }
  return picojoules;
}

/** pJ at an interface above the lowest memory that all data crosses once, on both sides of it. */
function acrossOnce(whole: WholeTile, operand: CompiledOperand, level: number): number {
  if (whole.problem.tiles !== undefined) return countedOnce(whole, operand, level);
  const { problem, evaluator } = whole;
  const { wordEnergy, bandwidthMin, bandwidthMax } = problem;
  const { words, versions } = evaluator.scratch;
  const index = operand.interfaceBase + level;
  const narrower = Math.min(1, operand.partialPrecision / operand.finalPrecision);
  const share = narrower * wholeShare(problem, operand, level, FRACTIONAL, versions[FRACTIONAL].elements[index]);
  const above = 4 * (operand.levelBase + level);
  let picojoules = 0;
  for (let slot = above - 2; slot < above + 2; slot++) {
    let count = words[slot];
    if (share < 1 && count > 0) {
      // Whole steps of the narrowest width, on every copy: one more or less is rounding.
      const { units } = problem.versions[FRACTIONAL];
      const step = (bandwidthMin[slot] / bandwidthMax[slot]) * units[slot < above ? index : index + 1];
      count = Math.trunc(share * Math.max(0, count - step));
    }
    picojoules += energyOf(count, wordEnergy[slot]);
  }
  return picojoules;
}

/**
 * The same by the corrected model, whose counts are exact. Larger tiles never cost more, for the reasons given in corrected-latency.ts. Where results
 * are wider than sums, smaller tiles may move sums: these count without rounding.
 */
function countedOnce(whole: WholeTile, operand: CompiledOperand, level: number): number {
  const { partialPrecision, finalPrecision, levelBase } = operand;
  if (finalPrecision <= partialPrecision) return across(whole, operand, level);
  const { wordEnergy, bandwidthMax } = whole.problem;
  const { transferElements } = whole.evaluator.scratch;
  const above = 4 * (levelBase + level);
  let picojoules = 0;
  for (let slot = above - 2; slot < above + 2; slot++) {
    picojoules += energyOf((transferElements[slot] * partialPrecision) / bandwidthMax[slot], wordEnergy[slot]);
  }
  return picojoules;
}
