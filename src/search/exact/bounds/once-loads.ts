import { type LoadingSum, linkSlots } from '../../compulsory/loading-sums.ts';
import type { ClosingGraph } from '../paths/closing-graph.ts';
import type { Configuration } from '../paths/configuration.ts';
import { type LatencyTerms, type LoadingTransfer, latencyTables, type PortTerms } from './latency-terms.ts';

/** Combinations of tiles that are tried one by one. */
const MOST_COMBINATIONS = 400;

/** Loads of one port that cross once, and what is known of them. */
interface PortLoads {
  readonly port: PortTerms;
  readonly loads: readonly LoadingTransfer[];
  /** Per load: the shortest times it can have, ascending, distinct; one per tile of its operand's innermost memory. */
  readonly shortest: readonly (readonly number[])[];
  /** Bits per cycle that the other transfers of the port need at least. */
  readonly required: number;
}

/**
 * How far loads that cross once can be hidden behind the computation, in one configuration
 * (docs/cost-model.md#on--and-off-loading). A load's shortest time depends on the tile in its operand's innermost memory; how much of it
 * is hidden, on the length of the computation and on the other loads of the port.
 */
export class OnceLoads {
  /** True if the hiding can make some load longer (it has a shortest time above its length); then less is proven. */
  readonly canGrow: boolean;
  /** True if some load has no possible tile: the configuration has no mapping. */
  readonly isImpossible: boolean;
  private readonly graph: ClosingGraph;
  private readonly configuration: Configuration;
  private readonly integerBits: Float64Array;
  private readonly groups: readonly PortLoads[];
  /** See `leastCycles`. */
  private readonly leastTables = new Map<LoadingSum, Map<PortTerms | undefined, Float64Array[]>>();
  /** Per operand: the tiles it can have in its innermost memory. */
  private readonly innermostTiles: readonly (readonly number[])[];
  /** Operands whose innermost tile matters and is open, and its distinct choices; undefined where there are too many. */
  private readonly choices: readonly { readonly operand: number; readonly tiles: readonly number[] }[] | undefined;

  constructor(graph: ClosingGraph, terms: LatencyTerms, configuration: Configuration) {
    this.graph = graph;
    this.configuration = configuration;
    this.integerBits = latencyTables(graph).integerBits;
    const { operands } = graph.problem;
    this.innermostTiles = operands.map(({ interfaceBase }, operand) =>
      this.isOnce(operand, 1) ? [graph.space.full] : terms.closableTiles[interfaceBase + 1],
    );
    this.groups = terms.ports.flatMap((port) => {
      const loads = port.loads.filter(({ operand, level }) => this.isOnce(operand, level));
      if (loads.length === 0) return [];
      const shortest = loads.map((load) =>
        [
          ...new Set(this.innermostTiles[load.operand].map((tile) => this.shortestCycles(load.operand, tile, port))),
        ].sort((x, y) => x - y),
      );
      return [{ port, loads, shortest, required: this.leastRequired(port) }];
    });
    this.isImpossible = this.groups.some(({ shortest }) => shortest.some((cycles) => cycles.length === 0));
    this.canGrow = this.groups.some(({ loads, shortest }) =>
      loads.some(({ wholeCycles }, k) => Math.max(...shortest[k]) > wholeCycles),
    );
    this.choices = this.listChoices();
  }

  isOnce(operand: number, level: number): boolean {
    return level >= this.configuration.firstOpen[operand];
  }

  /** Levels of an operand's links that cross once and count in the sum. */
  linksOf(operand: number, sum: LoadingSum): number[] {
    const { interfaceBase, levelCount } = this.graph.problem.operands[operand];
    const levels: number[] = [];
    for (let level = Math.max(1, this.configuration.firstOpen[operand]); level < levelCount; level++) {
      if (sum[interfaceBase + level] === 1) levels.push(level);
    }
    return levels;
  }

  /**
   * `[tile]`: cycles that the links of an operand that cross once take at least, with this tile in its innermost memory, however long the
   * computation is. Of the tiles that it can have there.
   * @param unhidden a port whose loads count in full.
   */
  leastCycles(operand: number, sum: LoadingSum, unhidden?: PortTerms): Float64Array {
    const ofSum = this.leastTables.get(sum) ?? new Map<PortTerms | undefined, Float64Array[]>();
    this.leastTables.set(sum, ofSum);
    const tables = ofSum.get(unhidden) ?? [];
    ofSum.set(unhidden, tables);
    tables[operand] ??= this.computeLeastCycles(operand, sum, unhidden);
    return tables[operand];
  }

  private computeLeastCycles(operand: number, sum: LoadingSum, unhidden: PortTerms | undefined): Float64Array {
    const cycles = new Float64Array(this.graph.space.tileCount);
    for (const level of this.linksOf(operand, sum)) {
      const whole = unhidden?.loads.find((load) => load.operand === operand && load.level === level)?.wholeCycles;
      const [lower, upper] = linkSlots(this.graph.problem, operand, level);
      const ofLower = this.leastTimes(operand, lower);
      const ofUpper = this.leastTimes(operand, upper);
      for (const tile of this.innermostTiles[operand]) {
        cycles[tile] += whole ?? Math.max(ofLower[tile], ofUpper[tile]);
      }
    }
    return cycles;
  }

  /** The least that all links that cross once take together, whatever the tiles and the computation. */
  leastOfAll(sum: LoadingSum): number {
    let cycles = 0;
    for (let operand = 0; operand < this.innermostTiles.length; operand++) {
      if (this.linksOf(operand, sum).length === 0) continue;
      const ofTiles = this.leastCycles(operand, sum);
      let least = Number.POSITIVE_INFINITY;
      for (const tile of this.innermostTiles[operand]) least = Math.min(least, ofTiles[tile]);
      cycles += least;
    }
    return cycles;
  }

  /** Whether `leastTogether` and `leastLoads` are proven here. */
  get canBeTried(): boolean {
    return this.groups.length > 0 && this.choices !== undefined && !this.canGrow;
  }

  /** The least that the once-crossed links of the sum take when the computation takes so many cycles. */
  leastLoads(sum: LoadingSum, computation: number): number {
    const links = this.allLinks(sum);
    let least = Number.POSITIVE_INFINITY;
    this.forEachChoice((tiles) => {
      least = Math.min(least, this.loadsAt(links, tiles, computation));
    });
    return least;
  }

  /**
   * The least of computation and once-crossed links together, for computations between the two lengths. Both are piecewise linear in the
   * length: the least is at an end, where a load stops to shrink, or where the two ends of a link take equally long.
   */
  leastTogether(sum: LoadingSum, from: number, to: number): number {
    const links = this.allLinks(sum);
    let least = Number.POSITIVE_INFINITY;
    this.forEachChoice((tiles) => {
      const lengths = [from, to];
      for (const group of this.groups) {
        const free = (group.port.bandwidth - group.required) / group.port.bandwidth;
        if (free <= 0) continue;
        for (const surplus of surplusesAtKinks(this.gapsOf(group, tiles))) lengths.push(surplus / free);
      }
      const within = lengths.filter((length) => length >= from && length <= to).sort((x, y) => x - y);
      const times = within.map((length) => this.timesAt(tiles, length));
      const crossings: number[] = [];
      for (let k = 0; k + 1 < within.length; k++) {
        for (const [lower, upper] of links) {
          const before = (times[k].get(lower) ?? 0) - (times[k].get(upper) ?? 0);
          const after = (times[k + 1].get(lower) ?? 0) - (times[k + 1].get(upper) ?? 0);
          if (before * after >= 0) continue;
          crossings.push(within[k] + ((within[k + 1] - within[k]) * before) / (before - after));
        }
      }
      for (const length of [...within, ...crossings]) {
        least = Math.min(least, length + this.loadsAt(links, tiles, length));
      }
    });
    return least;
  }

  /** Cycles to bring in what the innermost memory holds. */
  private shortestCycles(operand: number, tile: number, port: PortTerms): number {
    const { graph, integerBits } = this;
    const index = graph.problem.operands[operand].interfaceBase + 1;
    return Math.ceil(integerBits[index * graph.space.tileCount + tile] / port.bandwidth);
  }

  private leastRequired(port: PortTerms): number {
    let required = 0;
    this.graph.problem.operands.forEach(({ interfaceBase }, operand) => {
      for (let level = 0; level < this.configuration.firstOpen[operand]; level++) {
        required += port.leastRequired[interfaceBase + level];
      }
    });
    return required;
  }

  /**
   * `[tile]`: the shortest time of an operand's load. It is lowered by no more than the distances of the loads behind it, and its own, to
   * their shortest times.
   */
  private leastTimes(operand: number, slot: number): Float64Array {
    const cycles = new Float64Array(this.graph.space.tileCount);
    for (const { port, loads, shortest } of this.groups) {
      const own = loads.findIndex((load) => load.slot === slot);
      if (own < 0) continue;
      const { wholeCycles } = loads[own];
      const behind = loads.filter(
        (load, k) => k === own || load.wholeCycles < wholeCycles || (load.wholeCycles === wholeCycles && k > own),
      );
      const ofOthers = behind.map((load) =>
        load.operand === operand ? undefined : Math.max(0, load.wholeCycles - shortest[loads.indexOf(load)][0]),
      );
      for (const tile of this.innermostTiles[operand]) {
        const ownFloor = this.shortestCycles(operand, tile, port);
        let left = wholeCycles;
        for (let k = 0; k < behind.length; k++) {
          left -= ofOthers[k] ?? Math.max(0, behind[k].wholeCycles - ownFloor);
        }
        cycles[tile] = left;
      }
      break;
    }
    return cycles;
  }

  private listChoices(): { operand: number; tiles: number[] }[] | undefined {
    const operands = [...new Set(this.groups.flatMap(({ loads }) => loads.map(({ operand }) => operand)))].filter(
      (operand) => !this.isOnce(operand, 1),
    );
    const choices = operands.map((operand) => {
      const ports = this.groups.filter(({ loads }) => loads.some((load) => load.operand === operand));
      const byTimes = new Map<string, number>();
      for (const tile of this.innermostTiles[operand]) {
        const key = ports.map(({ port }) => this.shortestCycles(operand, tile, port)).join();
        if (!byTimes.has(key)) byTimes.set(key, tile);
      }
      return { operand, tiles: [...byTimes.values()] };
    });
    const combinations = choices.reduce((product, { tiles }) => product * tiles.length, 1);
    return combinations <= MOST_COMBINATIONS ? choices : undefined;
  }

  /** Calls with the innermost tile of every operand, for each distinct combination. */
  private forEachChoice(visit: (tiles: Int32Array) => void): void {
    const { choices = [] } = this;
    const tiles = Int32Array.from(this.innermostTiles, (list) => list[0] ?? this.graph.space.full);
    const choose = (k: number): void => {
      if (k === choices.length) {
        visit(tiles);
        return;
      }
      for (const tile of choices[k].tiles) {
        tiles[choices[k].operand] = tile;
        choose(k + 1);
      }
    };
    choose(0);
  }

  private allLinks(sum: LoadingSum): (readonly [number, number])[] {
    const { problem } = this.graph;
    return problem.operands.flatMap((_, operand) =>
      this.linksOf(operand, sum).map((level) => linkSlots(problem, operand, level)),
    );
  }

  /** Loads of a port, longest first (of equal ones the first), with the distance to their shortest times. */
  private gapsOf({ port, loads }: PortLoads, tiles: Int32Array): { slot: number; cycles: number; gap: number }[] {
    return loads
      .map(({ slot, operand, wholeCycles }) => ({
        slot,
        cycles: wholeCycles,
        gap: wholeCycles - this.shortestCycles(operand, tiles[operand], port),
      }))
      .sort((x, y) => y.cycles - x.cycles);
  }

  /** By traffic slot: the time of every once-crossing load, with the least required bandwidth. */
  private timesAt(tiles: Int32Array, computation: number): Map<number, number> {
    const times = new Map<number, number>();
    for (const group of this.groups) {
      const { bandwidth } = group.port;
      const gaps = this.gapsOf(group, tiles);
      let left = Math.max(0, ((bandwidth - group.required) / bandwidth) * computation);
      const lowered = gaps.map(({ cycles }) => cycles);
      for (let count = 1; count <= gaps.length && left > 0; count++) {
        const { gap } = gaps[count - 1];
        const isWhole = left >= count * gap;
        const step = isWhole ? gap : left / count;
        for (let k = 0; k < count; k++) lowered[k] -= step;
        if (!isWhole) break;
        left -= count * gap;
      }
      for (const [k, { slot }] of gaps.entries()) times.set(slot, lowered[k]);
    }
    return times;
  }

  private loadsAt(links: readonly (readonly [number, number])[], tiles: Int32Array, computation: number): number {
    const times = this.timesAt(tiles, computation);
    let cycles = 0;
    for (const [lower, upper] of links) cycles += Math.max(times.get(lower) ?? 0, times.get(upper) ?? 0);
    return cycles;
  }
}

/** Surpluses at which a load stops to shrink. */
function surplusesAtKinks(gaps: readonly { readonly gap: number }[]): number[] {
  let spent = 0;
  return gaps.map(({ gap }, k) => {
    spent += (k + 1) * gap;
    return Math.max(0, spent);
  });
}
