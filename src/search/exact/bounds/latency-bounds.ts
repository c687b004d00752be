import type { LoadingSum } from '../../compulsory/loading-sums.ts';
import type { ClosingGraph } from '../paths/closing-graph.ts';
import type { Configuration } from '../paths/configuration.ts';
import type { LatencyTerms, PortTerms } from './latency-terms.ts';
import { OnceLoads } from './once-loads.ts';

/** A sum over the closings of a path, plus a constant. */
export interface BoundPart {
  readonly constant: number;
  /** Cycles of closing an interface (index of the problem) at a tile. */
  readonly at: (interfaceIndex: number, tile: number) => number;
}

/**
 * A lower bound of the latency of every path of a configuration, in cycles: the least of its parts. The name says which bound, so that
 * a certificate can refer to it.
 */
export interface LatencyBound {
  readonly name: string;
  readonly parts: readonly BoundPart[];
}

/** What was found with computations up to a length. */
interface Kept {
  readonly last: number;
  readonly least: number;
}

function kept(known: Map<LoadingSum, Kept>, sum: LoadingSum, last: number, compute: () => number): number {
  const before = known.get(sum);
  if (before?.last === last) return before.least;
  const least = compute();
  known.set(sum, { last, least });
  return least;
}

/** Sums differ by less than this share in another order. */
const ROUNDING = 1e-12;

/**
 * Lower bounds of latency in one configuration and one alternative of the on-loading; cheap and strong ones first. Each is proven:
 *
 * - `temporal`: loops without stalls, and the loading.
 * - `hidden`: the best that hiding can make of computation and loads together.
 * - `port-and-loads P`: what is hidden on a port is bandwidth that its other transfers leave.
 * - `busy P`: all transfers of a port follow one another.
 * - `overrun P`: transfers that take longer than their periods stall the array.
 *
 * Where operations take a fraction of a cycle, `busy` is not proven and left out, and those that reckon in whole cycles give up one.
 */
export class LatencyBounds {
  private readonly graph: ClosingGraph;
  private readonly terms: LatencyTerms;
  private readonly configuration: Configuration;
  private readonly once: OnceLoads;
  private readonly isWhole: boolean;
  /** What was computed last for a sum: the least of loads and computation together, and of loads. */
  private readonly together = new Map<LoadingSum, Kept>();
  private readonly loads = new Map<LoadingSum, Kept>();

  constructor(graph: ClosingGraph, terms: LatencyTerms, configuration: Configuration) {
    this.graph = graph;
    this.terms = terms;
    this.configuration = configuration;
    this.once = new OnceLoads(graph, terms, configuration);
    this.isWhole = Number.isInteger(graph.problem.cyclesPerOperation);
  }

  /** True if no mapping has the configuration. */
  readonly namesWithoutPath: readonly string[] = [];

  get isImpossible(): boolean {
    return this.once.isImpossible;
  }

  /** Cycles that the links of a sum that cross only once take at least. */
  leastLoads(sum: LoadingSum): number {
    return this.once.leastOfAll(sum);
  }

  /** A bound that needs no path: loops without stalls, and the least of the loads. */
  leastUnhidden(sums: readonly LoadingSum[]): number {
    return sums.reduce((most, sum) => Math.max(most, this.terms.temporalCycles + this.once.leastOfAll(sum)), 0);
  }

  /**
   * A bound that needs no path: loops without stalls, loads hidden as far as can be.
   * @param longest no mapping that takes longer is wanted.
   */
  leastOf(sums: readonly LoadingSum[], longest: number): number {
    let least = this.leastUnhidden(sums);
    for (const sum of sums) {
      const loads = this.once.leastOfAll(sum);
      least = Math.max(least, this.leastHidden(sum, this.longestComputation(loads, longest)));
    }
    return least;
  }

  /** @param longest no mapping that takes longer is wanted. */
  *bounds(sums: readonly LoadingSum[], longest: number): Generator<LatencyBound> {
    const { temporalCycles, computationCycles, ports } = this.terms;
    const fraction = computationCycles - temporalCycles;
    for (const [number, sum] of sums.entries()) {
      const name = (bound: string): string => `${bound} ${number}`;
      const unhidden = this.once.leastOfAll(sum);
      const last = this.longestComputation(unhidden, longest);
      yield { name: name('temporal'), parts: [this.part(sum, temporalCycles)] };
      const hidden = this.leastHidden(sum, last);
      if (hidden > (temporalCycles + unhidden) * (1 + ROUNDING)) {
        yield { name: name('hidden'), parts: [this.part(sum, hidden, { loads: 0 })] };
      }
      for (const port of ports) {
        const isHiding = port.loads.some(({ operand, level }) => level >= 1 && this.once.isOnce(operand, level));
        if (!isHiding || this.once.canGrow) continue;
        const share = temporalCycles / port.bandwidth;
        yield {
          name: name(`port-and-loads ${port.name}`),
          parts: [
            this.part(sum, -fraction, { table: port.required, factor: share, unhidden: port }),
            this.part(sum, temporalCycles, { unhidden: port }),
          ],
        };
      }
      const atLast = this.loadsWithin(sum, last);
      const loads = atLast > unhidden * (1 + ROUNDING) && atLast > 0 ? atLast : undefined;
      const hiding = loads === undefined ? {} : { loads };
      for (const port of ports) {
        if (this.isWhole && port.mostBusy > temporalCycles) {
          yield { name: name(`busy ${port.name}`), parts: [this.part(sum, 0, { table: port.busy, ...hiding })] };
        }
        if (port.mostOverrun > 0) {
          const parts = [this.part(sum, temporalCycles, { table: port.overrun, ...hiding })];
          yield { name: name(`overrun ${port.name}`), parts };
        }
      }
    }
  }

  private leastHidden(sum: LoadingSum, last: number): number {
    const { temporalCycles, computationCycles } = this.terms;
    if (!this.once.canBeTried || last === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
    const together = kept(this.together, sum, last, () => this.once.leastTogether(sum, computationCycles, last));
    return together - (computationCycles - temporalCycles);
  }

  private loadsWithin(sum: LoadingSum, last: number): number {
    if (!this.once.canBeTried || last === Number.POSITIVE_INFINITY) return 0;
    return kept(this.loads, sum, last, () => this.once.leastLoads(sum, last));
  }

  /** No computation of a wanted mapping takes longer: what remains must suffice for the loading. */
  private longestComputation(leastLoads: number, longest: number): number {
    return Math.max(this.terms.computationCycles, longest + 1 - leastLoads);
  }

  /**
   * @param table per interface and tile, times `factor`: what counts beside the loading.
   * @param loads cycles of all links that cross once; left out: the least there can be for every tile.
   * @param unhidden a port whose loads count in full.
   */
  private part(
    sum: LoadingSum,
    constant: number,
    {
      table,
      factor = 1,
      loads,
      unhidden,
    }: { table?: Float64Array; factor?: number; loads?: number; unhidden?: PortTerms } = {},
  ): BoundPart {
    const { graph, terms, once, configuration } = this;
    const { tileCount, full } = graph.space;
    const { operands, interfaceCount } = graph.problem;
    const innermost: (Float64Array | undefined)[] = new Array(interfaceCount).fill(undefined);
    let fixed = constant + (loads ?? 0);
    operands.forEach(({ interfaceBase }, operand) => {
      if (table !== undefined) {
        for (let level = 0; level < Math.min(graph.lowest[operand], configuration.firstOpen[operand]); level++) {
          fixed += table[(interfaceBase + level) * tileCount] * factor;
        }
      }
      if (loads !== undefined || once.linksOf(operand, sum).length === 0) return;
      const cycles = once.leastCycles(operand, sum, unhidden);
      if (once.isOnce(operand, 1)) fixed += cycles[full];
      else innermost[interfaceBase + 1] = cycles;
    });
    const ofLink = Float64Array.from({ length: interfaceCount }, (_, index) => sum[index]);
    const { linkCycles } = terms;
    return {
      constant: fixed,
      at: (index, tile) => {
        const at = index * tileCount + tile;
        const own = table === undefined ? 0 : table[at] * factor;
        return own + ofLink[index] * linkCycles[at] + (innermost[index]?.[tile] ?? 0);
      },
    };
  }
}
