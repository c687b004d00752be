import { createScratch, type EvaluationScratch, STALL_CYCLES, TEMPORAL_CYCLES } from '../cost/evaluation-scratch.ts';
import { measureElements, measureLoops } from '../cost/loop-reuse.ts';
import type { MappingEvaluator } from '../cost/mapping-evaluator.ts';
import { decideDoubleBuffering, measureSlices, measureUtilisation } from '../cost/memory-utilisation.ts';
import { measurePrecision } from '../cost/partial-sums.ts';
import { measurePrecharge } from '../cost/precharge.ts';
import type { CompiledMapping } from '../problem/compiled-mapping.ts';
import { type CompiledProblem, FRACTIONAL, INTEGER } from '../problem/compiled-problem.ts';
import type { CompiledTiles } from '../problem/compiled-tiles.ts';
import { compileSpatialVersion } from '../problem/spatial-version.ts';
import type { IsCorrected } from './corrections.ts';
import { type Crossing, clampElements, crossingsOf } from './crossings.ts';
import { stallByUnion, type Traffic } from './traffic.ts';

/** Traffic by the tiles of the reference, fractional for energy and truncated for cycles, with the corrections that are on. */
export function measureReferenceTiles(
  reference: CompiledProblem,
  corrected: MappingEvaluator,
  tiles: CompiledTiles,
  nest: CompiledMapping,
  isOn: IsCorrected,
): Traffic {
  const problem = correctedInputs(reference, corrected.problem, isOn);
  const scratch = createScratch(problem);
  measureLoops(problem, nest, scratch);
  scratch.results[TEMPORAL_CYCLES] = scratch.prefix[nest.length];
  if (isOn('C5')) takePinPeriods(problem, scratch, corrected.scratch);
  const sources = { problem, nest, scratch, tiles, corrected: corrected.scratch, isOn };
  const measure = (version: number): Crossing[] => {
    measureElements(problem, nest, scratch, version);
    measurePrecision(problem, nest, scratch, version);
    if (isOn('C4')) clampElements(sources, version);
    return crossingsOf(sources, version);
  };
  const fractional = measure(FRACTIONAL);
  const integer = problem.versions[INTEGER] === problem.versions[FRACTIONAL] ? fractional : measure(INTEGER);
  const precharge = problem.precharge === undefined ? 0 : measurePrecharge(problem, problem.precharge, nest, scratch);
  const arrayEnergy = isOn('I11') ? corrected.macEnergy : problem.macEnergyPj + precharge;
  measureSlices(problem, scratch);
  measureUtilisation(problem, scratch);
  decideDoubleBuffering(problem, scratch);
  timeCrossings(problem, scratch, integer);
  scratch.results[STALL_CYCLES] = stallByUnion(problem, scratch);
  const averageBits = new Float64Array(scratch.words.length);
  for (const { slot, averageBits: bits } of integer) averageBits[slot] = bits;
  return {
    problem,
    scratch,
    energy: memoryEnergy(problem, fractional, isOn('C12')) + arrayEnergy,
    shortestCycles: shortestCycles(problem, scratch),
    averageBits,
  };
}

/** The reference's problem, with all ports of a direction (R4) and relevance by operand (M3) where these are on. */
function correctedInputs(
  reference: CompiledProblem,
  { ports, portsOfSlot, bandwidthMin, bandwidthMax, transferWidth, operands, outputElements }: CompiledProblem,
  isOn: IsCorrected,
): CompiledProblem {
  const { spatialMapping, dimensionNames, interfaceCount } = reference;
  const compile = (unrollings: typeof spatialMapping.integer) =>
    compileSpatialVersion(operands, unrollings, dimensionNames, interfaceCount);
  const byOperand = (): CompiledProblem['versions'] => {
    const fractional = compile(spatialMapping.fractional);
    const isWhole = reference.versions[INTEGER] === reference.versions[FRACTIONAL];
    return [fractional, isWhole ? fractional : compile(spatialMapping.integer)];
  };
  return {
    ...reference,
    ...(isOn('R4') ? { ports, portsOfSlot, bandwidthMin, bandwidthMax, transferWidth } : {}),
    ...(isOn('M3') ? { operands, outputElements, versions: byOperand() } : {}),
  };
}

/** Words stay at the pins only where the port is wide enough. */
function takePinPeriods({ operands }: CompiledProblem, scratch: EvaluationScratch, corrected: EvaluationScratch): void {
  for (const { interfaceBase, isOutput } of operands) {
    if (isOutput) continue;
    scratch.period[interfaceBase] = corrected.period[interfaceBase];
    scratch.periodCount[interfaceBase] = corrected.periodCount[interfaceBase];
  }
}

/** pJ. The reference truncates the words of every direction. */
function memoryEnergy(
  { bandwidthMin, bandwidthMax, wordEnergy }: CompiledProblem,
  crossings: readonly Crossing[],
  isExact: boolean,
): number {
  let energy = 0;
  for (const { slot, tile, bits, transfers, copies } of crossings) {
    if (tile * bits === 0) continue;
    const narrow = bandwidthMin[slot];
    const words = Math.ceil((tile * bits) / narrow) * (narrow / bandwidthMax[slot]) * transfers * copies;
    energy += (isExact ? words : Math.trunc(words)) * wordEnergy[slot];
  }
  return energy;
}

function timeCrossings(problem: CompiledProblem, scratch: EvaluationScratch, crossings: readonly Crossing[]): void {
  const { period, topIrrelevant, doubleBuffered, periodCount } = scratch;
  for (const { slot, at, tile, bits, transfers, isReadBack } of crossings) {
    const width = problem.transferWidth[slot];
    const real = width === 0 ? 0 : Math.ceil((tile * bits) / width);
    const window = Math.trunc(period[at] / topIrrelevant[at]);
    const allowed = Math.ceil((doubleBuffered[at] === 1 ? period[at] : window) * problem.cyclesPerOperation);
    // One transfer of every direction is left to loading, of read-backs only where first visits are counted (C19).
    const repeats = isReadBack && transfers < periodCount[at] ? transfers : periodCount[at] - 1;
    scratch.active[slot] = periodCount[at] === 0 ? 0 : 1;
    scratch.realCycles[slot] = real;
    scratch.allowedCycles[slot] = allowed;
    scratch.busyCycles[slot] = real * repeats;
    scratch.overrunCycles[slot] = Math.max(0, real - allowed) * repeats;
  }
}

/** The least time of a load is that of what the innermost memory holds (quirk C13). */
function shortestCycles({ operands, transferWidth }: CompiledProblem, { versions }: EvaluationScratch): Float64Array {
  const { elements, precision } = versions[INTEGER];
  const cycles = new Float64Array(transferWidth.length);
  for (const { interfaceBase, levelBase, levelCount } of operands) {
    const bits = elements[interfaceBase + 1] * precision[interfaceBase + 1];
    for (let slot = 4 * levelBase; slot < 4 * (levelBase + levelCount); slot++) {
      cycles[slot] = Math.ceil(bits / transferWidth[slot]);
    }
  }
  return cycles;
}
