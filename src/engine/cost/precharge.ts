import { roundHalfEven } from '../../base/integers.ts';
import type { CompiledMapping } from '../problem/compiled-mapping.ts';
import {
  type CompiledOperand,
  type CompiledPrecharge,
  type CompiledProblem,
  FRACTIONAL,
  IRRELEVANT,
} from '../problem/compiled-problem.ts';
import type { EvaluationScratch } from './evaluation-scratch.ts';
import { readsOncePerStationaryRun } from './reuse-at-pins.ts';

/**
 * pJ of precharging for one mapping: weights read from the cells, over the cycles each of them stays selected
 * (docs/in-memory-computing.md#precharging). The one part of the array's energy that depends on the temporal mapping; called for
 * every mapping of a search, so it allocates nothing.
 */
export function measurePrecharge(
  problem: CompiledProblem,
  { weight, energyPerSelectionPj }: CompiledPrecharge,
  nest: CompiledMapping,
  scratch: EvaluationScratch,
): number {
  const reuse = problem.versions[FRACTIONAL].irrelevantFactor[weight.interfaceBase];
  let reads = roundHalfEven(problem.operationCount / reuse);
  if (readsOncePerStationaryRun(problem, scratch, FRACTIONAL, weight)) {
    reads = Math.trunc(reads / scratch.period[weight.interfaceBase]);
  }
  return (energyPerSelectionPj * reads) / selectedFor(weight, nest);
}

/** Cycles that the same weight stays selected: the innermost loops of its lowest level that don't concern it. */
export function selectedFor(weight: CompiledOperand, nest: CompiledMapping): number {
  let cycles = 1;
  const lowestLevel = nest.boundary[weight.levelBase];
  for (let loop = 0; loop < lowestLevel && weight.relevance[nest.dimension[loop]] === IRRELEVANT; loop++) {
    cycles *= nest.size[loop];
  }
  return cycles;
}
