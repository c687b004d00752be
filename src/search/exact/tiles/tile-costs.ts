import { MappingEvaluator } from '../../../engine/cost/mapping-evaluator.ts';
import type { CompiledMapping } from '../../../engine/problem/compiled-mapping.ts';
import {
  type CompiledOperand,
  type CompiledProblem,
  FRACTIONAL,
  INTEGER,
} from '../../../engine/problem/compiled-problem.ts';
import { nestFor } from '../../orders/loop-kinds.ts';
import {
  type CorrectedTables,
  emptyCorrectedTables,
  emptyLatencyTables,
  fillCorrected,
  fillLatency,
  fillNeeds,
  type LatencyTables,
} from './latency-tables.ts';
import type { TileSpace } from './tile-space.ts';

/**
 * What every interface costs by the tile below it, computed by the cost model itself: the traffic at an interface depends on nothing
 * else of a mapping (docs/cost-model.md#what-depends-on-what). All tables but the first hold for an interface that is *closed* at the
 * tile: the loop outside is not irrelevant to the operand, so it doesn't merge into the level below.
 *
 * Energies are infinite where no mapping can be costed because a memory has no port for the traffic.
 */
export class TileCosts {
  /** `[interface · tiles + tile]`: pJ of the traffic at the interface, on both sides. */
  readonly energy: Float64Array;
  /** Undefined until they are asked for, and for the other cost model. */
  latency: LatencyTables | undefined;
  corrected: CorrectedTables | undefined;
  private readonly problem: CompiledProblem;
  private readonly space: TileSpace;
  private readonly evaluator: MappingEvaluator;
  private readonly nest: CompiledMapping;

  /**
   * @param withLatency also fills the tables of latency, which takes about twice as long.
   * @param isLazy leaves the entries of a tile to `fill`.
   */
  constructor(space: TileSpace, withLatency: boolean, isLazy = false) {
    const { problem, tileCount, loopCount } = space;
    this.problem = problem;
    this.space = space;
    this.energy = new Float64Array(problem.interfaceCount * tileCount);
    this.evaluator = new MappingEvaluator(problem);
    this.nest = nestFor(problem, loopCount);
    // Whether levels have room for two tiles depends on more than the tile: the tables say what holds if they have.
    if (problem.costModel === 'corrected') this.evaluator.scratch.doubleBuffered.fill(1);
    if (withLatency) this.makeLatencyTables();
    if (!isLazy) this.fillAll();
  }

  /**
   * Makes the tables of latency.
   * @param tiles the tiles to fill in; undefined for all.
   */
  addLatency(tiles?: Iterable<number>): void {
    this.makeLatencyTables();
    if (tiles === undefined) this.fillAll();
    else for (const tile of tiles) this.fill(tile);
  }

  private fillAll(): void {
    const { tileCount, isOnAnOrder } = this.space;
    for (let tile = 0; tile < tileCount; tile++) if (isOnAnOrder[tile] === 1) this.fill(tile);
  }

  get hasLatency(): boolean {
    return this.latency !== undefined || this.corrected !== undefined;
  }

  private makeLatencyTables(): void {
    const { problem, tileCount } = this.space;
    if (problem.costModel === 'corrected') this.corrected = emptyCorrectedTables(problem, tileCount);
    else this.latency = emptyLatencyTables(problem, tileCount);
  }

  /**
   * All entries of a tile: every operand gets it at every interface, from nests in which no further loop merges into it. One nest does for
   * all operands to which its first loop outside is not irrelevant.
   */
  fill(tile: number): void {
    const { problem, nest, evaluator, space, hasLatency, corrected } = this;
    const { operands } = problem;
    const left = this.kindsOutside(tile);
    let todo = 0;
    for (let operand = 0; operand < operands.length; operand++) {
      // Where only irrelevant loops are left, nothing is closed; the full tile has no loops outside.
      if (tile === space.full || (left & ~space.irrelevantKinds[operand]) !== 0) todo |= 1 << operand;
    }
    while (todo !== 0) {
      const first = tile === space.full ? -1 : this.bestFirst(left, todo);
      const inside = this.layOut(tile, first);
      for (let operand = 0; operand < operands.length; operand++) {
        const { levelBase, levelCount } = operands[operand];
        nest.boundary.fill(inside, levelBase, levelBase + levelCount - 1);
        nest.boundary[levelBase + levelCount - 1] = nest.length;
      }
      if (hasLatency) evaluator.measureTraffic(nest);
      else evaluator.measureWords(nest);
      for (let operand = 0; operand < operands.length; operand++) {
        const merges = first >= 0 && (space.irrelevantKinds[operand] & (1 << first)) !== 0;
        if ((todo & (1 << operand)) === 0 || merges) continue;
        todo &= ~(1 << operand);
        const { interfaceBase, levelCount } = operands[operand];
        for (let level = 0; level < levelCount; level++) this.fillInterface(operands[operand], level, tile);
        if (problem.precharge?.weight !== operands[operand] || space.isStationary[operand][tile] === 0) continue;
        this.energy[interfaceBase * space.tileCount + tile] += evaluator.measurePrecharge(nest);
      }
      if (corrected === undefined || !corrected.needsDiffer) continue;
      for (let level = 0; level < corrected.neededCycles.length; level++) {
        this.measureNeeds(corrected, level, tile, inside, first);
      }
    }
  }

  /** Needs of all operands that end at the tile at one level, with all other loops above it. */
  private measureNeeds(tables: CorrectedTables, level: number, tile: number, inside: number, first: number): void {
    const { nest, evaluator, space } = this;
    const { operands } = this.problem;
    for (const { levelBase, levelCount } of operands) {
      nest.boundary.fill(inside, levelBase, levelBase + Math.min(level, levelCount));
      nest.boundary.fill(nest.length, levelBase + Math.min(level, levelCount - 1), levelBase + levelCount);
    }
    evaluator.measureWords(nest);
    evaluator.evaluateLatency(nest);
    evaluator.scratch.doubleBuffered.fill(1);
    for (let operand = 0; operand < operands.length; operand++) {
      const merges = first >= 0 && (space.irrelevantKinds[operand] & (1 << first)) !== 0;
      if (merges) continue;
      fillNeeds(tables, evaluator.scratch, operands[operand], level, tile, space.tileCount);
    }
  }

  /** Bits of the kinds of which loops are left outside. */
  private kindsOutside(tile: number): number {
    const { counts, taken } = this.space;
    let kinds = 0;
    for (let kind = 0; kind < counts.length; kind++) {
      if (taken[tile * counts.length + kind] < counts[kind]) kinds |= 1 << kind;
    }
    return kinds;
  }

  /** The kind outside that doesn't merge into the levels of as many of the operands as possible. */
  private bestFirst(left: number, operands: number): number {
    const { irrelevantKinds, counts } = this.space;
    let best = -1;
    let most = 0;
    for (let kind = 0; kind < counts.length; kind++) {
      if ((left & (1 << kind)) === 0) continue;
      let served = 0;
      for (let operand = 0; operand < irrelevantKinds.length; operand++) {
        if (operands & (1 << operand) && (irrelevantKinds[operand] & (1 << kind)) === 0) served++;
      }
      if (served <= most) continue;
      most = served;
      best = kind;
    }
    return best;
  }

  /** The tile innermost, then a loop of the kind, then all others. Returns how many loops the tile has. */
  private layOut(tile: number, first: number): number {
    const { counts, taken, kinds } = this.space;
    const { dimension, size, length } = this.nest;
    let inside = 0;
    let outside = length;
    for (let kind = 0; kind < counts.length; kind++) {
      const within = taken[tile * counts.length + kind];
      for (let loop = 0; loop < counts[kind]; loop++) {
        const position = loop < within ? inside++ : --outside;
        dimension[position] = kinds.dimension[kind];
        size[position] = kinds.size[kind];
      }
    }
    if (first < 0) return inside;
    for (let position = inside; position < length; position++) {
      if (dimension[position] !== kinds.dimension[first] || size[position] !== kinds.size[first]) continue;
      dimension[position] = dimension[inside];
      size[position] = size[inside];
      dimension[inside] = kinds.dimension[first];
      size[inside] = kinds.size[first];
      break;
    }
    return inside;
  }

  private fillInterface(operand: CompiledOperand, level: number, tile: number): void {
    const { problem, energy } = this;
    const { words } = this.evaluator.scratch;
    // TO_LOW and FROM_LOW of the memory above the interface, TO_HIGH and FROM_HIGH of the one below it.
    const above = 4 * (operand.levelBase + level);
    let picojoules = 0;
    for (let slot = level === 0 ? above : above - 2; slot < above + 2; slot++) {
      picojoules += words[slot] * problem.wordEnergy[slot];
    }
    const at = (operand.interfaceBase + level) * this.space.tileCount + tile;
    energy[at] = Number.isNaN(picojoules) ? Number.POSITIVE_INFINITY : picojoules;
    const { latency, corrected } = this;
    const { scratch } = this.evaluator;
    const { tileCount } = this.space;
    if (latency !== undefined) fillLatency(latency, problem, scratch, operand, level, tile, tileCount);
    if (corrected !== undefined) fillCorrected(corrected, problem, scratch, operand, level, tile, tileCount);
  }
}

/** Whether fractional unrollings occur: then products of loops in another order may differ in the last bits. */
export function hasFractionalUnrollings({ versions }: CompiledProblem): boolean {
  return versions[FRACTIONAL] !== versions[INTEGER];
}
