import { STALL_CYCLES, TEMPORAL_CYCLES } from '../cost/evaluation-scratch.ts';
import { reduceLoading } from '../cost/loading.ts';
import type { Traffic } from './traffic.ts';

/**
 * Cycles of every first load and last store, in `scratch.loadingCycles`. Data that crosses once is shortened as in the reference
 * (quirk C1), down to the minima that are given.
 */
export function shortenLoads({ problem, scratch, averageBits }: Traffic, minima: Float64Array): void {
  const { results, realCycles, active, periodCount, loadingCycles, listA, listB, listC, order } = scratch;
  const computation = Math.ceil(results[TEMPORAL_CYCLES] * problem.cyclesPerOperation) + results[STALL_CYCLES];
  loadingCycles.fill(0);
  const isSet = new Uint8Array(loadingCycles.length);
  const set = (slot: number, cycles: number): void => {
    // A transfer over several ports has come when its slowest part has.
    loadingCycles[slot] = isSet[slot] === 1 ? Math.max(loadingCycles[slot], cycles) : cycles;
    isSet[slot] = 1;
  };
  for (const port of problem.ports) {
    let once = 0;
    let required = 0;
    port.trafficSlots.forEach((slot, service) => {
      if (port.loads[service] === 0 || active[slot] === 0) return;
      if (periodCount[port.interfaces[service]] > 1) {
        set(slot, realCycles[slot]);
        const share = port.bandwidthMax / problem.transferWidth[slot];
        required += Math.ceil((averageBits[slot] * share) / problem.cyclesPerOperation);
        return;
      }
      listA[once] = realCycles[slot];
      listB[once] = minima[slot];
      order[once] = slot;
      once++;
    });
    if (once === 0) continue;
    const surplus = Math.max(0, ((port.bandwidthMax - required) / port.bandwidthMax) * computation);
    reduceLoading(listA, listB, order, once, surplus, listC);
    for (let k = 0; k < once; k++) set(order[k], listC[k]);
  }
}
