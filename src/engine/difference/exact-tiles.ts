import { correctedRules } from '../cost/corrected/corrected-rules.ts';
import { decideBySlices } from '../cost/corrected/double-buffering.ts';
import { measurePorts } from '../cost/corrected/port-times.ts';
import {
  createScratch,
  type EvaluationScratch,
  MEMORY_ENERGY,
  PORT_STALL,
  STALL_CYCLES,
  TEMPORAL_CYCLES,
} from '../cost/evaluation-scratch.ts';
import type { MappingEvaluator } from '../cost/mapping-evaluator.ts';
import { decideDoubleBuffering, measureUtilisation } from '../cost/memory-utilisation.ts';
import type { CompiledMapping } from '../problem/compiled-mapping.ts';
import { type CompiledProblem, FRACTIONAL } from '../problem/compiled-problem.ts';
import type { CompiledTiles } from '../problem/compiled-tiles.ts';
import type { IsCorrected } from './corrections.ts';
import { stallByUnion, type Traffic } from './traffic.ts';

/** Traffic by the exact counts of the corrected model, with rules of the reference where a correction is off. */
export function measureExactTiles(
  corrected: MappingEvaluator,
  tiles: CompiledTiles,
  nest: CompiledMapping,
  isOn: IsCorrected,
): Traffic {
  const { problem } = corrected;
  const scratch = createScratch(problem);
  const { sizes, counts, times } = correctedRules(problem, tiles);
  sizes.measure(nest, scratch);
  counts.count(nest, scratch);
  if (!isOn('C23')) fillAsIfFinished(problem, scratch);
  measureUtilisation(problem, scratch);
  if (isOn('C25')) decideBySlices(isOn('C15') ? problem : withoutForcedBuffers(problem), scratch);
  else decideDoubleBuffering(problem, scratch);
  times.measure(scratch);
  scratch.results[TEMPORAL_CYCLES] = scratch.prefix[nest.length];
  measurePorts(problem, scratch);
  scratch.results[STALL_CYCLES] = isOn('C6') ? scratch.results[PORT_STALL] : stallByUnion(problem, scratch);
  return {
    problem,
    scratch,
    energy: scratch.results[MEMORY_ENERGY] + corrected.macEnergy,
    shortestCycles: shortestCycles(problem, scratch),
    averageBits: averageBits(problem, scratch),
  };
}

/** Memories count results in the precision in which they leave (quirk C23). */
function fillAsIfFinished({ operands }: CompiledProblem, scratch: EvaluationScratch): void {
  const { versions, sliceBits, sliceElements } = scratch;
  const { precision, partialSum } = versions[FRACTIONAL];
  for (const { isOutput, interfaceBase, levelBase, levelCount, partialPrecision, finalPrecision } of operands) {
    if (!isOutput) continue;
    for (let level = 0; level < levelCount; level++) {
      const above = interfaceBase + level + 1;
      const leaving = partialSum[above] === 1 ? partialPrecision : finalPrecision;
      sliceBits[levelBase + level] = sliceElements[levelBase + level] * leaving;
      precision[above] = leaving;
    }
  }
}

function withoutForcedBuffers(problem: CompiledProblem): CompiledProblem {
  const memories = problem.memories.map((entry) => ({
    ...entry,
    memory: { ...entry.memory, forceDoubleBuffering: false },
  }));
  return { ...problem, memories };
}

/** The least time of a load is that of what the innermost memory holds (quirk C13). */
function shortestCycles({ operands, transferWidth }: CompiledProblem, { versions }: EvaluationScratch): Float64Array {
  const { elements, partialSum } = versions[FRACTIONAL];
  const cycles = new Float64Array(transferWidth.length);
  for (const { isOutput, interfaceBase, levelBase, levelCount, partialPrecision, finalPrecision } of operands) {
    const innermost = interfaceBase + 1;
    const precision = isOutput && partialSum[innermost] === 0 ? finalPrecision : partialPrecision;
    for (let slot = 4 * levelBase; slot < 4 * (levelBase + levelCount); slot++) {
      cycles[slot] = Math.ceil((elements[innermost] * precision) / transferWidth[slot]);
    }
  }
  return cycles;
}

function averageBits({ ports }: CompiledProblem, { transferTile, transferBits, period }: EvaluationScratch) {
  const average = new Float64Array(transferTile.length);
  for (const { trafficSlots, interfaces } of ports) {
    trafficSlots.forEach((slot, service) => {
      average[slot] = Math.trunc((transferTile[slot] * transferBits[slot]) / period[interfaces[service]]);
    });
  }
  return average;
}
