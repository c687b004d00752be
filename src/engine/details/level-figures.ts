import type { PerDirection } from '../../model/accelerator/data-direction.ts';
import type { PerLevel } from '../../model/evaluation/evaluation-details.ts';
import { type LevelFigures, perDirection } from '../../model/evaluation/evaluation-figures.ts';
import type { EvaluationScratch } from '../cost/evaluation-scratch.ts';
import type { CompiledProblem } from '../problem/compiled-problem.ts';
import { perLevel } from './per-operand.ts';

/** What the figures by level are made of: arrays of the evaluator, or copies of them. */
type LevelArrays = Readonly<
  Record<
    keyof Pick<EvaluationScratch, 'words' | 'directionEnergy' | 'levelEnergy' | 'sharedUtilisation'>,
    ArrayLike<number>
  >
>;

/** A copy that the next evaluation leaves as it is. */
export function copyOfLevels({
  words,
  directionEnergy,
  levelEnergy,
  sharedUtilisation,
}: EvaluationScratch): LevelArrays {
  return {
    words: Array.from(words),
    directionEnergy: Array.from(directionEnergy),
    levelEnergy: Array.from(levelEnergy),
    sharedUtilisation: Array.from(sharedUtilisation),
  };
}

/** Energies in pJ, accesses and fill of every memory level, by name. */
export function levelFigures(problem: CompiledProblem, levels: LevelArrays): LevelFigures {
  const { words, directionEnergy, levelEnergy, sharedUtilisation } = levels;
  return {
    energyPerLevel: valuesPerLevel(problem, levelEnergy),
    energyPerDirection: perTraffic(problem, (slot) => directionEnergy[slot]),
    wordAccesses: perTraffic(problem, (slot) => words[slot]),
    sharedUtilization: valuesPerLevel(problem, sharedUtilisation),
  };
}

/** The values of level slots, by operand and level. */
export function valuesPerLevel(problem: CompiledProblem, values: ArrayLike<number>): PerLevel<number> {
  return perLevel(problem, (operand, index) => values[operand.levelBase + index]);
}

/** The values of traffic slots, by operand, level and direction. */
export function perTraffic(problem: CompiledProblem, value: (slot: number) => number): PerLevel<PerDirection<number>> {
  return perLevel(problem, (operand, index) => perDirection((code) => value(4 * (operand.levelBase + index) + code)));
}
