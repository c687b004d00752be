import type { CompiledMapping } from '../problem/compiled-mapping.ts';
import type { CompiledProblem } from '../problem/compiled-problem.ts';
import type { EvaluationScratch } from './evaluation-scratch.ts';

/**
 * Where the output still is a partial sum, and with how many bits each operand crosses every interface
 * (docs/cost-model.md#partial-sums). An output element crosses an interface unfinished when loops that accumulate into it
 * (irrelevant loops, spatial or temporal) remain above.
 */
export function measurePrecision(
  problem: CompiledProblem,
  nest: CompiledMapping,
  scratch: EvaluationScratch,
  version: number,
): void {
  const { precision, partialSum, upwardPrecision, downwardPrecision } = scratch.versions[version];
  measureOutputIrrelevance(problem, nest, scratch, version);
  const { outputIrrelevance, outputHasIrrelevance } = scratch;

  for (const { isOutput, interfaceBase, levelCount, partialPrecision, finalPrecision } of problem.operands) {
    if (!isOutput) {
      precision.fill(partialPrecision, interfaceBase, interfaceBase + levelCount + 1);
      continue;
    }
    let accumulatesAbove = 0;
    for (let level = levelCount; level >= 0; level--) {
      const index = interfaceBase + level;
      partialSum[index] = accumulatesAbove;
      precision[index] = accumulatesAbove === 1 ? partialPrecision : finalPrecision;
      if (outputHasIrrelevance[level] === 1) accumulatesAbove = 1;

      // Times each output element is read back at this interface; 0 also for tiny outputs with a fractional reduction.
      let accumulations = 1;
      for (let above = level + 1; above <= levelCount; above++) accumulations *= outputIrrelevance[above];
      const readBacks = Math.trunc(problem.outputElements * (accumulations - 1));
      upwardPrecision[index] = readBacks !== 0 ? partialPrecision : finalPrecision;
      downwardPrecision[index] = readBacks !== 0 ? partialPrecision : 0;
    }
  }
}

/** Irrelevant part of every level of the output's complete loop list: level 0 the array's loops, level j memory j−1 and the loops above it. */
function measureOutputIrrelevance(
  problem: CompiledProblem,
  nest: CompiledMapping,
  scratch: EvaluationScratch,
  version: number,
): void {
  const { loopStart, loopDimension, loopFactor } = problem.versions[version];
  const { boundary, outputIrrelevance, outputHasIrrelevance } = scratch;
  const output = problem.operands[0];
  const decoupler = scratch.decouplers[0];
  decoupler.start();
  let position = 0;
  for (let level = 0; level <= output.levelCount; level++) {
    decoupler.startLevel();
    const temporalEnd = level === 0 ? 0 : boundary[output.levelBase + level - 1];
    for (; position < temporalEnd; position++) decoupler.loop(nest.dimension[position], nest.size[position]);
    const spatialEnd = loopStart[output.interfaceBase + level + 1];
    for (let loop = loopStart[output.interfaceBase + level]; loop < spatialEnd; loop++) {
      decoupler.loop(loopDimension[loop], loopFactor[loop]);
    }
    outputIrrelevance[level] = decoupler.irrelevant;
    outputHasIrrelevance[level] = decoupler.hasIrrelevance ? 1 : 0;
  }
}
