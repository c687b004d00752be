import { type CompiledProblem, FROM_HIGH, FROM_LOW, INTEGER, TO_HIGH, TO_LOW } from '../problem/compiled-problem.ts';
import {
  type EvaluationScratch,
  OFFLOADING_CYCLES,
  ONLOADING_CYCLES,
  STALL_CYCLES,
  TEMPORAL_CYCLES,
} from './evaluation-scratch.ts';
import { interfaceOf } from './port-stalls.ts';

/**
 * Cycles of on- and off-loading (docs/cost-model.md#on--and-off-loading). On-loading moves the first data in before the computation;
 * off-loading moves the last results out after it. Data that crosses an interface only once can move during the computation. It uses the
 * bandwidth that its port has left.
 */
export function measureLoading(problem: CompiledProblem, scratch: EvaluationScratch): void {
  const { results } = scratch;
  const computationCycles = Math.ceil(results[TEMPORAL_CYCLES] * problem.cyclesPerOperation) + results[STALL_CYCLES];
  scratch.loadingCycles.fill(0);
  scratch.loadingReduction.fill(0);
  scratch.loadedOnce.fill(0);
  for (let port = 0; port < problem.ports.length; port++) loadPort(problem, scratch, port, computationCycles);
  addUpLoading(problem, scratch);
}

/** Adds the cycles of the transfers up to those of the layer. Longer transfers never give shorter loading. */
export function addUpLoading(problem: CompiledProblem, scratch: EvaluationScratch): void {
  scratch.results[ONLOADING_CYCLES] = onloadingCycles(problem, scratch);
  scratch.results[OFFLOADING_CYCLES] = offloadingCycles(problem, scratch);
}

function loadPort(
  problem: CompiledProblem,
  scratch: EvaluationScratch,
  portIndex: number,
  computationCycles: number,
): void {
  const port = problem.ports[portIndex];
  const { elements, precision } = scratch.versions[INTEGER];
  const { realCycles, active, periodCount, loadingCycles, loadingReduction, listA, listB, order } = scratch;
  let once = 0;
  let required = 0;
  for (let service = 0; service < port.trafficSlots.length; service++) {
    const slot = port.trafficSlots[service];
    if (port.loads[service] === 0 || active[slot] === 0) continue;
    if (periodCount[interfaceOf(problem, port, service)] > 1) {
      loadingCycles[slot] = realCycles[slot];
      const average = averageBandwidth(problem, scratch, INTEGER, interfaceOf(problem, port, service), (slot & 3) >> 1);
      required += Math.ceil(average / problem.cyclesPerOperation);
      continue;
    }
    const innermost = problem.operands[port.operands[service]].interfaceBase + 1;
    listA[once] = realCycles[slot];
    listB[once] = Math.ceil((elements[innermost] * precision[innermost]) / port.bandwidthMax);
    order[once] = slot;
    scratch.loadedOnce[slot] = 1;
    once++;
  }
  if (once === 0) return;
  const { bandwidthMax } = port;
  const surplus = Math.max(0, ((bandwidthMax - required) / bandwidthMax) * computationCycles);
  reduceLoading(listA, listB, order, once, surplus, scratch.listC);
  for (let k = 0; k < once; k++) {
    loadingCycles[order[k]] = scratch.listC[k];
    loadingReduction[order[k]] = listA[k] - scratch.listC[k];
  }
}

/**
 * Lowers the longest loads by `surplus` cycles of free bandwidth. Step k lowers the k longest loads together, by the distance of the
 * k-th load to its own minimum. Parity quirk: the other loads are lowered whatever *their* minimum is, so results can fall below it and
 * below zero (docs/parity-quirks.md). The function sorts `cycles`, `minima` and `slots` together.
 */
export function reduceLoading(
  cycles: Float64Array,
  minima: Float64Array,
  slots: Int32Array,
  length: number,
  surplus: number,
  reduced: Float64Array,
): void {
  for (let k = 1; k < length; k++) {
    const cycle = cycles[k];
    const minimum = minima[k];
    const slot = slots[k];
    let place = k;
    for (; place > 0 && cycles[place - 1] < cycle; place--) {
      cycles[place] = cycles[place - 1];
      minima[place] = minima[place - 1];
      slots[place] = slots[place - 1];
    }
    cycles[place] = cycle;
    minima[place] = minimum;
    slots[place] = slot;
  }
  for (let k = 0; k < length; k++) reduced[k] = cycles[k];
  let left = surplus;
  if (left <= 0) return;
  for (let count = 1; count <= length; count++) {
    const gap = cycles[count - 1] - minima[count - 1];
    const all = left >= count * gap;
    const step = all ? gap : left / count;
    for (let k = 0; k < count; k++) reduced[k] -= step;
    if (!all) return;
    left -= count * gap;
  }
}

/** Average bandwidth of a transfer over its period, in whole bits per cycle. `lowerSide` is 1 below the interface and 0 above it. */
export function averageBandwidth(
  problem: CompiledProblem,
  scratch: EvaluationScratch,
  version: number,
  interfaceIndex: number,
  lowerSide: number,
): number {
  const { elements, precision } = scratch.versions[version];
  const average = (elements[interfaceIndex] * precision[interfaceIndex]) / scratch.period[interfaceIndex];
  return Math.trunc(lowerSide === 1 ? average : average * problem.versions[version].boost[interfaceIndex]);
}

/** Cycles of the first loads of all inputs. Links whose ports serve both inputs are serial; other links run side by side. */
function onloadingCycles(problem: CompiledProblem, scratch: EvaluationScratch): number {
  const { linkCycles } = scratch;
  sumLinks(problem, scratch, 1, 0);
  if (problem.operands.length < 3) return linkCycles[OWN];
  sumLinks(problem, scratch, 2, 3);
  const shared = linkCycles[SHARED];
  const rest = linkCycles[HALF_SHARED] + linkCycles[OWN];
  const otherShared = linkCycles[3 + SHARED];
  const otherRest = linkCycles[3 + HALF_SHARED] + linkCycles[3 + OWN];
  return Math.min(shared + Math.max(otherShared + otherRest, rest), otherShared + Math.max(shared + rest, otherRest));
}

/** Cycles of the last stores of the output. All links are serial. */
function offloadingCycles(problem: CompiledProblem, scratch: EvaluationScratch): number {
  const { levelBase, levelCount } = problem.operands[0];
  let total = 0;
  for (let level = 0; level < levelCount - 1; level++) {
    const slot = 4 * (levelBase + level);
    total += Math.max(scratch.loadingCycles[slot + TO_HIGH], scratch.loadingCycles[slot + 4 + FROM_LOW]);
  }
  return total;
}

/* Positions in `linkCycles`: links both, one or none of whose ports serve both inputs. */
const SHARED = 0;
const HALF_SHARED = 1;
const OWN = 2;

/** Sums the load cycles of one input over its links into three places of `linkCycles`. */
function sumLinks(problem: CompiledProblem, scratch: EvaluationScratch, operandIndex: number, base: number): void {
  const { linkCycles, loadingCycles } = scratch;
  const { levelBase, levelCount } = problem.operands[operandIndex];
  linkCycles.fill(0, base, base + 3);
  for (let level = 0; level < levelCount - 1; level++) {
    const lower = 4 * (levelBase + level) + FROM_HIGH;
    const upper = 4 * (levelBase + level + 1) + TO_LOW;
    const cycles = Math.max(loadingCycles[lower], loadingCycles[upper]);
    const sharedPorts = problem.portServesBothInputs[lower] + problem.portServesBothInputs[upper];
    if (sharedPorts === 2) linkCycles[base + SHARED] += cycles;
    else if (sharedPorts === 0) linkCycles[base + OWN] += cycles;
    // Parity quirk: assigned, not added, so only the outermost such link counts (docs/parity-quirks.md).
    else linkCycles[base + HALF_SHARED] = cycles;
  }
}
