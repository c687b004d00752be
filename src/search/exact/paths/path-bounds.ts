import type { ThinGraph } from './thin-graph.ts';

/** One sum along the paths of a thin graph. */
interface PathSum {
  readonly constant: number;
  /** Per edge. */
  readonly costs: Float64Array;
  /** Per node: the least, and the most, to the end. */
  readonly least: Float64Array;
  readonly most: Float64Array;
}

/**
 * Lower bounds of energy and latency for beginnings of paths: what the beginning has summed up, and the least that the rest adds. The sums
 * of a beginning are numbers in a row: one per part of a latency bound, then the energy.
 */
export class PathBounds {
  /** Numbers per beginning. */
  readonly width: number;
  private readonly sums: readonly PathSum[];
  /** Of each latency bound: its first part, and how many it has. */
  private readonly bounds: readonly (readonly [first: number, count: number])[];
  private readonly hasEnergy: boolean;
  private readonly fixedEnergy: number;
  private readonly latencyFloor: number;

  /**
   * @param bounds latency bounds as sums over the graph.
   * @param energy pJ per edge, and pJ of every path; undefined where energy doesn't matter.
   * @param latencyFloor a latency that no path of the graph undercuts.
   */
  constructor(
    graph: ThinGraph,
    bounds: readonly (readonly { readonly constant: number; readonly costs: Float64Array }[])[],
    energy: { readonly constant: number; readonly costs: Float64Array } | undefined,
    latencyFloor: number,
  ) {
    const sumsOf = ({ constant, costs }: { readonly constant: number; readonly costs: Float64Array }): PathSum => ({
      constant,
      costs,
      least: graph.leastToEnd(costs),
      most: graph.mostToEnd(costs),
    });
    const sums: PathSum[] = [];
    const ranges: [number, number][] = [];
    for (const parts of bounds) {
      const added = parts.map(sumsOf);
      // A bound that cannot exceed the floor, whatever the path, tells nothing.
      if (added.some(({ most, constant }) => most[0] + constant <= latencyFloor * (1 + 1e-12))) continue;
      ranges.push([sums.length, added.length]);
      sums.push(...added);
    }
    if (energy !== undefined) sums.push(sumsOf(energy));
    this.sums = sums;
    this.bounds = ranges;
    this.width = sums.length;
    this.hasEnergy = energy !== undefined;
    this.fixedEnergy = energy?.constant ?? 0;
    this.latencyFloor = latencyFloor;
  }

  /** Sums of a beginning with one more edge. */
  extend(from: Float64Array, fromAt: number, edge: number, to: Float64Array, toAt: number): void {
    for (let k = 0; k < this.width; k++) to[toAt + k] = from[fromAt + k] + this.sums[k].costs[edge];
  }

  /** Cycles that no path with this beginning undercuts. */
  latency(sums: Float64Array, at: number, node: number): number {
    let latency = this.latencyFloor;
    for (const [first, count] of this.bounds) {
      let least = Number.POSITIVE_INFINITY;
      for (let k = first; k < first + count; k++) {
        const { least: rest, constant } = this.sums[k];
        const value = sums[at + k] + rest[node] + constant;
        if (value < least) least = value;
      }
      if (least > latency) latency = least;
    }
    return latency;
  }

  /** pJ; 0 where energy doesn't matter. */
  energy(sums: Float64Array, at: number, node: number): number {
    if (!this.hasEnergy) return 0;
    const last = this.width - 1;
    return sums[at + last] + this.sums[last].least[node] + this.fixedEnergy;
  }

  /** True if every completion of the one beginning is bounded by no more than the same completion of the other. */
  isAsGood(sums: Float64Array, at: number, otherAt: number, node: number): boolean {
    for (let k = 0; k < this.width; k++) {
      const one = sums[at + k];
      if (one <= sums[otherAt + k]) continue;
      // Larger, but it can't exceed the floor.
      const isLatency = !this.hasEnergy || k < this.width - 1;
      if (!isLatency || one + this.sums[k].most[node] + this.sums[k].constant > this.latencyFloor) return false;
    }
    return true;
  }
}
