import type { LoadingSum } from '../../compulsory/loading-sums.ts';
import type { ClosingGraph } from '../paths/closing-graph.ts';
import type { BoundPart, LatencyBound } from './latency-bounds.ts';
import type { LatencyTerms } from './latency-terms.ts';

/**
 * Those lower bounds of `LatencyBounds` that hold in all configurations at once: links that cross only once take the least that they take in
 * any of them. They have the same names; in no configuration is the bound of that name lower.
 */
export class SharedBounds {
  private readonly graph: ClosingGraph;
  private readonly terms: LatencyTerms;
  private readonly leastLoads: (sum: LoadingSum) => number;

  /** @param leastLoads cycles that the links of a sum that cross only once take at least, in any configuration; 0 or less. */
  constructor(graph: ClosingGraph, terms: LatencyTerms, leastLoads: (sum: LoadingSum) => number) {
    this.graph = graph;
    this.terms = terms;
    this.leastLoads = leastLoads;
  }

  *bounds(sums: readonly LoadingSum[]): Generator<LatencyBound> {
    const { temporalCycles, ports } = this.terms;
    const isWhole = Number.isInteger(this.graph.problem.cyclesPerOperation);
    for (const [number, sum] of sums.entries()) {
      yield { name: `temporal ${number}`, parts: [this.part(sum, temporalCycles)] };
      for (const { name, busy, mostBusy, overrun, mostOverrun } of ports) {
        if (isWhole && mostBusy > temporalCycles) {
          yield { name: `busy ${name} ${number}`, parts: [this.part(sum, 0, busy)] };
        }
        if (mostOverrun > 0) {
          yield { name: `overrun ${name} ${number}`, parts: [this.part(sum, temporalCycles, overrun)] };
        }
      }
    }
  }

  private part(sum: LoadingSum, constant: number, table?: Float64Array): BoundPart {
    const { graph, terms } = this;
    const { tileCount } = graph.space;
    const { linkCycles } = terms;
    let fixed = constant + this.leastLoads(sum);
    graph.problem.operands.forEach(({ interfaceBase }, operand) => {
      if (table === undefined) return;
      for (let level = 0; level < graph.lowest[operand]; level++) fixed += table[(interfaceBase + level) * tileCount];
    });
    return {
      constant: fixed,
      at: (index, tile) => {
        const at = index * tileCount + tile;
        return (table === undefined ? 0 : table[at]) + sum[index] * linkCycles[at];
      },
    };
  }
}
