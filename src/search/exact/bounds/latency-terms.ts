import { interfaceOf } from '../../../engine/cost/port-stalls.ts';
import type { CompiledPort } from '../../../engine/problem/compiled-problem.ts';
import { type LoadingSum, linkSlots, loadingSums } from '../../compulsory/loading-sums.ts';
import type { ClosingGraph } from '../paths/closing-graph.ts';
import type { LatencyTables } from '../tiles/latency-tables.ts';
import { closableTilesOf } from './closable-tiles.ts';

/** A transfer on a port that takes part in on- or off-loading. */
export interface LoadingTransfer {
  readonly slot: number;
  readonly operand: number;
  /** Interface, counted from that of the array. */
  readonly level: number;
  /** Cycles if it crosses once, with all loops below. */
  readonly wholeCycles: number;
}

/** What latency needs of one port. All tables: `[interface · tiles + tile]`, 0 where the port serves nothing there. */
export interface PortTerms {
  readonly name: string;
  /** Bits per cycle. */
  readonly bandwidth: number;
  /** Cycles of all transfers but the first of each kind, and the most that one choice of tiles can make of them. */
  readonly busy: Float64Array;
  readonly mostBusy: number;
  /** Cycles by which these transfers overrun their periods, at least. */
  readonly overrun: Float64Array;
  readonly mostOverrun: number;
  /** Bits per cycle that transfers crossing more than once need on average, and per interface the least that one tile makes of them. */
  readonly required: Float64Array;
  readonly leastRequired: Float64Array;
  readonly loads: readonly LoadingTransfer[];
}

/** The parts of latency by the reference model that depend on nothing but tiles (docs/cost-model.md#stalls, #on--and-off-loading). */
export class LatencyTerms {
  /** Cycles of the temporal loops without stalls. */
  readonly temporalCycles: number;
  /** The same in whole cycles, as the hiding of loads counts them. */
  readonly computationCycles: number;
  readonly ports: readonly PortTerms[];
  /** `[interface · tiles + tile]`: cycles of the link across the interface if it is crossed more than once. */
  readonly linkCycles: Float64Array;
  /** Per interface: tiles at which it can be closed. */
  readonly closableTiles: readonly (readonly number[])[];
  /**
   * On-loading is the least, over these alternatives, of the larger of their sums. Of equal alternatives one is listed.
   */
  readonly alternatives: readonly (readonly LoadingSum[])[];

  /** @param closings what paths may close, `interface · tiles + tile`; undefined for all that fits. */
  constructor(graph: ClosingGraph, closings?: Int32Array) {
    const { space } = graph;
    const costs = latencyTables(graph);
    const { problem, tileCount } = space;
    const { operands, cyclesPerOperation } = problem;
    let cycles = 1;
    for (let kind = 0; kind < space.counts.length; kind++) cycles *= space.kinds.size[kind] ** space.counts[kind];
    this.temporalCycles = cycles * cyclesPerOperation;
    this.computationCycles = Math.ceil(this.temporalCycles);
    this.closableTiles = closableTilesOf(graph, closings);
    this.ports = problem.ports.map((port) => portTerms(graph, port, this.closableTiles));
    this.linkCycles = new Float64Array(problem.interfaceCount * tileCount);
    for (const operand of operands) {
      for (let level = 1; level < operand.levelCount; level++) {
        const index = operand.interfaceBase + level;
        const [lower, upper] = linkSlots(problem, operands.indexOf(operand), level);
        for (let tile = 0; tile < tileCount; tile++) {
          this.linkCycles[index * tileCount + tile] = Math.max(
            costs.realCycles[lower * tileCount + tile],
            costs.realCycles[upper * tileCount + tile],
          );
        }
      }
    }
    this.alternatives = loadingSums(problem);
  }
}

/** @throws Error if the tables of latency were not made. */
export function latencyTables({ costs }: ClosingGraph): LatencyTables {
  if (costs.latency === undefined) throw new Error('the tables of latency have not been made');
  return costs.latency;
}

function portTerms(graph: ClosingGraph, port: CompiledPort, closable: readonly (readonly number[])[]): PortTerms {
  const { space } = graph;
  const costs = latencyTables(graph);
  const { problem, tileCount, full, isOnAnOrder } = space;
  const busy = new Float64Array(problem.interfaceCount * tileCount);
  const overrun = new Float64Array(problem.interfaceCount * tileCount);
  const required = new Float64Array(problem.interfaceCount * tileCount);
  const loads: LoadingTransfer[] = [];
  let mostBusy = 0;
  let mostOverrun = 0;
  for (let service = 0; service < port.trafficSlots.length; service++) {
    const slot = port.trafficSlots[service];
    const operand = port.operands[service];
    const index = interfaceOf(problem, port, service);
    const level = index - problem.operands[operand].interfaceBase;
    if (level >= problem.operands[operand].levelCount) continue;
    let longest = 0;
    let worst = 0;
    for (let tile = 0; tile < tileCount; tile++) {
      const at = index * tileCount + tile;
      const repeats = costs.periodCount[at] - 1;
      if (repeats <= 0 || isOnAnOrder[tile] === 0) continue;
      const real = costs.realCycles[slot * tileCount + tile];
      const late = Math.max(0, real - mostAllowedCycles(graph, operand, level, tile)) * repeats;
      busy[at] += real * repeats;
      overrun[at] += late;
      longest = Math.max(longest, real * repeats);
      worst = Math.max(worst, late);
      if (port.loads[service] === 1) {
        required[at] += Math.ceil(costs.average[slot * tileCount + tile] / problem.cyclesPerOperation);
      }
    }
    mostBusy += longest;
    mostOverrun += worst;
    if (port.loads[service] === 1) {
      loads.push({ slot, operand, level, wholeCycles: costs.realCycles[slot * tileCount + full] });
    }
  }
  const leastRequired = new Float64Array(problem.interfaceCount);
  problem.operands.forEach(({ interfaceBase, levelCount }, operand) => {
    for (let level = 0; level < levelCount; level++) {
      const index = interfaceBase + level;
      const tiles = level < graph.lowest[operand] ? [0] : closable[index];
      let least = Number.POSITIVE_INFINITY;
      for (const tile of tiles) least = Math.min(least, required[index * tileCount + tile]);
      leastRequired[index] = least === Number.POSITIVE_INFINITY ? 0 : least;
    }
  });
  const name = `${port.memory.name}.${port.name}`;
  return { name, bandwidth: port.bandwidthMax, busy, mostBusy, overrun, mostOverrun, required, leastRequired, loads };
}

/**
 * The most cycles that a transfer may take without stopping the array: a period. Less where the level below is full of one tile that
 * irrelevant loops make, so that it can't be double-buffered: then one operation, the last pass of these loops.
 */
function mostAllowedCycles(graph: ClosingGraph, operand: number, level: number, tile: number): number {
  const { space, capacity } = graph;
  const costs = latencyTables(graph);
  const { problem, tileCount, isStationary } = space;
  const at = (problem.operands[operand].interfaceBase + level) * tileCount + tile;
  const { cyclesPerOperation } = problem;
  if (level === 1 && isStationary[operand][tile] === 1) {
    const memory = problem.memories[capacity.memoryOf[problem.operands[operand].levelBase]];
    if (costs.fractionalBits[at] > 0.5 * memory.capacityBits) return Math.ceil(cyclesPerOperation);
  }
  return Math.ceil(costs.period[at] * cyclesPerOperation);
}
