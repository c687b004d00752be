import type { CompiledProblem } from '../../../engine/problem/compiled-problem.ts';
import type { LeastEnergies } from '../../compulsory/least-energy.ts';
import { type ClosingCombinations, closingCombinations } from '../tiles/closing-combinations.ts';
import { TileCapacity } from '../tiles/tile-capacity.ts';
import { TileCosts } from '../tiles/tile-costs.ts';
import { TileSpace } from '../tiles/tile-space.ts';

/** A sum of energies in another order differs by less than this share. */
const ROUNDING = 1e-11;

/**
 * Whether a problem has a mapping with less energy than wanted, for many problems of which few have. The same shortest paths as in
 * energy-path.ts, from the start: a beginning is given up where its energy, and the least of what is to come, are not wanted any more, or where an
 * operand has outgrown the memory that it must still fill. Costs of tiles are computed when a path first meets them.
 *
 * One object for many problems: it keeps its arrays.
 */
export class EnergyProbe {
  private excess = new Float64Array(0);

  /**
   * pJ that no mapping undercuts, if that is wanted; else infinite.
   * @param least what no mapping avoids.
   * @param isBeaten whether mappings with this energy or more are not wanted; once true, true for all more.
   * @returns undefined where the tables would be too large.
   */
  leastWanted(
    problem: CompiledProblem,
    least: LeastEnergies,
    isBeaten: (energy: number) => boolean,
  ): number | undefined {
    const space = TileSpace.of(problem);
    return space && new Walk(space, least, isBeaten, (length) => this.room(length)).run();
  }

  private room(length: number): Float64Array {
    if (this.excess.length < length) this.excess = new Float64Array(length);
    return this.excess;
  }
}

/** Values of `Walk.fits`. */
const FITS_ONCE = 1;
const FITS = 2;

class Walk {
  private readonly space: TileSpace;
  private readonly combinations: ClosingCombinations;
  private readonly costs: TileCosts;
  private readonly capacity: TileCapacity;
  private readonly least: LeastEnergies;
  /** `[(tile · combinations + combination) · 2 + flag]`: pJ beyond what no mapping avoids. */
  private readonly excess: Float64Array;
  /** Per tile: 1 if a path meets it; rows of other tiles are not cleared. */
  private readonly isMet: Uint8Array;
  /** pJ that no mapping avoids. */
  private readonly base: number;
  private readonly isBeaten: (energy: number) => boolean;
  /**
   * `[interface · 2 + flag]` of the present tile: `FITS` if the interface can be closed here, `FITS_ONCE` if only larger tiles that are loaded once may
   * fit, 0 if nothing does from here on.
   */
  private readonly fits: Uint8Array;

  constructor(
    space: TileSpace,
    least: LeastEnergies,
    isBeaten: (energy: number) => boolean,
    room: (length: number) => Float64Array,
  ) {
    this.space = space;
    this.least = least;
    this.combinations = closingCombinations(space.problem);
    this.costs = new TileCosts(space, false, true);
    this.capacity = new TileCapacity(space);
    this.excess = room(space.tileCount * this.combinations.combinationCount * 2);
    this.base = least.across.reduce((sum, picojoules) => sum + picojoules, least.fixed);
    this.isBeaten = (energy) => isBeaten(energy * (1 - ROUNDING));
    this.fits = new Uint8Array(2 * space.problem.interfaceCount);
    this.isMet = new Uint8Array(space.tileCount);
  }

  run(): number {
    const { space, excess, combinations, base, isMet } = this;
    const { full, next, stride } = space;
    const width = 2 * combinations.combinationCount;
    this.meet(0, width);
    excess[space.accumulatesOutside[0]] = 0;
    for (let tile = 0; tile < full; tile++) {
      if (isMet[tile] === 0) continue;
      this.costs.fill(tile);
      this.findFits(tile);
      const first = tile * width;
      for (let state = first; state < first + width; state++) {
        const here = excess[state];
        if (here === Number.POSITIVE_INFINITY || !this.close(tile, first, (state - first) >> 1, state & 1, here))
          continue;
        for (let kinds = next[tile], kind = 0; kinds !== 0; kinds >>>= 1, kind++) {
          if ((kinds & 1) === 0) continue;
          this.meet(tile + stride[kind], width);
          const to = state + stride[kind] * width;
          if (here < excess[to]) excess[to] = here;
        }
      }
    }
    if (isMet[full] === 0) return Number.POSITIVE_INFINITY;
    this.costs.fill(full);
    let best = Number.POSITIVE_INFINITY;
    for (let end = 0; end < width; end++) {
      const before = excess[full * width + end];
      if (before < best) best = Math.min(best, before + this.openExcess(end >> 1, end & 1));
    }
    return this.isBeaten(base + best) ? Number.POSITIVE_INFINITY : base + best;
  }

  private meet(tile: number, width: number): void {
    if (this.isMet[tile] === 1) return;
    this.isMet[tile] = 1;
    this.excess.fill(Number.POSITIVE_INFINITY, tile * width, (tile + 1) * width);
  }

  /** Whether each interface that is not closed yet has room below for the tile. Larger tiles never need less room for one copy. */
  private findFits(tile: number): void {
    const { space, fits, capacity } = this;
    space.problem.operands.forEach(({ interfaceBase, levelCount }, operand) => {
      fits.fill(space.isStationary[operand][tile] * FITS, 2 * interfaceBase, 2 * interfaceBase + 2);
      for (let level = 1; level < levelCount; level++) {
        for (let flag = 0; flag < 2; flag++) {
          const once = capacity.fitsOnce(operand, level - 1, tile, flag) ? FITS_ONCE : 0;
          fits[2 * (interfaceBase + level) + flag] = capacity.fits(operand, level - 1, tile, flag) ? FITS : once;
        }
      }
    });
  }

  /** Closes the next interface of every operand. False if some operand has no room to go on without. */
  private close(tile: number, first: number, combination: number, flag: number, here: number): boolean {
    const { space, combinations, costs, least, excess, fits, base } = this;
    const { nextInterface, step } = combinations;
    const { tileCount, accumulatesOutside, restIsIrrelevant } = space;
    for (let operand = 0; operand < step.length; operand++) {
      const index = nextInterface[combination * step.length + operand];
      if (index >= 0 && fits[2 * index + (operand === 0 ? flag : 0)] === 0) return false;
    }
    for (let operand = 0; operand < step.length; operand++) {
      const index = nextInterface[combination * step.length + operand];
      if (index < 0 || restIsIrrelevant[operand][tile] === 1) continue;
      if (fits[2 * index + (operand === 0 ? flag : 0)] !== FITS) continue;
      const there = here + costs.energy[index * tileCount + tile] - least.across[index];
      if (there === Number.POSITIVE_INFINITY || this.isBeaten(base + there)) continue;
      const to = first + (combination + step[operand]) * 2 + (operand === 0 ? accumulatesOutside[tile] : flag);
      if (there < excess[to]) excess[to] = there;
    }
    return true;
  }

  /** pJ beyond what no mapping avoids of the interfaces that stay open to the end; infinite where they have no room. */
  private openExcess(combination: number, flag: number): number {
    const { space, combinations, costs, capacity, least } = this;
    const { tileCount, full, isStationary } = space;
    const { lowest, closed } = combinations;
    let picojoules = 0;
    for (const [operand, { interfaceBase, levelCount }] of space.problem.operands.entries()) {
      const open = lowest[operand] + closed[combination * lowest.length + operand];
      if (open === 0 && isStationary[operand][full] === 0) return Number.POSITIVE_INFINITY;
      for (let level = Math.max(0, open - 1); level < levelCount; level++) {
        const accumulates = operand === 0 && level === open - 1 ? flag : 0;
        if (!capacity.fits(operand, level, full, accumulates)) return Number.POSITIVE_INFINITY;
      }
      for (let level = open; level < levelCount; level++) {
        picojoules += costs.energy[(interfaceBase + level) * tileCount + full] - least.across[interfaceBase + level];
      }
    }
    return picojoules;
  }
}
