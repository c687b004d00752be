import type { CompiledProblem } from '../../problem/compiled-problem.ts';
import { BUSIEST_PORT, type EvaluationScratch, PORT_STALL, TEMPORAL_CYCLES } from '../evaluation-scratch.ts';
import { coveredWithin, sortDistinct } from '../port-stalls.ts';

/**
 * Stall and load of every port (docs/cost-model-corrected.md#stalls). A port stalls by what its transfers overrun their own windows, or by
 * what all of them need beyond the cycles in which any may move, whichever is more.
 */
export function measurePorts(problem: CompiledProblem, scratch: EvaluationScratch): void {
  let slowest = 0;
  let busiest = 0;
  for (let port = 0; port < problem.ports.length; port++) {
    measurePort(problem, scratch, port);
    if (scratch.portStall[port] > slowest) slowest = scratch.portStall[port];
    if (scratch.portTotal[port] > busiest) busiest = scratch.portTotal[port];
  }
  scratch.results[PORT_STALL] = slowest;
  scratch.results[BUSIEST_PORT] = busiest;
}

function measurePort(problem: CompiledProblem, scratch: EvaluationScratch, portIndex: number): void {
  const port = problem.ports[portIndex];
  const { cyclesPerOperation } = problem;
  const { active, allowedCycles, overrunCycles, busyCycles, totalCycles, period, listA, listB } = scratch;
  const computation = scratch.results[TEMPORAL_CYCLES] * cyclesPerOperation;
  let activities = 0;
  let servesArray = false;
  let overrun = 0;
  let busy = 0;
  let total = 0;
  for (let service = 0; service < port.trafficSlots.length; service++) {
    const slot = port.trafficSlots[service];
    if (active[slot] === 0) continue;
    overrun += overrunCycles[slot];
    busy += busyCycles[slot];
    total += totalCycles[slot];
    const index = port.interfaces[service];
    // The array can be served in every cycle but those of the last operation, however long its words stay at the pins.
    if (index === problem.operands[port.operands[service]].interfaceBase) servesArray = true;
    const cycles = period[index] * cyclesPerOperation;
    // What crosses once may move in no period but the last.
    if (cycles === computation) continue;
    listA[activities] = cycles;
    listB[activities] = allowedCycles[slot];
    activities++;
  }
  let window = 0;
  if (servesArray) window = computation - cyclesPerOperation;
  else if (activities === 1) window = (computation / listA[0] - 1) * listB[0];
  else if (activities > 1) window = openCycles(scratch, activities, computation);
  scratch.portWindow[portIndex] = window;
  scratch.portBusy[portIndex] = busy;
  scratch.portTotal[portIndex] = total;
  scratch.portStall[portIndex] = Math.max(overrun, busy - window);
}

/** Cycles in which some activity of `listA` (periods) and `listB` (windows) may move, in all periods but the last of each. */
function openCycles(scratch: EvaluationScratch, activities: number, computation: number): number {
  const { listA, listB } = scratch;
  const distinct = sortDistinct(listA, listB, activities);
  let cycles = 0;
  for (let k = 0; k < distinct; k++) {
    const next = k + 1 < distinct ? listA[k + 1] : computation;
    cycles += (next / listA[k] - 1) * coveredWithin(listA, listB, k + 1, listA[k]);
  }
  return cycles;
}
