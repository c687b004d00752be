import type { ClosingGraph } from '../paths/closing-graph.ts';
import type { CorrectedTerms } from './corrected-terms.ts';
import type { BoundPart, LatencyBound } from './latency-bounds.ts';

/**
 * Those lower bounds of `CorrectedBounds` that hold in all configurations at once. An interface counts with the least that any tile makes of it,
 * closed or not, and a closing with what it adds to that.
 */
export class CorrectedSharedBounds {
  private readonly graph: ClosingGraph;
  private readonly terms: CorrectedTerms;

  constructor(graph: ClosingGraph, terms: CorrectedTerms) {
    this.graph = graph;
    this.terms = terms;
  }

  *bounds(): Generator<LatencyBound> {
    const { graph, terms } = this;
    const { operands, cyclesPerOperation } = graph.problem;
    const output = this.links(0);
    const inputs = operands.flatMap(({ isOutput, name }, operand) =>
      isOutput ? [] : [{ name, part: this.links(operand) }],
    );
    const fillings = inputs.length > 0 ? inputs : [{ name: 'nothing', part: { constant: 0, at: () => 0 } }];
    for (const { name, part: filling } of fillings) {
      yield { name: `fill ${name}`, parts: [sum(terms.temporalCycles, output, filling)] };
    }
    for (const port of terms.ports) {
      const total = this.aboveLeast(port.leastTotal, (index, tile) => terms.total(port, index, tile));
      yield { name: `ports ${port.name}`, parts: [total] };
      if (port.mostOverrun > 0) {
        const overrun = this.everywhere((index, tile) => terms.overrun(port, index, tile));
        for (const { name, part: filling } of fillings) {
          const parts = [sum(terms.temporalCycles, overrun, sum(0, output, filling))];
          yield { name: `overrun ${port.name} ${name}`, parts };
        }
      }
      if (2 * port.mostBusy <= terms.temporalCycles) continue;
      const busy = this.everywhere((index, tile) => terms.busy(port, index, tile));
      for (const { name, part: filling } of fillings) {
        yield {
          name: `busy ${port.name} ${name}`,
          parts: [sum(cyclesPerOperation, busy, sum(0, output, filling))],
        };
      }
    }
  }

  /** Cycles of the first tile across the links of an operand. One that is crossed once takes no less than the data of one operation. */
  private links(operand: number): BoundPart {
    const { graph, terms } = this;
    const { interfaceBase, levelCount } = graph.problem.operands[operand];
    const least = new Float64Array(graph.problem.interfaceCount);
    let constant = 0;
    for (let level = 1; level < levelCount; level++) {
      const index = interfaceBase + level;
      // Results that are wider than sums may take longer than these.
      if (!graph.capacity.isGenerous) least[index] = terms.linkOnce(index, terms.emptyTile[operand], 0);
      constant += least[index];
    }
    return {
      constant,
      at: (index, tile) =>
        index <= interfaceBase || index >= interfaceBase + levelCount
          ? 0
          : Math.max(0, terms.link(index, tile) - least[index]),
    };
  }

  private aboveLeast(least: Float64Array, at: (index: number, tile: number) => number): BoundPart {
    return {
      constant: least.reduce((cycles, one) => cycles + one, 0),
      at: (index, tile) => Math.max(0, at(index, tile) - least[index]),
    };
  }

  /** What every operation crosses, and what is closed. */
  private everywhere(at: (index: number, tile: number) => number): BoundPart {
    const { graph, terms } = this;
    let constant = 0;
    graph.problem.operands.forEach(({ interfaceBase }, operand) => {
      for (let level = 0; level < graph.lowest[operand]; level++) {
        constant += at(interfaceBase + level, terms.emptyTile[operand]);
      }
    });
    return { constant, at };
  }
}

function sum(constant: number, one: BoundPart, other: BoundPart): BoundPart {
  return {
    constant: constant + one.constant + other.constant,
    at: (index, tile) => one.at(index, tile) + other.at(index, tile),
  };
}
