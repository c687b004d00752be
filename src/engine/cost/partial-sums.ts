import type { CompiledMapping } from '../problem/compiled-mapping.ts';
import type { CompiledProblem } from '../problem/compiled-problem.ts';
import type { EvaluationScratch } from './evaluation-scratch.ts';

/**
 * The interfaces that partial sums cross, and the bits per element of each operand at every interface (docs/cost-model.md#partial-sums).
 * An output element crosses an interface unfinished if loops above it still accumulate. Accumulating loops are irrelevant to the output;
 * they are spatial or temporal.
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

      // Number of read-backs at this interface. It is 0 also for tiny outputs with a fractional reduction.
      let accumulations = 1;
      for (let above = level + 1; above <= levelCount; above++) accumulations *= outputIrrelevance[above];
      const readBacks = Math.trunc(problem.outputElements * (accumulations - 1));
      upwardPrecision[index] = readBacks !== 0 ? partialPrecision : finalPrecision;
      downwardPrecision[index] = readBacks !== 0 ? partialPrecision : 0;
    }
  }
}

/** Irrelevant part of every level of all loops of the output. Level 0 has the array's loops. Level j has those of memory j−1 and the unrollings above it. */
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
