import { roundHalfEven } from '../../base/integers.ts';
import type { ArrayStructure } from '../../model/in-memory-computing/array-structure.ts';
import { prechargeEnergyPj } from '../../model/in-memory-computing/technology.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { operandRoles } from '../../model/workload/operand-roles.ts';
import type { LoopNest } from '../problem/compiled-mapping.ts';
import {
  type CompiledOperand,
  type CompiledPrecharge,
  type CompiledProblem,
  FRACTIONAL,
  IRRELEVANT,
} from '../problem/compiled-problem.ts';
import type { EvaluationScratch } from './evaluation-scratch.ts';
import { readsOncePerStationaryRun } from './reuse-at-pins.ts';

/** Nothing to precharge where a position stores a single weight. */
export function compilePrecharge(
  array: ArrayStructure,
  layer: Layer,
  operands: readonly CompiledOperand[],
): CompiledPrecharge | undefined {
  if (array.weightsPerPosition <= 1) return undefined;
  const name = operandRoles(layer).weight?.name;
  const weight = operands.find((operand) => operand.name === name);
  if (weight === undefined) return undefined;
  return { weight, energyPerSelectionPj: prechargeEnergyPj(array.weightsPerPosition) * array.weightBits };
}

/**
 * pJ of precharging for one mapping: weights read from the cells, over the cycles each of them stays selected
 * (docs/in-memory-computing.md#precharging). The one part of the array's energy that depends on the temporal mapping; called for
 * every mapping of a search, so it allocates nothing.
 */
export function measurePrecharge(
  problem: CompiledProblem,
  { weight, energyPerSelectionPj }: CompiledPrecharge,
  nest: LoopNest,
  scratch: EvaluationScratch,
): number {
  const reuse = problem.versions[FRACTIONAL].irrelevantFactor[weight.interfaceBase];
  let reads = roundHalfEven(problem.operationCount / reuse);
  if (readsOncePerStationaryRun(problem, scratch, FRACTIONAL, weight)) {
    reads = Math.trunc(reads / scratch.period[weight.interfaceBase]);
  }
  let selectedFor = 1;
  const lowestLevel = nest.boundary[weight.levelBase];
  for (let loop = 0; loop < lowestLevel && weight.relevance[nest.dimension[loop]] === IRRELEVANT; loop++) {
    selectedFor *= nest.size[loop];
  }
  return (energyPerSelectionPj * reads) / selectedFor;
}
