import { interfaceOf } from '../../../engine/cost/port-stalls.ts';
import { FROM_HIGH, TO_LOW } from '../../../engine/problem/compiled-problem.ts';
import { type LoadingSum, linkSlots } from '../../compulsory/loading-sums.ts';
import type { ClosingGraph } from '../paths/closing-graph.ts';
import { type CorrectedTables, neededFrom } from '../tiles/latency-tables.ts';
import { closableTilesOf } from './closable-tiles.ts';

/** What latency needs of one port. */
export interface CorrectedPort {
  readonly name: string;
  /** Per interface: the traffic slots that the port serves there. */
  readonly slots: readonly (readonly number[])[];
  /** The same, but only those that fill an input. */
  readonly filling: readonly (readonly number[])[];
  /** True if words of the array pass: then the port can move in all cycles but those of the last operation. */
  readonly servesArray: boolean;
  /** Per interface: the fewest cycles of all transfers that one tile makes of them. */
  readonly leastTotal: Float64Array;
  /** The most cycles, of all transfers but the first of each kind, and of overruns, that one choice of tiles can make. */
  readonly mostBusy: number;
  readonly mostOverrun: number;
}

/** The parts of latency by the corrected model that depend on nothing but tiles (docs/cost-model-corrected.md#latency). */
export class CorrectedTerms {
  /** Cycles of the temporal loops without stalls. */
  readonly temporalCycles: number;
  readonly ports: readonly CorrectedPort[];
  /** Per interface: tiles at which it can be closed. */
  readonly closableTiles: readonly (readonly number[])[];
  /** Filling has one form for all mappings. */
  readonly alternatives: readonly (readonly LoadingSum[])[] = [[]];
  /** Per operand: a tile that has entries and no loops which the operand tells apart. */
  readonly emptyTile: Int32Array;
  private readonly graph: ClosingGraph;
  private readonly tables: CorrectedTables;
  private readonly tileCount: number;
  /** Per interface: operand, and level counted from the array. */
  private readonly operandOf: Int32Array;
  private readonly levelOf: Int32Array;

  /** @param closings what paths may close, `interface · tiles + tile`; undefined for all that fits. */
  constructor(graph: ClosingGraph, closings?: Int32Array) {
    const { space, costs } = graph;
    const { problem, tileCount, full } = space;
    if (costs.corrected === undefined) throw new Error('the tables of latency have not been made');
    this.graph = graph;
    this.tables = costs.corrected;
    this.tileCount = tileCount;
    let cycles = problem.cyclesPerOperation;
    for (let kind = 0; kind < space.counts.length; kind++) cycles *= space.kinds.size[kind] ** space.counts[kind];
    this.temporalCycles = cycles;
    this.emptyTile = Int32Array.from(problem.operands, (_, operand) =>
      space.restIsIrrelevant[operand][0] === 1 ? full : 0,
    );
    this.operandOf = new Int32Array(problem.interfaceCount);
    this.levelOf = new Int32Array(problem.interfaceCount);
    problem.operands.forEach(({ interfaceBase, levelCount }, operand) => {
      for (let level = 0; level <= levelCount; level++) {
        this.operandOf[interfaceBase + level] = operand;
        this.levelOf[interfaceBase + level] = level;
      }
    });
    this.closableTiles = closableTilesOf(graph, closings);
    this.ports = problem.ports.map((_, port) => this.describe(port));
  }

  /** Cycles of a port: of all its transfers at the interface. */
  total({ slots }: CorrectedPort, index: number, tile: number): number {
    const { totalCycles } = this.tables;
    let cycles = 0;
    for (const slot of slots[index]) cycles += totalCycles[slot * this.tileCount + tile];
    return cycles;
  }

  /** The same without the first load of each input and the last store of each result. */
  busy({ slots }: CorrectedPort, index: number, tile: number): number {
    const { totalCycles } = this.tables;
    let cycles = 0;
    for (const slot of slots[index]) cycles += totalCycles[slot * this.tileCount + tile] - this.first(slot, tile);
    return cycles;
  }

  /**
   * Cycles by which transfers outlast the time they may take, at least: a period. Less where the level below is full of one tile that irrelevant
   * loops make, so that it can't be double-buffered: then one operation, the last pass of these loops.
   */
  overrun({ slots }: CorrectedPort, index: number, tile: number): number {
    const { overrunCycles, totalCycles, period } = this.tables;
    const isSingle = this.levelOf[index] === 1 && this.fillsLowest(this.operandOf[index], tile);
    const { cyclesPerOperation } = this.graph.problem;
    let cycles = 0;
    for (const slot of slots[index]) {
      const at = slot * this.tileCount + tile;
      let late = overrunCycles[at];
      if (isSingle && totalCycles[at] > 0) {
        const first = this.first(slot, tile);
        const count = this.temporalCycles / cyclesPerOperation / period[index * this.tileCount + tile];
        const inside = first > 0 ? count - 1 : count;
        late = Math.max(late, totalCycles[at] - first - inside * cyclesPerOperation);
      }
      cycles += late;
    }
    return cycles;
  }

  /** Cycles of a port that fill inputs with the first tile. */
  filling({ filling }: CorrectedPort, index: number, tile: number): number {
    const { realCycles } = this.tables;
    let cycles = 0;
    for (const slot of filling[index]) cycles += realCycles[slot * this.tileCount + tile];
    return cycles;
  }

  /** The same of an interface that is crossed once: what the array needs to begin, by the tile at the last one below, at `level`, that isn't. */
  fillingOnce({ filling }: CorrectedPort, index: number, tile: number, level: number): number {
    const needed = neededFrom(this.tables, level);
    let cycles = 0;
    for (const slot of filling[index]) cycles += needed[slot * this.tileCount + tile];
    return cycles;
  }

  /** Cycles of the first tile across a link. */
  link(index: number, tile: number): number {
    return this.longer(this.tables.realCycles, index, tile);
  }

  /** The same of a link that is crossed once: what the array needs to begin, by the tile at the last one below, at `level`, that isn't. */
  linkOnce(index: number, tile: number, level: number): number {
    return this.longer(neededFrom(this.tables, level), index, tile);
  }

  /** Cycles between two transfers. */
  periodCycles(index: number, tile: number): number {
    return this.tables.period[index * this.tileCount + tile] * this.graph.problem.cyclesPerOperation;
  }

  private longer(table: Float64Array, index: number, tile: number): number {
    const { problem } = this.graph;
    const [lower, upper] = linkSlots(problem, this.operandOf[index], this.levelOf[index]);
    return Math.max(table[lower * this.tileCount + tile], table[upper * this.tileCount + tile]);
  }

  /** Cycles of the transfer that belongs to loading; 0 for read-backs. */
  private first(slot: number, tile: number): number {
    const { problem } = this.graph;
    const isOfOutput = slot < 4 * problem.operands[0].levelCount;
    const direction = slot & 3;
    if (isOfOutput && (direction === TO_LOW || direction === FROM_HIGH)) return 0;
    return this.tables.realCycles[slot * this.tileCount + tile];
  }

  /** Whether the lowest memory of an operand surely has no room for a second tile, and all loops of the tile are irrelevant. */
  private fillsLowest(operand: number, tile: number): boolean {
    const { space, capacity, problem } = this.graph;
    if (space.isStationary[operand][tile] === 0) return false;
    const { capacityBits, memory } = problem.memories[capacity.memoryOf[problem.operands[operand].levelBase]];
    const accumulates = operand === 0 ? space.accumulatesOutside[0] : 0;
    return !memory.forceDoubleBuffering && 2 * capacity.bitsOnce(operand, 0, tile, accumulates) > capacityBits;
  }

  private describe(index: number): CorrectedPort {
    const { graph } = this;
    const { problem, space, lowest } = graph;
    const port = problem.ports[index];
    const slots = Array.from({ length: problem.interfaceCount }, (): number[] => []);
    const filling = Array.from({ length: problem.interfaceCount }, (): number[] => []);
    let servesArray = false;
    for (let service = 0; service < port.trafficSlots.length; service++) {
      const slot = port.trafficSlots[service];
      const at = interfaceOf(problem, port, service);
      const { levelCount, isOutput } = problem.operands[port.operands[service]];
      // The outermost interface leads nowhere.
      if (this.levelOf[at] >= levelCount) continue;
      slots[at].push(slot);
      if (this.levelOf[at] === 0) servesArray = true;
      else if (!isOutput) filling[at].push(slot);
    }
    const leastTotal = new Float64Array(problem.interfaceCount);
    const named = { name: `${port.memory.name}.${port.name}`, slots, filling, servesArray, leastTotal };
    let mostBusy = 0;
    let mostOverrun = 0;
    for (let at = 0; at < problem.interfaceCount; at++) {
      if (slots[at].length === 0) continue;
      const operand = this.operandOf[at];
      const isConstant = this.levelOf[at] < lowest[operand];
      const tiles = isConstant ? [this.emptyTile[operand]] : [space.full, ...this.closableTiles[at]];
      let [least, busy, overrun] = [Number.POSITIVE_INFINITY, 0, 0];
      for (const tile of tiles) {
        const known = { ...named, mostBusy, mostOverrun };
        least = Math.min(least, this.total(known, at, tile));
        busy = Math.max(busy, this.busy(known, at, tile));
        overrun = Math.max(overrun, this.overrun(known, at, tile));
      }
      leastTotal[at] = least;
      mostBusy += busy;
      mostOverrun += overrun;
    }
    return { ...named, mostBusy, mostOverrun };
  }
}
