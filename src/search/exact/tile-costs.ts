import { averageBandwidth } from '../../engine/cost/loading.ts';
import { MappingEvaluator } from '../../engine/cost/mapping-evaluator.ts';
import { measurePrecharge } from '../../engine/cost/precharge.ts';
import type { LoopNest } from '../../engine/problem/compiled-mapping.ts';
import {
  type CompiledOperand,
  type CompiledProblem,
  FRACTIONAL,
  INTEGER,
  IRRELEVANT,
} from '../../engine/problem/compiled-problem.ts';
import { nestFor } from '../orders/loop-kinds.ts';
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
  /** The same: cycles between two transfers, and how many transfers. */
  readonly period: Float64Array;
  readonly periodCount: Float64Array;
  /** The same: bits below the interface in one unit; of whole unrollings, and of fractional ones. Also for the outermost interface. */
  readonly integerBits: Float64Array;
  readonly fractionalBits: Float64Array;
  /** `[traffic slot · tiles + tile]`: cycles of one transfer, and average bits per cycle, over a period. */
  readonly realCycles: Float64Array;
  readonly average: Float64Array;
  private readonly problem: CompiledProblem;
  private readonly space: TileSpace;
  private readonly evaluator: MappingEvaluator;
  private readonly nest: LoopNest;

  constructor(space: TileSpace) {
    const { problem, tileCount, loopCount } = space;
    const perInterface = (): Float64Array => new Float64Array(problem.interfaceCount * tileCount);
    const perSlot = (): Float64Array => new Float64Array(4 * problem.levelSlotCount * tileCount);
    this.problem = problem;
    this.space = space;
    this.energy = perInterface();
    this.period = perInterface();
    this.periodCount = perInterface();
    this.integerBits = perInterface();
    this.fractionalBits = perInterface();
    this.realCycles = perSlot();
    this.average = perSlot();
    this.evaluator = new MappingEvaluator(problem);
    this.nest = nestFor(problem, loopCount);
    for (let tile = 0; tile < tileCount; tile++) if (space.isOnAnOrder[tile] === 1) this.fill(tile);
  }

  /** All entries of a tile: every operand gets it at every interface, from a nest in which no further loop merges into it. */
  private fill(tile: number): void {
    const { problem, nest, evaluator, space } = this;
    const { operands } = problem;
    let measured = -1;
    for (let index = 0; index < operands.length; index++) {
      const operand = operands[index];
      const first = this.firstOutside(operand, tile);
      if (first !== measured || index === 0) {
        const inside = this.layOut(tile, first);
        for (const { levelBase, levelCount } of operands) {
          nest.boundary.fill(inside, levelBase, levelBase + levelCount - 1);
          nest.boundary[levelBase + levelCount - 1] = nest.length;
        }
        evaluator.measureTraffic(nest);
        measured = first;
      }
      for (let level = 0; level < operand.levelCount; level++) this.fillInterface(operand, level, tile);
      if (problem.precharge?.weight === operand && space.isStationary[index][tile] === 1) {
        const picojoules = measurePrecharge(problem, problem.precharge, nest, evaluator.scratch);
        this.energy[operand.interfaceBase * space.tileCount + tile] += picojoules;
      }
    }
  }

  /** A kind of which a loop is left outside and that the operand cannot merge into the tile; −1 if there is none. */
  private firstOutside({ relevance }: CompiledOperand, tile: number): number {
    const { counts, taken, kinds } = this.space;
    for (let kind = 0; kind < counts.length; kind++) {
      const isLeft = taken[tile * counts.length + kind] < counts[kind];
      if (isLeft && relevance[kinds.dimension[kind]] !== IRRELEVANT) return kind;
    }
    return -1;
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

  private fillInterface({ interfaceBase, levelBase, levelCount }: CompiledOperand, level: number, tile: number): void {
    const { problem, energy, realCycles, average } = this;
    const { tileCount } = this.space;
    const { scratch } = this.evaluator;
    const index = interfaceBase + level;
    const at = index * tileCount + tile;
    const [fractional, integer] = scratch.versions;
    this.period[at] = scratch.period[index];
    this.periodCount[at] = scratch.periodCount[index];
    this.fractionalBits[at] = fractional.elements[index] * fractional.precision[index];
    this.integerBits[at] = integer.elements[index] * integer.precision[index];
    // TO_LOW and FROM_LOW of the memory above the interface, TO_HIGH and FROM_HIGH of the one below it.
    const above = 4 * (levelBase + level);
    let picojoules = 0;
    for (let slot = level === 0 ? above : above - 2; slot < above + 2; slot++) {
      picojoules += scratch.words[slot] * problem.wordEnergy[slot];
      realCycles[slot * tileCount + tile] = scratch.realCycles[slot];
      average[slot * tileCount + tile] = averageBandwidth(problem, scratch, INTEGER, index, (slot & 3) >> 1);
    }
    if (level === levelCount - 1) {
      // The outermost interface: the level below holds everything, whatever the tile.
      const outermost = (index + 1) * tileCount + tile;
      this.fractionalBits[outermost] = fractional.elements[index + 1] * fractional.precision[index + 1];
    }
    energy[at] = Number.isNaN(picojoules) ? Number.POSITIVE_INFINITY : picojoules;
  }
}

/** Whether fractional unrollings occur: then products of loops in another order may differ in the last bits. */
export function hasFractionalUnrollings({ versions }: CompiledProblem): boolean {
  return versions[FRACTIONAL] !== versions[INTEGER];
}
