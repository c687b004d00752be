import { roundHalfEven } from '../../base/integers.ts';
import type { CompiledMapping } from '../problem/compiled-mapping.ts';
import { type CompiledProblem, IRRELEVANT, RELEVANT } from '../problem/compiled-problem.ts';
import type { EvaluationScratch } from './evaluation-scratch.ts';

/*
 * The data of each memory level, and the number of its refills (docs/cost-model.md#merging-stationary-loops). The functions run once
 * per temporal mapping and allocate nothing.
 *
 *   loops, innermost first     FX 3   FY 3 | OX 28   K 2   C 4
 *   weights: OX irrelevant      level 0    |  level 1
 *   after merging              FX 3   FY 3   OX 28 | K 2   C 4      level 0 keeps its 9 weights 28 times longer
 */

/** Level boundaries after merging, transfer periods and the runs of loops at the top of every level. */
export function measureLoops(problem: CompiledProblem, nest: CompiledMapping, scratch: EvaluationScratch): void {
  const { prefix, boundary, period, periodCount, topIrrelevant, topRelevant } = scratch;
  const { dimension, size, length } = nest;
  prefix[0] = 1;
  for (let position = 0; position < length; position++) prefix[position + 1] = prefix[position] * size[position];
  const totalCycles = prefix[length];

  for (const operand of problem.operands) {
    const { relevance, levelBase, interfaceBase, levelCount } = operand;
    let stationary = 0;
    while (stationary < length && relevance[dimension[stationary]] === IRRELEVANT) stationary++;
    period[interfaceBase] = !operand.isOutput && problem.reuseAtPins ? prefix[stationary] : 1;
    periodCount[interfaceBase] = Math.floor(totalCycles / period[interfaceBase]);
    topIrrelevant[interfaceBase] = 1;
    topRelevant[interfaceBase] = 1;

    let start = 0;
    for (let level = 0; level < levelCount; level++) {
      let end = nest.boundary[levelBase + level];
      while (end < length && relevance[dimension[end]] === IRRELEVANT) end++;
      boundary[levelBase + level] = end;
      const above = interfaceBase + level + 1;
      period[above] = prefix[end];
      periodCount[above] = Math.floor(totalCycles / prefix[end]);
      topIrrelevant[above] = outermostRun(nest, relevance, start, end, IRRELEVANT);
      topRelevant[above] = outermostRun(nest, relevance, start, end, RELEVANT);
      start = end;
    }
  }
}

/** Product of the outermost consecutive loops of one relevance class among the loops from `start` up to `end`. */
function outermostRun(
  nest: CompiledMapping,
  relevance: Uint8Array,
  start: number,
  end: number,
  wanted: number,
): number {
  let run = 1;
  for (let position = end - 1; position >= start && relevance[nest.dimension[position]] === wanted; position--) {
    run *= nest.size[position];
  }
  return run;
}

/** Elements held by one unit of every level, for one version of the spatial mapping. */
export function measureElements(
  problem: CompiledProblem,
  nest: CompiledMapping,
  scratch: EvaluationScratch,
  version: number,
): void {
  const { boundary } = scratch;
  const { elements } = scratch.versions[version];
  const { loopStart, loopDimension, loopFactor } = problem.versions[version];
  for (let index = 0; index < problem.operands.length; index++) {
    const { levelBase, interfaceBase, levelCount } = problem.operands[index];
    const decoupler = scratch.decouplers[index];
    decoupler.start();
    elements[interfaceBase] = 1;
    let held = 1;
    let position = 0;
    for (let level = 0; level < levelCount; level++) {
      decoupler.startLevel();
      for (const end = boundary[levelBase + level]; position < end; position++) {
        decoupler.loop(nest.dimension[position], nest.size[position]);
      }
      const spatialEnd = loopStart[interfaceBase + level + 1];
      for (let loop = loopStart[interfaceBase + level]; loop < spatialEnd; loop++) {
        decoupler.loop(loopDimension[loop], loopFactor[loop]);
      }
      held *= decoupler.relevant;
      elements[interfaceBase + level + 1] = roundHalfEven(held);
    }
  }
}
