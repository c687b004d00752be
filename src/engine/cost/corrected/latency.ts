import type { CompiledMapping } from '../../problem/compiled-mapping.ts';
import {
  type CompiledOperand,
  type CompiledProblem,
  FROM_HIGH,
  FROM_LOW,
  TO_HIGH,
  TO_LOW,
} from '../../problem/compiled-problem.ts';
import type { CompiledTiles } from '../../problem/compiled-tiles.ts';
import {
  BUSIEST_PORT,
  CHAIN_CYCLES,
  DRAIN_CYCLES,
  type EvaluationScratch,
  FILL_CYCLES,
  OFFLOADING_CYCLES,
  ONCE_CYCLES,
  ONLOADING_CYCLES,
  PORT_STALL,
  STALL_CYCLES,
  TEMPORAL_CYCLES,
} from '../evaluation-scratch.ts';
import type { TileSizes } from './tile-sizes.ts';

/**
 * Latency: the largest of four numbers (docs/cost-model-corrected.md#latency). *Chain* fills, computes with its stalls and drains. No port
 * moves faster than it is wide. Data that crosses once must have come before the second pass over it, or leaves after the last.
 */
export class LatencyRules {
  private readonly problem: CompiledProblem;
  private readonly tiles: CompiledTiles;
  private readonly sizes: TileSizes;
  /** Cycle from which a port is free, while inputs are filled in. */
  private readonly freeFrom: Float64Array;
  private onceIn = 0;
  private onceOut = 0;
  /** Excess over the chain that a deciding port can hide, of inputs and of the output. */
  private hiddenIn = 0;
  private hiddenOut = 0;
  private hasWaited = false;

  constructor(problem: CompiledProblem, tiles: CompiledTiles, sizes: TileSizes) {
    this.problem = problem;
    this.tiles = tiles;
    this.sizes = sizes;
    this.freeFrom = new Float64Array(problem.ports.length);
  }

  measure(nest: CompiledMapping, scratch: EvaluationScratch): void {
    const { results } = scratch;
    this.measureNeeds(nest, scratch);
    const temporal = results[TEMPORAL_CYCLES] * this.problem.cyclesPerOperation;
    const fill = this.fill(scratch);
    const drain = this.drain(scratch);
    const chain = temporal + results[PORT_STALL] + fill + drain;
    this.measureOnce(scratch, temporal, fill, drain);
    const { onceIn, onceOut } = this;
    const busiest = results[BUSIEST_PORT];
    const total = Math.max(chain, busiest, onceIn, onceOut);
    const excess = total - chain;
    if (busiest === total) this.hideBehindPorts(scratch, total);
    else if (onceIn === total) this.hide(excess, 0);
    else this.hide(0, excess);
    const moreIn = Math.min(excess, this.hiddenIn);
    const moreOut = Math.min(excess - moreIn, this.hiddenOut);
    results[FILL_CYCLES] = fill;
    results[DRAIN_CYCLES] = drain;
    results[CHAIN_CYCLES] = chain;
    results[ONCE_CYCLES] = Math.max(onceIn, onceOut);
    results[ONLOADING_CYCLES] = fill + moreIn;
    results[OFFLOADING_CYCLES] = drain + moreOut;
    results[STALL_CYCLES] = total - temporal - results[ONLOADING_CYCLES] - results[OFFLOADING_CYCLES];
  }

  /** What must have crossed before the computation can begin, or is left when it ends: the first tile, or less of what crosses once. */
  private measureNeeds(nest: CompiledMapping, scratch: EvaluationScratch): void {
    const { loadingCycles, realCycles, loadedOnce, active, periodCount } = scratch;
    const { operands } = this.problem;
    for (let index = 0; index < operands.length; index++) {
      const { levelBase, levelCount, interfaceBase, isOutput } = operands[index];
      let several = 0;
      for (let a = 0; a < levelCount; a++) {
        const upper = 4 * (levelBase + a) + (isOutput ? FROM_LOW : TO_LOW);
        const lower = 4 * (levelBase + a - 1) + (isOutput ? TO_HIGH : FROM_HIGH);
        const isOnce = periodCount[interfaceBase + a] === 1;
        loadingCycles[upper] = realCycles[upper];
        loadedOnce[upper] = 0;
        if (a > 0) {
          loadingCycles[lower] = realCycles[lower];
          loadedOnce[lower] = 0;
        }
        if (!isOnce) {
          several = a;
          continue;
        }
        if (active[upper] === 1) this.needPart(nest, scratch, index, upper, several, a + 1);
        if (a > 0 && active[lower] === 1) this.needPart(nest, scratch, index, lower, several, a);
      }
    }
  }

  private needPart(
    nest: CompiledMapping,
    scratch: EvaluationScratch,
    index: number,
    slot: number,
    several: number,
    unit: number,
  ): void {
    const bits = this.sizes.largest(nest, scratch, index, several, unit) * scratch.transferBits[slot];
    scratch.loadedOnce[slot] = 1;
    scratch.loadingCycles[slot] = Math.ceil(bits / this.problem.transferWidth[slot]);
  }

  /** The inputs come one after the other, in the best order. A link waits for the one above it and for the ports of both ends. */
  fill(scratch: EvaluationScratch): number {
    const { inputOrders } = this.tiles;
    const { operands } = this.problem;
    const inputs = operands.length - 1;
    if (inputs === 0) return 0;
    let best = Number.POSITIVE_INFINITY;
    for (let first = 0; first < inputOrders.length; first += inputs) {
      this.freeFrom.fill(0);
      this.hasWaited = false;
      let end = 0;
      for (let k = 0; k < inputs; k++) {
        const done = this.fillInput(scratch, operands[inputOrders[first + k]]);
        if (done > end) end = done;
      }
      if (end < best) best = end;
      // No order is faster than one in which no link waited for a port.
      if (!this.hasWaited) break;
    }
    return best;
  }

  private fillInput(scratch: EvaluationScratch, { levelBase, levelCount }: CompiledOperand): number {
    const { freeFrom } = this;
    const { portsOfSlot } = this.problem;
    const { loadingCycles } = scratch;
    let time = 0;
    for (let level = levelCount - 2; level >= 0; level--) {
      const lower = 4 * (levelBase + level) + FROM_HIGH;
      const upper = 4 * (levelBase + level + 1) + TO_LOW;
      const below = portsOfSlot[lower];
      const above = portsOfSlot[upper];
      let start = time;
      for (let k = 0; k < below.length; k++) if (freeFrom[below[k]] > start) start = freeFrom[below[k]];
      for (let k = 0; k < above.length; k++) if (freeFrom[above[k]] > start) start = freeFrom[above[k]];
      if (start > time) this.hasWaited = true;
      for (let k = 0; k < below.length; k++) freeFrom[below[k]] = start + loadingCycles[lower];
      for (let k = 0; k < above.length; k++) freeFrom[above[k]] = start + loadingCycles[upper];
      time = start + Math.max(loadingCycles[lower], loadingCycles[upper]);
    }
    return time;
  }

  private drain(scratch: EvaluationScratch): number {
    const { levelBase, levelCount } = this.problem.operands[0];
    let cycles = 0;
    for (let level = 0; level < levelCount - 1; level++) {
      const slot = 4 * (levelBase + level);
      cycles += Math.max(scratch.loadingCycles[slot + TO_HIGH], scratch.loadingCycles[slot + 4 + FROM_LOW]);
    }
    return cycles;
  }

  /** Data that crosses once is all touched in the first pass over it, or finished in the last; the other passes take their time besides. */
  private measureOnce(scratch: EvaluationScratch, temporal: number, fill: number, drain: number): void {
    const { realCycles, loadedOnce, topIrrelevant } = scratch;
    const { operands } = this.problem;
    this.onceIn = 0;
    this.onceOut = 0;
    for (let index = 0; index < operands.length; index++) {
      const { isOutput, levelBase, levelCount, interfaceBase } = operands[index];
      for (let a = 1; a < levelCount; a++) {
        const upper = 4 * (levelBase + a) + (isOutput ? FROM_LOW : TO_LOW);
        const lower = 4 * (levelBase + a - 1) + (isOutput ? TO_HIGH : FROM_HIGH);
        const isUpper = loadedOnce[upper] === 1;
        const isLower = loadedOnce[lower] === 1;
        if (!isUpper && !isLower) continue;
        const longest = Math.max(isUpper ? realCycles[upper] : 0, isLower ? realCycles[lower] : 0);
        const cycles = longest + temporal - temporal / topIrrelevant[interfaceBase + a] + (isOutput ? fill : drain);
        if (isOutput) this.onceOut = Math.max(this.onceOut, cycles);
        else this.onceIn = Math.max(this.onceIn, cycles);
      }
    }
  }

  /** Of the ports that decide, the one that could hide most, inputs first. */
  private hideBehindPorts(scratch: EvaluationScratch, total: number): void {
    const { portTotal, realCycles, loadingCycles, loadedOnce } = scratch;
    this.hide(-1, 0);
    for (let index = 0; index < this.problem.ports.length; index++) {
      if (portTotal[index] !== total) continue;
      const port = this.problem.ports[index];
      let hiddenIn = 0;
      let hiddenOut = 0;
      for (let service = 0; service < port.trafficSlots.length; service++) {
        const slot = port.trafficSlots[service];
        if (loadedOnce[slot] === 0) continue;
        const hidden = realCycles[slot] - loadingCycles[slot];
        if (this.problem.operands[port.operands[service]].isOutput) hiddenOut += hidden;
        else hiddenIn += hidden;
      }
      if (hiddenIn > this.hiddenIn || (hiddenIn === this.hiddenIn && hiddenOut > this.hiddenOut)) {
        this.hide(hiddenIn, hiddenOut);
      }
    }
  }

  private hide(inputs: number, output: number): void {
    this.hiddenIn = inputs;
    this.hiddenOut = output;
  }
}
